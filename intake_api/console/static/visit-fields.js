// One field of the sheet: its value, its words, and what is wrong with it.

const NUMBER = /^\d{1,15}(\.\d{1,6})?$/;
const YES_NO = { yes: true, no: false };

export function isEmpty(value) {
  return value === undefined || value === null || value === "" || (Array.isArray(value) && !value.length);
}

export function same(one, other) {
  if (isEmpty(one) && isEmpty(other)) return true;
  return JSON.stringify(one) === JSON.stringify(other) || String(one) === String(other);
}

export function read(field) {
  const inputs = [...field.querySelectorAll("input, select, textarea")];
  if (field.dataset.widget === "checkboxes") return inputs.filter((each) => each.checked).map((each) => each.value);
  if (field.dataset.widget !== "radio") return inputs[0].value.trim();
  const code = inputs.find((each) => each.checked)?.value ?? "";
  return code && "yesNo" in field.dataset ? YES_NO[code] : code;
}

export function write(field, value) {
  const inputs = [...field.querySelectorAll("input, select, textarea")];
  const codes = Array.isArray(value) ? value : [typeof value === "boolean" ? (value ? "yes" : "no") : value];
  const isChoice = ["radio", "checkboxes"].includes(field.dataset.widget);
  if (isChoice) inputs.forEach((each) => (each.checked = codes.includes(each.value)));
  else inputs[0].value = isEmpty(value) ? "" : String(value);
}

// The value as it is sent: numbers as numbers, whatever else was written as it was written.
export function sent(field, value) {
  const isNumber = ["decimal", "number"].includes(field.dataset.widget);
  return isNumber && NUMBER.test(String(value)) ? Number(value) : value;
}

export function words(field) {
  const chosen = [...field.querySelectorAll("input:checked")].map((each) => each.dataset.words);
  const select = field.querySelector("select");
  if (chosen.length) return chosen.join("、");
  return select ? select.selectedOptions[0]?.textContent ?? "" : field.querySelector("input, textarea")?.value ?? "";
}

// What is known is not asked again; a touch opens it.
export function fold(field, value) {
  const known = document.createElement("details");
  known.className = "known";
  const summary = document.createElement("summary");
  summary.textContent = `${field.dataset.label}：${value}（已知，点开可改）`;
  field.before(known);
  known.append(summary, field);
}

export function wrong(field, message) {
  const place = field.querySelector(".wrong");
  if (!place) return;
  place.textContent = message || "";
  place.hidden = !message;
  field.classList.toggle("bad", Boolean(message));
  if (message) for (let up = field.parentElement; up; up = up.parentElement) if (up.matches("details")) up.open = true;
}

export function note(field, text) {
  const place = field?.querySelector("[data-note]");
  if (!place) return;
  place.textContent = text;
  place.hidden = !text;
}

// Names and ids of a copied template made its own: m-sex becomes m3-sex.
export function renumber(root, number) {
  for (const each of root.querySelectorAll("[id^='m-'], [name^='m-'], [for^='m-']")) {
    for (const attribute of ["id", "name", "for"]) {
      const value = each.getAttribute(attribute);
      if (value?.startsWith("m-")) each.setAttribute(attribute, `m${number}-${value.slice(2)}`);
    }
  }
}
