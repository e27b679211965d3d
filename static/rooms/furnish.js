// What lies in a room, and what each of its parts may ask of the others.
import { io } from "/static/vendor/socket.io.esm.min.js";
import { aboutMessage, leaveOut } from "./about-message.js";
import { Act } from "./act.js";
import { Agenda } from "./agenda.js";
import { Announcer } from "./announcer.js";
import { Basket } from "./basket.js";
import { Care } from "./care.js";
import { Away } from "./care-away.js";
import { CleanTime } from "./clean-time.js";
import { Ends } from "./ends.js";
import { Feelings } from "./feelings.js";
import { HeldQueue } from "./held-queue.js";
import { HeldWords } from "./held-words.js";
import { Keys } from "./keys.js";
import { Line } from "./line.js";
import { Lobby } from "./lobby.js";
import { Log } from "./log.js";
import { Lost } from "./lost.js";
import { Names } from "./names.js";
import { Outbox } from "./outbox.js";
import { endShare } from "./parting.js";
import { People } from "./people.js";
import { Reader } from "./reader.js";
import { ServerTime } from "./server-time.js";
import { Serving } from "./serving.js";
import { Side } from "./side.js";
import { Stage } from "./stage.js";
import { mayActOn } from "./standing.js";
import { askForTicket } from "./ticket.js";
import { pick } from "./turns.js";
import { Unsent } from "./unsent.js";
import { Words } from "./words.js";

/** Gives a room its parts; `hear` is what its line tells, `box` seals what is said and opens what is heard. */
export function furnish(room, { hear, box }) {
  const { frame, parts, me } = room;
  const { dataset } = frame;
  const wish = (name, payload) => room.line.wish(name, payload);
  room.names = new Names(me);
  room.time = new ServerTime();
  room.outbox = new Outbox(sessionStorage, dataset.room);
  room.announcer = new Announcer(parts.polite, parts.urgent);
  room.reader = new Reader(room.announcer, me);
  room.lost = new Lost(parts, room.announcer, () => room.line.tryNow());
  room.line = lineOf(room, hear, box);
  room.act = actOf(room, wish);
  keepWords(room, wish);
  room.log = logOf(room, wish);
  standAround(room, wish);
  serve(room, wish);
}

function lineOf({ frame, me, time, outbox }, hear, box) {
  const connect = () =>
    io({ transports: ["websocket"], upgrade: false, reconnection: false, autoConnect: false });
  const ticket = () => askForTicket();
  return new Line({ connect, ticket, room: frame.dataset.room, you: me, time, outbox, hear, box });
}

function actOf(room, wish) {
  const { frame, parts, me, time } = room;
  return new Act({
    wish,
    state: () => room.seen,
    now: () => time.now(),
    me,
    reasons: parts.reasons,
    minutes: parts.muteMinutes,
    reasonMax: Number(frame.dataset.reasonMax),
    tell: (words) => room.notice(words),
    beforeClosing: () => room.care.beforeClosing(),
  });
}

/** Where one's own words are written, wait, and are given back. */
function keepWords(room, wish) {
  const { frame, parts, me, announcer } = room;
  const { dataset } = frame;
  const review = dataset.group ? `${dataset.group}/record/me` : null;
  const written = () => [...room.held.items, ...room.outbox.items];
  room.unsent = new Unsent(parts, written, () => room.words.text);
  room.ends = new Ends(parts, dataset, dataset.group, room.unsent);
  room.words = new Words({
    parts,
    act: speaking(room),
    storage: sessionStorage,
    room: dataset.room,
    limit: Number(dataset.bodyMax),
  });
  room.held = new HeldWords({
    parts,
    wish,
    putBack: (words) => room.words.putBack(words),
    person: () => room.state.people[me] ?? { name: dataset.name },
    review,
    announcer,
    changed: () => {
      room.unsent.render();
      room.log.settle();
    },
  });
}

function speaking(room) {
  const wish = (name, payload) => room.act.do(name, payload);
  return {
    send: (text) => room.saying.say(text),
    raise: () => wish("hand.raise"),
    lower: () => wish("hand.lower"),
    pick: () => pick(room.act),
    pass: () => wish("floor.return", { how: "passed" }),
    done: () => endShare(room.words.text, () => wish("floor.return", { how: "done" })),
  };
}

function logOf(room, wish) {
  const { parts, me, outbox } = room;
  return new Log({
    parts,
    me,
    may: (author) => !room.isOver && mayActOn(room.state, me, author),
    open: (seq, author) => aboutMessage(room.act, seq, author),
    read: async (seq) => {
      const answer = await wish("room.earlier", { before: seq + 1, most: 1 });
      const found = answer.events?.find((event) => event.seq === seq);
      if (found?.kind === "question.drawn") room.askedAgain(found);
      return found?.body ?? found?.words;
    },
    outbox,
    drawn: () => room.saying.show(),
  });
}

/** What stands around the words, for everybody. */
function standAround(room, wish) {
  const { frame, parts, me, act } = room;
  const shared = { parts, me, act };
  room.stage = new Stage(shared);
  room.feelings = new Feelings(shared);
  room.people = new People(shared);
  room.side = new Side(shared);
  room.cleanTime = new CleanTime(shared);
  room.basket = new Basket({ ...shared, wish, most: Number(frame.dataset.questionMax) });
  room.agenda = new Agenda({ ...shared, read: () => wish("sheet.read") });
  room.keys = new Keys(parts, room.side);
}

/** What those who serve have beside the words. */
function serve(room, wish) {
  const { frame, parts, me, announcer } = room;
  const shared = { parts, wish, announcer };
  room.queue = new HeldQueue({
    ...shared,
    leaveOut: (held, name) => leaveOut(room.act, held, name),
  });
  room.lobby = new Lobby({
    ...shared,
    me,
    tell: (words) => room.notice(words),
    welcomeMax: Number(frame.dataset.welcomeMax),
  });
  room.serving = new Serving({ ...shared, me });
  const away = new Away(sessionStorage, frame.dataset.room);
  room.care = new Care({ ...shared, help: frame.dataset.help, away });
}
