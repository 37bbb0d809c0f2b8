// Keys for lists of cases. Sugar only: links, boxes and forms do the same.

const rows = () => [...document.querySelectorAll("tr[data-case]")];
const here = () => rows().findIndex((row) => row.contains(document.activeElement));
const isTyping = (target) => target.matches("input:not([type=checkbox]), select, textarea, [contenteditable]");

function go(step) {
  const all = rows();
  const at = here();
  const next = all[Math.min(Math.max(at < 0 ? 0 : at + step, 0), all.length - 1)];
  const link = next?.querySelector("a.open");
  link?.focus();
  link?.scrollIntoView({ block: "nearest" });
}

function search() {
  const field = document.getElementById("find");
  if (!field) return;
  field.closest("details").open = true;
  field.focus();
  field.select();
}

const keys = {
  j: () => go(1),
  k: () => go(-1),
  x: () => rows()[here()]?.querySelector("input[type=checkbox]")?.click(),
  "/": search,
  "?": () => document.getElementById("keys")?.showModal(),
};

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || isTyping(event.target)) return;
  if (document.querySelector("dialog[open]") || !(event.key in keys)) return;
  event.preventDefault();
  keys[event.key]();
});
