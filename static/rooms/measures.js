// What is done when a word in private was not enough: a mute, and the door. The person is always told why.
import { ask, radios } from "./dialogs.js";
import { mutedUntil } from "./standing.js";
import { whyFields, withReason } from "./why.js";

const CALM = "To keep the room calm for everyone.";

/** What those who serve can do about somebody, the mildest first. */
export function measures(act, id, name) {
  const mute = {
    label: "Mute for a time",
    words: `${name} can read, but not write. They are told why and until when.`,
    choose: () => muteOf(act, id, name),
  };
  const unmute = {
    label: "End the mute",
    words: `${name} can write again, and is told.`,
    choose: () => act.do("person.unmute", { person: id }),
  };
  const remove = {
    label: "Remove from this meeting",
    words: `${name} goes at once and cannot come back to this meeting. They are told why.`,
    choose: () => removeOf(act, id, name),
  };
  const ban = {
    label: "Ban from the group",
    words: `${name} loses the meeting and the group, and cannot come back until the ban is lifted.`,
    choose: () => banOf(act, id, name),
    kind: "danger",
    isApart: true,
  };
  return [mutedUntil(act.state(), id, act.now()) ? unmute : mute, remove, ban];
}

/** Ready to be done at a press: the shortest time, and a reason that accuses nobody and can be changed. */
function muteOf(act, id, name) {
  const labelFor = (minutes) => `Mute ${name} for ${minutesWords(minutes)}`;
  const spans = act.minutes.map((minutes) => [String(minutes), minutesWords(minutes)]);
  return ask({
    title: `Mute ${name} for a time`,
    words: [
      `${name} can go on reading but cannot write until the time is over. Only ${name} is told the reason, with how to ask for a review. Everyone sees that it happened, and it goes into the group's record.`,
    ],
    fields: [radios("For how long?", "minutes", spans, spans[0]?.[0]), ...whyFields(act, CALM)],
    label: labelFor(act.minutes[0]),
    relabel: (data) => labelFor(Number(data.get("minutes"))),
    isReady: true,
    act: (data) =>
      withReason(act, data, (reason) =>
        act.wish("person.mute", { person: id, minutes: Number(data.get("minutes")), reason }),
      ),
  });
}

function removeOf(act, id, name) {
  return ask({
    title: `Remove ${name} from this meeting`,
    words: [
      `${name} leaves at once and cannot come back to this meeting. They stay a member, and are told the reason and how to ask for a review. It goes into the group's record.`,
    ],
    fields: whyFields(act),
    label: `Remove ${name} from this meeting`,
    kind: "danger",
    act: (data) =>
      withReason(act, data, (reason) => act.wish("person.remove", { person: id, reason })),
  });
}

function banOf(act, id, name) {
  return ask({
    title: `Ban ${name} from the group`,
    words: [
      `${name} leaves this meeting and the group at once, and cannot join again until the ban is lifted on the group's page. They are told the reason and how to ask for a review. It goes into the group's record.`,
    ],
    fields: whyFields(act),
    label: `Ban ${name} from the group`,
    kind: "danger firm",
    act: (data) =>
      withReason(act, data, (reason) => act.wish("person.ban", { person: id, reason })),
  });
}

/** A number of minutes in the largest unit that fits. */
export function minutesWords(minutes) {
  if (minutes < 60) return `${minutes} minutes`;
  const hours = minutes / 60;
  if (hours < 24) return hours === 1 ? "1 hour" : `${hours} hours`;
  return hours === 24 ? "1 day" : `${Math.round(hours / 24)} days`;
}
