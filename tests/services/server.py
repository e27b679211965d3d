"""The real server as a process of its own, which can be killed and started again where it was."""

import contextlib
import http.client
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from itertools import cycle
from pathlib import Path
from textwrap import dedent, indent

ROOT = Path(__file__).resolve().parents[2]
OWN_PORTS, WORKERS_MAX = range(12_000, 32_000), 16
START_SECONDS = 120
STOP_SECONDS = 10


class Server:
    """`wsgi.py` on a free port of this machine, on a data folder of its own."""

    def __init__(self, data: Path, **settings: str) -> None:
        self.data = data
        self.program: tuple[str, ...] = ("wsgi.py",)
        self.port = free_port()
        self.address = f"http://127.0.0.1:{self.port}"
        self.by_name = f"http://localhost:{self.port}"
        self.was_killed = False
        self._log = data / "server.log"
        self._process: subprocess.Popen[bytes] | None = None
        own = {
            "SUPPORT_GROUPS_DATA_DIR": str(data),
            "SUPPORT_GROUPS_HOST": "127.0.0.1",
            "SUPPORT_GROUPS_PORT": str(self.port),
            # People come and speak at once; where words wait a story says so.
            "SUPPORT_GROUPS_HOLDS_FIRST": "false",
        }
        chosen = {f"SUPPORT_GROUPS_{name.upper()}": value for name, value in settings.items()}
        self._environment = os.environ | own | chosen

    def start(self) -> None:
        """Start it, and return once pages answer."""
        with self._log.open("ab") as log:
            self._process = subprocess.Popen(
                [sys.executable, *self.program],
                cwd=ROOT,
                env=self._environment,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
            )
        deadline = time.monotonic() + START_SECONDS
        while not self._answers():
            if self._process.poll() is not None or time.monotonic() > deadline:
                self.stop()
                raise RuntimeError(f"the server did not start; it said:\n{self.log}")
            time.sleep(0.05)

    def kill(self) -> None:
        """End it as a power cut would: no chance to finish anything."""
        self.was_killed = True
        self._end(signal.SIGKILL)

    def stop(self) -> None:
        """Ask it to end and wait for that."""
        self._end(signal.SIGTERM)

    def flask(self, *arguments: str, **environment: str) -> str:
        """Run a `flask` command of the service on the same data; what it printed."""
        return self._run("-m", "flask", "--app", "support_groups", *arguments, **environment)

    def runs_in_app(self, code: str) -> str:
        """Run code inside an app of the service on the same data, with its database and keys; what it printed."""
        within = "from support_groups import create_app\napp = create_app()\nwith app.app_context():\n"
        return self._run("-c", within + indent(dedent(code).strip(), "    "))

    def _run(self, *arguments: str, **environment: str) -> str:
        outcome = subprocess.run(
            [sys.executable, *arguments],
            cwd=ROOT,
            env=self._environment | environment,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            check=False,
        )
        if outcome.returncode:
            raise RuntimeError(f"{' '.join(arguments)} failed: {outcome.stderr}")
        return outcome.stdout

    @property
    def is_running(self) -> bool:
        """Whether there is a process."""
        return self._process is not None

    @property
    def pid(self) -> int:
        """The process that serves."""
        assert self._process is not None
        return self._process.pid

    @property
    def open_files(self) -> int:
        """How many files and connections the server has open."""
        return len(list(Path(f"/proc/{self.pid}/fd").iterdir()))

    def holds(self, port: int) -> bool:
        """Whether the server still holds its end of a connection that came from a port of this machine."""
        # local address, remote address, …, inode: 0 once no process has the socket open.
        ends = f":{self.port:04X}", f":{port:04X}"
        for row in Path("/proc/net/tcp").read_text().splitlines()[1:]:
            _, local, remote, *_, inode = row.split()[:10]
            if (local[-5:], remote[-5:]) == ends and inode != "0":
                return True
        return False

    @property
    def log(self) -> str:
        """What the server has printed so far."""
        return self._log.read_text(encoding="utf-8", errors="replace")

    def _answers(self) -> bool:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=5)
        try:
            connection.request("GET", "/healthz")
            return connection.getresponse().status == 200
        except (OSError, http.client.HTTPException):
            return False
        finally:
            connection.close()

    def _end(self, how: signal.Signals) -> None:
        if self._process is None:
            return
        self._process.send_signal(how)
        try:
            self._process.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        self._process = None


def free_port() -> int:
    """A port that nothing listens on, and that neither another worker nor the system gives to anybody meanwhile."""
    while True:
        port = next(_own_ports)
        with socket.socket() as trial, contextlib.suppress(OSError):
            trial.bind(("127.0.0.1", port))
            return port


def _ports_of_this_worker() -> Iterator[int]:
    # Below those that the system picks from for connections; other runs on the machine begin elsewhere.
    number = int(os.environ.get("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw")) % WORKERS_MAX
    mine = range(OWN_PORTS.start + number, OWN_PORTS.stop, WORKERS_MAX)
    begins = os.getpid() % len(mine)
    return cycle([*mine[begins:], *mine[:begins]])


_own_ports = _ports_of_this_worker()
