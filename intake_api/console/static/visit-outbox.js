// Sends what waits, once: the visit has its id from the phone, so the server knows it again. Photos go first, the
// sheet after them, then the signed authorisations. Whatever is refused stays on the phone with the reason.

import { all, canKeep, get, put, remove } from "./visit-store.js";

const PATIENCE = 60000; // milliseconds for one request
const AGAIN = 15000;
const told = new Set();
let timer = 0;

export function onChange(listener) {
  told.add(listener);
}

export async function sendAll() {
  if (!canKeep) return;
  if (!navigator.locks) return sendWaiting();
  await navigator.locks.request("visits", { ifAvailable: true }, (lock) => (lock ? sendWaiting() : null));
}

async function sendWaiting() {
  const waiting = (await all("sheets")).filter((sheet) => ["waiting", "login"].includes(sheet.status));
  for (const sheet of waiting) await sendOne(sheet).catch(() => later());
}

function later() {
  clearTimeout(timer);
  timer = setTimeout(() => sendAll(), AGAIN);
}

// A request that no network carried throws; a server out of breath counts the same.
export async function post(path, body) {
  const cut = new AbortController();
  const end = setTimeout(() => cut.abort(), PATIENCE);
  try {
    const headers = { "Content-Type": "application/json", Accept: "application/json" };
    const answer = await fetch(path, { method: "POST", headers, body: JSON.stringify(body), signal: cut.signal });
    if (answer.status >= 500 || answer.status === 429) throw new Error("later");
    return { ok: answer.ok, status: answer.status, said: await answer.json().catch(() => ({})) };
  } finally {
    clearTimeout(end);
  }
}

async function sendOne(sheet) {
  const papers = sheet.members.map((each) => each.paper).filter(Boolean);
  for (const id of [...sheet.photos, ...papers]) {
    const photo = await get("photos", id);
    if (!photo || photo.sent) continue;
    const answer = await post("/console/api/photos", { id, case: sheet.case, kind: "image", url: photo.url });
    if (!answer.ok) return refused(sheet, answer);
    await put("photos", id, { ...photo, sent: true });
  }
  if (!(await still(sheet))) return undefined;
  await put("sheets", sheet.case, { ...sheet, tried: true });
  const answer = await post(`/console/api/visits/${sheet.case}`, sheet.payload);
  if (!answer.ok) return refused(sheet, answer);
  return arrived(sheet, answer.said, await authorise(sheet));
}

// Whether the sheet still waits as it was read: somebody may have taken it back meanwhile.
async function still(sheet) {
  const now = await get("sheets", sheet.case);
  return now && now.id === sheet.id && ["waiting", "login"].includes(now.status);
}

async function authorise(sheet) {
  const wrong = [];
  for (const [member, { paper, values }] of sheet.members.entries()) {
    if (!paper) continue;
    const answer = await post(`/console/api/authorisations/${sheet.case}`, { member, method: "paper", photo: paper });
    if (!answer.ok) wrong.push(`${values.member_name}的授权书没有记上：${answer.said.detail || "请到“授权”里再交"}`);
  }
  return wrong;
}

async function refused(sheet, { status, said }) {
  if (!(await still(sheet))) return;
  const words = said.detail || "这一步没有做成，表还在手机上";
  const states = { 401: "login", 403: "moved", 404: "moved", 409: "moved" };
  const message = status === 401 ? "登录过期了。表还在手机上，重新登录以后自己交上去。" : words;
  await keep({ ...sheet, status: states[status] || "bad", message, errors: said.fields || {} });
}

// The sheet is in: nothing of the household stays on the phone.
async function arrived(sheet, said, wrong) {
  if (!(await still(sheet))) return;
  for (const id of [...sheet.photos, ...sheet.members.map((each) => each.paper)]) if (id) await remove("photos", id);
  const { receipt } = sheet.data;
  await keep({ case: sheet.case, id: sheet.id, status: "sent", message: wrong.join("；"), receipt, result: said });
}

async function keep(sheet) {
  await put("sheets", sheet.case, sheet);
  for (const listener of told) listener(sheet);
}
