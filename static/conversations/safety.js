// The words by which two people see that nobody stands between them.
import { make } from "../core/elements.js";
import { safetyCode } from "./format.js";

const NOT_NOW = "The words cannot be made just now. Please close this and try again in a moment.";

/** Shows the words of a key when somebody wants to compare them; they take a moment to make. */
export function offerToCompare({ compare, compareClose, compareNow, compareLater, code }, key) {
  let isMade = false;
  const show = async () => {
    compare.showModal();
    if (isMade) return;
    try {
      const [places, { wordlist }] = await Promise.all([
        safetyCode(key),
        import("../vendor/english.js"),
      ]);
      code.replaceChildren(...places.map((place) => make("li", {}, wordlist[place])));
      isMade = true;
    } catch {
      code.replaceChildren(make("li", {}, NOT_NOW));
    }
    code.removeAttribute("aria-busy");
  };
  compareClose.addEventListener("click", () => compare.close());
  for (const button of [compareNow, compareLater]) button.addEventListener("click", show);
}
