// Asking the server. Of what a person types only names go there, and of secrets only keys to sign in with.

const UNREACHABLE =
  "We could not be reached just now. What you typed is still here; please try again.";
const BROKEN =
  "Something broke on our side; it is not your fault. What you typed is still here; please try again in a moment.";

/** A wish that was not granted: words for the person, and words at fields by their names. */
export class Refused extends Error {
  constructor({ words = "", errors = {} }) {
    super(words);
    this.words = words;
    this.errors = errors;
  }
}

/** Sends values to an address, and gives back the answer or throws Refused. */
export async function ask(address, values) {
  let response;
  try {
    response = await fetch(address, {
      method: "POST",
      headers: { "Content-Type": "application/json", "X-CSRFToken": token() },
      body: JSON.stringify(values),
    });
  } catch {
    throw new Refused({ words: UNREACHABLE });
  }
  const answer = await response.json().catch(() => ({ words: BROKEN }));
  if (!response.ok || answer.words) throw new Refused(answer);
  return answer;
}

const token = () => document.querySelector("input[name=csrf_token]")?.value ?? "";
