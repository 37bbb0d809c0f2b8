// How far a list is: this part of the page is fetched anew every few seconds, and the whole page when it is done.
const PAUSE = 3000;

async function look() {
  const shown = document.querySelector("[data-progress]");
  try {
    const answer = await fetch(location.href, { headers: { accept: "text/html" } });
    const fresh = new DOMParser().parseFromString(await answer.text(), "text/html").querySelector("[data-progress]");
    if (!answer.ok || !fresh) return;
    if (!fresh.querySelector("progress")) {
      location.reload();
      return;
    }
    shown.replaceChildren(...fresh.childNodes);
  } catch {
    // Without a network the old figure stays, and is asked for again.
  }
  setTimeout(look, PAUSE);
}

if (document.querySelector("[data-progress] progress")) setTimeout(look, PAUSE);
