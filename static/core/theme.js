// Not a module: it runs before the first paint, so that what was chosen never flashes. It keeps a few words at most.
(() => {
  const kept = (where, name) => {
    try {
      return globalThis[where].getItem(name);
    } catch {
      return null;
    }
  };
  const page = document.documentElement.dataset;
  const theme = kept("localStorage", "theme");
  if (theme === "light" || theme === "dark") page.theme = theme;
  const ease = kept("sessionStorage", "ease") ?? kept("localStorage", "ease");
  if (ease) page.ease = ease;
})();
