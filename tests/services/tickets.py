"""Asking for the ticket of a line, as a page does."""

import http.client
import json

ANSWER_SECONDS = 20


def ticket_for(port: int, cookie: str) -> str:
    """A ticket for whoever is signed in with a cookie."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=ANSWER_SECONDS)
    try:
        connection.request("POST", "/socket.io/ticket", headers=asking(port, cookie))
        with connection.getresponse() as answer:
            told = json.loads(answer.read())
    finally:
        connection.close()
    return str(told["ticket"])


def asking(port: int, cookie: str) -> dict[str, str]:
    """What a browser sends along when a page of this very place asks."""
    return {"Cookie": cookie, "Origin": f"http://127.0.0.1:{port}", "Content-Length": "0"}
