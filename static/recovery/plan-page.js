// The page of the plan: to be read in a hard moment, to be written in a quiet one.
import { NotKept } from "../accounts/vault.js";
import { openHere, tell } from "../accounts/vault-page.js";
import { icon } from "../core/pictures.js";
import { isBlank, linesOf, merged, PARTS, pieces, whole } from "./plan.js";

const LOOK_AGAIN =
  "Nothing is lost: what you wrote and what was written there are both here now. Please look through it, and keep it once more.";
const BOTH = (labels) =>
  ` The words of both stand under ${labels.map((label) => `“${label}”`).join(" and ")}.`;

const one = (selector) => document.querySelector(selector);
const form = one("[data-plan]");
const written = () =>
  whole(Object.fromEntries(PARTS.map((part) => [part, form.elements[part].value])));

function lineOf(text) {
  const line = document.createElement("li");
  for (const { words, call } of pieces(text)) {
    if (!call) {
      line.append(words);
      continue;
    }
    const link = document.createElement("a");
    link.href = call;
    link.append(icon("phone"), words);
    line.append(link);
  }
  return line;
}

function read(plan) {
  for (const section of document.querySelectorAll("[data-part]")) {
    const lines = linesOf(plan[section.dataset.part]);
    section.hidden = lines.length === 0;
    section.querySelector("ul").replaceChildren(...lines.map(lineOf));
  }
  turn("reading");
}

/** `kept` is what counts as written already: to leave the page with more than that is asked about first. */
function write(plan, kept) {
  for (const part of PARTS) {
    form.elements[part].defaultValue = kept[part];
    form.elements[part].value = plan[part];
  }
  one("[data-back]").hidden = isBlank(kept);
  turn("writing");
}

function turn(to) {
  one("[data-reading]").hidden = to !== "reading";
  one("[data-writing]").hidden = to !== "writing";
}

async function keep(item) {
  const [before, mine] = [whole(item.value), written()];
  tell("");
  try {
    await item.keep(mine);
    write(mine, mine);
    if (!isBlank(mine)) read(mine);
    tell(isBlank(mine) ? "Your plan is empty now." : "Your plan is kept. Only you can read it.");
  } catch (error) {
    if (!(error instanceof NotKept)) throw error;
    if (error.reason === "elsewhere") look(before, mine, whole(item.value), error.message);
    else tell(error.message, "danger");
  }
}

function look(before, mine, theirs, words) {
  const { plan, both } = merged(before, mine, theirs);
  write(plan, theirs);
  const labels = both.map((part) => one(`label[for="${part}"]`).textContent);
  tell(`${words} ${LOOK_AGAIN}${labels.length > 0 ? BOTH(labels) : ""}`, "care");
}

openHere((item) => {
  const plan = whole(item.value);
  if (isBlank(plan)) write(plan, plan);
  else read(plan);
  one("[data-print]").addEventListener("click", () => print());
  one("[data-change]").addEventListener("click", () => {
    tell("");
    write(whole(item.value), whole(item.value));
    form.elements.warns.focus();
  });
  one("[data-back]").addEventListener("click", () => {
    tell("");
    write(whole(item.value), whole(item.value));
    read(whole(item.value));
    one("[data-change]").focus();
  });
  // A second press while the first is under way would ask twice.
  let busy = false;
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    if (busy) return;
    busy = true;
    await keep(item).finally(() => {
      busy = false;
    });
  });
});
