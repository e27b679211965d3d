"""What the server holds while the crowd is there: memory and open files, looked at again and again."""

import os
import statistics
from dataclasses import dataclass
from pathlib import Path

from ..house import resident_bytes

GROWTH_MAX = 0.05
GROWTH_MIN_BYTES = 8 * 1024 * 1024
"""Less than this is what Python's memory breathes, however small the crowd."""
SPARE_FILES_MAX = 64
"""Open files that are no lines: the database, the log, requests of the moment."""


@dataclass(frozen=True)
class Look:
    """The server at one moment."""

    at: float
    memory: int
    files: int
    lines: int
    said: int
    told: int


def look(pid: int, at: float, lines: int, said: int, told: int) -> Look:
    """Look at a server now."""
    return Look(at, resident_bytes(pid), len(os.listdir(Path(f"/proc/{pid}/fd"))), lines, said, told)


def line_of(one: Look) -> str:
    """A look as it is printed."""
    return (
        f"{one.at / 60:6.1f} min {one.memory / 1e6:8.1f} MB {one.files:6} files {one.lines:6} lines"
        f" {one.said:9} said {one.told:11} told"
    )


def growth(looks: list[Look]) -> tuple[int, int]:
    """The memory in the second quarter of the time and in the last."""
    quarter = max(1, len(looks) // 4)
    return _middle(looks[quarter : 2 * quarter] or looks[:1]), _middle(looks[-quarter:])


def complaints(looks: list[Look]) -> list[str]:
    """What has grown that should not have."""
    before, after = growth(looks)
    found = []
    if after - before > max(GROWTH_MAX * before, GROWTH_MIN_BYTES):
        found.append(f"I9: the memory has grown from {before / 1e6:.1f} to {after / 1e6:.1f} MB")
    spare = max(one.files - one.lines for one in looks)
    if spare > SPARE_FILES_MAX:
        found.append(f"I9: {spare} open files are no lines")
    return found


def _middle(looks: list[Look]) -> int:
    return int(statistics.median(one.memory for one in looks))
