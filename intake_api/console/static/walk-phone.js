// The walk list on the phone: taken along from the network, ticked without one, sent once when there is one again.

import { all, canKeep, get, newId, put, remove, stay } from "./visit-store.js";
import { keep, onChange, sendPatrols } from "./walk-outbox.js";

const LIST = "walk";
const STATES = { waiting: "等网络", login: "请重新登录", sent: "已交", bad: "要改" };
const find = (selector) => document.querySelector(selector);
const stops = find("[data-stops]");
let list = null;

async function start() {
  if (!canKeep) return say("要用 https 的网址打开，才能把名单存在手机上。请找系统管理员，或者先用纸的。");
  const asked = new URLSearchParams(location.search);
  list = (asked.get("village") && (await take(asked))) || (await get("lists", LIST));
  find("[data-status]").textContent = list ? "" : "手机上还没有名单：请在“走访名单”里选好，点“带到手机上”。";
  if (!list) return undefined;
  await show();
  return sendPatrols();
}

// The newest list; null without a network, and then the one taken along last is shown.
async function take(asked) {
  try {
    const answer = await fetch(`/console/api/walk-list?${asked}`, { headers: { Accept: "application/json" } });
    const said = await answer.json();
    if (answer.ok) {
      await put("lists", LIST, said);
      await forgetSent();
      stay();
      return said;
    }
    find("[data-login]").hidden = answer.status !== 401;
    say(answer.status === 401 ? "登录过期了。手机上的走访还在，重新登录以后自己交上去。" : said.detail);
  } catch {
    say("没有网络，这是上次带来的名单。记下的会自己交上去。");
  }
  return null;
}

async function forgetSent() {
  for (const patrol of await all("patrols")) if (patrol.status === "sent") await remove("patrols", patrol.key);
}

function say(text) {
  find("[data-message]").textContent = text || "";
  find("[data-message]").hidden = !text;
}

async function show() {
  const known = new Map((await all("patrols")).map((patrol) => [patrol.key, patrol]));
  const listed = new Set(list.stops.map((stop) => stop.id));
  const others = [...known.values()].filter((patrol) => !listed.has(patrol.key) && patrol.status !== "sent");
  const added = others.map((patrol) => ({ id: patrol.key, name: patrol.name, hamlet: "", phone: "", about: "不在这份名单上" }));
  find("[data-place]").textContent = list.place;
  find("#went").value ||= list.went;
  find("#day").value ||= today();
  stops.replaceChildren(...[...list.stops, ...added].map((stop) => card(stop, known.get(stop.id))));
  for (const hidden of [find("[data-walk]"), find("[data-newcomer]")]) hidden.hidden = false;
  count();
}

function today() {
  const now = new Date();
  return new Date(now - now.getTimezoneOffset() * 60000).toISOString().slice(0, 10);
}

function card(stop, patrol) {
  const made = find("template[data-stop]").content.firstElementChild.cloneNode(true);
  const part = (name) => made.querySelector(`[data-${name}]`);
  made.dataset.key = stop.id;
  part("name").textContent = stop.name;
  part("about").textContent = [stop.hamlet, stop.about].filter(Boolean).join(" · ");
  part("call").hidden = !stop.phone;
  part("call").href = `tel:${stop.phone}`;
  fill(part("more"), stop.id);
  for (const button of made.querySelectorAll("[data-tick]")) {
    button.addEventListener("click", () => save(made, stop.name, { outcome: button.dataset.tick, household: stop.id }));
  }
  part("save").addEventListener("click", () => save(made, stop.name, { ...typed(part("more")), household: stop.id }));
  part("again").addEventListener("click", () => again(made));
  showState(made, patrol);
  return made;
}

// The fields of a visit in a card of their own: the radio buttons of two cards must not push each other out.
function fill(place, key) {
  place.append(find("template[data-fields]").content.cloneNode(true));
  for (const radio of place.querySelectorAll("input[type=radio]")) radio.name += `-${key}`;
}

function typed(place) {
  const value = (name) => place.querySelector(`[data-of=${name}]`)?.value.trim() || "";
  const chosen = (name) => place.querySelector(`[data-of=${name}]:checked`)?.value || "";
  const lines = [...place.querySelectorAll("[data-problem]")].map((line) => ({
    category: line.querySelector("select").value,
    text: line.querySelector("input").value.trim(),
  }));
  return {
    outcome: chosen("outcome"),
    method: chosen("method") || "visit",
    why: value("why"),
    risk: value("risk"),
    suspicion: value("suspicion"),
    note: value("note"),
    problems: lines.filter((line) => line.category || line.text),
  };
}

// What cannot be right is said at once, not after the network is back.
function lacks(visit) {
  const first = visit.problems?.[0];
  if (!find("#went").value.trim()) return "请在上面写是谁去的";
  if (!find("#day").value) return "请在上面写是哪天";
  if (!visit.outcome) return "请选这户怎么样";
  if (visit.method === "phone" && !visit.why) return "打电话的，请写为什么没能上门";
  if (visit.outcome === "problem" && !first) return "请写发现了什么困难问题";
  if (first && !["problem", "suspect"].includes(visit.outcome)) return "写了困难问题的，请选“发现困难问题”";
  if (visit.problems?.some((line) => !line.category || !line.text)) return "困难问题要选哪一类，再写一句是什么";
  return visit.outcome === "suspect" && !(visit.risk && visit.suspicion) ? "要核实的，请选主要困难，写为什么" : "";
}

async function save(made, name, visit) {
  const wrong = lacks(visit);
  made.querySelector("[data-wrong]").textContent = wrong;
  made.querySelector("[data-wrong]").hidden = !wrong;
  if (wrong) return false;
  const went = find("#went").value.split(/[、,，;；/\s]+/).filter(Boolean);
  const payload = { id: newId(), day: find("#day").value, went, ...visit };
  await keep({ key: made.dataset.key, name, status: "waiting", message: "", payload });
  sendPatrols();
  return true;
}

// Taken back before it was sent, or after it was refused: the fields still hold what was typed.
async function again(made) {
  const patrol = await get("patrols", made.dataset.key);
  if (patrol && patrol.status !== "sent") await remove("patrols", made.dataset.key);
  showState(made, patrol?.status === "sent" ? patrol : null);
  count();
}

function showState(made, patrol) {
  const part = (name) => made.querySelector(`[data-${name}]`);
  const outcome = patrol && find("template[data-outcomes]").content.querySelector(`[value=${patrol.payload.outcome}]`);
  part("state").textContent = patrol ? `${outcome?.textContent || ""} · ${STATES[patrol.status]}` : "还没走";
  part("message").textContent = patrol?.message || "";
  part("message").hidden = !patrol?.message;
  const isMissed = patrol?.status === "sent" && patrol.payload.outcome === "absent"; // they may come home later
  part("ticks").hidden = Boolean(patrol) && !isMissed;
  part("again").hidden = !patrol || patrol.status === "sent";
}

function count() {
  const cards = [...stops.children];
  const left = cards.filter((made) => !made.querySelector("[data-ticks]").hidden).length;
  find("[data-count]").textContent = `${cards.length} 户，还有 ${left} 户没走`;
}

async function addNewcomer() {
  const form = find("[data-newcomer]");
  const value = (name) => form.querySelector(`[name=${name}]`).value.trim();
  const wrong = form.querySelector("[data-wrong]");
  wrong.hidden = Boolean(value("name"));
  wrong.textContent = "请写户主姓名";
  if (!value("name")) return;
  const is_another = form.querySelector("[name=is_another]").checked;
  const newcomer = { name: value("name"), village: list.village, hamlet: value("hamlet"), phone: value("phone"), is_another };
  const made = card({ id: newId(), name: newcomer.name, hamlet: newcomer.hamlet, phone: newcomer.phone, about: "新加的户" });
  form.dataset.key = made.dataset.key;
  if (!(await save(form, newcomer.name, { ...typed(form.querySelector("[data-more]")), household: "", newcomer }))) return;
  stops.append(made);
  showState(made, await get("patrols", made.dataset.key));
  form.querySelector("form").reset();
  form.open = false;
  count();
}

onChange((patrol) => {
  const made = [...stops.children].find((each) => each.dataset.key === patrol.key);
  if (made) showState(made, patrol);
  count();
});
fill(find("[data-newcomer] [data-more]"), "newcomer");
find("[data-add]").addEventListener("click", () => addNewcomer());
start();
