// A line opens only with a ticket: good for half a minute and for one line, asked for right before.

const ANSWER_MS = 9000;

/** Resolves to a ticket. An error with a `code` in words says that there will be none; any other may pass. */
export async function askForTicket(ask = fetch) {
  const answer = await ask("/socket.io/ticket", {
    method: "POST",
    cache: "no-store",
    signal: AbortSignal.timeout(ANSWER_MS),
  });
  const told = await answer.json();
  if (told.ok) return told.ticket;
  throw Object.assign(new Error(told.words), { code: told.code });
}
