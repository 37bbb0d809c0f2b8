// What an identity number tells: the birth date and the sex (GB 11643), so that neither is asked.

import { small } from "./visit-photos.js";

const CARD = 1024; // pixels are enough to read a card
const WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];

export function identity(text) {
  const number = text.trim().toUpperCase();
  if (!/^\d{17}[\dX]/.test(number)) return null;
  const sum = WEIGHTS.reduce((all, weight, place) => all + weight * Number(number[place]), 0);
  const isRight = "10X98765432"[sum % 11] === number[17];
  const born = `${number.slice(6, 10)}-${number.slice(10, 12)}-${number.slice(12, 14)}`;
  return { isRight, born, sex: Number(number[16]) % 2 ? "male" : "female" };
}

export function age(born, today) {
  const years = Number(today.slice(0, 4)) - Number(born.slice(0, 4));
  return years - (today.slice(5) < born.slice(5) ? 1 : 0);
}

// Name and number of a photographed card, where the server can read one; else words that say what to do.
export async function readCard(file) {
  try {
    const url = await small(file, CARD);
    const headers = { "Content-Type": "application/json", Accept: "application/json" };
    const answer = await fetch("/console/api/id-cards", { method: "POST", headers, body: JSON.stringify({ url }) });
    const found = answer.ok ? await answer.json() : {};
    return { ...found, words: "没有看清，请照证件填，或者再拍一张" };
  } catch {
    return { words: "现在没有网络，请照证件填" };
  }
}
