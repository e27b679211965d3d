// The one place where a worker is started: pages trust no address for it but those of our own modules.
const OWN = "/static/";

/** The address of one of our own modules, or an error. */
export function ownAddress(address, here = location.origin) {
  const { origin, pathname } = new URL(address, here);
  if (origin !== here || !pathname.startsWith(OWN) || !pathname.endsWith(".js"))
    throw new TypeError("Only our own modules become workers.");
  return new URL(address, here).href;
}

const policy = globalThis.trustedTypes?.createPolicy("own-worker", {
  createScriptURL: (address) => ownAddress(address),
});

/** Starts a module of ours as a worker: `startWorker("/static/accounts/work.js")`. */
export function startWorker(path) {
  const address = import.meta.resolve(path);
  return new Worker(policy ? policy.createScriptURL(address) : ownAddress(address), {
    type: "module",
  });
}
