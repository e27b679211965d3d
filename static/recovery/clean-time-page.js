// The page of clean time: shows what the dates in the vault make, and keeps what the member wishes for them.

import { forgetRefusals, showRefusal } from "../accounts/refusals.js";
import { NotKept } from "../accounts/vault.js";
import { openHere, tell } from "../accounts/vault-page.js";
import { todayIn, writtenDay } from "./calendar.js";
import {
  begin,
  beginAnew,
  cleanTime,
  counted,
  earlierTimes,
  forgetEarlier,
  inOrder,
  putRight,
  Refused,
  spelled,
} from "./clean-time.js";
import { drawn } from "./drawn.js";
import { nextTag, tagsReached } from "./tags.js";

const WISHES = {
  begin: { act: begin, done: "Your date is kept. Only you can see it." },
  again: {
    act: (dates, day, today, { earlier }) =>
      (earlier.value === "forget" ? beginAnew : begin)(dates, day, today),
    done: "You came back. That is what counts.",
    kind: "care",
  },
  "put-right": { act: putRight, done: "The date is put right." },
  "forget-earlier": { act: forgetEarlier, done: "The earlier dates are forgotten." },
  "forget-all": {
    act: () => [],
    done: "Your dates are forgotten. You can begin again whenever you like.",
  },
};
const LOOK_AGAIN =
  "This is how it is now. What you chose is still here: if it still fits, please press once more.";

const { zone } = document.querySelector("[data-zone]").dataset;
const one = (selector) => document.querySelector(selector);
const datesIn = (item) => inOrder(item.value?.dates ?? []);

function written(day) {
  const time = document.createElement("time");
  time.dateTime = day;
  time.textContent = writtenDay(day);
  return time;
}

function part(tag, className, ...children) {
  const element = document.createElement(tag);
  element.className = className;
  element.append(...children);
  return element;
}

const say = (name, ...words) => one(`[data-words="${name}"]`).replaceChildren(...words);
const list = (name, lines) =>
  one(`[data-list="${name}"]`).replaceChildren(...lines.map((line) => part("li", "", ...line)));

function show(dates) {
  const today = todayIn(zone);
  one("[data-before]").hidden = dates.length > 0;
  one("[data-since]").hidden = dates.length === 0;
  for (const input of document.querySelectorAll('input[type="date"]')) input.max = today;
  if (dates.length > 0) showTime(dates, today);
}

function showTime(dates, today) {
  const [since] = dates;
  const time = cleanTime(since, today);
  const tags = tagsReached(since, today);
  const coming = nextTag(since, today);
  const earlier = earlierTimes(dates);
  one("[data-tag]").replaceChildren(
    drawn(tags.at(-1) ?? { words: "Welcome", colour: "white" }, "tag-large"),
  );
  say("time", spelled(time));
  if (time.totalDays)
    say("since", `${counted(time.totalDays, "day")} in all, since `, written(since), ".");
  else say("since", "Since today, ", written(since), ". A first day is the whole of it.");
  if (coming)
    say("coming", `The next tag is “${coming.words}”, on `, written(coming.reachedOn), ".");
  else say("coming");
  one("[data-tags-reached]").hidden = tags.length < 2;
  list(
    "tags",
    tags.reverse().map((tag) => [drawn(tag), part("span", "small soft", written(tag.reachedOn))]),
  );
  for (const place of document.querySelectorAll("[data-earlier]"))
    place.hidden = earlier.length === 0;
  list(
    "earlier",
    earlier.map(({ began, days }) => [
      part("span", "line-main", written(began)),
      part("span", "soft", `${counted(days, "day")} until you began again`),
    ]),
  );
}

/** Every form as it is before anyone has touched it. */
function renew(dates) {
  for (const more of document.querySelectorAll("details")) more.open = false;
  for (const form of document.querySelectorAll("[data-wish]")) form.reset();
  one("#begin-on").value = "";
  one("#again-on").value = todayIn(zone);
  one("#right-on").value = dates[0] ?? "";
}

async function grant(form, item) {
  const { act, done, kind } = WISHES[form.dataset.wish];
  const input = form.querySelector('input[type="date"]');
  forgetRefusals(form);
  tell("");
  try {
    await item.keep({ dates: act(datesIn(item), input?.value, todayIn(zone), form.elements) });
    show(datesIn(item));
    renew(datesIn(item));
    tell(done, kind);
  } catch (error) {
    if (error instanceof Refused && input)
      showRefusal(form, { errors: { [input.id]: error.message } });
    else if (error instanceof NotKept) notDone(error, item);
    else throw error;
  }
}

function notDone(error, item) {
  if (error.reason !== "elsewhere") return tell(error.message, "danger");
  show(datesIn(item));
  tell(`${error.message} ${LOOK_AGAIN}`, "care");
}

openHere((item) => {
  show(datesIn(item));
  renew(datesIn(item));
  // A second press while the first is under way would ask twice.
  let busy = false;
  document.addEventListener("submit", async (event) => {
    if (!event.target.matches("[data-wish]")) return;
    event.preventDefault();
    if (busy) return;
    busy = true;
    await grant(event.target, item).finally(() => {
      busy = false;
    });
  });
});
