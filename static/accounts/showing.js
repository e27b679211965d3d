// New words are shown once, looked at on paper, and then gone from this page.

import { forgetRefusals, showRefusal } from "./refusals.js";
import { save } from "./saving.js";

// It says neither whose the words are nor what for.
const FILE = "twelve-words.txt";

/** Shows words until their person has seen one of them on paper, and then goes on. */
export function showWords(words, onward) {
  const list = document.getElementById("twelve");
  list.replaceChildren(...words.map(asItem));
  const number = crypto.getRandomValues(new Uint8Array(1))[0] % words.length;
  document.querySelector("[data-number]").textContent = number + 1;
  // Closed by mistake, the page would take the words along. Whoever leaves in a hurry is not asked.
  const hold = (event) => event.preventDefault();
  const letGo = () => removeEventListener("beforeunload", hold);
  addEventListener("beforeunload", hold);
  document.addEventListener("leaving", letGo);
  document.querySelector("[data-save]").addEventListener("click", () => save(FILE, asFile(words)));
  document.querySelector("[data-written]").addEventListener("click", () => showStep("check"));
  document.querySelector("[data-again]").addEventListener("click", () => showStep("words"));
  document.querySelector("[data-check]").addEventListener("submit", (event) => {
    event.preventDefault();
    forgetRefusals(event.target);
    if (plain(document.getElementById("checked").value) !== words[number]) {
      const why = `Word number ${number + 1} is another one. You can look at the words again.`;
      showRefusal(event.target, { errors: { checked: why } });
      return;
    }
    letGo();
    list.replaceChildren();
    location.replace(onward);
  });
  showStep("words");
}

/** A word as it was typed, without the number before it and the capital a phone makes. */
const plain = (typed) =>
  typed
    .normalize("NFKC")
    .toLowerCase()
    .replace(/[^a-z]/g, "");

const asFile = (words) => words.map((word, at) => `${at + 1}. ${word}\n`).join("");

function asItem(word) {
  const item = document.createElement("li");
  item.textContent = word;
  return item;
}

function showStep(name) {
  document.getElementById("errors")?.remove();
  for (const step of document.querySelectorAll("[data-step]"))
    step.hidden = step.dataset.step !== name;
  const title = document.querySelector(`[data-step=${name}] h1`);
  title.tabIndex = -1;
  title.focus({ preventScroll: true });
  scrollTo(0, 0);
}
