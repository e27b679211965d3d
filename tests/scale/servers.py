"""PostgreSQL and Valkey of a test's own: they can be stopped and started again where they were."""

import signal
import subprocess
import time
from collections.abc import Callable
from pathlib import Path

import psycopg
from sqlalchemy import URL

from tests.services import postgres, valkey

START_SECONDS = 20


class Own:
    """A server in a folder, as a process of this one."""

    def __init__(
        self, folder: Path, command: Callable[[Path], list[str]], answers: Callable[[Path], bool], user: str = ""
    ) -> None:
        self.folder = folder
        self._command, self._answers, self._user = command, answers, user
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Start it, and return once it answers."""
        with (self.folder / "log").open("ab") as log:
            self._process = subprocess.Popen(
                self._command(self.folder),
                user=self._user or None,
                cwd=self.folder,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
            )
        deadline = time.monotonic() + START_SECONDS
        while not self._answers(self.folder):
            if self._process.poll() is not None or time.monotonic() > deadline:
                self.stop(signal.SIGKILL)
                raise RuntimeError(f"it did not start; it said:\n{(self.folder / 'log').read_text(errors='replace')}")
            time.sleep(0.02)

    def stop(self, how: signal.Signals = signal.SIGINT) -> None:
        """End it: PostgreSQL breaks off what goes on at SIGINT, and is as after a crash at SIGQUIT."""
        if self._process is not None:
            self._process.send_signal(how)
            self._process.wait(START_SECONDS)
            self._process = None


class Postgres(Own):
    """PostgreSQL that has written down what it has said is kept, as far as the system's memory."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(mode=0o755)
        postgres.prepare(folder)
        super().__init__(folder, self._with_commits, postgres.answers, postgres.user())

    @property
    def address(self) -> str:
        """Where the database is."""
        query = {"host": str(self.folder / "socket")}
        return str(URL.create("postgresql+psycopg", username="postgres", database="postgres", query=query))

    def breaks_connections(self) -> None:
        """End every connection to it, whatever goes on there."""
        with psycopg.connect(host=str(self.folder / "socket"), user="postgres", autocommit=True) as connection:
            connection.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                " WHERE pid <> pg_backend_pid() AND backend_type = 'client backend'"
            )

    @staticmethod
    def _with_commits(folder: Path) -> list[str]:
        # A crash of the server, not of the machine: the write must have left the process, the disk may wait.
        return [*postgres.command(folder), "-c", "synchronous_commit=on"]


class Valkey(Own):
    """Valkey, which keeps nothing."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(mode=0o755)
        super().__init__(folder, valkey.command, valkey.answers)

    @property
    def path(self) -> Path:
        """The socket at which it answers."""
        return self.folder / "valkey.sock"
