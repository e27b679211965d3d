// The account page: a copy of what is one's own is put together here, so that what only its owner can open is in it.
import { askToOpen, ownBox } from "./keyring.js";
import { asFile, purposesIn, withOpened } from "./own-copy.js";
import { save } from "./saving.js";
import { VaultItem } from "./vault.js";

const LATER =
  "You have taken several copies within the hour. Please come back in a while; nothing was changed.";
const AWAY =
  "The copy could not be made just now. Please try again in a moment; nothing was changed.";

const form = document.querySelector("[data-own-copy]");
const token = form.elements.csrf_token.value;
const part = (name) => form.querySelector(`[data-copy=${name}]`);

form.addEventListener("submit", (event) => {
  // What is locked stays locked for whoever wishes so: then the service makes the file.
  if (event.submitter === part("without")) return;
  event.preventDefault();
  const button = event.submitter;
  if (button.hasAttribute("aria-busy")) return;
  button.setAttribute("aria-busy", "true");
  tell("");
  take()
    .catch((error) => tell(error.words ?? AWAY))
    .finally(() => button.removeAttribute("aria-busy"));
});
part("open").addEventListener("click", () => askToOpen());

async function take() {
  const box = await ownBox();
  const copy = await asked();
  if (!box && purposesIn(copy).length) {
    part("locked").hidden = false;
    part("open").focus();
    return;
  }
  const open = (purpose) =>
    new VaultItem(box, { purpose, address: `/vault/${purpose}`, token }).open();
  save("copy.zip", asFile(await withOpened(copy, open)), "application/zip");
}

async function asked() {
  const body = new URLSearchParams({ csrf_token: token, alone: "yes" });
  const answer = await fetch(form.action, { method: "POST", body, redirect: "error" });
  if (!answer.ok) throw Object.assign(new Error(), { words: answer.status === 429 ? LATER : AWAY });
  return answer.json();
}

function tell(words) {
  part("told").hidden = !words;
  part("told").querySelector("p").textContent = words;
}
