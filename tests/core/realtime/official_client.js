// The official client for JavaScript, led by lines of JSON: a wish on each that comes in, news on each that goes out.

import { createInterface } from "node:readline";
import { io } from "socket.io-client";

const [address, cookie] = process.argv.slice(2);
/** A ticket for each line, as every client of this service asks for it. */
async function ticket() {
  const answer = await fetch(`${address}/socket.io/ticket`, {
    method: "POST",
    headers: { Cookie: cookie, Origin: address },
  });
  return (await answer.json()).ticket;
}

const tell = (...news) => process.stdout.write(`${JSON.stringify(news)}\n`);

const socket = io(address, {
  transports: ["websocket"],
  auth: (show) =>
    ticket().then(
      (ticket) => show({ ticket }),
      () => show({}),
    ),
  extraHeaders: { Cookie: cookie, Origin: address },
  reconnectionDelay: 100,
  reconnectionDelayMax: 300,
});
socket.on("connect", () => tell("connected"));
socket.on("disconnect", (reason) => tell("disconnected", reason));
socket.on("connect_error", (error) => tell("refused", error.message));
socket.onAny((name, news) => tell("told", name, news));

createInterface({ input: process.stdin })
  .on("line", async (line) => {
    const [name, sent] = JSON.parse(line);
    tell("answered", await socket.timeout(10_000).emitWithAck(name, sent));
  })
  .on("close", () => process.exit());
