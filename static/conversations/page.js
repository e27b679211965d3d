// The page of a conversation: the member's keys first, then the room, in which everything is sealed and opened here.
import { toBytes } from "../accounts/format.js";
import { askToOpen, boxOf, openHere } from "../accounts/keyring.js";
import { VaultItem } from "../accounts/vault.js";
import { partsOf } from "../rooms/parts.js";
import { Room } from "../rooms/room.js";
import { followViewport } from "../rooms/viewport.js";
import { talkKey } from "./format.js";
import { KnownKeys } from "./known.js";
import { offerToCompare } from "./safety.js";
import { Talk } from "./talk.js";

const frame = document.getElementById("room");
const parts = partsOf(frame);
const { conversation, mine, theirs, purpose, vault: address, token } = parts.talk.dataset;

followViewport();
parts.talkOpen.addEventListener("click", () => askToOpen());
parts.talkAgain.addEventListener("click", () => location.reload());
begin().catch((error) => {
  if (error.reason === "signedOut") return location.reload();
  stop(error.reason === "otherKey" || error.name === "OperationError" ? "other-key" : "away");
  if (!error.reason) console.error(error);
});

async function begin() {
  const identity = await openHere();
  if (!identity) return stop("closed");
  const item = new VaultItem(await boxOf(identity), { purpose, address, token });
  await item.open();
  const known = new KnownKeys(item);
  const met = known.of(conversation);
  const locks = await Promise.all(
    [...met.filter((key) => key !== theirs), theirs].map((key) => lockOf(identity, key)),
  );
  offerToCompare(parts, locks.at(-1).key);
  const isChanged = met.length > 0 && met.at(-1) !== theirs;
  const held = isChanged ? agreedToGoOn() : null;
  new Room(frame, new Talk({ me: frame.dataset.you, locks, held })).start();
  await held;
  // The room is open already: what cannot be remembered now is remembered another time.
  await known.meet(conversation, theirs).catch((error) => console.warn(error.message));
}

async function lockOf(identity, key) {
  const ends = { conversation, mine: toBytes(mine), theirs: toBytes(key) };
  return { key: await talkKey(identity, ends), ends };
}

/** Tells that the other has another key now; nothing is written until somebody has looked at it. */
function agreedToGoOn() {
  const { keyChanged, keyAgreed, form } = parts;
  keyChanged.hidden = false;
  form.inert = true;
  return new Promise((resolve) => {
    keyAgreed.addEventListener("click", () => {
      keyChanged.hidden = true;
      form.inert = false;
      resolve();
    });
  });
}

/** Where nothing can be opened, nothing is begun: the page says why. */
function stop(reason) {
  frame.dataset.talk = reason;
  for (const one of parts.talk.querySelectorAll("[data-state]"))
    one.hidden = one.dataset.state !== reason;
  parts.talk.hidden = false;
}
