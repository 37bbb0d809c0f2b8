// What lies on the phone: sheets, photos, walk lists and patrols, each encrypted (AES-GCM) with a key of this login that no script can
// read out. Leaving (退出) drops the key and everything else.

const NAME = "baopin-visits";
const STORES = ["keys", "sheets", "photos", "lists", "patrols"];
const VERSION = 2; // one more with every new store
export const owner = document.querySelector("meta[name=account]")?.content || "";

let opening = null;

function database() {
  opening ||= new Promise((resolve, reject) => {
    const request = indexedDB.open(NAME, VERSION);
    request.onupgradeneeded = () => {
      const known = request.result.objectStoreNames;
      STORES.filter((name) => !known.contains(name)).forEach((name) => request.result.createObjectStore(name));
    };
    request.onsuccess = () => {
      request.result.onversionchange = () => request.result.close(); // another tab leaves
      resolve(request.result);
    };
    request.onerror = () => reject(request.error);
  });
  return opening;
}

function done(request) {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

async function store(name, mode = "readonly") {
  return (await database()).transaction(name, mode).objectStore(name);
}

let unlocking = null;

function key() {
  unlocking ||= unlock();
  return unlocking;
}

async function unlock() {
  const known = await done((await store("keys")).get(owner));
  if (known) return known;
  const fresh = await crypto.subtle.generateKey({ name: "AES-GCM", length: 256 }, false, ["encrypt", "decrypt"]);
  try {
    await done((await store("keys", "readwrite")).add(fresh, owner));
    return fresh;
  } catch {
    return done((await store("keys")).get(owner)); // another tab was first
  }
}

async function seal(value) {
  const iv = crypto.getRandomValues(new Uint8Array(12));
  const text = new TextEncoder().encode(JSON.stringify(value));
  return { owner, iv, box: await crypto.subtle.encrypt({ name: "AES-GCM", iv }, await key(), text) };
}

async function open(sealed) {
  if (!sealed || sealed.owner !== owner) return null;
  try {
    const text = await crypto.subtle.decrypt({ name: "AES-GCM", iv: sealed.iv }, await key(), sealed.box);
    return JSON.parse(new TextDecoder().decode(text));
  } catch {
    return null; // of a login that is over
  }
}

// Whether this browser can keep anything: over plain http it cannot.
export const canKeep = Boolean(owner && window.isSecureContext && window.indexedDB && crypto.subtle);

// A name for what is made here, the same however often it is sent.
export function newId() {
  return [...crypto.getRandomValues(new Uint8Array(16))].map((each) => each.toString(16).padStart(2, "0")).join("");
}

// Asks the browser not to throw sheets away when the phone is full.
export function stay() {
  navigator.storage?.persist?.().catch(() => {});
}

const name = (id) => `${owner}/${id}`;

export async function put(where, id, value) {
  const sealed = await seal(value);
  await done((await store(where, "readwrite")).put(sealed, name(id)));
}

export async function get(where, id) {
  return open(await done((await store(where)).get(name(id))));
}

export async function remove(where, id) {
  await done((await store(where, "readwrite")).delete(name(id)));
}

// All of this account's, the unreadable left out.
export async function all(where) {
  const found = await done((await store(where)).getAll());
  return (await Promise.all(found.map(open))).filter(Boolean);
}

// Everything of everybody: on 退出.
export async function wipe() {
  const open = await database();
  open.close();
  opening = unlocking = null;
  await new Promise((resolve) => {
    const request = indexedDB.deleteDatabase(NAME);
    request.onsuccess = request.onerror = request.onblocked = resolve;
  });
  for (const each of await caches.keys()) if (each.startsWith("visit-")) await caches.delete(each);
}
