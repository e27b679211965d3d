"""Two servers under the same tests: the stock one, and ours. In each, one guest is watched and others talk."""

import contextlib
import http.client
import json
import socket
import subprocess
import sys
import time
from abc import ABC, abstractmethod
from pathlib import Path
from typing import Any

from tests.services.server import ROOT, free_port

from .evening import Evening, comes_true
from .guest import Guest
from .wire import PATH, Line

START_SECONDS = 20
FILLER = "🕯" * 4_000
WORDS_ON_A_LINE = 12
BUSY_SECONDS = 10.0

Wish = tuple[str, dict[str, object]]


class Subject(ABC):
    """What the faults are looked for in."""

    name: str
    port: int

    @abstractmethod
    def line(self, **how: Any) -> Guest:
        """A line on which Milo is signed in."""

    @abstractmethod
    def stranger(self) -> Guest:
        """A line on which nobody is signed in."""

    @abstractmethod
    def enter(self, line: Guest) -> None:
        """Come into the room on an open line."""

    @abstractmethod
    def says(self, words: str) -> int:
        """Somebody else says something in the room; when it was told, the bytes that it took for each who heard it."""

    @abstractmethod
    def announces(self, words: str) -> None:
        """Whatever comes nearest to telling everyone."""

    @abstractmethod
    def a_wish(self, words: str) -> Wish:
        """A wish to say something."""

    @abstractmethod
    def slow_then_quick(self) -> list[str]:
        """Packets of wishes that take longer and others that take less long, numbered from 101 on."""

    @abstractmethod
    def is_present(self) -> bool:
        """Whether Milo counts as being in the room."""

    @abstractmethod
    def signs_out(self) -> None:
        """Milo signs out, on the page beside the room."""

    @property
    @abstractmethod
    def pid(self) -> int:
        """The process that serves."""

    @property
    @abstractmethod
    def log(self) -> str:
        """What the server has printed."""

    def enters(self, **how: Any) -> Guest:
        """Milo, in the room."""
        line = self.line(**how)
        assert line.connect().startswith("40")
        self.enter(line)
        return line

    def fills(self, megabytes: int) -> None:
        """Others say so much."""
        left = megabytes * 1_000_000
        while left > 0:
            left -= self.says(FILLER)

    def memory(self, what: str) -> float:
        """Megabytes of the server: VmRSS now, VmHWM at the most."""
        for row in Path(f"/proc/{self.pid}/status").read_text().splitlines():
            if row.startswith(what):
                return int(row.split()[1]) / 1024
        raise KeyError(what)


class Ours(Subject):
    """The service; `kept` are the numbers under which the words of others stand in the log."""

    name = "ours"

    def __init__(self, evening: Evening) -> None:
        self._evening = evening
        self._visit = evening.signs_in(evening.milo)
        self._speaker: Guest | None = None
        self._said = 0
        self._knows: dict[str, object] = {}
        self.kept: list[int] = []
        self.port = evening.server.port

    def line(self, **how: Any) -> Guest:
        """A line of Milo's."""
        return self._evening.line(None, headers={"Cookie": self._visit.cookie, **how.pop("headers", {})}, **how)

    def stranger(self) -> Guest:
        """A line of nobody's."""
        return self._evening.line(None)

    def enter(self, line: Guest) -> None:
        """Come into the room."""
        assert line.wish("room.enter", room=self._evening.room)["ok"]

    def says(self, words: str) -> int:
        """Fern says something; on one line after the other, since no line may send without end."""
        if self._said % WORDS_ON_A_LINE == 0:
            self._speaker = self._next_speaker(self._speaker)
        assert self._speaker
        self._said += 1
        self._speaker.inbox.clear()
        number = self._speaker.begin(*self.a_wish(words))
        answer = self._speaker.answer(number, BUSY_SECONDS)
        assert answer["ok"], answer
        self.kept.append(answer["seq"])
        told = self._speaker.find(lambda packet: packet.startswith("42") and "message.said" in packet, BUSY_SECONDS)
        return len(told)

    def _next_speaker(self, last: Guest | None) -> Guest:
        line = self._evening.line(self._evening.fern)
        assert line.connect().startswith("40")
        answer = line.wish("room.enter", room=self._evening.room, **self._knows)
        self._knows = {"epoch": answer["epoch"], "after": answer["seq"]}
        if last:
            last.close()
        return line

    def announces(self, words: str) -> None:
        """There is nothing that tells everyone; the room is told."""
        self.says(words)

    def a_wish(self, words: str) -> Wish:
        """Say something in the room."""
        return "message.say", {"room": self._evening.room, "client_id": f"w{time.monotonic_ns()}", "body": words}

    def slow_then_quick(self) -> list[str]:
        """A snapshot, which is long, then what is refused at once; again and again."""
        wishes = ["room.enter", "hand.lower"] * 4
        return [f'42{101 + at}["{name}",{{"room":"{self._evening.room}"}}]' for at, name in enumerate(wishes)]

    def is_present(self) -> bool:
        """Whether a line keeps Milo in the room."""
        return self._evening.is_present(self._evening.milo)

    def signs_out(self) -> None:
        """Milo signs out with the button of a page."""
        self._visit.sign_out()

    @property
    def pid(self) -> int:
        """The process that serves."""
        return self._evening.server.pid

    @property
    def log(self) -> str:
        """What the server has printed."""
        return self._evening.server.log


class Stock(Subject):
    """`stock_server.py` in a process of its own."""

    name = "stock"

    def __init__(self, folder: Path, *options: str) -> None:
        self.port = free_port()
        self._log = folder / "stock.log"
        self._lines: list[Line] = []
        self._cookie = ""
        self._speaker: Guest | None = None
        program = str(Path(__file__).with_name("stock_server.py"))
        command = [sys.executable, "-m", "gevent.monkey", program, str(self.port), *options]
        with self._log.open("ab") as log:
            self._process = subprocess.Popen(command, cwd=ROOT, stdin=subprocess.DEVNULL, stdout=log, stderr=log)
        assert comes_true(self._answers, START_SECONDS), self.log

    def line(self, **how: Any) -> Guest:
        """A line of Milo's."""
        if not self._cookie:
            self._cookie = self._ask("/sign-in")[1].partition(";")[0]
        headers = {"Cookie": self._cookie, **how.pop("headers", {})}
        return self._kept(Guest(self.port, PATH, headers, **how))

    def stranger(self) -> Guest:
        """A line of nobody's."""
        return self._kept(Guest(self.port))

    def enter(self, line: Guest) -> None:
        """Come into the room."""
        assert line.wish("enter")["ok"]

    def says(self, words: str) -> int:
        """Another one says something; it does not listen."""
        self._on_another_line("say", words)
        return len(json.dumps(words))

    def announces(self, words: str) -> None:
        """Tell everyone: an emit without a room."""
        self._on_another_line("announce", words)

    def a_wish(self, words: str) -> Wish:
        """Say something in the room."""
        return "say", {"body": words}

    def slow_then_quick(self) -> list[str]:
        """A thought, then words."""
        return ['42101["think",{}]', '42102["say",{"body":"quick"}]']

    def is_present(self) -> bool:
        """Whether anyone is in the room: whoever speaks there is not."""
        return self._ask("/present")[0] != "0"

    def signs_out(self) -> None:
        """Milo signs out."""
        self._ask("/sign-out")
        self._cookie = ""

    @property
    def pid(self) -> int:
        """The process that serves."""
        return self._process.pid

    @property
    def log(self) -> str:
        """What the server has printed."""
        return self._log.read_text(errors="replace")

    def everyone_goes(self) -> None:
        """End all lines."""
        while self._lines:
            self._lines.pop().close()
        self._speaker = None

    def end(self) -> None:
        """Stop the server."""
        self.everyone_goes()
        self._process.kill()
        self._process.wait()

    def _on_another_line(self, name: str, words: str) -> None:
        if self._speaker is None:
            self._speaker = self.line()
            assert self._speaker.connect().startswith("40")
        assert self._speaker.wish(name, body=words)["ok"]

    def _kept(self, line: Guest) -> Guest:
        self._lines.append(line)
        return line

    def _answers(self) -> bool:
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", self.port), timeout=1):
            return True
        time.sleep(0.05)
        return False

    def _ask(self, path: str) -> tuple[str, str]:
        """Ask for a page: its words, and the cookie that it sets."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=5)
        connection.request("GET", path, headers={"Cookie": self._cookie})
        with connection.getresponse() as answer:
            found = answer.read().decode(), answer.getheader("Set-Cookie", "")
        connection.close()
        return found
