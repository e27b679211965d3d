import assert from "node:assert/strict";
import { mock, test } from "node:test";
import { Announcer } from "../../static/rooms/announcer.js";

test("what was read out leaves the page when it has been read or is no longer true", () => {
  mock.timers.enable({ apis: ["setTimeout"] });
  const [polite, urgent] = [{ textContent: "" }, { textContent: "" }];
  const announcer = new Announcer(polite, urgent);
  announcer.now("It is your turn.");
  mock.timers.tick(100);
  assert.equal(urgent.textContent, "It is your turn.");
  announcer.forget();
  assert.equal(urgent.textContent, "");
  announcer.now("It is your turn.");
  announcer.politely("Your hand is up. You are next.");
  mock.timers.tick(100);
  assert.equal(polite.textContent, "Your hand is up. You are next.");
  for (let passed = 0; passed < 60; passed += 1) mock.timers.tick(100);
  assert.deepEqual([polite.textContent, urgent.textContent], ["", ""]);
  mock.timers.reset();
});
