"""The servers that are compared: each is started anew for every run, on a core of its own."""

import http.client
import os
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from benchmarks import machine, several_workers
from benchmarks.crowd import Crowd, write_relay_plan
from benchmarks.places import NODE_PEER, PEERS, ROOT, WORKSHOP, CannotMeasure
from benchmarks.settling import settle
from config import Settings

START_SECONDS = 60
STOP_SECONDS = 10
LOG_CHARS = 2_000


class Kind(StrEnum):
    """Who is measured."""

    OURS = "ours"
    NODE = "Node relay"
    STOCK = "stock Flask-SocketIO relay"


@dataclass(frozen=True)
class Subject:
    """A server to measure; of ours there may be several workers, on PostgreSQL and Valkey, or one process on SQLite."""

    kind: Kind
    workers: int = 0
    samples_stack: bool = False


@dataclass(frozen=True)
class Server:
    """A server that answers."""

    pid: int
    port: int
    folder: Path

    @property
    def plan(self) -> Path:
        """Who comes where."""
        return self.folder / "plan"

    @property
    def log(self) -> str:
        """The last that it has printed."""
        return (self.folder / "log").read_text(encoding="utf-8", errors="replace")[-LOG_CHARS:]


@contextmanager
def serving(subject: Subject, crowd: Crowd, node: str) -> Iterator[Server]:
    """A fresh server that knows the crowd, pinned to its core; everything of it is gone afterwards."""
    WORKSHOP.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="run-", dir=WORKSHOP) as name:
        folder, port = Path(name), free_port()
        command, settings = prepared(subject, crowd, node, folder, port)
        with (folder / "log").open("wb") as log, machine.on_core(machine.cores()[0]):
            process = subprocess.Popen(
                command, cwd=ROOT, env=os.environ | settings, stdin=subprocess.DEVNULL, stdout=log, stderr=log
            )
        server = Server(process.pid, port, folder)
        try:
            _wait_for(process, server)
            yield server
        finally:
            _end(process)


def prepared(subject: Subject, crowd: Crowd, node: str, folder: Path, port: int) -> tuple[list[str], dict[str, str]]:
    """How a server is started, and its settings; what it must know before has been put in place."""
    match subject.kind:
        case Kind.NODE:
            write_relay_plan(folder / "plan", crowd)
            return [node, str(NODE_PEER / "relay.js"), str(port)], {}
        case Kind.STOCK:
            write_relay_plan(folder / "plan", crowd)
            return [sys.executable, str(PEERS / "flask_relay.py"), str(port)], {}
        case Kind.OURS if subject.workers:
            return several_workers.prepared(subject.workers, crowd, folder, port)
        case Kind.OURS:
            settle(Settings(data_dir=folder, limits=False), crowd, folder / "plan")
            # The token buckets alone are set wide: everything else is as people have it.
            settings = {"DATA_DIR": str(folder), "PORT": str(port), "LIMITS": "false"}
            program = ["-m", "benchmarks.stack", str(folder / "stack.json")] if subject.samples_stack else ["wsgi.py"]
            return [sys.executable, *program], {f"SUPPORT_GROUPS_{name}": value for name, value in settings.items()}


def _wait_for(process: subprocess.Popen[bytes], server: Server) -> None:
    deadline = time.monotonic() + START_SECONDS
    while not _answers(server.port):
        if process.poll() is not None or time.monotonic() > deadline:
            raise CannotMeasure(f"A server did not start; it said:\n{server.log}")
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
