import assert from "node:assert/strict";
import { test } from "node:test";
import { ServerTime } from "../../static/rooms/server-time.js";

test("the server's time is followed, whatever one's own clock says", () => {
  let ticks = 1000;
  const time = new ServerTime(() => ticks, Date.parse("1999-01-01T00:00:00Z"));
  const asked = time.mark();
  ticks += 200;
  time.hear("2026-11-20T19:00:00Z", asked);
  assert.equal(time.now(), Date.parse("2026-11-20T19:00:00.100Z"));
  ticks += 60_000;
  assert.equal(time.now(), Date.parse("2026-11-20T19:01:00.100Z"));
});
