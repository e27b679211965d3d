// The parts of the page, by the names the modules use.

const words = (template) =>
  template ? [...template.content.children].map((line) => line.textContent.trim()) : [];

export function partsOf(frame) {
  const parts = {};
  for (const element of frame.querySelectorAll("[data-part]"))
    parts[element.dataset.part] = element;
  return {
    ...parts,
    frame,
    counts: [...frame.querySelectorAll("[data-count]")],
    declines: [...(frame.querySelector("#declines")?.content.children ?? [])].map((line) => [
      line.dataset.key,
      line.textContent,
    ]),
    reasons: words(frame.querySelector("#ground-rules")),
    muteMinutes: (frame.dataset.muteMinutes ?? "").split(" ").filter(Boolean).map(Number),
  };
}
