// 我的入户: from the network, and from the phone where there is none. 带上路 keeps a sheet before the way begins.

import { onChange } from "./visit-outbox.js";
import { WORDS, download, fresh } from "./visit-sheet.js";
import { all, canKeep, get, put, stay } from "./visit-store.js";

const find = (selector) => document.querySelector(selector);
const list = find("[data-visits]");
const template = find("template[data-visit]");
const LIST = "mine";

async function start() {
  if (!canKeep) say("要用 https 的网址打开，才能把表存在手机上。请找系统管理员。");
  const { cases, words } = await lines();
  const sheets = canKeep ? await all("sheets") : [];
  const known = new Set(cases.map((each) => each.case));
  const alone = sheets.filter((sheet) => !known.has(sheet.case) && sheet.status !== "sent").map((sheet) => sheet.data);
  list.replaceChildren(...[...cases, ...alone].map((line) => row(line, sheets.find((each) => each.case === line.case))));
  find("[data-status]").textContent = words || (list.children.length ? "" : "现在没有要入户的人家。");
}

// The newest list; without a network the one of last time.
async function lines() {
  try {
    const answer = await fetch("/console/api/visits", { headers: { Accept: "application/json" } });
    const said = await answer.json();
    if (answer.ok) {
      if (canKeep) await put("lists", LIST, said.cases);
      return { cases: said.cases, words: "" };
    }
    find("[data-login]").hidden = answer.status !== 401;
    say(answer.status === 401 ? "登录过期了。手机上的表还在，重新登录以后自己交上去。" : said.detail);
  } catch {
    // no network
  }
  const cases = (canKeep && (await get("lists", LIST))) || [];
  return { cases, words: "没有网络，这是上次带上路时的名单。" };
}

function say(text) {
  find("[data-message]").textContent = text || "";
  find("[data-message]").hidden = !text;
}

function row(line, sheet) {
  const card = template.content.firstElementChild.cloneNode(true);
  const part = (name) => card.querySelector(`[data-${name}]`);
  card.dataset.case = line.case;
  part("open").textContent = `${line.place} ${line.name}`;
  part("open").href = `/console/cases/${line.case}/visit`;
  part("about").textContent = `${line.since} 报的，编号 ${line.receipt}`;
  part("call").hidden = !line.phone;
  part("call").href = `tel:${line.phone}`;
  part("take").addEventListener("click", () => take(card, line));
  part("download").addEventListener("click", async () => download(await get("sheets", line.case)));
  card.dataset.visited = line.visited || "";
  showState(card, sheet);
  return card;
}

function showState(card, sheet) {
  const part = (name) => card.querySelector(`[data-${name}]`);
  const isHere = sheet && sheet.status !== "sent";
  part("state").textContent = isHere ? hereWords(sheet) : sheet || card.dataset.visited ? WORDS.sent : "没带";
  part("words").textContent = sheet?.message || "";
  part("take").hidden = !canKeep || Boolean(isHere);
  part("download").hidden = !isHere || !sheet.touched;
}

function hereWords(sheet) {
  return sheet.status === "draft" && !sheet.touched ? "带上了" : WORDS[sheet.status];
}

async function take(card, line) {
  try {
    const answer = await fetch(`/console/api/visits/${line.case}`, { headers: { Accept: "application/json" } });
    const said = await answer.json();
    if (!answer.ok) return say(said.detail);
    stay();
    const sheet = fresh(said);
    await put("sheets", line.case, sheet);
    showState(card, sheet);
  } catch {
    say("现在没有网络，等有网再点“带上路”。");
  }
}

onChange((sheet) => {
  const card = [...list.children].find((each) => each.dataset.case === sheet.case);
  if (card) showState(card, sheet);
});
window.addEventListener("online", start);
start();
