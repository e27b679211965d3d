// A page whose content lies in the vault (templates/accounts/_vault.html): what it shows before it is open, and if not.
import { askToOpen, ownBox } from "./keyring.js";
import { VaultItem } from "./vault.js";

/** Opens what the page is about and shows it; `show` is called once, with the opened VaultItem. */
export async function openHere(show) {
  const root = document.querySelector("[data-vault]");
  root.querySelector("[data-open]").addEventListener("click", () => askToOpen());
  root.querySelector("[data-again]").addEventListener("click", () => location.reload());
  try {
    const box = await ownBox();
    if (!box) return turn(root, "closed");
    const { purpose, vault: address, token } = root.dataset;
    const item = new VaultItem(box, { purpose, address, token });
    await item.open();
    show(item);
    turn(root, "open");
  } catch (error) {
    if (error.reason === "signedOut") return location.reload();
    turn(root, error.reason === "otherKey" ? "other-key" : "away");
    if (!error.reason) console.error(error);
  }
}

function turn(root, state) {
  for (const part of root.querySelectorAll("[data-state]"))
    part.hidden = part.dataset.state !== state;
}

/** Tells what came of a wish, at the top of what is shown, and leads the reader there; no words take it away. */
export function tell(words, kind = "") {
  const note = document.querySelector("[data-told]");
  note.hidden = !words;
  note.className = `note ${kind}`;
  note.querySelector("p").textContent = words;
  if (words) note.focus();
}
