// Copies what stands in a field, and says that it did.

for (const button of document.querySelectorAll("[data-copies]")) {
  const field = document.getElementById(button.dataset.copies);
  field.addEventListener("focus", () => field.select());
  if (!navigator.clipboard) continue;
  button.hidden = false;
  button.addEventListener("click", async () => {
    try {
      await navigator.clipboard.writeText(field.value);
      button.lastChild.textContent = "Copied";
      document.getElementById("announcer").textContent = "The link is copied.";
    } catch {
      field.focus();
    }
  });
}
