// Takes the secret of a link out of the address before anything else, and sends it on where no history keeps it.

/** The secret behind the # of an address, and the address without it. */
export function taken({ hash, pathname, search }) {
  return { secret: hash.slice(1), address: pathname + search };
}

function take() {
  const form = document.querySelector("[data-link]");
  if (!form) return;
  const { secret, address } = taken(location);
  history.replaceState(null, "", address);
  if (!secret) {
    document.querySelector("[data-link-sends]").hidden = true;
    document.querySelector("[data-link-broken]").hidden = false;
    return;
  }
  form.elements.secret.value = secret;
  form.submit();
}

if (globalThis.document) {
  take();
  // The same page with another link, pasted into the same tab.
  addEventListener("hashchange", take);
}
