// The page works as a plain form; this adds sending without reload, reading aloud, recording and small photos.
// Nothing is kept on the phone: phones are shared.

import { quiet, showListening } from './aloud.js';
import { showBelow } from './below.js';
import { element, find, say } from './dom.js';
import { forget, showRecorder, stopRecording, waiting } from './files.js';

const LOST = '网络不通，您写的还在，等一下再点发送。';
const TOO_BIG = '照片或录音太大了，收不下。请少选几张，或者录短一点。';
const MOST_BYTES = 10 * 1024 * 1024;
const WAIT = 60 * 1000; // milliseconds: a photo over a slow village network takes its time

const screen = find('screen');
const trouble = find('trouble');

let pressed = null; // the button that sends the form; older browsers do not tell
let sending = false;
let earlier = []; // the last questions and answers, in memory only

document.documentElement.classList.add('js');
dress();

document.addEventListener('click', (event) => {
  const button = event.target.closest('button');
  if (button && button.type === 'submit') pressed = button;
  if (button && button.id === 'copy') copy(button);
});

document.addEventListener('keydown', (event) => {
  // Enter that ends a pinyin word is not meant to send.
  if (event.key !== 'Enter' || event.shiftKey || event.isComposing || event.keyCode === 229) return;
  if (event.target.id === 'find') return event.preventDefault();
  if (event.target.id !== 'text') return;
  event.preventDefault();
  pressed = null;
  send(event.target.form);
});

document.addEventListener('submit', (event) => {
  if (event.target.id === 'size') {
    event.preventDefault();
    resize(event.target);
  }
  if (event.target.id !== 'say') return;
  event.preventDefault();
  send(event.target);
});

document.addEventListener('input', (event) => {
  if (event.target.id === 'find') narrow(event.target.value.trim());
});

window.addEventListener('pageshow', (event) => {
  if (event.persisted) location.reload(); // "back" must not show the words of the person before
});

async function send(form) {
  if (sending) return;
  const button = pressed;
  pressed = null;
  busy(true);
  try {
    const choice = button && button.name === 'choice' ? button : null;
    const data = await gather(form, choice);
    const answer = data ? await post(form.action, data) : { message: TOO_BIG };
    if (!answer.html) return say(answer.message || LOST);
    await stopRecording();
    show(answer, choice ? choice.textContent.trim() : String(data.get('text') || '（照片或录音）'));
  } catch (lost) {
    say(LOST);
  } finally {
    busy(false);
  }
}

// Other letters on the same screen: what was written and not yet sent stays.
async function resize(form) {
  try {
    const answer = await fetch(form.action, { method: 'POST' });
    const fresh = new DOMParser().parseFromString(await answer.text(), 'text/html');
    document.documentElement.className = `${fresh.documentElement.className} js`;
    form.replaceWith(fresh.getElementById('size'));
    showBelow();
    document.querySelector('#size button').focus();
  } catch (lost) {
    say(LOST);
  }
}

// The form's fields, the pressed button and the files; null when it is too much.
async function gather(form, choice) {
  const data = new FormData(form);
  data.delete('photo');
  data.delete('voice');
  if (choice) data.append('choice', choice.value);
  if (choice && choice.value.startsWith('!')) return data;
  await stopRecording();
  waiting().forEach((file) => data.append(file.field, file.blob, file.name));
  const size = waiting().reduce((sum, file) => sum + file.blob.size, 0);
  return size > MOST_BYTES ? null : data;
}

async function post(url, data) {
  const cut = new AbortController();
  const timer = setTimeout(() => cut.abort(), WAIT);
  try {
    const headers = { Accept: 'application/json' };
    const response = await fetch(url, { method: 'POST', body: data, headers, signal: cut.signal });
    return await response.json();
  } finally {
    clearTimeout(timer);
  }
}

function show(answer, words) {
  if (find('question')) earlier = earlier.concat([[find('question').textContent, words]]).slice(-4);
  quiet();
  forget();
  screen.innerHTML = answer.html; // escaped by the server's template
  dress();
  window.scrollTo(0, 0);
  find('question').focus({ preventScroll: true });
}

function dress() {
  showListening();
  showRecorder();
  if (find('finder')) find('finder').hidden = false;
  if (find('copy')) find('copy').hidden = false;
  if (earlier.length && find('say')) find('say').appendChild(past());
  showBelow();
}

function past() {
  const fold = element('details', 'past');
  fold.appendChild(element('summary', '', '前面说过的'));
  earlier.forEach(([question, words]) => {
    fold.appendChild(element('p', 'asked', question));
    fold.appendChild(element('p', 'told', words));
  });
  return fold;
}

function busy(yes) {
  sending = yes;
  document.documentElement.classList.toggle('busy', yes);
  screen.setAttribute('aria-busy', String(yes));
  if (yes) trouble.hidden = true;
}

function narrow(word) {
  // Commands such as "another town" stay, whatever is typed.
  const places = Array.from(document.querySelectorAll('.choices .choice:not([value^="!"])'));
  places.forEach((button) => { button.hidden = !button.textContent.includes(word); });
  find('none').hidden = places.some((button) => !button.hidden);
}

async function copy(button) {
  const range = document.createRange();
  range.selectNodeContents(find('receipt'));
  window.getSelection().removeAllRanges();
  window.getSelection().addRange(range);
  try {
    await navigator.clipboard.writeText(find('receipt').textContent);
  } catch (refused) {
    document.execCommand('copy'); // pages without https, older WeChat
  }
  button.textContent = '复制好了';
}
