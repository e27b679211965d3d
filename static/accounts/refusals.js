// What is to be looked at again, as the templates show it: a single thing at its field, several at the top as well.
import { make } from "../core/elements.js";
import { icon } from "../core/pictures.js";

const KEPT = "What you typed is still here.";
const TITLES = {
  one: "There is one thing to look at again",
  several: "There are some things to look at again",
};

export function forgetRefusals(form) {
  document.getElementById("errors")?.remove();
  for (const field of form.querySelectorAll(".field.wrong")) {
    field.classList.remove("wrong");
    field.querySelector(".error")?.remove();
    const input = field.querySelector("[aria-invalid]");
    input?.removeAttribute("aria-invalid");
    const hint = field.querySelector(".hint")?.id;
    if (hint) input?.setAttribute("aria-describedby", hint);
    else input?.removeAttribute("aria-describedby");
  }
}

export function showRefusal(form, { words, errors }) {
  const told = Object.entries(errors);
  for (const [id, why] of told) showAtField(form.querySelector(`#${id}`), why);
  const alone = told.length === 1 && form.querySelector(`.field #${told[0][0]}`);
  const title = told.length ? TITLES[alone ? "one" : "several"] : words;
  const list = make("ul", {}, ...told.map(([id, why]) => wayTo(form, id, why)));
  const summary = make(
    "div",
    { class: "note danger", id: "errors", role: "alert", tabindex: "-1" },
    icon("circle-alert"),
    make(
      "div",
      { class: "grow" },
      make("h2", {}, title),
      ...(told.length && !alone ? [list] : []),
      make("p", { class: "small" }, KEPT),
    ),
  );
  form.before(summary);
  (alone || summary).focus();
}

function wayTo(form, id, why) {
  return make("li", {}, form.querySelector(`#${id}`) ? make("a", { href: `#${id}` }, why) : why);
}

function showAtField(input, why) {
  const field = input?.closest(".field");
  if (!field) return;
  field.classList.add("wrong");
  const error = make(
    "p",
    { class: "error", id: `${input.id}-error` },
    icon("circle-alert"),
    make("span", {}, make("span", { class: "unseen" }, "Please look again: "), why),
  );
  (input.closest(".with-show") ?? input).before(error);
  input.removeAttribute("readonly");
  input.setAttribute("aria-invalid", "true");
  const described = [field.querySelector(".hint")?.id, error.id].filter(Boolean);
  input.setAttribute("aria-describedby", described.join(" "));
}
