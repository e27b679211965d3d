// Asking first: what will happen, who is told, and a way back that is nearer than the way on.

import { make, say } from "../core/elements.js";
import { icon } from "../core/pictures.js";

const OF_THE_LINE = new Set(["lost", "unsure"]);

let opened = 0;

/**
 * Opens a dialog and resolves when it is closed: true if `act` was done. `act(form data)` gives an answer with `ok`
 * and, when refused, `words`; refused, the dialog stays with everything that was chosen. `relabel(form data)` names
 * the step anew when something else is chosen; `isReady`: one press does it, everything is chosen already.
 */
export function ask({
  title,
  words = [],
  fields = [],
  label,
  kind = "primary",
  relabel = null,
  isReady = false,
  back = "Not now",
  act,
}) {
  const id = `ask-${++opened}`;
  const problem = make("span");
  const problemLine = make(
    "p",
    { class: "error", role: "alert", hidden: true },
    icon("circle-alert"),
    problem,
  );
  const go = label ? make("button", { class: `button ${kind}` }, label) : null;
  const away = make(
    "button",
    { type: "button", class: "button", click: () => dialog.close() },
    back,
  );
  if (isReady) go.autofocus = true;
  else if (!fields.length) away.autofocus = true;
  const form = make(
    "form",
    { method: "dialog", class: "stack", "data-keeps-itself": true },
    make("h2", { id }, title),
    ...words.map((line) => make("p", {}, line)),
    ...fields,
    problemLine,
    make("div", { class: "row ask-end" }, away, go),
  );
  const dialog = make("dialog", { class: "ask", "aria-labelledby": id }, form);
  if (relabel) form.addEventListener("change", () => say(go, relabel(new FormData(form))));
  let isDone = false;
  let isBusy = false;
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    if (isBusy) return;
    isBusy = true;
    go?.setAttribute("aria-busy", "true");
    const answer = await act(new FormData(form));
    isBusy = false;
    go?.removeAttribute("aria-busy");
    if (answer.ok) {
      isDone = true;
      dialog.close();
    } else {
      problemLine.hidden = false;
      // What the line does is nobody's mistake.
      problemLine.className = OF_THE_LINE.has(answer.code) ? "words-notice" : "error";
      say(problem, answer.words);
    }
  });
  return shown(dialog, () => isDone);
}

/** Opens a list of things to do; each says what it does. `choices`: `{label, words, kind, isApart, choose}`. */
export function choose({ title, words = [], choices }) {
  const id = `ask-${++opened}`;
  const list = make("ul", { class: "ask-choices" });
  const dialog = make(
    "dialog",
    { class: "ask", "aria-labelledby": id },
    make(
      "div",
      { class: "stack" },
      make("h2", { id }, title),
      ...words.map((line) => make("p", { class: "soft" }, line)),
      list,
      make(
        "div",
        { class: "row ask-end" },
        make(
          "button",
          { type: "button", class: "button", autofocus: true, click: () => dialog.close() },
          "Close",
        ),
      ),
    ),
  );
  let chosen = null;
  for (const choice of choices) {
    const pick = () => {
      chosen = choice.choose;
      dialog.close();
    };
    list.append(
      make(
        "li",
        { class: choice.isApart ? "apart" : null },
        make(
          "button",
          { type: "button", class: `ask-choice ${choice.kind ?? ""}`, click: pick },
          make("strong", {}, choice.label),
          make("span", {}, choice.words),
        ),
      ),
    );
  }
  return shown(dialog, () => true).then(() => chosen?.());
}

function shown(dialog, result) {
  const before = document.activeElement;
  const around = before?.closest(".room-side, .stage, .room-log");
  document.body.append(dialog);
  dialog.showModal();
  return new Promise((resolve) => {
    dialog.addEventListener("close", () => {
      dialog.remove();
      // What was pressed may be gone with what was done; then one goes on nearby.
      if (before?.isConnected && before.checkVisibility()) before.focus();
      else (nearby(around) ?? around)?.focus();
      resolve(result());
    });
  });
}

/** Where one goes on inside an element: a heading of a part that is hidden now takes no focus. */
function nearby(around) {
  const places = around?.querySelectorAll("h2[tabindex], .scroller") ?? [];
  return [...places].find((one) => one.checkVisibility());
}

/** One of several, as radio buttons; `options` are pairs of value and words. */
export function radios(legend, name, options, chosen = null) {
  return make(
    "fieldset",
    { class: "field" },
    make("legend", {}, legend),
    make(
      "div",
      { class: "choices" },
      ...options.map(([value, words]) =>
        make(
          "label",
          { class: "choice" },
          make("input", {
            type: "radio",
            name,
            value,
            checked: value === chosen,
            autocomplete: "off",
          }),
          make("span", {}, words),
        ),
      ),
    ),
  );
}

/** One line to fill in. */
export function line(label, name, hint, max, value = "") {
  const id = `ask-field-${++opened}`;
  return make(
    "div",
    { class: "field" },
    make("label", { for: id }, label),
    make("p", { class: "hint", id: `${id}-hint` }, hint),
    make("input", {
      class: "input",
      id,
      name,
      maxlength: max,
      value,
      autocomplete: "off",
      "aria-describedby": `${id}-hint`,
    }),
  );
}
