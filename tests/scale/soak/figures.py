"""What the server holds while the crowd is there: memory and open files, looked at again and again."""

import statistics
from dataclasses import dataclass

from ..house import files_of, resident_bytes

GROWTH_MAX = 0.05
GROWTH_MIN_BYTES = 8 * 1024 * 1024
"""Less than this is what Python's memory breathes, however small the crowd."""
SPARE_FILES_MAX = 40
"""Open files that are no lines: the database, the log, the loop's own."""


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
    return Look(at, resident_bytes(pid), len(files_of(pid)), lines, said, told)


def line_of(one: Look) -> str:
    """A look as it is printed."""
    return (
        f"{one.at / 60:6.1f} min {one.memory / 1e6:8.1f} MB {one.files:6} files {one.lines:6} lines"
        f" {one.said:9} said {one.told:11} told"
    )


def growth(looks: list[Look]) -> tuple[int, int]:
    """The memory in the second quarter of the time and in the last."""
    quarter = max(1, len(looks) // 4)
    early, late = looks[quarter : 2 * quarter] or looks[:1], looks[-quarter:]
    return _middle([one.memory for one in early]), _middle([one.memory for one in late])


def complaints(looks: list[Look], files_left: int) -> list[str]:
    """What has grown that should not have; `files_left` are still open once everybody has gone.

    While people come and go, the files of those on their way in stand beside the lines: these must pass.
    """
    before, after = growth(looks)
    found = []
    if after - before > max(GROWTH_MAX * before, GROWTH_MIN_BYTES):
        found.append(f"I9: the memory has grown from {before / 1e6:.1f} to {after / 1e6:.1f} MB")
    if files_left > SPARE_FILES_MAX:
        found.append(f"I9: {files_left} files are still open with nobody there")
    return found


def _middle(values: list[int]) -> int:
    return int(statistics.median(values))
