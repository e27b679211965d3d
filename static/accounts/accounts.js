// Joining and keys: small comforts; everything here can be done by hand.

/** The time zone of this device, unless the person has chosen one. */
function guessZone(select) {
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  if (!zone || select.selectedIndex > 0) return;
  if (![...select.options].some((option) => option.value === zone)) {
    const place = zone.slice(zone.indexOf("/") + 1).replaceAll("_", " ");
    select.add(new Option(place, zone));
  }
  select.value = zone;
}

/** Puts offered words into the field and shows them there. */
function use(button) {
  const input = document.getElementById(button.dataset.for);
  const words = document.getElementById(button.dataset.use)?.textContent.trim();
  if (!input || !words) return;
  input.value = words;
  if (input.type === "password") input.parentElement.querySelector("button")?.click();
  input.focus();
}

for (const select of document.querySelectorAll("select[data-guess]")) guessZone(select);

for (const button of document.querySelectorAll("[data-use]")) {
  button.hidden = false;
  button.addEventListener("click", () => use(button));
}

for (const button of document.querySelectorAll("[data-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => print());
}
