// Says that the screen goes on below: on a small phone with big letters the answers may lie under the row of buttons.

import { find } from './dom.js';

const ANSWERS = '.card .choice:not(.quiet), #text';

document.addEventListener('click', (event) => {
  const button = event.target.closest('button');
  if (button && button.id === 'below') window.scrollBy({ top: window.innerHeight * 0.5, behavior: manner() });
});

window.addEventListener('scroll', showBelow, { passive: true });
window.addEventListener('resize', showBelow);

export function showBelow() {
  const button = find('below');
  if (!button) return;
  const answer = Array.from(document.querySelectorAll(ANSWERS)).find((one) => one.getClientRects().length);
  const seen = window.innerHeight - button.parentElement.offsetHeight;
  button.hidden = !answer || answer.getBoundingClientRect().top < seen - 20;
}

function manner() {
  return window.matchMedia('(prefers-reduced-motion: reduce)').matches ? 'auto' : 'smooth';
}
