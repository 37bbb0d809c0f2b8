// Sugar only: every page works without it. New notices appear at once, and the list on the page is fetched anew.

const stream = document.body.dataset.stream;
const toast = document.querySelector("[data-toast]");
const pageTitle = document.title;
const SHOWN = 20000; // milliseconds; an emergency stays until it is opened
let fading = 0;

function showCount(unread) {
  for (const badge of document.querySelectorAll("[data-unread]")) {
    badge.textContent = unread;
    badge.hidden = !unread;
  }
  document.title = unread ? `（${unread}）${pageTitle}` : pageTitle;
}

function announce(notice) {
  const link = document.createElement("a");
  link.href = notice.link ? new URL(notice.link, location.href).pathname : "/console/notices";
  link.textContent = notice.text || notice.title;
  show(link);
  if (!link.textContent.includes("紧急")) fading = setTimeout(() => toast.replaceChildren(), SHOWN);
}

function show(element) {
  clearTimeout(fading);
  toast.replaceChildren(element);
}

function isTyping(live) {
  const here = document.activeElement;
  const typed = [...live.querySelectorAll("input:not([type=hidden]), textarea")].some((field) => field.value !== field.defaultValue);
  return typed || (live.contains(here) && here.matches("input, textarea, select"));
}

async function refresh() {
  const live = document.getElementById("live");
  if (!live || isTyping(live)) return;
  const answer = await fetch(location.href, { headers: { Accept: "text/html" } });
  if (!answer.ok) return;
  const fresh = new DOMParser().parseFromString(await answer.text(), "text/html").getElementById("live");
  if (!fresh) {
    location.reload();
    return;
  }
  const focused = live.contains(document.activeElement) ? document.activeElement.getAttribute("href") : null;
  live.replaceWith(fresh);
  if (focused) [...fresh.querySelectorAll("a")].find((link) => link.getAttribute("href") === focused)?.focus();
}

if (stream && "EventSource" in window) {
  const source = new EventSource(stream);
  source.addEventListener("notice", (event) => {
    const notice = JSON.parse(event.data);
    showCount(notice.unread);
    announce(notice);
    refresh().catch(() => {});
  });
  source.addEventListener("closed", () => {
    source.close();
    location.reload();
  });
}

// A form is sent once, however often the button is pressed. What was typed is not sent into a dead network: the
// browser's error page would take its place, and a caller would have to tell everything again.
const DEAD = "网络不通，您写的都还在。等一下再点一次。";
let leaving = false; // on purpose, with everything sent

function isTypedIn(form) {
  const fields = [...form.elements].filter((field) => !["hidden", "password", "submit"].includes(field.type));
  return fields.some((field) =>
    field.options
      ? [...field.options].some((option) => option.selected !== option.defaultSelected && option.value)
      : field.checked !== field.defaultChecked || field.value !== field.defaultValue
  );
}

// form.submit() sends no button: which one was pressed goes along as a field.
function keepButton(form, button) {
  form.querySelector("[data-pressed]")?.remove();
  if (!button?.name) return;
  const field = Object.assign(document.createElement("input"), { type: "hidden", name: button.name, value: button.value });
  field.dataset.pressed = "";
  form.append(field);
}

async function isReachable() {
  const cut = new AbortController();
  const timer = setTimeout(() => cut.abort(), 10000);
  try {
    await fetch("/healthz", { cache: "no-store", signal: cut.signal });
    return true;
  } catch {
    return false;
  } finally {
    clearTimeout(timer);
  }
}

function sayDead() {
  const words = document.createElement("p");
  words.textContent = DEAD;
  show(words);
}

async function sendIfReachable(form) {
  const reached = await isReachable();
  if (!reached) return sayDead();
  if (form.dataset.sent) return;
  form.dataset.sent = "yes";
  leaving = true;
  form.submit();
}

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.dataset.sent) return event.preventDefault();
  if (form.method === "post" && (form.matches(".call") || isTypedIn(form))) {
    event.preventDefault();
    keepButton(form, event.submitter);
    sendIfReachable(form);
    return;
  }
  form.dataset.sent = "yes";
});

window.addEventListener("beforeunload", (event) => {
  const call = document.querySelector("form.call");
  if (call && !leaving && (isTypedIn(call) || call.querySelector(".bad"))) event.preventDefault();
});

window.addEventListener("pageshow", () => {
  leaving = false;
  for (const form of document.forms) delete form.dataset.sent;
});
