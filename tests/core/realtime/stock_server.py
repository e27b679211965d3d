"""A chat on the stock Flask-SocketIO with gevent: `python -m gevent.monkey stock_server.py PORT [logging]`."""

import sys
from typing import Any

import gevent
from flask import Flask, Response, session
from flask_socketio import SocketIO, join_room
from gevent.pywsgi import WSGIServer
from socketio.exceptions import ConnectionRefusedError

ROOM = "room"
DECIDING_SECONDS = 1.0
THINKING_SECONDS = 0.3

is_logging = "logging" in sys.argv
app = Flask(__name__)
app.secret_key = "only for tests"
socketio = SocketIO(app, async_mode="gevent", logger=is_logging, engineio_logger=is_logging)


@app.get("/sign-in")
def _sign_in() -> str:
    session["name"] = "Milo"
    return "Welcome."


@app.get("/sign-out")
def _sign_out() -> str:
    session.clear()
    return "Goodbye."


@app.get("/present")
def _present() -> Response:
    manager = vars(socketio)["server"].manager
    return Response(str(len(list(manager.get_participants("/", ROOM)))))


@socketio.on("connect")
def _connect() -> None:
    if "name" not in session:
        # Who this is stands in a database, which takes a moment to tell.
        gevent.sleep(DECIDING_SECONDS)
        raise ConnectionRefusedError("Please sign in first.")


@socketio.on("disconnect")
def _disconnect(*_reason: object) -> None:
    pass


@socketio.on("enter")
def _enter(_sent: object) -> dict[str, Any]:
    join_room(ROOM)
    return {"ok": True}


@socketio.on("say")
def _say(sent: dict[str, Any]) -> dict[str, Any]:
    if "name" in session:
        socketio.emit("said", sent["body"], to=ROOM)
    return {"ok": True}


@socketio.on("announce")
def _announce(sent: dict[str, Any]) -> dict[str, Any]:
    socketio.emit("announced", sent["body"])
    return {"ok": True}


@socketio.on("think")
def _think(_sent: object) -> dict[str, Any]:
    gevent.sleep(THINKING_SECONDS)
    return {"ok": True}


if __name__ == "__main__":
    WSGIServer(("127.0.0.1", int(sys.argv[1])), app, log=None).serve_forever()
