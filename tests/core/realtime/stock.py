"""The stock server as the subject of a test."""

import contextlib
import http.client
import json
import socket
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

from tests.services.server import ROOT, free_port

from .evening import comes_true
from .guest import Guest
from .subject import Subject, Wish
from .wire import PATH, Line

START_SECONDS = 20


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
