// Reads the screen aloud with the phone's own voice.

import { find } from './dom.js';

const READ = '.note .words, #receipt, #status, #before, #question, #body, .choices .choice:not([hidden])';

document.addEventListener('click', (event) => {
  const button = event.target.closest('button');
  if (button && button.id === 'listen') listen(button);
});

export function showListening() {
  if (find('listen')) find('listen').hidden = !('speechSynthesis' in window);
}

function listen(button) {
  if (window.speechSynthesis.speaking) return quiet();
  const parts = Array.from(document.querySelectorAll(READ));
  const speech = new SpeechSynthesisUtterance(parts.map((part) => part.textContent.trim()).join('。\n'));
  speech.lang = 'zh-CN';
  speech.rate = 0.85;
  speech.onend = quiet;
  button.setAttribute('aria-pressed', 'true');
  window.speechSynthesis.speak(speech);
}

export function quiet() {
  if (!('speechSynthesis' in window)) return;
  window.speechSynthesis.cancel();
  if (find('listen')) find('listen').setAttribute('aria-pressed', 'false');
}
