// A sheet put upon what the server knows by now: what was typed here stays, what nobody touched here becomes new.

import { isEmpty, same } from "./visit-fields.js";
import { members } from "./visit-sheet.js";

const ITEM = /^member\[/;
const named = (people, name) => people.find((each) => !isEmpty(name) && each.values.member_name === name);

// The names of fields and people in which the sheet now says otherwise than the server.
export function renew(sheet, data) {
  const differing = fields(sheet, data);
  const before = members(sheet.data);
  const now = members(data);
  for (const member of sheet.members) {
    const was = before.find((each) => each.place === member.place);
    const is = named(now, member.values.member_name) || null;
    if (person(member, was, is)) differing.push(member.values.member_name);
  }
  // Whoever was taken out here stays out; whoever somebody else has added comes in.
  const added = now.filter((each) => !named(sheet.members, each.values.member_name) && !named(before, each.values.member_name));
  sheet.members.push(...added);
  Object.assign(sheet, { data, status: "draft", message: "", errors: {} });
  return differing;
}

function fields(sheet, data) {
  const differing = [];
  for (const key of new Set([...Object.keys(sheet.answers), ...Object.keys(data.answers)])) {
    if (ITEM.test(key)) continue;
    const isTyped = !same(sheet.answers[key], sheet.data.answers[key]);
    if (!isTyped || isEmpty(sheet.answers[key])) sheet.answers[key] = data.answers[key];
    else if (!same(sheet.answers[key], data.answers[key]) && !isEmpty(data.answers[key])) differing.push(key);
  }
  return differing;
}

// A number that only the server has is named by its row: it goes along to the person's row of now.
function person(member, was, is) {
  let differs = false;
  for (const [key, value] of Object.entries(is?.values || {})) {
    const isTyped = !same(member.values[key], was?.values[key]);
    if (!isTyped || isEmpty(member.values[key])) member.values[key] = value;
    else if (!same(member.values[key], value)) differs = true;
  }
  member.place = is ? is.place : null;
  const own = Object.entries(member.hidden).filter(([, { key }]) => !ITEM.test(key));
  member.hidden = is ? is.hidden : Object.fromEntries(own);
  return differs;
}
