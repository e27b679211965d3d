"""Phrases found among words, all of them in one walk.

They are written as people say them, one on each line:

    (dm|pm|message) me      either of several words
    sell*                   any word that begins so
    want to ~ die           up to three words between
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import product

import re2

from .reading import plain

GAP_MAX_WORDS = 3
STEM_CHARS = 3
GAP = "~"

_PARTS = re2.compile(r"\([^)]*\)|\S+")
_GAP_PATTERN = f"(?:[^ ]+ ){{0,{GAP_MAX_WORDS}}}"


@dataclass(slots=True)
class _Node:
    words: dict[str, "_Node"] = field(default_factory=dict)
    stems: dict[str, list[tuple[str, "_Node"]]] = field(default_factory=dict)
    gap: "_Node | None" = None
    label: str | None = None


@dataclass(frozen=True, slots=True)
class Hit:
    """A phrase that was found, by its label, from one word up to before another."""

    label: str
    start: int
    end: int


class Phrases:
    """Phrases by label: `{"dealing": "...\\n..."}`."""

    def __init__(self, by_label: Mapping[str, str]) -> None:
        self._root = _Node()
        lines = [
            (label, line) for label, some in by_label.items() for line in map(str.strip, some.splitlines()) if line
        ]
        for label, line in lines:
            for phrase in _ways(line):
                self._add(phrase, label)
        # Most of what people write holds none of them: one pass of a linear-time engine says so.
        every = "|".join(_pattern(line) for _, line in lines)
        self._any = re2.compile(f"(?:^| )(?:{every})(?: |$)")

    def find(self, words: Sequence[str]) -> Iterator[Hit]:
        """What is found, in the order in which it begins."""
        if not self._any.search(" ".join(words)):
            return
        root, stems = self._root.words, self._root.stems
        for place, word in enumerate(words):
            if word in root or word[:STEM_CHARS] in stems:
                for label, end in _walk(self._root, words, place):
                    yield Hit(label, place, end)

    def _add(self, phrase: Sequence[str], label: str) -> None:
        node = self._root
        for one in phrase:
            node = _next(node, one)
        node.label = node.label or label


def _ways(line: str) -> Iterator[tuple[str, ...]]:
    parts = [part.strip("()").split("|") for part in _PARTS.findall(line)]
    for way in product(*parts):
        yield tuple(word for part in way for word in plain(part).replace("'", "").split())


def _pattern(line: str) -> str:
    return " ".join(map(_part, _PARTS.findall(line))).replace(f"{_GAP_PATTERN} ", _GAP_PATTERN)


def _part(part: str) -> str:
    if part == GAP:
        return _GAP_PATTERN
    ways = (plain(way).replace("'", "") for way in part.strip("()").split("|"))
    return "(?:" + "|".join(re2.escape(way).replace(r"\*", r"[^ ]*").replace(r"\ ", " ") for way in ways) + ")"


def _next(node: _Node, word: str) -> _Node:
    if word == GAP:
        node.gap = node.gap or _Node()
        return node.gap
    if not word.endswith("*"):
        return node.words.setdefault(word, _Node())
    stem = word[:-1]
    known = node.stems.setdefault(stem[:STEM_CHARS], [])
    for one, after in known:
        if one == stem:
            return after
    known.append((stem, after := _Node()))
    return after


def _walk(node: _Node, words: Sequence[str], place: int) -> Iterator[tuple[str, int]]:
    if node.label is not None:
        yield node.label, place
    if node.gap is not None:
        for skipped in range(min(GAP_MAX_WORDS, len(words) - place) + 1):
            yield from _walk(node.gap, words, place + skipped)
    if place == len(words):
        return
    word = words[place]
    if (after := node.words.get(word)) is not None:
        yield from _walk(after, words, place + 1)
    for stem, after in node.stems.get(word[:STEM_CHARS], ()):
        if word.startswith(stem):
            yield from _walk(after, words, place + 1)
