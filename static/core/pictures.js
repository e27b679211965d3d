// Icons and the marks of names, drawn as the templates draw them (templates/core/macros.html).
const SVG = "http://www.w3.org/2000/svg";

function picture(address, className) {
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("class", className);
  svg.setAttribute("aria-hidden", "true");
  svg.setAttribute("focusable", "false");
  const use = document.createElementNS(SVG, "use");
  use.setAttribute("href", address);
  svg.append(use);
  return svg;
}

export function icon(name) {
  return picture(`${document.body.dataset.icons}#${name}`, "icon");
}

/** Which colour, shape and turn a name has: the same name, the same mark. */
export function markOf(name) {
  let sum = 7;
  for (const byte of new TextEncoder().encode(name.toLowerCase())) sum = (sum * 31 + byte) % 65521;
  return {
    hue: sum % 6,
    shape: Math.floor(sum / 6) % 7,
    turn: (Math.floor(sum / 42) % 4) * 90,
  };
}

export function mark(name) {
  const { hue, shape, turn } = markOf(name);
  const svg = picture(`${document.body.dataset.marks}#shape-${shape}`, `mark hue-${hue}`);
  svg.setAttribute("viewBox", "0 0 24 24");
  svg.firstChild.setAttribute("transform", `rotate(${turn} 12 12)`);
  return svg;
}
