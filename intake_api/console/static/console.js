// Sugar only: every page works without it. New notices appear at once, and the list on the page is fetched anew.

const stream = document.body.dataset.stream;
const toast = document.querySelector("[data-toast]");
const pageTitle = document.title;

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
  toast.replaceChildren(link);
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

// A form is sent once, however often the button is pressed.
document.addEventListener("submit", (event) => {
  if (event.target.dataset.sent) event.preventDefault();
  event.target.dataset.sent = "yes";
});
window.addEventListener("pageshow", () => {
  for (const form of document.forms) delete form.dataset.sent;
});
