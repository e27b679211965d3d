// Small comforts of forms; every form works without them.
import { icon } from "./pictures.js";

/** A passphrase can be looked at while it is typed. */
function offerToShow(input) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "button";
  const label = () => {
    const shown = input.type === "text";
    button.replaceChildren(icon(shown ? "eye-off" : "eye"), shown ? "Hide" : "Show");
    button.setAttribute("aria-label", shown ? "Hide what I typed" : "Show what I typed");
  };
  button.addEventListener("click", () => {
    input.type = input.type === "text" ? "password" : "text";
    label();
  });
  label();
  // The field stays where it is: moved, it would lose the focus of someone who is typing already.
  input.after(button);
  // Never sent as readable text: a browser might remember it.
  input.form?.addEventListener("submit", () => {
    input.type = "password";
    label();
  });
}

/** What a field asks, without what is only said beside it. */
function askedBy(field) {
  const own = field.closest(".choice");
  const label = own ? field.closest("fieldset")?.querySelector("legend") : field.labels?.[0];
  const asked = (label ?? own)?.cloneNode(true);
  for (const aside of asked?.querySelectorAll(".optional, .hint, .unseen") ?? []) aside.remove();
  return asked?.textContent.trim();
}

/** Several fields may be told the same: the list at the top says of which one each line speaks. */
function nameFields() {
  for (const line of document.querySelectorAll("#errors li > a")) {
    const field = document.getElementById(line.hash.slice(1));
    const asked =
      field instanceof HTMLFieldSetElement
        ? field.querySelector("legend")?.textContent.trim()
        : field && askedBy(field);
    if (asked) line.prepend(`${asked.replace(/[.:]$/, "")}${/[?]$/.test(asked) ? " " : ": "}`);
  }
}

/** Leads to what should be read first, unless the person has begun somewhere already. */
function leadToFirst() {
  if (document.activeElement === document.body) document.querySelector("[data-focus]")?.focus();
}

/** A second press while the first is under way would ask twice. */
function sendOnce(event) {
  if (event.defaultPrevented) return;
  const form = event.target;
  if (form.dataset.sent) {
    event.preventDefault();
    return;
  }
  form.dataset.sent = "yes";
  event.submitter?.setAttribute("aria-busy", "true");
  setTimeout(() => release(form), 8000);
}

function release(form) {
  delete form.dataset.sent;
  for (const button of form.querySelectorAll("[aria-busy]")) button.removeAttribute("aria-busy");
}

async function copy(button) {
  const words = document.getElementById(button.dataset.copy)?.innerText;
  if (!words) return;
  try {
    await navigator.clipboard.writeText(words.trim());
    button.lastChild.textContent = "Copied";
  } catch {
    button.lastChild.textContent = "Please copy it by hand";
  }
}

export function easeForms() {
  for (const input of document.querySelectorAll('input[type="password"]')) offerToShow(input);
  nameFields();
  leadToFirst();
  document.addEventListener("submit", sendOnce);
  addEventListener("pageshow", () => document.querySelectorAll("form[data-sent]").forEach(release));
  for (const button of document.querySelectorAll("button[data-copy]")) {
    button.hidden = false;
    button.addEventListener("click", () => copy(button));
  }
}
