// A sheet as it lies on the phone, and the form in which it is sent. No page is touched here.

import { isEmpty, same } from "./visit-fields.js";
import { newId } from "./visit-store.js";

const ITEM = /^member\[(\d+)\]\.(\w+)$/;

export const WORDS = {
  draft: "还没交",
  waiting: "等网络",
  sent: "已交",
  bad: "要改",
  moved: "情况变了",
  login: "请重新登录",
};

// A fresh sheet out of what the server knows of the case.
export function fresh(data) {
  const answers = {};
  for (const [key, value] of Object.entries(data.answers)) if (!ITEM.test(key)) answers[key] = value;
  return {
    case: data.case,
    id: newId(),
    status: "draft",
    touched: false,
    message: "",
    errors: {},
    data,
    answers,
    members: members(data),
    method: "visit",
    why: "",
    visited_on: data.today,
    opinion: "",
    verifiers: [0, 1].map((place) => data.verifiers[place] || ""),
    photos: [],
  };
}

export function members(data) {
  const found = new Map();
  for (const key of [...Object.keys(data.answers), ...Object.keys(data.hidden)]) {
    const item = ITEM.exec(key);
    if (!item) continue;
    const place = Number(item[1]);
    if (!found.has(place)) found.set(place, { place, values: {}, hidden: {}, paper: "" });
    if (key in data.hidden) found.get(place).hidden[item[2]] = { key, shown: data.hidden[key] };
    else found.get(place).values[item[2]] = data.answers[key];
  }
  return [...found.values()].sort((one, other) => one.place - other.place);
}

// The first of the list, while nobody is on it: whoever reported, as 户主 until somebody says otherwise.
export function head(data, first) {
  const values = { ...first };
  if (data.answers.name) values.member_name = data.answers.name;
  const number = data.hidden.id_number;
  const hidden = number ? { id_no: { key: "id_number", shown: number } } : {};
  return { place: null, values, hidden, paper: "" };
}

// Only what is new or changed is sent; what was taken out is named. toSent(key, value, isItem) makes numbers numbers.
export function payload(sheet, keys, toSent) {
  const known = sheet.data.answers;
  const answers = {};
  const cleared = [];
  for (const key of keys) {
    const value = sheet.answers[key];
    if (!same(value, known[key])) isEmpty(value) ? cleared.push(key) : (answers[key] = toSent(key, value, false));
  }
  const kept = new Set();
  sheet.members.forEach((member, place) => {
    for (const [key, value] of itemsOf(member, place, known, toSent)) {
      kept.add(key);
      if (value !== undefined) answers[key] = value;
    }
  });
  const before = [...Object.keys(known), ...Object.keys(sheet.data.hidden)].filter((key) => ITEM.test(key));
  cleared.push(...before.filter((key) => !kept.has(key)));
  const { id, method, visited_on, verifiers, opinion, why, photos } = sheet;
  const { started } = sheet.data;
  return { id, method, visited_on, verifiers, opinion, why, photos, answers, cleared, started };
}

// (key, value) of one member; the value undefined where the server has it in that place already.
function* itemsOf(member, place, known, toSent) {
  for (const [key, value] of Object.entries(member.values)) {
    if (isEmpty(value)) continue;
    const was = member.place === null ? undefined : `member[${member.place}].${key}`;
    const isKnown = was !== undefined && was in known && same(value, known[was]);
    const here = isKnown && member.place === place;
    yield [`member[${place}].${key}`, here ? undefined : isKnown ? { known: was } : toSent(key, value, true)];
  }
  for (const [key, { key: was }] of Object.entries(member.hidden)) {
    if (!isEmpty(member.values[key])) continue;
    const here = `member[${place}].${key}`;
    yield [here, was === here ? undefined : { known: was }];
  }
}

// What cannot be right is said at once, not after the network is back.
export function lacks(sheet) {
  const names = new Set(sheet.verifiers.map((each) => each.trim()).filter(Boolean));
  if (!sheet.members.length) return "请至少填一位家庭成员";
  if (sheet.members.some((each) => isEmpty(each.values.member_name))) return "每位家庭成员都要写姓名";
  if (sheet.method === "phone" && !sheet.why.trim()) return "电话访谈要写明为什么没有入户";
  if (!sheet.opinion.trim()) return "请写入户核实意见";
  if (names.size < 2) return "要有两位核实人，请写上两个人的姓名";
  if (sheet.method === "visit" && !sheet.photos.length) return "请给签好字的采集表拍一张照";
  return sheet.visited_on ? "" : "请写核实日期";
}

// A copy to keep, as a file.
export function download(sheet) {
  const { data, answers, members: people, method, why, visited_on, verifiers, opinion } = sheet;
  const whole = { 编号: data.receipt, 说明: sheet.message, answers, members: people, method, why, visited_on, verifiers, opinion };
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([JSON.stringify(whole, null, 2)], { type: "application/json" }));
  link.download = `入户采集-${data.receipt}.json`;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10000);
}
