// Works beside the page, which stays quick meanwhile.
import { solve } from "./puzzles.js";

addEventListener("message", async ({ data: { challenge, bits } }) => {
  const numbers = await solve(challenge, bits, (done) => postMessage({ done }));
  postMessage({ numbers });
});
