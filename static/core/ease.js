// What makes pages easier for somebody: larger text, quiet, no list of people. Kept in this browser only, and only when
// it was chosen; on a discreet device until the tab is closed. theme.js puts it on a page before the first paint.
const KEPT = "ease";

const chosen = () =>
  new Set((document.documentElement.dataset.ease ?? "").split(" ").filter(Boolean));

/** What stands on the page and in the browser once one thing was chosen or not any more; no word where nothing is. */
export function changed(before, word, isOn) {
  const after = new Set(before);
  if (isOn) after.add(word);
  else after.delete(word);
  return [...after].sort().join(" ");
}

function keep(words, store) {
  try {
    if (words) store().setItem(KEPT, words);
    else store().removeItem(KEPT);
  } catch {
    // A browser that keeps nothing still shows it on this page.
  }
}

export function offerEase() {
  const isDiscreet = "discreet" in document.body.dataset;
  const store = () => (isDiscreet ? sessionStorage : localStorage);
  for (const box of document.querySelectorAll("[data-ease-choice]")) {
    box.checked = chosen().has(box.dataset.easeChoice);
    box.addEventListener("change", () => {
      const words = changed(chosen(), box.dataset.easeChoice, box.checked);
      document.documentElement.dataset.ease = words;
      keep(words, store);
    });
  }
  for (const group of document.querySelectorAll("[data-ease-choices]")) group.hidden = false;
}
