"""What the faults are looked for in: a server on which one guest is watched and others talk."""

from abc import ABC, abstractmethod
from pathlib import Path
from typing import Any

from .guest import Guest

FILLER = "🕯" * 4_000

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
