// The sums before everybody's eyes. The rule (which fields go where) comes from the server with the sheet; this is
// only its arithmetic, exact in integers, and tested against the server's over many households.

const PLACES = 6;
const UNIT = 10n ** BigInt(PLACES);
const NUMBER = /^(\d{1,15})(?:\.(\d{1,6}))?$/;

// Millionths of a yuan; null for what is no plain number.
export function units(value) {
  const text = String(value ?? "").trim();
  if (!text) return 0n;
  const found = NUMBER.exec(text);
  return found ? BigInt(found[1]) * UNIT + BigInt((found[2] || "").padEnd(PLACES, "0")) : null;
}

export function total(answers, keys) {
  return keys.reduce((sum, key) => sum + (units(answers[key]) ?? 0n), 0n);
}

// As plain as a person writes it: 12.5, 300.
export function words(amount) {
  const sign = amount < 0n ? "-" : "";
  const digits = (amount < 0n ? -amount : amount).toString().padStart(PLACES + 1, "0");
  const tail = digits.slice(-PLACES).replace(/0+$/, "");
  return sign + digits.slice(0, -PLACES) + (tail ? `.${tail}` : "");
}

// To the 分, halves away from nothing.
function perHead(net, people) {
  if (!people) return null;
  const by = BigInt(people) * (UNIT / 100n);
  const size = net < 0n ? -net : net;
  const cents = (2n * size + by) / (2n * by);
  return net < 0n ? -cents : cents;
}

function money(cents) {
  const size = (cents < 0n ? -cents : cents).toString().padStart(3, "0");
  return `${cents < 0n ? "-" : ""}${size.slice(0, -2)}.${size.slice(-2)}`;
}

// answers: of the household; members: one object of answers each; rule: RULE of visit_data.py; line: yuan per head.
export function income(answers, members, rule, line) {
  const part = (name) => total(answers, rule[name]);
  const net = part("wage") + part("transfer") + part("business") + part("assets") - part("expense");
  const counted = members.filter((each) => !each.not_counted).length;
  const people = counted || Number(answers.size || 0);
  const cents = perHead(net, people);
  const known = cents !== null;
  const above = known && cents >= BigInt(line) * 100n;
  const left = net + part("claims") - part("rigid");
  const before = answers.income_before === undefined || answers.income_before === "" ? null : units(answers.income_before);
  const fell = before !== null && net * 10n < before * 7n;
  const sum = ["wage", "transfer", "business", "assets"].map((name) => words(part(name))).join(" + ");
  const all = `${sum} - ${words(part("expense"))} = ${words(net)} 元`;
  return {
    perCapita: known ? money(cents) : null,
    working: known ? `${all}，${people} 人，人均 ${money(cents)} 元` : all,
    below: known ? !above : null,
    sudden: above && (left < BigInt(line) * BigInt(people) * UNIT || fell),
  };
}
