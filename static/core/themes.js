// The switch between day and night. What the visitor chose is kept as one word, in this browser only.
import { icon } from "./pictures.js";

const night = matchMedia("(prefers-color-scheme: dark)");

const current = () => document.documentElement.dataset.theme ?? (night.matches ? "dark" : "light");

function keep(theme) {
  try {
    localStorage.setItem("theme", theme);
  } catch {
    // A browser that keeps nothing still shows the theme on this page.
  }
}

export function offerThemes() {
  for (const button of document.querySelectorAll("[data-theme-switch]")) {
    const label = () => {
      const dark = current() === "dark";
      button.replaceChildren(icon(dark ? "sun" : "moon"), dark ? "Light colours" : "Dark colours");
    };
    button.addEventListener("click", () => {
      const theme = current() === "dark" ? "light" : "dark";
      document.documentElement.dataset.theme = theme;
      keep(theme);
      label();
    });
    night.addEventListener("change", label);
    label();
    button.hidden = false;
  }
}
