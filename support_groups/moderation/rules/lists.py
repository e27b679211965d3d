"""A group's own words and patterns, with what is all right in spite of them.

Patterns run in a linear-time engine only (RE2): none that a facilitator writes can hold up a room.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import re2

from support_groups.core.errors import DomainError

from .phrases import STEM_CHARS, Phrases
from .reading import plain, words

WORDS_MAX = 1_000
PATTERNS_MAX = 10
PATTERN_MAX_CHARS = 200
PATTERN_MEMORY_BYTES = 1024 * 1024
LISTS_AT_HAND = 64
_LISTED = "listed"
_HAVE_NOTHING_IN_COMMON = ("qx", "37")


class PatternIsUnclear(DomainError):
    """A pattern cannot be read, or would hold back everything."""

    status = 422
    field = "patterns"

    def __init__(self, line: int) -> None:
        super().__init__(
            f"We could not use the pattern on line {line}: it cannot be read, or it would match every message. "
            "Nothing was changed."
        )


class TooManyEntries(DomainError):
    """A list is longer than it may be."""

    status = 422

    def __init__(self, field: str, most: int) -> None:
        super().__init__(f"Please keep this to {most:,} lines.", field=field)


@dataclass(frozen=True, slots=True)
class Lists:
    """Lists as a group writes them: one entry on each line."""

    words: str = ""
    patterns: str = ""
    exceptions: str = ""


def check_lists(lists: Lists) -> None:
    """Refuse lists that are too long, or a pattern that cannot be used, before any message meets it."""
    for field, most in (("words", WORDS_MAX), ("patterns", PATTERNS_MAX), ("exceptions", WORDS_MAX)):
        if len(_lines(getattr(lists, field))) > most:
            raise TooManyEntries(field, most)
    for number, line in enumerate(_lines(lists.patterns), 1):
        pattern = _compiled([line]) if len(line) <= PATTERN_MAX_CHARS else None
        if pattern is None or pattern.Match("") or all(map(pattern.Match, _HAVE_NOTHING_IN_COMMON)):
            raise PatternIsUnclear(number)


class Listed:
    """Lists made ready to meet many messages."""

    def __init__(self, lists: Lists) -> None:
        entries = [entry for line in _lines(lists.words) if (entry := _entry(line))]
        self._words = Phrases({_LISTED: "\n".join(entries)}) if entries else None
        patterns = _lines(lists.patterns)
        self._patterns = _compiled(patterns) if patterns else None
        self._exceptions = [plain(line) for line in _lines(lists.exceptions)]

    def holds(self, text: str) -> bool:
        """Whether a message says something that the group does not want to read."""
        if self._words is None and self._patterns is None:
            return False
        read = plain(text)
        for one in self._exceptions:
            read = read.replace(one, " … ")
        if self._patterns is not None and self._patterns.Match(read):
            return True
        return self._words is not None and any(True for _ in self._words.find(words(read)))


@lru_cache(maxsize=LISTS_AT_HAND)
def ready(lists: Lists) -> Listed:
    """Lists made ready, once for a worker: rooms ask for their guards anew far more often than a group changes them."""
    return Listed(lists)


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]


def _entry(line: str) -> str:
    """A line as a phrase of plain words; an asterisk at its end stands for any ending."""
    said = words(plain(line.rstrip("*")))
    is_open = line.endswith("*") and said and len(said[-1]) >= STEM_CHARS
    return " ".join(said) + ("*" if is_open else "")


def _compiled(patterns: Sequence[str]) -> re2.Set | None:
    options = re2.Options()
    options.case_sensitive, options.log_errors, options.max_mem = False, False, PATTERN_MEMORY_BYTES
    every = re2.Set.SearchSet(options)
    try:
        for pattern in patterns:
            every.Add(pattern)
        every.Compile()
    except re2.error:
        return None
    return every
