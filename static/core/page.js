// What every page can do. Each part stands alone: one that fails leaves the others.
import { offerEase } from "./ease.js";
import { easeForms } from "./forms.js";
import { leaveWhenIdle } from "./idle.js";
import { offerLeaving } from "./leaving.js";
import { offerThemes } from "./themes.js";
import { keepTellingTimes } from "./times.js";
import { guardUnsaved } from "./unsaved.js";

for (const part of [
  offerLeaving,
  leaveWhenIdle,
  keepTellingTimes,
  offerThemes,
  offerEase,
  easeForms,
  guardUnsaved,
]) {
  try {
    part();
  } catch (error) {
    console.error(error);
  }
}
