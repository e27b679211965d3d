import assert from "node:assert/strict";
import { test } from "node:test";
import { Line } from "../../static/rooms/line.js";
import { Outbox } from "../../static/rooms/outbox.js";
import { pauseBefore } from "../../static/rooms/retry.js";
import { ServerTime } from "../../static/rooms/server-time.js";

globalThis.addEventListener ??= () => {};
globalThis.document ??= { addEventListener() {}, hidden: false };

const NOW = "2026-11-20T19:00:00Z";
const settle = () => new Promise((resolve) => setTimeout(resolve, 5));

/** Until something is so, and a moment longer: only a failure takes all of these turns. */
async function settledOnce(isSo) {
  for (let turn = 0; turn < 2_000 && !isSo(); turn += 1) await settle();
  await settle();
  await settle();
}

class FakeSocket {
  connected = false;
  sent = [];
  #hearers = {};

  constructor(answers) {
    this.answers = answers;
  }

  on(name, hear) {
    this.#hearers[name] = hear;
  }

  news(name, news) {
    this.#hearers[name]?.(news);
  }

  connect() {
    this.connected = true;
    this.news("connect");
  }

  disconnect() {
    if (!this.connected) return;
    this.connected = false;
    this.news("disconnect");
  }

  timeout() {
    return this;
  }

  async emitWithAck(name, payload) {
    this.sent.push([name, payload]);
    const answer = await this.answers(name, payload);
    if (answer === "silence") throw new Error("timeout");
    return answer;
  }
}

function lineWith(answers, ticket = async () => "a ticket", box = null) {
  const storage = new Map();
  storage.getItem = (key) => storage.get(key) ?? null;
  storage.setItem = (key, value) => storage.set(key, value);
  storage.removeItem = (key) => storage.delete(key);
  const told = [];
  const note =
    (kind) =>
    (...news) =>
      told.push([kind, ...news]);
  const hear = Object.fromEntries(
    ["state", "snapshot", "events", "told", "held", "ended", "outbox"].map((kind) => [
      kind,
      note(kind),
    ]),
  );
  const socket = new FakeSocket(answers);
  const outbox = new Outbox(storage, "r");
  const line = new Line({
    connect: () => socket,
    ticket,
    room: "r",
    you: "me",
    time: new ServerTime(),
    outbox,
    hear,
    box,
  });
  return { line, socket, outbox, told, of: (kind) => told.filter(([name]) => name === kind) };
}

const fresh = (seq = 3) => ({
  ok: true,
  now: NOW,
  seq,
  epoch: "e",
  answer: "fresh",
  snapshot: { seq, log: [], state: {} },
});
const said = (seq, client_id = null) => ({
  seq,
  kind: "message.said",
  by: "m",
  client_id,
  body: "x",
});

test("pauses grow, are never all the same, and have an end", () => {
  const longest = [0, 1, 2, 3, 9, 50].map((attempt) => pauseBefore(attempt, () => 1));
  assert.deepEqual(longest, [600, 1200, 2400, 4800, 8000, 8000]);
  assert.equal(
    pauseBefore(1, () => 0),
    600,
  );
});

test("one enters with what one knows, and hears only what was missed", async () => {
  let entered = 0;
  const { line, socket, of } = lineWith((name) => {
    if (name !== "room.enter") return { ok: true, events: [] };
    entered += 1;
    if (entered === 1) return fresh(3);
    return { ok: true, now: NOW, seq: 5, epoch: "e", answer: "missed", events: [said(4), said(5)] };
  });
  line.start();
  await settle();
  socket.disconnect();
  line.tryNow();
  await settle();
  assert.deepEqual(socket.sent.at(-1), ["room.enter", { room: "r", epoch: "e", after: 3 }]);
  const [[, events, wereMissed]] = of("events");
  assert.deepEqual(
    events.map(({ seq }) => seq),
    [4, 5],
  );
  assert.ok(wereMissed);
  assert.ok(line.isHere);
});

test("a gap is asked for, and nothing is shown before it is filled", async () => {
  let entered = 0;
  const { line, socket, of } = lineWith(() => {
    entered += 1;
    if (entered === 1) return fresh(3);
    return { ok: true, now: NOW, seq: 5, epoch: "e", answer: "missed", events: [said(4), said(5)] };
  });
  line.start();
  await settle();
  socket.news("room.happened", { room: "r", events: [said(6)] });
  assert.equal(of("events").length, 0);
  await settle();
  assert.deepEqual(
    of("events").flatMap(([, events]) => events.map(({ seq }) => seq)),
    [4, 5, 6],
  );
});

test("words without an answer are sent again in order under the same ids", async () => {
  const heard = [];
  let isDead = true;
  let seq = 3;
  const { line, socket, outbox } = lineWith((name, payload) => {
    if (name === "room.enter") return fresh(3);
    heard.push([payload.body, payload.client_id]);
    if (isDead) return "silence";
    seq += 1;
    return { ok: true, seq, events: [said(seq, payload.client_id)] };
  });
  line.start();
  await settle();
  outbox.add("one");
  outbox.add("two");
  line.send();
  await settle();
  isDead = false;
  line.tryNow();
  await settle();
  assert.deepEqual(
    heard.map(([body]) => body),
    ["one", "one", "two"],
  );
  assert.equal(heard[0][1], heard[1][1]);
  assert.ok(outbox.isEmpty);
  assert.ok(socket.connected);
});

test("a refusal stays with its words, and the next is sent", async () => {
  const { line, outbox } = lineWith((name, { body }) => {
    if (name === "room.enter") return fresh(3);
    if (body === "one") return { ok: false, code: "floor_is_taken", words: "Someone is sharing." };
    return { ok: true, seq: 4, events: [said(4)] };
  });
  line.start();
  await settle();
  outbox.add("one");
  outbox.add("two");
  await line.send();
  await settle();
  assert.deepEqual(
    outbox.items.map(({ body, problem }) => [body, problem]),
    [["one", "Someone is sharing."]],
  );
});

test("whoever was shown out does not knock again", async () => {
  const { line, socket, of } = lineWith(() => ({
    ok: false,
    code: "out_of_the_room",
    words: "No.",
  }));
  line.start();
  await settle();
  assert.deepEqual(of("ended"), [["ended", "No.", "out_of_the_room"]]);
  assert.ok(!socket.connected);
  line.tryNow();
  assert.ok(!socket.connected);
});

test("a wish over a lost line is answered at once, kindly", async () => {
  const { line } = lineWith(() => fresh());
  const answer = await line.wish("hand.raise");
  assert.equal(answer.ok, false);
  assert.match(answer.words, /line is lost/);
});

test("a wish without an answer may have happened: one is told so, and sees what the log says", async () => {
  const { line, socket, of } = lineWith((name, { after }) => {
    if (name !== "room.enter") return "silence";
    if (after === undefined) return fresh(3);
    return { ok: true, now: NOW, seq: 4, epoch: "e", answer: "missed", events: [given] };
  });
  const given = { seq: 4, kind: "floor.given", by: "me", to: "nell" };
  line.start();
  await settle();
  const answer = await line.wish("floor.give", { person: "nell" });
  assert.equal(answer.ok, false);
  assert.match(answer.words, /do not know whether this happened/);
  assert.doesNotMatch(answer.words, /did not happen/);
  await settle();
  assert.deepEqual(socket.sent.at(-1), ["room.enter", { room: "r", epoch: "e", after: 3 }]);
  assert.deepEqual(
    of("events").flatMap(([, events]) => events.map(({ seq }) => seq)),
    [4],
  );
});

test("what is heard before the first snapshot is kept for after it", async () => {
  const { line, socket, of } = lineWith((name) => {
    if (name !== "room.enter") return { ok: true, events: [] };
    socket.news("room.happened", { room: "r", events: [said(4)] });
    return fresh(3);
  });
  line.start();
  await settle();
  assert.deepEqual(
    of("events").flatMap(([, events]) => events.map(({ seq }) => seq)),
    [4],
  );
});

test("a page that sees its own person leave enters again", async () => {
  let entered = 0;
  const { line, socket } = lineWith((name) => {
    if (name !== "room.enter") return { ok: true, events: [] };
    entered += 1;
    return entered === 1 ? fresh(3) : { ok: true, now: NOW, seq: 4, epoch: "e", answer: "nothing" };
  });
  line.start();
  await settle();
  const left = (seq, by) => ({ seq, kind: "person.left", by, lapsed: true });
  socket.news("room.happened", { room: "r", events: [left(4, "somebody")] });
  await settle();
  assert.equal(entered, 1);
  socket.news("room.happened", { room: "r", events: [left(5, "me")] });
  await settle();
  assert.equal(entered, 2);
});

test("a room that is renewed is asked for anew, also while an answer is on its way", async () => {
  const asked = [];
  const { line, socket, of } = lineWith((name, payload) => {
    if (name !== "room.enter") return { ok: true, events: [] };
    asked.push(payload.epoch ?? null);
    if (asked.length === 2) socket.news("room.renewed", { room: "r" });
    return { ...fresh(3), epoch: `e${asked.length}` };
  });
  line.start();
  await settle();
  socket.news("room.renewed", { room: "another" });
  await settle();
  assert.deepEqual(asked, [null]);
  socket.news("room.renewed", { room: "r" });
  await settle();
  assert.deepEqual(asked, [null, "e1", "e2"]);
  assert.equal(of("snapshot").length, 3);
});

test("whoever is asked to pause comes back when they were told to, and by themselves", async (t) => {
  t.mock.timers.enable({ apis: ["setTimeout"] });
  const { line, socket, of } = lineWith(() => fresh());
  line.start();
  socket.news("connection.pausing", { words: "Back in a moment.", after_ms: [2000, 2000] });
  socket.disconnect();
  assert.deepEqual(of("state").at(-1), ["state", "lost"]);
  t.mock.timers.tick(1999);
  assert.equal(socket.connected, false);
  t.mock.timers.tick(1);
  assert.equal(socket.connected, true);
  assert.equal(of("ended").length, 0);
  line.stop();
});

test("a pause that was asked for is kept once only", async (t) => {
  t.mock.timers.enable({ apis: ["setTimeout"] });
  const { line, socket } = lineWith(() => fresh());
  line.start();
  socket.news("connection.pausing", { words: "Back in a moment.", after_ms: [60_000, 60_000] });
  socket.disconnect();
  t.mock.timers.tick(60_000);
  socket.disconnect();
  t.mock.timers.tick(20_000);
  assert.equal(socket.connected, true);
  line.stop();
});

test("each line has a ticket of its own, shown once hands are shaken", async () => {
  let given = 0;
  const { line, socket } = lineWith(
    () => fresh(),
    async () => `ticket ${++given}`,
  );
  const shown = async () => await new Promise((show) => socket.auth(show));
  line.start();
  await settle();
  assert.deepEqual(await shown(), { ticket: "ticket 1" });
  socket.disconnect();
  line.tryNow();
  await settle();
  assert.deepEqual(await shown(), { ticket: "ticket 2" });
});

test("a ticket that does not come is a line that is lost, and is asked for again", async (t) => {
  t.mock.timers.enable({ apis: ["setTimeout"] });
  let asked = 0;
  const { line, socket, of } = lineWith(
    () => fresh(),
    async () => {
      asked += 1;
      throw new TypeError("Failed to fetch");
    },
  );
  // A real one waits for what it is to show.
  socket.connect = () => {};
  line.start();
  for (let turn = 0; turn < 5; turn += 1) await Promise.resolve();
  assert.deepEqual(of("state").at(-1), ["state", "lost"]);
  assert.equal(of("ended").length, 0);
  t.mock.timers.tick(8000);
  assert.equal(asked, 2);
  line.stop();
});

test("whoever is given no ticket because they are signed out is told so", async () => {
  const refused = Object.assign(new Error("You are signed out now."), { code: "sign_in_needed" });
  const { line, of } = lineWith(
    () => fresh(),
    async () => Promise.reject(refused),
  );
  line.start();
  await settle();
  assert.deepEqual(of("ended"), [["ended", "You are signed out now.", "sign_in_needed"]]);
});

test("a ticket that came too late is no end: the line is tried again", () => {
  const { line, socket, of } = lineWith(() => fresh());
  socket.connect = () => {
    const refused = Object.assign(new Error("Too late."), { data: { code: "ticket_needed" } });
    socket.news("connect_error", refused);
  };
  line.start();
  assert.deepEqual(of("state").at(-1), ["state", "lost"]);
  assert.equal(of("ended").length, 0);
  line.stop();
});

/** A box that takes its time, the longer the sooner something came. */
function slowBox() {
  let pause = 16;
  const later = (value) => {
    pause /= 2;
    return new Promise((resolve) => setTimeout(() => resolve(value), pause));
  };
  return {
    seal: ({ body }) => later(`sealed ${body}`),
    open: (events) => later(events.map((event) => ({ ...event, body: `open ${event.body}` }))),
  };
}

test("with a box all is sealed before it goes out, and shown open in its order, each once", async () => {
  let seq = 4;
  const answers = (name, { client_id }) => {
    if (name === "room.enter")
      return { ...fresh(3), snapshot: { seq: 3, log: [said(3)], state: {} } };
    seq += 1;
    socket.news("room.happened", { room: "r", events: [said(seq, client_id)] });
    return { ok: true, seq, events: [said(seq, client_id)] };
  };
  const { line, socket, outbox, of } = lineWith(answers, undefined, slowBox());
  line.start();
  socket.news("room.happened", { room: "r", events: [said(4)] });
  await settle();
  await settle();
  outbox.add("one");
  outbox.add("two");
  line.send();
  const heard = () => of("events").flatMap(([, events]) => events);
  await settledOnce(() => outbox.isEmpty && heard().length >= 3);
  const sent = socket.sent.filter(([name]) => name !== "room.enter");
  assert.deepEqual(
    sent.map(([name, { envelope, body }]) => [name, envelope, body]),
    [
      ["message.seal", "sealed one", undefined],
      ["message.seal", "sealed two", undefined],
    ],
  );
  const [[, snapshot]] = of("snapshot");
  assert.equal(snapshot.log[0].body, "open x");
  assert.deepEqual(
    heard().map((event) => [event.seq, event.body]),
    [4, 5, 6].map((at) => [at, "open x"]),
  );
  assert.ok(outbox.isEmpty);
});

test("a line that is lost while its answer is being opened does not take itself for found", async () => {
  const { line, socket, of } = lineWith(() => fresh(3), undefined, slowBox());
  socket.id = "first";
  line.start();
  await new Promise((resolve) => setTimeout(resolve, 1));
  socket.id = undefined;
  socket.disconnect();
  await settle();
  await settle();
  assert.ok(!line.isHere);
  assert.deepEqual(of("state").at(-1), ["state", "lost"]);
});

test("a ticket that comes too late is a lost line, not a refusal", async () => {
  const tooLate = async () => {
    throw new DOMException("signal timed out", "TimeoutError");
  };
  const { line, of } = lineWith(() => fresh(3), tooLate);
  line.start();
  await settle();
  const ended = of("ended");
  line.stop();
  assert.deepEqual(ended, []);
});
