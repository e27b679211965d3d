// The clock of a device knows the country better than its language does: many phones read in that of another one.
const asking = document.querySelector("[data-where]");

/** Where the help of the zone's country is, if we have it. The browser may know a zone by an older name. */
export function helpFor(zone, { where, zones }) {
  const country = zone ? JSON.parse(zones)[zone] : undefined;
  return country ? `${where}?country=${country}&by=clock` : undefined;
}

if (asking) {
  const address = helpFor(Intl.DateTimeFormat().resolvedOptions().timeZone, asking.dataset);
  // In place of the question, so that going back leads past it.
  if (address) location.replace(address);
}
