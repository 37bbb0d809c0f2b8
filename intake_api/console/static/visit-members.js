// 家庭成员 as a list: add, take out, move; what the number tells is filled in, what is usual is set.

import { fold, isEmpty, note, read, renumber, words, write } from "./visit-fields.js";
import { age, identity, readCard } from "./visit-identity.js";

const ADULT = 18;
let number = 0;

export class Members {
  // changed(): something was typed or moved; photo(member, file): a paper was photographed.
  constructor(place, template, sheet, { changed, photo }) {
    Object.assign(this, { place, template, sheet, changed, photo });
    this.cards = [];
    sheet.members.forEach((member) => this.#show(member));
    this.#order();
  }

  add(values = {}) {
    const member = { place: null, values, hidden: {}, paper: "" };
    this.sheet.members.push(member);
    const card = this.#show(member);
    this.#order();
    this.changed();
    card.querySelector("input, select").focus();
  }

  field(place, key) {
    return this.cards[place]?.querySelector(`.field[data-key="${key}"]`);
  }

  #show(member) {
    const card = this.template.content.firstElementChild.cloneNode(true);
    renumber(card, ++number);
    this.place.append(card);
    this.cards.push(card);
    for (const field of card.querySelectorAll(".field[data-key]")) this.#fill(field, member);
    card.addEventListener("input", () => this.#typed(card, member));
    card.querySelector("[data-up]").addEventListener("click", () => this.#move(member, -1));
    card.querySelector("[data-down]").addEventListener("click", () => this.#move(member, 1));
    card.querySelector("[data-remove]").addEventListener("click", () => this.#remove(member));
    const paper = card.querySelector("[data-photo=paper]");
    paper.addEventListener("change", () => paper.files[0] && this.photo(member, paper.files[0], card));
    const photo = card.querySelector("[data-photo=card]");
    card.querySelector("[data-card]").hidden = !this.sheet.data.reads_cards;
    photo.addEventListener("change", () => photo.files[0] && this.#read(card, member, photo.files[0]));
    card.open = isEmpty(member.values.member_name) || member.place === null;
    this.#tell(card, member);
    return card;
  }

  #fill(field, member) {
    const key = field.dataset.key;
    const hidden = member.hidden[key];
    if (member.values[key] === undefined && field.dataset.default) member.values[key] = field.dataset.default;
    if (!isEmpty(member.values[key])) write(field, member.values[key]);
    const known = this.sheet.data.answers[`member[${member.place}].${key}`];
    if (hidden && isEmpty(member.values[key])) {
      note(field, "不改就空着");
      fold(field, hidden.shown);
    } else if (member.place !== null && !isEmpty(known)) fold(field, words(field));
  }

  #typed(card, member) {
    for (const field of card.querySelectorAll(".field[data-key]")) member.values[field.dataset.key] = read(field);
    this.#tell(card, member);
    this.changed();
  }

  // A help only: whatever comes back can be typed over, and nobody waits for it.
  async #read(card, member, file) {
    const say = (text) => (card.querySelector("[data-card-note]").textContent = text);
    say("正在看，您可以接着填");
    const found = await readCard(file);
    if (!found.number) return say(found.words);
    for (const [key, value] of [["member_name", found.name], ["id_no", found.number]]) {
      const field = card.querySelector(`.field[data-key="${key}"]`);
      if (value && field) write(field, value);
    }
    say("填上了，请照证件看一遍");
    return this.#typed(card, member);
  }

  // The name on top, and what the number says.
  #tell(card, member) {
    const place = this.sheet.members.indexOf(member);
    card.querySelector("[data-name]").textContent = member.values.member_name || `第 ${place + 1} 位`;
    const field = card.querySelector('.field[data-key="id_no"]');
    const typed = member.values.id_no || "";
    const told = identity(typed);
    const known = isEmpty(typed) ? this.sheet.data.told[member.hidden.id_no?.key] : null;
    const born = (told || known)?.born || "";
    const years = born ? age(born, this.sheet.data.today) : null;
    if (told && !told.isRight) note(field, "号码对不上，请照证件再看一遍");
    else if (told) note(field, `${born} 生，${years} 岁`);
    const sex = card.querySelector('.field[data-key="sex"]');
    const said = told?.isRight ? told.sex : known?.sex;
    if (said && sex && isEmpty(member.values.sex)) {
      member.values.sex = said;
      write(sex, said);
    }
    const signed = this.sheet.data.people[member.place]?.signed;
    card.querySelector("[data-paper]").hidden = Boolean(signed) || (years !== null && years < ADULT);
    if (member.paper) card.querySelector("[data-photo-note]").textContent = "授权书拍好了";
  }

  // Whoever has signed keeps the place: the authorisation hangs on it.
  #order() {
    const isSigned = (member) => Boolean(this.sheet.data.people[member.place]?.signed);
    const last = this.sheet.members.reduce((found, member, place) => (isSigned(member) ? place : found), -1);
    this.sheet.members.forEach((member, place) => {
      const card = this.cards[place];
      this.place.append(card);
      card.querySelector("[data-up]").disabled = place === 0 || place <= last + 1;
      card.querySelector("[data-down]").disabled = place === this.cards.length - 1 || place <= last;
      card.querySelector("[data-remove]").disabled = place <= last;
      this.#tell(card, member);
    });
  }

  #move(member, by) {
    const from = this.sheet.members.indexOf(member);
    for (const list of [this.sheet.members, this.cards]) list.splice(from + by, 0, list.splice(from, 1)[0]);
    this.#order();
    this.changed();
  }

  #remove(member) {
    const place = this.sheet.members.indexOf(member);
    if (!isEmpty(member.values.member_name) && !confirm(`去掉“${member.values.member_name}”？`)) return;
    this.sheet.members.splice(place, 1);
    this.cards.splice(place, 1)[0].remove();
    this.#order();
    this.changed();
  }
}
