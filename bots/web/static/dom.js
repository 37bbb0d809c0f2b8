// Small things every part of the page needs.

export const find = (id) => document.getElementById(id);

export function element(tag, className, words) {
  const made = document.createElement(tag);
  made.className = className;
  if (words) made.textContent = words;
  return made;
}

export function say(words) {
  const trouble = find('trouble');
  trouble.textContent = words;
  trouble.hidden = false;
  trouble.scrollIntoView({ block: 'nearest' });
}
