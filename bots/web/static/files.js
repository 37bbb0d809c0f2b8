// Photos and recordings waiting to be sent.

import { element, find, say } from './dom.js';

const LONGEST_SIDE = 1600; // pixels
const LONGEST_RECORDING = 3 * 60; // seconds

let files = []; // {field, blob, name}
let recorder = null;

document.addEventListener('change', (event) => {
  if (event.target.id === 'photo' || event.target.id === 'voice') attach(event.target);
});

document.addEventListener('click', (event) => {
  const button = event.target.closest('button');
  if (button && button.id === 'record') record(button);
  if (button && button.classList.contains('take-away')) takeAway(button);
});

export function waiting() {
  return files;
}

export function forget() {
  files = [];
}

export function showRecorder() {
  const devices = navigator.mediaDevices;
  if (find('record')) recordHere(Boolean(window.MediaRecorder && devices && devices.getUserMedia));
}

async function attach(input) {
  const field = input.name;
  for (const file of Array.from(input.files)) {
    const blob = field === 'photo' ? await shrink(file) : file;
    files.push({ field, blob, name: blob === file ? file.name : 'photo.jpg' });
  }
  input.value = '';
  showFiles();
}

async function shrink(file) {
  // Redrawing also drops what the camera wrote into the file (place, time).
  const image = new Image();
  image.src = URL.createObjectURL(file);
  try {
    await new Promise((done, failed) => { image.onload = done; image.onerror = failed; });
    const scale = Math.min(1, LONGEST_SIDE / Math.max(image.naturalWidth, image.naturalHeight));
    const canvas = document.createElement('canvas');
    canvas.width = Math.round(image.naturalWidth * scale);
    canvas.height = Math.round(image.naturalHeight * scale);
    canvas.getContext('2d').drawImage(image, 0, 0, canvas.width, canvas.height);
    return (await new Promise((done) => canvas.toBlob(done, 'image/jpeg', 0.85))) || file;
  } catch (unreadable) {
    return file; // a kind this browser cannot draw (HEIC): the server looks at it
  } finally {
    URL.revokeObjectURL(image.src);
  }
}

function showFiles() {
  const box = find('attached');
  box.textContent = '';
  files.forEach((file, index) => {
    const row = element('div', 'file');
    const view = element(file.field === 'photo' ? 'img' : 'audio', '');
    view.src = URL.createObjectURL(file.blob);
    if (file.field === 'photo') view.alt = '要发的照片';
    else view.controls = true;
    const away = element('button', 'take-away plain', '去掉');
    away.type = 'button';
    away.dataset.index = String(index);
    row.append(view, away);
    box.appendChild(row);
  });
  if (files.length) box.appendChild(element('p', '', '准备好了，点下面的“发送”。'));
}

function takeAway(button) {
  files.splice(Number(button.dataset.index), 1);
  showFiles();
  find('text').focus();
}

async function record(button) {
  if (recorder) return stopRecording();
  try {
    const sound = await navigator.mediaDevices.getUserMedia({ audio: true });
    startRecording(sound, button);
  } catch (refused) {
    recordHere(false);
    say('话筒没有打开。可以点“录音”用手机自己录，也可以打字。');
  }
}

function recordHere(yes) {
  find('record').hidden = !yes;
  find('voice-label').hidden = yes;
}

function startRecording(sound, button) {
  const type = ['audio/webm;codecs=opus', 'audio/mp4', 'audio/ogg'].find((t) => MediaRecorder.isTypeSupported(t));
  const parts = [];
  recorder = new MediaRecorder(sound, type ? { mimeType: type, audioBitsPerSecond: 24000 } : {});
  recorder.ondataavailable = (event) => parts.push(event.data);
  recorder.started = Date.now();
  recorder.ticking = setInterval(() => tick(button), 500);
  recorder.finished = new Promise((done) => {
    recorder.onstop = () => {
      sound.getTracks().forEach((track) => track.stop());
      files.push({ field: 'voice', blob: new Blob(parts, { type: recorder.mimeType }), name: 'voice' });
      done();
    };
  });
  recorder.start();
  button.setAttribute('aria-pressed', 'true');
  tick(button);
}

function tick(button) {
  const seconds = Math.floor((Date.now() - recorder.started) / 1000);
  button.lastElementChild.textContent = `正在录 ${seconds} 秒，说完再按一下`;
  if (seconds >= LONGEST_RECORDING) stopRecording();
}

export async function stopRecording() {
  if (!recorder) return;
  const ended = recorder;
  clearInterval(ended.ticking);
  if (ended.state !== 'inactive') ended.stop();
  await ended.finished;
  recorder = null;
  const button = find('record');
  if (!button) return;
  button.setAttribute('aria-pressed', 'false');
  button.lastElementChild.textContent = '再录一段';
  showFiles();
}
