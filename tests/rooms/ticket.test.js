import assert from "node:assert/strict";
import { test } from "node:test";
import { askForTicket } from "../../static/rooms/ticket.js";

const answering = (told) => async () => ({ json: async () => told });

test("a ticket is asked for by a form that no link can send, and is in no address", async () => {
  const asked = [];
  const ticket = await askForTicket(async (address, how) => {
    asked.push([address, how.method]);
    return { json: async () => ({ ok: true, ticket: "t" }) };
  });
  assert.equal(ticket, "t");
  assert.deepEqual(asked, [["/socket.io/ticket", "POST"]]);
});

test("a refusal has a code; a page of a proxy that is restarting has none", async () => {
  const refused = answering({
    ok: false,
    code: "sign_in_needed",
    words: "You are signed out now.",
  });
  await assert.rejects(askForTicket(refused), { code: "sign_in_needed", message: /signed out/ });
  const broken = async () => ({ json: async () => JSON.parse("<html>") });
  await assert.rejects(askForTicket(broken), (error) => error.code === undefined);
});
