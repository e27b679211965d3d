"""One server for all workers of a test run: the first that needs it starts it, a keeper stops it after the last."""

import fcntl
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

KEEPER = Path(__file__).with_name("keeper.py")
START_SECONDS = 120
"""Only a failure waits so long: on a busy machine all workers begin at once."""


@dataclass(frozen=True)
class Server:
    """What it takes to run one: preparing its folder, its command, and seeing that it answers."""

    name: str
    prepare: Callable[[Path], None]
    command: Callable[[Path], list[str]]
    answers: Callable[[Path], bool]
    user: str = ""


def run_id() -> int:
    """The process that the whole test run belongs to: pytest itself, also seen from one of its workers."""
    return os.getppid() if "PYTEST_XDIST_WORKER" in os.environ else os.getpid()


def running(server: Server) -> Path:
    """The folder of the running server, started now if this worker is the first to ask."""
    folder = Path(tempfile.gettempdir()) / f"groups-{server.name}-{run_id()}"
    with open(f"{folder}.lock", "w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not ((folder / "ready").exists() and server.answers(folder)):
            start(server, folder)
    return folder


def start(server: Server, folder: Path) -> None:
    """Start a server under a keeper and wait until it answers."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(mode=0o755)
    server.prepare(folder)
    subprocess.run(
        [sys.executable, str(KEEPER), str(run_id()), str(folder), server.user, *server.command(folder)],
        start_new_session=True,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        check=True,
    )
    deadline = time.monotonic() + START_SECONDS
    while not server.answers(folder):
        if time.monotonic() > deadline or not folder.exists():
            log = folder / "log"
            said = log.read_text(errors="replace")[-2000:] if log.exists() else "nothing"
            raise RuntimeError(f"{server.name} did not start; it said:\n{said}")
        time.sleep(0.02)
    (folder / "ready").touch()
