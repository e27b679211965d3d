"""The servers that are compared: each is started anew for every run, on a core of its own."""

import http.client
import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from benchmarks import machine
from benchmarks.crowd import Crowd, settle, write_relay_plan
from benchmarks.places import NODE_PEER, PEERS, ROOT, WORKSHOP, CannotMeasure
from config import Settings

START_SECONDS = 60
STOP_SECONDS = 10


class Kind(StrEnum):
    """Who is measured."""

    OURS = "ours"
    NODE = "Node relay"
    STOCK = "stock Flask-SocketIO relay"


@dataclass(frozen=True)
class Server:
    """A server that answers."""

    pid: int
    port: int
    plan: Path


@contextmanager
def serving(kind: Kind, crowd: Crowd, node: str) -> Iterator[Server]:
    """A fresh server that knows the crowd, pinned to its core; everything of it is gone afterwards."""
    shutil.rmtree(WORKSHOP / "data", ignore_errors=True)
    folder = WORKSHOP / "data"
    folder.mkdir(parents=True)
    plan, port = folder / "plan", free_port()
    command, environment = [sys.executable, "wsgi.py"], _clean_environment()
    match kind:
        case Kind.OURS:
            settle(Settings(data_dir=folder, limits=False), crowd, plan)
            environment |= _settings(folder, port)
        case Kind.NODE:
            write_relay_plan(plan, crowd)
            command = [node, str(NODE_PEER / "relay.js"), str(port)]
        case Kind.STOCK:
            write_relay_plan(plan, crowd)
            command = [sys.executable, str(PEERS / "flask_relay.py"), str(port)]
    with (folder / "log").open("wb") as log, machine.on_core(machine.cores()[0]):
        process = subprocess.Popen(command, cwd=ROOT, env=environment, stdin=subprocess.DEVNULL, stdout=log, stderr=log)
    try:
        _wait_for(process, port, folder / "log")
        yield Server(process.pid, port, plan)
    finally:
        _end(process)
        shutil.rmtree(folder, ignore_errors=True)


def _clean_environment() -> dict[str, str]:
    return {name: value for name, value in os.environ.items() if not name.startswith("SUPPORT_GROUPS_")}


def _settings(folder: Path, port: int) -> dict[str, str]:
    # The token buckets alone are set wide: everything else is as people have it.
    return {
        "SUPPORT_GROUPS_DATA_DIR": str(folder),
        "SUPPORT_GROUPS_PORT": str(port),
        "SUPPORT_GROUPS_LIMITS": "false",
    }


def _wait_for(process: subprocess.Popen[bytes], port: int, log: Path) -> None:
    deadline = time.monotonic() + START_SECONDS
    while not _answers(port):
        if process.poll() is not None or time.monotonic() > deadline:
            said = log.read_text(encoding="utf-8", errors="replace")
            raise CannotMeasure(f"A server did not start; it said:\n{said}")
        time.sleep(0.05)


def _answers(port: int) -> bool:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
    try:
        connection.request("GET", "/healthz")
        return connection.getresponse().status < 500
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()


def _end(process: subprocess.Popen[bytes]) -> None:
    process.terminate()
    try:
        process.wait(STOP_SECONDS)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def free_port() -> int:
    """A port that nothing listens on right now."""
    with socket.socket() as trial:
        trial.bind(("127.0.0.1", 0))
        return int(trial.getsockname()[1])
