// One polite line for a screen reader, apart from what is on the page.

export function announce(words) {
  const line = document.getElementById("announcer");
  if (!line) return;
  line.textContent = "";
  // Emptied first and filled a moment later, so that the same words are read out a second time.
  setTimeout(() => {
    line.textContent = words;
  }, 60);
}
