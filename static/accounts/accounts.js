// The pages of accounts: their forms are filled in by hand, and sent by a script that keeps every secret here.
import { hasPasskeys } from "./passkeys.js";
import { suggest } from "./passphrases.js";
import { forgetRefusals, showRefusal } from "./refusals.js";
import { Refused } from "./server.js";
import { showWords } from "./showing.js";
import { STEPS } from "./steps.js";
import { Unreadable } from "./words.js";
import { Work } from "./work.js";

const WORKING = "Your browser makes a key of it. On some devices this takes a few seconds.";
const ASKING = "Your device asks you now.";
const TOO_OLD =
  "This browser cannot make the keys that are needed. Please update it, or try another one. Nothing was sent.";

const work = new Work({ hear: showShare });

/** The time zone of this device, unless the person has chosen one. */
function guessZone(select) {
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  if (!zone || select.selectedIndex > 0) return;
  if (![...select.options].some((option) => option.value === zone)) {
    const place = zone.slice(zone.indexOf("/") + 1).replaceAll("_", " ");
    select.add(new Option(place, zone));
  }
  select.value = zone;
}

/** Offers fresh words for a passphrase, made here. */
function offer() {
  const place = document.getElementById("offered");
  if (!place) return;
  place.textContent = suggest();
  document.getElementById("offer").hidden = false;
}

/** Puts offered words into the field and shows them there. */
function use(button) {
  const input = document.getElementById(button.dataset.for);
  const words = document.getElementById(button.dataset.use)?.textContent.trim();
  if (!input || !words) return;
  input.value = words;
  if (input.type === "password") input.parentElement.querySelector("button")?.click();
  input.focus();
}

function takeOver(form) {
  // While a passphrase is being chosen, so that nobody waits for it.
  if (form.dataset.keys === "join") work.begin().catch(() => {});
  const first = form.querySelector("[type=submit]");
  for (const button of form.querySelectorAll("[type=submit]")) button.disabled = false;
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    if (!form.querySelector("[aria-busy]")) send(form, event.submitter ?? first);
  });
}

async function send(form, button) {
  forgetRefusals(form);
  button.setAttribute("aria-busy", "true");
  const { by } = button.dataset;
  tell(form, by === "passkey" ? ASKING : WORKING);
  try {
    const { onward, words } = await STEPS[form.dataset.keys](form, {
      by,
      work,
      tell: (told) => tell(form, told),
    });
    if (words) showWords(words, onward);
    else location.assign(onward);
  } catch (error) {
    showRefusal(form, refusalOf(error));
    button.removeAttribute("aria-busy");
  }
  tell(form, "");
}

function refusalOf(error) {
  if (error instanceof Refused) return error;
  if (error instanceof Unreadable) return new Refused({ errors: { words: error.message } });
  console.warn(error);
  return new Refused({ words: TOO_OLD });
}

/** How far the work is, where somebody waits for it. */
function showShare(share) {
  for (const bar of document.querySelectorAll("[data-progress] progress")) bar.value = share;
}

/** What is going on, seen and read out. */
function tell(form, words) {
  const progress = form.querySelector("[data-progress]");
  progress.hidden = !words;
  progress.querySelector("[role=status]").textContent = words;
}

document.getElementById("not-ready")?.remove();
for (const select of document.querySelectorAll("select[data-guess]")) guessZone(select);
if (isSecureContext) {
  for (const part of document.querySelectorAll("[data-passkeys]"))
    part.hidden = (part.dataset.passkeys === "yes") !== hasPasskeys();
  offer();
  document.querySelectorAll("form[data-keys]").forEach(takeOver);
} else {
  for (const note of document.querySelectorAll("#insecure")) note.hidden = false;
}

for (const button of document.querySelectorAll("[data-use]"))
  button.addEventListener("click", () => use(button));

for (const button of document.querySelectorAll("[data-print]"))
  button.addEventListener("click", () => print());
