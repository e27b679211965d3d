// The part of the screen that can be seen: a keyboard on the screen covers the rest, and not every browser says so.

export function followViewport(root = document.documentElement) {
  const seen = window.visualViewport;
  if (!seen) return;
  const fit = () => {
    // Someone who has zoomed in moves about the page as it is.
    if (Math.abs(seen.scale - 1) > 0.01) return;
    root.style.setProperty("--seen", `${Math.round(seen.height)}px`);
    if (seen.offsetTop > 0) scrollTo(0, 0);
  };
  seen.addEventListener("resize", fit);
  seen.addEventListener("scroll", fit);
  fit();
}
