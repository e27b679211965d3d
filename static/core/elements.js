// Making elements out of plain values. Words always go in as text, never as markup.

/** An element with attributes (true: present, false or null: absent, a function: a listener) and children. */
export function make(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === "function") element.addEventListener(name, value);
    else if (value !== false && value !== null && value !== undefined)
      element.setAttribute(name, value === true ? "" : value);
  }
  element.append(...children.filter((child) => child !== null && child !== undefined));
  return element;
}

/** Changes the words only where they differ: what did not change is not read out again. */
export function say(element, words) {
  if (element.textContent !== words) element.textContent = words;
}
