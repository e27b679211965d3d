"""Stands between the workers and Valkey, and does to news what networks do: loses, repeats, turns round, waits."""

import contextlib
import random
import socket
import struct
import threading
from dataclasses import dataclass
from pathlib import Path

from .resp import Replies, is_published

READ_BYTES = 65_536
SO_PEERCRED = struct.Struct("3i")


@dataclass(frozen=True)
class Weather:
    """How often published news are lost, repeated, or come only after those that follow them."""

    lost: float = 0.0
    repeated: float = 0.0
    turned: float = 0.0


FAIR = Weather()


class Proxy:
    """A Unix socket in front of another one; what comes back is cut into whole replies."""

    def __init__(self, path: Path, server: Path) -> None:
        self.path = path
        self._server = server
        self._weather, self._chance = FAIR, random.Random(0)
        self._flows = threading.Event()
        self._flows.set()
        self._cut_off: set[int] = set()
        self._frozen: set[socket.socket] = set()
        self._pairs: dict[socket.socket, tuple[int, socket.socket]] = {}
        self._lock = threading.Lock()
        self.passed = self.lost = self.repeated = self.turned = 0
        self._listener = socket.socket(socket.AF_UNIX)
        self._listener.bind(str(path))
        self._listener.listen(64)
        threading.Thread(target=self._accept, daemon=True).start()

    def turns(self, weather: Weather, seed: int = 0) -> None:
        """From now on this is what becomes of published news, decided by a seed."""
        with self._lock:
            self._weather, self._chance = weather, random.Random(seed)

    def pause(self) -> None:
        """Keep back all that comes from either side; nobody is told."""
        self._flows.clear()

    def resume(self) -> None:
        """Let what was kept back flow, and all that follows."""
        self._flows.set()

    def freeze(self) -> None:
        """Let nothing more come through on the connections of now, and end none of them; new ones are well."""
        with self._lock:
            self._frozen.update(self._pairs)

    def cut_off(self, pid: int) -> None:
        """End the connections of one process, and take no new ones from it."""
        self._cut_off.add(pid)
        self._end_those_of(pid)

    def let_all_in(self) -> None:
        """Take connections of every process again."""
        self._cut_off.clear()

    def close(self) -> None:
        """End everything."""
        self.resume()
        # Who waits in accept() is not woken by a close.
        with contextlib.suppress(OSError):
            self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        self._end_those_of(None)
        self.path.unlink(missing_ok=True)

    def _end_those_of(self, pid: int | None) -> None:
        with self._lock:
            pairs = [(theirs, ours) for theirs, (whose, ours) in self._pairs.items() if pid in (None, whose)]
        for pair in pairs:
            _end(*pair)

    def _accept(self) -> None:
        while True:
            try:
                theirs, _ = self._listener.accept()
            except OSError:
                return
            told = theirs.getsockopt(socket.SOL_SOCKET, socket.SO_PEERCRED, SO_PEERCRED.size)
            pid, _, _ = SO_PEERCRED.unpack(told)
            ours = socket.socket(socket.AF_UNIX)
            try:
                if pid in self._cut_off:
                    raise ConnectionRefusedError
                ours.connect(str(self._server))
            except OSError:
                theirs.close()
                ours.close()
                continue
            with self._lock:
                self._pairs[theirs] = (pid, ours)
            for work in (self._ask, self._answer):
                threading.Thread(target=work, args=(theirs, ours), daemon=True).start()

    def _ask(self, theirs: socket.socket, ours: socket.socket) -> None:
        with contextlib.suppress(OSError):
            while asked := theirs.recv(READ_BYTES):
                self._flows.wait()
                if theirs not in self._frozen:
                    ours.sendall(asked)
        _end(theirs, ours)

    def _answer(self, theirs: socket.socket, ours: socket.socket) -> None:
        replies, kept = Replies(), list[bytes]()
        with contextlib.suppress(OSError):
            while answered := ours.recv(READ_BYTES):
                self._flows.wait()
                for reply in replies.feed(answered) if theirs not in self._frozen else ():
                    for passed in self._become(reply, kept):
                        theirs.sendall(passed)
        _end(theirs, ours)
        with self._lock:
            self._pairs.pop(theirs, None)
            self._frozen.discard(theirs)
        theirs.close()
        ours.close()

    def _become(self, reply: bytes, kept: list[bytes]) -> list[bytes]:
        """What becomes of a reply; `kept` waits until others have passed it."""
        if not is_published(reply):
            return [reply]
        with self._lock:
            weather, roll = self._weather, self._chance.random()
            self.passed += 1
            if roll < weather.lost:
                self.lost += 1
                return []
            if roll < weather.lost + weather.turned:
                self.turned += 1
                kept.append(reply)
                return []
            late, kept[:] = kept[::-1], []
            if roll < weather.lost + weather.turned + weather.repeated:
                self.repeated += 1
                return [reply, *late, reply]
            return [reply, *late]


def _end(*ends: socket.socket) -> None:
    for one in ends:
        # A shutdown wakes whoever waits for it; a close would not.
        with contextlib.suppress(OSError):
            one.shutdown(socket.SHUT_RDWR)
