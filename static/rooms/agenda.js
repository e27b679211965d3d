// Where the meeting stands: the step that is on, what comes next, and for the one who leads the cue and the way on.

import { icon } from "/static/core/pictures.js";
import { told } from "/static/core/times.js";
import { make, say } from "../core/elements.js";
import { hasChair, leads } from "./standing.js";
import { beginStep } from "./turns.js";

const WIDE_PX = 1200;

export class Agenda {
  #steps = [];
  #drawn = "";

  /** `parts`: agenda, step, stepLine, stepDue, stepText, order, cue, missing, stepLead, stepNext, stepBack; `read()` gives the sheet. */
  constructor({ parts, me, act, read }) {
    Object.assign(this, { parts, me, act, read });
    parts.stepNext?.addEventListener("click", () => this.#go(parts.stepNext));
    parts.stepBack?.addEventListener("click", () => this.#go(parts.stepBack));
    if (parts.step) parts.step.open = parts.frame.clientWidth >= WIDE_PX;
  }

  /** What is on the sheet may have changed, or may be told to oneself only now. */
  async look() {
    const answer = await this.read();
    if (answer.ok) this.#steps = answer.steps;
    return answer.ok;
  }

  /** Whether something was told that makes another look worth while. */
  isTold({ kind, who }, state) {
    if (kind === "step.begun") return leads(state, this.me);
    return (kind === "role.given" || kind === "person.came") && who === this.me;
  }

  render(state) {
    const { parts } = this;
    const { step } = state;
    const canLead = leads(state, this.me);
    parts.agenda.hidden = !state.is_open || (!step && this.#steps.length === 0);
    if (parts.agenda.hidden) return;
    say(parts.stepLine, step ? step.title : "The order of this meeting");
    say(parts.stepDue, step ? dueWords(step) : "");
    say(parts.stepText, step?.text ?? "");
    parts.stepText.hidden = !step?.text;
    this.#order(step, canLead);
    this.#leading(state, canLead);
  }

  #order(step, canLead) {
    const now = step?.number ?? 0;
    const key = JSON.stringify([now, canLead, this.#steps.map(({ title }) => title)]);
    if (key === this.#drawn) return;
    this.#drawn = key;
    const hadFocus = this.parts.order.contains(document.activeElement);
    this.parts.order.replaceChildren(
      ...this.#steps.map(({ number, title }) =>
        make(
          "li",
          { "aria-current": number === now ? "step" : null, class: number < now ? "past" : null },
          canLead && number !== now
            ? make("button", { type: "button", click: () => beginStep(this.act, number) }, title)
            : title,
        ),
      ),
    );
    this.parts.order.querySelector("[aria-current]")?.scrollIntoView({ block: "nearest" });
    if (hadFocus) this.parts.step.querySelector("summary").focus();
  }

  #leading(state, canLead) {
    const { parts } = this;
    const { step, chair } = state;
    const mine = this.#steps[(step?.number ?? 0) - 1];
    parts.cue.hidden = !canLead || !mine?.cue;
    say(parts.cueWords, mine?.cue ?? "");
    const missing = canLead && mine?.reader_name && step.reader === null ? mine.reader_name : "";
    parts.missing.hidden = !missing;
    say(
      parts.missingWords,
      missing && `${missing} wanted to read this and is not here. You can ask who would like to.`,
    );
    // One person turns the pages; whoever else may lead takes the lead first, or goes to a step in the order.
    parts.stepLead.hidden = !canLead || Boolean(chair && !hasChair(state, this.me));
    offer(parts.stepNext, this.#steps[step?.number ?? 0], step ? "Next" : "Begin");
    offer(parts.stepBack, this.#steps[(step?.number ?? 0) - 2], "Back");
  }

  #go(button) {
    return beginStep(this.act, Number(button.dataset.number));
  }
}

function dueWords({ number, of, due_at }) {
  const due = due_at ? ` · planned for ${told(new Date(due_at), "clock")}` : "";
  return `Step ${number} of ${of}${due}`;
}

function offer(button, step, word) {
  button.hidden = !step;
  if (!step) return;
  button.dataset.number = step.number;
  say(button.querySelector("span"), word === "Back" ? "Back" : `${word}: ${step.title}`);
}

/** A step as it stands in the log: its title, and what is read. */
export function stepBegun({ words }) {
  const [title, ...text] = words.split("\n");
  return make(
    "div",
    { class: "step-begun" },
    make("h3", {}, icon("book-open"), title),
    text.length ? make("p", { class: "share" }, text.join("\n")) : null,
  );
}
