// Asks before words that were typed and not sent are lost. A form that sends by itself says data-keeps-itself.
const touched = new Set();

const holdsWords = (form) =>
  [...form.querySelectorAll("textarea")].some(
    (area) => area.value.trim() !== area.defaultValue.trim(),
  );

export function guardUnsaved() {
  document.addEventListener("input", (event) => {
    const form = event.target.closest("form");
    if (form && !form.hasAttribute("data-keeps-itself")) touched.add(form);
  });
  document.addEventListener("submit", (event) => {
    if (!event.defaultPrevented) touched.delete(event.target);
  });
  document.addEventListener("leaving", () => touched.clear());
  addEventListener("beforeunload", (event) => {
    if ([...touched].some((form) => form.isConnected && holdsWords(form))) event.preventDefault();
  });
}
