// Sends the patrols that wait, each once: it has its id from the phone, so the server knows it again. Whatever is
// refused stays on the phone with the reason.

import { post } from "./visit-outbox.js";
import { all, canKeep, get, put } from "./visit-store.js";

const AGAIN = 15000; // milliseconds
const told = new Set();
let timer = 0;

export function onChange(listener) {
  told.add(listener);
}

export async function waitingPatrols() {
  return (await all("patrols")).filter((each) => each.status !== "sent");
}

export async function sendPatrols() {
  if (!canKeep) return;
  if (!navigator.locks) return sendWaiting();
  await navigator.locks.request("patrols", { ifAvailable: true }, (lock) => (lock ? sendWaiting() : null));
}

// Keeps a patrol on the phone; it is sent as soon as there is a network.
export async function keep(patrol) {
  await put("patrols", patrol.key, patrol);
  for (const listener of told) listener(patrol);
}

async function sendWaiting() {
  const waiting = (await all("patrols")).filter((each) => ["waiting", "login"].includes(each.status));
  try {
    for (const patrol of waiting) await sendOne(patrol);
  } catch {
    clearTimeout(timer); // no network: the rest waits with it
    timer = setTimeout(() => sendPatrols(), AGAIN);
  }
}

async function sendOne(patrol) {
  const answer = await post("/console/api/patrols", patrol.payload);
  const now = await get("patrols", patrol.key);
  if (!now || now.payload.id !== patrol.payload.id) return; // taken back meanwhile: the server has it, the phone asks anew
  if (answer.ok) return keep(sent(patrol));
  if (answer.status === 401) return keep({ ...patrol, status: "login", message: "请重新登录，以后自己交上去" });
  await keep({ ...patrol, status: "bad", message: answer.said.detail || "没有交成，请改了再交" });
}

// It is in: nothing that was written down stays on the phone, only that the household was seen.
function sent({ key, name, payload }) {
  return { key, name, status: "sent", message: "", payload: { id: payload.id, outcome: payload.outcome } };
}
