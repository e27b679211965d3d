// A key tag as it is drawn on every page that has the template of it.

/** The drawing of a tag: `words` such as "30 days", `colour` of its material. */
export function drawn({ words, colour }, size = "") {
  const template = document.querySelector("#key-tag");
  const svg = template.content.firstElementChild.cloneNode(true);
  const [first, ...rest] = words.split(" ");
  svg.setAttribute("class", `tag tag-${colour} ${size}`);
  svg.setAttribute("aria-label", `${words}, ${colour === "glow" ? "glowing" : colour}`);
  const [big, unit] = svg.querySelectorAll("text");
  big.textContent = rest.length > 0 ? first : "";
  unit.textContent = rest.length > 0 ? rest.join(" ") : first;
  if (rest.length === 0) unit.setAttribute("y", "84");
  return svg;
}
