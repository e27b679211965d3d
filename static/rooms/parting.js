// Ending a share or stepping out while words are still waiting: asked first, and nothing is lost either way.
import { ask } from "./dialogs.js";

/** Gives the floor back; words that were not sent stay in the field. */
export function endShare(text, finish) {
  if (!text.trim()) return finish();
  return ask({
    title: "There are words you have not sent",
    words: ["They stay in the field when you are done, and nobody sees them until you send them."],
    label: "I am done, keep them",
    back: "Go on writing",
    act: async () => {
      await finish();
      return { ok: true };
    },
  });
}

/** Makes a link leave the room properly before it leads away. */
export function stepOutBy(link, line, outbox) {
  link?.addEventListener("click", (event) => {
    event.preventDefault();
    const go = async () => {
      await line.leave();
      location.assign(link.href);
      return { ok: true };
    };
    if (outbox.isEmpty) return go();
    return ask({
      title: "Some of your words are not sent yet",
      words: ["They stay in this tab until it is closed, and are sent when you come back."],
      label: "Step out",
      back: "Stay",
      act: go,
    });
  });
}
