// Not a module: it runs before anything is seen. Whoever has left and goes back, or whoever does so after them, is led
// out again; whoever comes by an address, a link or a reload comes in.
(() => {
  const { outside } = document.currentScript.dataset;
  const page = document.documentElement;

  // A cookie until the browser is closed: what a tab keeps for itself is cleared by the server with all else.
  const isSealed = location.protocol === "https:";
  const name = isSealed ? "__Host-left" : "left";
  const keep = (words) => {
    // biome-ignore lint/suspicious/noDocumentCookie: the other way answers later, when the page is gone or was seen.
    document.cookie = `${name}=${words}; Path=/; SameSite=Strict${isSealed ? "; Secure" : ""}`;
  };
  const hasLeft = () => document.cookie.split("; ").includes(`${name}=yes`);
  const remember = () => keep("yes");
  const forget = () => keep("; Max-Age=0");

  const goOut = () => {
    page.classList.add("leaving");
    document.title = "";
    location.replace(outside);
  };

  if (hasLeft()) {
    const [how] = performance.getEntriesByType("navigation");
    if (how?.type === "back_forward") {
      // Nothing more is read of this page: neither its words nor its title.
      stop();
      location.replace(outside);
      return;
    }
    forget();
  }

  document.addEventListener("left", remember);
  // The link leads out by itself while its script is not there yet.
  document.addEventListener(
    "click",
    ({ target }) => {
      if (target.closest("[data-leave]")) remember();
    },
    true,
  );
  addEventListener("pageshow", ({ persisted }) => {
    if (!persisted || !(hasLeft() || page.classList.contains("leaving"))) return;
    // Whoever asks before unloading stays silent.
    document.dispatchEvent(new Event("leaving"));
    goOut();
  });
})();
