"""Two workers of this service on servers of their own, with a proxy before Valkey; all of it can be hurt and healed."""

import contextlib
import http.client
import os
import shutil
import signal
import socket
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from tests.core.realtime.wire import WAIT_SECONDS
from tests.services.server import Server

from .proxy import FAIR, Proxy
from .servers import Postgres, Valkey

WORKERS = 2
BACK_SECONDS = 60.0
"""Only a failure waits so long: a busy machine takes long to start a worker."""
ATTEMPTS = 200


class House:
    """The service as it runs on several workers."""

    def __init__(self) -> None:
        # PostgreSQL runs as another user, who must be able to reach it.
        folder = Path(tempfile.mkdtemp(prefix=f"groups-scale-{os.getpid()}-"))
        folder.chmod(0o755)
        # Also where the house is not finished, nothing of it is left behind.
        with contextlib.ExitStack() as built:
            built.callback(shutil.rmtree, folder, ignore_errors=True)
            self.postgres = Postgres(folder / "postgres")
            built.callback(self.postgres.stop, signal.SIGQUIT)
            self.postgres.start()
            self.valkey = Valkey(folder / "valkey")
            built.callback(self.valkey.stop)
            self.valkey.start()
            self.proxy = Proxy(folder / "proxy.sock", self.valkey.path)
            built.callback(self.proxy.close)
            self.server = self._served(folder / "data")
            built.callback(self._end_server)
            self.server.start()
            self.is_whole()
            self._built = built.pop_all()

    def _served(self, data: Path) -> Server:
        data.mkdir()
        redis = f"unix://{self.proxy.path}"
        return Server(data, workers=str(WORKERS), database_url=self.postgres.address, redis_url=redis)

    def _end_server(self) -> None:
        # What it keeps goes with the house: there is nothing that would have to end well.
        workers = self.workers if self.server.is_running else []
        self.server.kill()
        for pid in workers:
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)

    def end(self) -> None:
        """Stop everything, and leave nothing behind."""
        self._built.close()

    @property
    def workers(self) -> list[int]:
        """The processes that serve, the oldest first."""
        tasks = Path(f"/proc/{self.server.pid}/task/{self.server.pid}/children")
        return [int(pid) for pid in tasks.read_text().split()]

    def is_whole(self, seconds: float = BACK_SECONDS) -> float:
        """Wait until all workers listen and tell each other; how long that took."""
        began = time.monotonic()
        seen: set[int] = set()

        def are_all_here() -> bool:
            seen.add(self._who_answers() or 0)
            return len(seen.intersection(self.workers)) == WORKERS

        assert soon(are_all_here, seconds, pause=0.1), "the workers are not back"
        return time.monotonic() - began

    def _who_answers(self) -> int | None:
        """The worker that a request has come to."""
        connection = http.client.HTTPConnection("127.0.0.1", self.server.port, timeout=5)
        try:
            connection.request("GET", "/healthz")
            is_well = connection.getresponse().status == 200
            return self.worker_of(int(connection.sock.getsockname()[1])) if is_well else None
        except (OSError, http.client.HTTPException):
            return None
        finally:
            connection.close()

    def heals(self) -> None:
        """Let everything be well again, whatever a test has done to it."""
        self.proxy.turns(FAIR)
        self.proxy.resume()
        self.proxy.let_all_in()
        for pid in self.workers:
            os.kill(pid, signal.SIGCONT)
        self.is_whole()

    def parts(self) -> None:
        """Take from the workers the way to tell each other; returns once they have noticed."""
        for pid in self.workers:
            self.proxy.cut_off(pid)

    def worker_of(self, port: int) -> int | None:
        """The worker that holds the other end of a connection from a port of this machine."""
        inode = self._inode_of(port)
        return next((pid for pid in self.workers if inode and f"socket:[{inode}]" in files_of(pid)), None)

    def connected_to(self, pid: int) -> socket.socket:
        """A connection that this very worker has taken."""
        for _ in range(ATTEMPTS):
            opened = socket.create_connection(("127.0.0.1", self.server.port))
            port = int(opened.getsockname()[1])
            assert soon(lambda port=port: self.worker_of(port) is not None)  # type: ignore[misc]
            if self.worker_of(port) == pid:
                return opened
            opened.close()
        raise AssertionError("this worker takes no connections")

    def lines_of(self) -> dict[int, int]:
        """How many connections each worker holds."""
        inodes = {f"socket:[{inode}]" for inode in self._inodes().values()}
        return {pid: len(inodes & files_of(pid)) for pid in self.workers}

    def memory_bytes(self) -> int:
        """What the workers hold of the memory."""
        return sum(resident_bytes(pid) for pid in self.workers)

    def _inode_of(self, port: int) -> str | None:
        return self._inodes().get(port)

    def _inodes(self) -> dict[int, str]:
        """The inodes of the server's connections, by the port at the other end."""
        found = {}
        for row in Path("/proc/net/tcp").read_text().splitlines()[1:]:
            _, local, remote, *_, inode = row.split()[:10]
            is_ours = local.endswith(f":{self.server.port:04X}") and not remote.endswith(":0000")
            # Without an inode nobody holds it yet, or any more.
            if is_ours and inode != "0":
                found[int(remote[-4:], 16)] = inode
        return found


def soon(holds: Callable[[], bool], seconds: float = WAIT_SECONDS, *, pause: float = 0.005) -> bool:
    """Whether something holds within a time; looks often, unless a look costs something."""
    deadline = time.monotonic() + seconds
    while not holds():
        if time.monotonic() > deadline:
            return False
        time.sleep(pause)
    return True


def files_of(pid: int) -> set[str]:
    """What the open files of a process lead to."""
    found = set()
    for name in Path(f"/proc/{pid}/fd").glob("*"):
        try:
            found.add(os.readlink(name))
        except OSError:
            continue
    return found


def resident_bytes(pid: int) -> int:
    """What one process holds of the memory."""
    for line in Path(f"/proc/{pid}/status").read_text().splitlines():
        if line.startswith("VmRSS:"):
            return int(line.split()[1]) * 1024
    return 0
