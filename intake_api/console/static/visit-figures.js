// The sums on the page, after every letter.

import { income, total, units, words } from "./visit-income.js";

export function showFigures(root, sheet) {
  const { answers, members, data } = sheet;
  for (const output of root.querySelectorAll("[data-sum]")) {
    output.textContent = words(total(answers, output.dataset.sum.split(" ")));
  }
  const keys = Object.values(data.rule).flat();
  const told = keys.some((key) => answers[key] !== undefined && answers[key] !== "");
  const unreadable = keys.some((key) => units(answers[key]) === null);
  const found = income(answers, members.map((each) => each.values), data.rule, data.line);
  const say = (name, text) => (root.querySelector(`[data-${name}]`).textContent = text);
  say("working", told ? found.working : "填了收入，这里就会算出来。");
  say("per-capita", told && found.perCapita !== null ? `人均 ${found.perCapita} 元` : "");
  say("line", told && found.perCapita !== null ? lineWords(found, data.line) : "");
  say("heads", headWords(answers.size, members.length));
  const hint = root.querySelector("[data-hint]");
  hint.hidden = !unreadable && !(told && found.sudden);
  hint.textContent = unreadable
    ? "有的数写的是字，要交上去才算得准。写成数字，这里马上就算。"
    : "收入在线上，可是不得不花的钱多，或者收入掉了三成以上：像突发严重困难，供研判。";
}

// Who reported said how many they are; the sums go by the list.
function headWords(told, listed) {
  return !told || Number(told) === listed ? "" : `报的时候说家里 ${told} 口人，名单上现在是 ${listed} 位。`;
}

function lineWords(found, line) {
  return found.below ? `低于 ${line} 元的线。` : `不低于 ${line} 元的线。`;
}
