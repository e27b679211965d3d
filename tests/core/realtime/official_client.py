"""The official client for Python, led by lines of JSON: a wish on each that comes in, news on each that goes out."""

import json
import sys
import threading
from http.client import HTTPConnection
from typing import Any

import socketio

PATIENCE_SECONDS = 10
"""By itself the client waits for a second, which a busy machine takes to find a ticket."""

address, cookie = sys.argv[1:]
one_at_a_time = threading.Lock()
client = socketio.Client(reconnection_delay=0.1, reconnection_delay_max=0.3, randomization_factor=0)


def tell(*news: object) -> None:
    """Print news on a line."""
    with one_at_a_time:
        print(json.dumps(news), flush=True)


def ticket() -> dict[str, Any]:
    """A ticket for each line, as every client of this service asks for it."""
    connection = HTTPConnection(address.removeprefix("http://"), timeout=PATIENCE_SECONDS)
    own = {"Cookie": cookie, "Origin": address, "Content-Length": "0"}
    connection.request("POST", "/socket.io/ticket", headers=own)
    with connection.getresponse() as answer:
        return {"ticket": json.loads(answer.read()).get("ticket")}


def hear(name: str, *news: Any) -> None:
    """Pass on whatever the server tells."""
    tell("told", name, *news)


client.on("connect", lambda: tell("connected"))
client.on("disconnect", lambda reason: tell("disconnected", reason))
client.on("connect_error", lambda error: tell("refused", error["message"] if isinstance(error, dict) else error))
client.on("*", hear)


def main() -> None:
    """Connect, and wish for what is asked until nothing more is."""
    try:
        # Where it comes from it says by itself: the very address that it connects to.
        client.connect(
            address,
            headers=lambda: {"Cookie": cookie},
            transports=["websocket"],
            auth=ticket,
            wait_timeout=PATIENCE_SECONDS,
        )
    except socketio.exceptions.ConnectionError:
        return
    for line in sys.stdin:
        name, sent = json.loads(line)
        tell("answered", client.call(name, sent, timeout=PATIENCE_SECONDS))
    client.disconnect()


if __name__ == "__main__":
    main()
