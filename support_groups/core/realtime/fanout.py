"""News to those it is meant for. An audience is a name like "room:17", never empty: an empty one would reach all."""

from typing import Any

from .driver import server, socketio
from .websocket import IN_ENVIRON

CLOSING_SECONDS = 1


def tell(audience: str, name: str, news: dict[str, Any]) -> None:
    """Send an event to every connection of an audience."""
    _check(audience)
    socketio.emit(name, news, to=audience)


def hang_up(audience: str, words: str) -> None:
    """Tell every connection of an audience why, and close it."""
    _check(audience)
    tell(audience, "connection.ended", {"words": words})
    for connection in connections(audience):
        end(connection)


def end(connection: str) -> None:
    """Take a connection out of everything, and close its line."""
    close_soon(connection)
    server().disconnect(connection)


def close_soon(connection: str) -> None:
    """Close the line under a connection once what was told has had a moment to go out."""
    line = server().get_environ(connection, "/").get(IN_ENVIRON)

    def close() -> None:
        socketio.sleep(CLOSING_SECONDS)
        if line:
            line.hang_up()

    socketio.start_background_task(close)


def move_out(of: str, audience: str) -> None:
    """Let every connection of one audience no longer hear another."""
    _check(of)
    _check(audience)
    for connection in connections(of):
        server().leave_room(connection, audience)


def connections(audience: str) -> list[str]:
    """The connections of an audience in this process."""
    return [connection for connection, _ in server().manager.get_participants("/", audience)]


def _check(audience: str) -> None:
    if not audience:
        raise ValueError("an audience needs a name")
