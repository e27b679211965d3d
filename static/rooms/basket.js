// The ask-it basket: what was drawn, one's own questions, and for the one who leads all that lie in it.

import { make, say } from "../core/elements.js";
import { HIDDEN } from "./covering.js";
import { ask, choose } from "./dialogs.js";
import { idsOfWords } from "./outbox.js";
import { hasChair, leads } from "./standing.js";

const NOT_YET =
  "No question is drawn yet. Whatever you wonder about may go in; nobody is told whose it was.";
const GONE = "This question is gone now.";

const EMPTY = { ok: false, words: "Please write your question first." };

export class Basket {
  #mine = [];
  #waiting = null;
  #state = null;
  #wasMine = false;

  /** `wish(name, payload)` gives an answer; `most`: how long a question may be. */
  constructor({ parts, me, act, wish, most }) {
    Object.assign(this, { parts, me, act, wish, most });
    parts.topicPut?.addEventListener("click", () => this.#put());
    parts.topicMine?.addEventListener("click", () => this.#own());
    parts.topicDraw?.addEventListener("click", () => this.#choose());
    parts.topicChair?.addEventListener("click", () => act.takeChair());
    parts.topicDone?.addEventListener("click", () => act.endQuestion());
  }

  /** What one may see of it is asked for, and never told to all. */
  async look() {
    if (this.#state?.turns !== "basket") return;
    const answer = await this.wish("basket.see");
    if (!answer.ok) return;
    [this.#mine, this.#waiting] = [answer.mine, answer.waiting];
    this.#show();
  }

  render(state) {
    const before = this.#state;
    this.#state = state;
    const isNew = before?.turns !== "basket" && state.turns === "basket";
    const isMine = hasChair(state, this.me);
    if (!isMine) this.#waiting = null;
    this.#show();
    if (isNew || isMine !== this.#wasMine) this.look();
    this.#wasMine = isMine;
  }

  #show() {
    const { parts } = this;
    const { turns, is_open, question, chair, shelter } = this.#state;
    parts.topic.hidden = turns !== "basket" || !is_open;
    if (parts.topic.hidden) return;
    const count = this.#waiting?.length ?? 0;
    say(parts.topicWords, question ? this.#asked(question) : NOT_YET);
    parts.topic.dataset.drawn = question ? "yes" : "";
    parts.topicMine.hidden = this.#mine.length === 0;
    say(parts.topicMine, `Yours (${this.#mine.length})`);
    parts.topicDraw.hidden = this.#waiting === null || Boolean(shelter) || (question && !count);
    parts.topicDraw.disabled = count === 0;
    say(parts.topicDraw, count ? `Draw one of ${count}` : "Nothing to draw yet");
    const canLead = leads(this.#state, this.me);
    parts.topicChair.hidden = !canLead || Boolean(chair);
    parts.topicDone.hidden = !canLead || !question || Boolean(shelter);
  }

  #asked({ seq, words }) {
    const isHidden = this.#state.hidden.includes(seq) && !leads(this.#state, this.me);
    return isHidden ? HIDDEN : (words ?? GONE);
  }

  #put() {
    const idOf = idsOfWords();
    let asked = "";
    const words = make("textarea", {
      class: "input",
      id: "question",
      name: "question",
      rows: 3,
      maxlength: this.most,
      autocomplete: "off",
      "aria-describedby": "question-hint",
    });
    return ask({
      title: "Ask a question",
      fields: [
        make(
          "div",
          { class: "field" },
          make("label", { for: "question" }, "Your question"),
          make(
            "p",
            { class: "hint", id: "question-hint" },
            "Whoever leads reads it without your name. If it is drawn, everyone reads it, and nobody is told whose it was.",
          ),
          words,
        ),
      ],
      label: "Put it in the basket",
      act: async (data) => {
        const question_words = data.get("question").trim();
        if (!question_words) return EMPTY;
        const as_it_is = question_words === asked;
        const payload = { client_id: idOf(question_words), question_words, as_it_is };
        const answer = await this.wish("basket.put", payload);
        if (!answer.may_as_it_is) return answer;
        asked = question_words;
        return { ...answer, words: `${answer.words} If you mean it so, put it in once more.` };
      },
    });
  }

  #own() {
    return choose({
      title: "Your questions",
      words: ["Only you see which ones are yours."],
      choices: this.#mine.map(({ question, body, state }) => ({
        label: body,
        words:
          state === "waiting"
            ? "In the basket. Press to take it back."
            : "It was passed over this time, and nobody was shown it. You can ask it another way. Press to put it away.",
        choose: () => this.act.basket("basket.take_back", question),
      })),
    });
  }

  #choose() {
    return choose({
      title: "What is in the basket",
      words: ["Mixed, and without names. Only you see them until one is drawn."],
      choices: (this.#waiting ?? []).map((one) => ({
        label: one.body,
        words: "Draw it, or pass it over.",
        choose: () => this.#decide(one),
      })),
    });
  }

  #decide({ question, body }) {
    return choose({
      title: body,
      choices: [
        {
          label: "Draw it",
          words: "Everyone reads it, and people raise their hands to answer.",
          choose: () => this.act.basket("basket.draw", question),
        },
        {
          label: "Pass it over this time",
          words: "Nobody is shown it. Only whoever asked is told, kindly.",
          choose: () => this.act.basket("basket.pass", question),
        },
      ],
    });
  }
}
