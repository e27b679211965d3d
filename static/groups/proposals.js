// A proposed name goes into the field at a press. Without this script the names can be read and typed.

for (const set of document.querySelectorAll("[data-proposals]")) {
  const field = document.getElementById(set.dataset.proposals);
  const names = set.querySelectorAll("button");
  const show = () => {
    for (const name of names) name.setAttribute("aria-pressed", String(name.value === field.value));
  };
  for (const name of names) {
    name.disabled = false;
    name.addEventListener("click", () => {
      field.value = name.value;
      field.dispatchEvent(new Event("input", { bubbles: true }));
    });
  }
  field.addEventListener("input", show);
  show();
}
