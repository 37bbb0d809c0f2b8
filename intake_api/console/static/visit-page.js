// The sheet of one case. Everything typed is saved on the phone at once; 交上去 works without a network.

import { fold, isEmpty, read, sent, words, write, wrong } from "./visit-fields.js";
import { showFigures } from "./visit-figures.js";
import { Members } from "./visit-members.js";
import { onChange, sendAll } from "./visit-outbox.js";
import { renew } from "./visit-renew.js";
import { small } from "./visit-photos.js";
import { WORDS, download, fresh, head, lacks, payload } from "./visit-sheet.js";
import { canKeep, get, newId, put, remove, stay } from "./visit-store.js";

const caseId = location.pathname.split("/")[3];
const find = (selector) => document.querySelector(selector);
const body = find("[data-sheet]");
const template = find("template[data-member]");
const single = () => [...body.querySelectorAll("section > .field[data-key], section > details.known > .field[data-key]")];
let sheet = null;
let members = null;

async function start() {
  if (!canKeep) return say("这一页要用 https 的网址打开，才能在手机上存表。请找系统管理员。");
  sheet = await get("sheets", caseId);
  if (sheet?.status === "sent" || (sheet && !sheet.touched)) sheet = (await fromServer(true)) || sheet;
  sheet ||= await fromServer(false);
  if (!sheet) return undefined;
  if (sheet.status !== "sent") show();
  return showState();
}

async function fromServer(isQuiet) {
  const data = await known(isQuiet);
  if (data && (await get("sheets", caseId))?.status === "sent") await remove("sheets", caseId);
  return data && fresh(data);
}

// What the server knows now; null when there is no asking, and the page says why.
async function known(isQuiet = false) {
  try {
    const answer = await fetch(`/console/api/visits/${caseId}`, { headers: { Accept: "application/json" } });
    const said = await answer.json();
    if (answer.ok) return said;
    if (!isQuiet) say(answer.status === 401 ? "登录过期了，请重新登录。" : said.detail);
  } catch {
    const way = sheet ? "有网的时候再点一次。" : "这一户的表没有带在手机上。有网的时候在“我的入户”点“带上路”。";
    if (!isQuiet) say(`现在没有网络，${way}`);
  }
  return null;
}

function say(text) {
  find("[data-message]").textContent = text || "";
  find("[data-message]").hidden = !text;
  if (!sheet) find("[data-status]").textContent = "没有打开";
}

function show() {
  const { data } = sheet;
  find("[data-who]").textContent = `${data.place} ${data.name}`;
  for (const field of single()) fill(field);
  const list = find("[data-members]");
  if (!sheet.members.length) sheet.members.push(head(data, JSON.parse(list.dataset.first)));
  members = new Members(list, template, sheet, { changed: edited, photo: paper });
  fillOpinion();
  showPhotos();
  showFigures(body, sheet);
  body.hidden = false;
  find("[data-buttons]").hidden = false;
  stay();
  if (!sheet.touched) put("sheets", caseId, sheet);
}

function fill(field) {
  const { key, default: usual, sameAs } = field.dataset;
  const known = sheet.data.answers[key];
  if (field.dataset.widget === "date" && sheet.answers[key] === undefined) sheet.answers[key] = sheet.data.today;
  if (sheet.answers[key] === undefined) sheet.answers[key] = usual || sheet.answers[sameAs];
  if (isEmpty(sheet.answers[key])) return;
  write(field, sheet.answers[key]);
  if (!isEmpty(known)) fold(field, words(field));
}

function fillOpinion() {
  for (const each of document.querySelectorAll("[name=method]")) each.checked = each.value === sheet.method;
  for (const key of ["why", "visited_on", "opinion"]) find(`#${key}`).value = sheet[key];
  document.querySelectorAll("[data-verifier]").forEach((each, place) => (each.value = sheet.verifiers[place]));
  find("[data-of=why]").hidden = sheet.method !== "phone";
}

function typed() {
  for (const field of single()) sheet.answers[field.dataset.key] = read(field);
  sheet.method = find("[name=method]:checked")?.value || "visit";
  for (const key of ["why", "visited_on", "opinion"]) sheet[key] = find(`#${key}`).value;
  sheet.verifiers = [...document.querySelectorAll("[data-verifier]")].map((each) => each.value);
  find("[data-of=why]").hidden = sheet.method !== "phone";
  edited();
}

let saving = Promise.resolve();

function save() {
  saving = saving.then(() => put("sheets", caseId, sheet)).catch(() => say("手机存不下了，请腾出一点空间。"));
  return saving;
}

function edited() {
  sheet.touched = true;
  if (isWaiting()) takeBack(); // a browser that knows no "inert" lets one type
  find("[data-wrong]").hidden = true;
  showFigures(body, sheet);
  save();
}

async function paper(member, file, card) {
  const id = await kept(file);
  if (!id) return;
  member.paper = id;
  card.querySelector("[data-photo-note]").textContent = "授权书拍好了";
  edited();
}

async function kept(file) {
  try {
    const url = await small(file);
    const id = newId();
    await put("photos", id, { id, case: caseId, url, sent: false });
    return id;
  } catch {
    say("这张照片打不开，请再拍一张。");
    return "";
  }
}

async function signed(files) {
  for (const file of files) {
    const id = await kept(file);
    if (id) sheet.photos.push(id);
  }
  edited();
  showPhotos();
}

async function showPhotos() {
  const list = find("[data-photos]");
  const rows = await Promise.all(sheet.photos.map(photoRow));
  list.replaceChildren(...rows.filter(Boolean));
}

async function photoRow(id, place) {
  const photo = await get("photos", id);
  if (!photo) return null;
  const row = document.createElement("li");
  const picture = document.createElement("img");
  picture.src = photo.url;
  picture.alt = `签好字的采集表，第 ${place + 1} 张`;
  const drop = document.createElement("button");
  drop.type = "button";
  drop.textContent = "去掉";
  drop.addEventListener("click", async () => {
    sheet.photos = sheet.photos.filter((each) => each !== id);
    await remove("photos", id);
    edited();
    showPhotos();
  });
  row.append(picture, drop);
  return row;
}

async function send() {
  sheet.members = sheet.members.filter((member) => !isEmpty(member.values.member_name) || hasAnything(member));
  const lack = lacks(sheet);
  find("[data-wrong]").textContent = lack;
  find("[data-wrong]").hidden = !lack;
  if (lack) return;
  const keys = single().map((field) => field.dataset.key);
  sheet.payload = payload(sheet, keys, toSent);
  Object.assign(sheet, { status: "waiting", message: "", errors: {}, touched: true });
  await save();
  showState();
  await sendAll();
}

function hasAnything(member) {
  const usual = (key) => template.content.querySelector(`[data-key="${key}"]`)?.dataset.default;
  return Object.keys(member.hidden).length || Object.entries(member.values).some(([k, v]) => !isEmpty(v) && v !== usual(k));
}

function toSent(key, value, isItem) {
  const root = isItem ? template.content : body;
  return sent(root.querySelector(`.field[data-key="${key}"]`), value);
}

// Taken back: had it been on its way already, it goes as another visit, so that no word of it can be lost.
async function takeBack() {
  const now = (await get("sheets", caseId)) || sheet;
  if (now.status === "sent") return changed(now);
  sheet.status = "draft";
  if (now.tried) sheet.id = newId();
  await save();
  showState();
}

function changed(now) {
  if (now.case !== caseId) return;
  if (now.status === "sent") sheet = now;
  else Object.assign(sheet, { status: now.status, message: now.message, errors: now.errors });
  showState();
}

// Somebody else was first: what they wrote comes in, what was typed here stays and is named.
async function takeNew() {
  const data = await known();
  if (!data) return;
  const differing = renew(sheet, data).map((key) => body.querySelector(`.field[data-key="${key}"]`)?.dataset.label || key);
  sheet.message = differing.length
    ? `已经对上最新的情况。这几项和最新的不一样，表上写的是您填的：${differing.join("、")}。看一遍再交。`
    : "已经对上最新的情况。看一遍再交。";
  sheet.touched = true;
  await save();
  location.reload();
}

function isWaiting() {
  return ["waiting", "login"].includes(sheet.status);
}

function showState() {
  const { status } = sheet;
  const isSending = status === "waiting" && navigator.onLine;
  find("[data-status]").textContent = isSending ? "正在交" : WORDS[status];
  say(sheet.message);
  body.inert = find("[data-send]").hidden = isWaiting();
  find("[data-back]").hidden = status !== "waiting";
  find("[data-new]").hidden = status !== "moved";
  find("[data-login]").hidden = status !== "login";
  find("[data-login]").href = location.pathname;
  if (status === "bad") showWrong();
  if (status !== "sent") return;
  body.hidden = find("[data-buttons]").hidden = true;
  showDone();
}

function showWrong() {
  for (const field of body.querySelectorAll(".field.bad")) wrong(field, "");
  for (const [key, message] of Object.entries(sheet.errors)) {
    const item = /^member\[(\d+)\]\.(\w+)$/.exec(key);
    const field = item ? members?.field(Number(item[1]), item[2]) : body.querySelector(`.field[data-key="${key}"]`);
    if (field) wrong(field, message);
  }
  body.querySelector(".field.bad")?.scrollIntoView({ block: "center" });
}

function showDone() {
  find("[data-done]").hidden = false;
  find("[data-done-words]").textContent = sheet.result?.working || "";
  find("[data-to-case]").href = `/console/cases/${caseId}`;
  find("[data-to-authorise]").href = `/console/cases/${caseId}/authorise`;
}

body.addEventListener("input", (event) => event.target.closest(".member") || event.target.type === "file" || typed());
find("[data-add]").addEventListener("click", () => members.add());
find("[data-send]").addEventListener("click", send);
find("[data-back]").addEventListener("click", takeBack);
find("[data-new]").addEventListener("click", takeNew);
find("[data-download]").addEventListener("click", () => download(sheet));
find("#signed").addEventListener("change", (event) => signed([...event.target.files]));
window.addEventListener("online", () => sheet && showState());
window.addEventListener("offline", () => sheet && showState());
onChange(changed);
start();
