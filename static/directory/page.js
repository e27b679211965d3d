// The list of meetings by the days of the reader, and the filter asked in the reader's own zone.
import { intoDays } from "./days.js";

const days = document.querySelector("[data-days]");
if (days) intoDays(days);

const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
for (const input of document.querySelectorAll("[data-own-zone]")) {
  input.value = zone ?? "";
  input.disabled = !zone;
}

// Where there is room beside the list, what narrows it stands open.
const narrow = document.querySelector("[data-narrow]");
if (narrow && matchMedia("(min-width: 60rem)").matches) narrow.open = true;
