// On every page of somebody who makes visits: keep the pages on the phone, send what waits, and leave nothing behind
// at 退出.

import { sendAll } from "./visit-outbox.js";
import { all, canKeep, wipe } from "./visit-store.js";
import { sendPatrols, waitingPatrols } from "./walk-outbox.js";

const OPEN = ["draft", "waiting", "bad", "moved", "login"];

export async function keepPages() {
  if (!("serviceWorker" in navigator)) return;
  await navigator.serviceWorker.register("/console/worker.js", { scope: "/console/" });
  const ready = await navigator.serviceWorker.ready;
  ready.active?.postMessage("check");
}

async function leave(form) {
  const left = (await all("sheets").catch(() => [])).filter((sheet) => OPEN.includes(sheet.status) && sheet.touched);
  const walked = await waitingPatrols().catch(() => []);
  const parts = [left.length && `${left.length} 份入户表`, walked.length && `${walked.length} 户走访`].filter(Boolean);
  const ask = `还有 ${parts.join("、")}没有交上去。退出会把手机上的都删掉。真的要退出吗？`;
  if (parts.length && !confirm(ask)) return;
  await wipe().catch(() => {});
  form.submit();
}

function watchLeaving() {
  const form = document.querySelector("form[action='/console/logout']");
  form?.addEventListener("submit", (event) => {
    event.preventDefault();
    event.stopPropagation();
    leave(form);
  });
}

function send() {
  sendAll().catch(() => {});
  sendPatrols().catch(() => {});
}

if (canKeep) {
  keepPages().catch(() => {});
  watchLeaving();
  send();
  window.addEventListener("online", send);
  document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && send());
  setInterval(send, 30000);
}
