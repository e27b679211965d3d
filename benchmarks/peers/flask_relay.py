"""What one would write to let people talk: nothing is stored, nobody signs in, whatever is said goes to the room."""

from gevent import monkey

monkey.patch_all()

import sys
from collections import Counter
from datetime import UTC, datetime
from typing import Any

from flask import Flask, request
from flask_socketio import SocketIO, join_room

app = Flask(__name__)
options: dict[str, Any] = {"async_mode": "gevent", "transports": ["websocket"], "websocket_compression": False}
socketio = SocketIO(app, **options)
seqs: Counter[str] = Counter()


@app.get("/")
def index() -> str:
    """Tell that the relay is there."""
    return "well"


@socketio.on("room.enter")
def enter(sent: dict[str, Any]) -> dict[str, Any]:
    """Come in."""
    join_room(sent["room"])
    return {"ok": True, "seq": seqs[sent["room"]]}


@socketio.on("message.say")
def say(sent: dict[str, Any]) -> dict[str, Any]:
    """Tell everybody in the room."""
    room = sent["room"]
    seqs[room] += 1
    said = {
        "seq": seqs[room],
        "at": datetime.now(UTC).isoformat(),
        "kind": "message.said",
        "client_id": sent["client_id"],
        "by": request.__dict__["sid"],
        "body": sent["body"],
    }
    socketio.emit("room.happened", {"room": room, "events": [said]}, to=room)
    return {"ok": True, "seq": seqs[room]}


if __name__ == "__main__":
    socketio.run(app, host="127.0.0.1", port=int(sys.argv[1]))
