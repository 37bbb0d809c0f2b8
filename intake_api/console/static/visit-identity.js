// What an identity number tells: the birth date and the sex (GB 11643), so that neither is asked.

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
