// What one would write to let people talk: nothing is stored, nobody signs in, whatever is said goes to the room.
import { createServer } from "node:http";
import { Server } from "socket.io";

const http = createServer((_request, response) => response.end("well"));
const io = new Server(http, { transports: ["websocket"], perMessageDeflate: false });
const seqs = new Map();

io.on("connection", (socket) => {
  socket.on("room.enter", ({ room }, answer) => {
    socket.join(room);
    answer({ ok: true, seq: seqs.get(room) ?? 0 });
  });
  socket.on("message.say", ({ room, client_id, body }, answer) => {
    const seq = (seqs.get(room) ?? 0) + 1;
    seqs.set(room, seq);
    const said = { seq, at: new Date().toISOString(), kind: "message.said", client_id, by: socket.id, body };
    io.to(room).emit("room.happened", { room, events: [said] });
    answer({ ok: true, seq });
  });
});

http.listen(Number(process.argv[2]), "127.0.0.1");
