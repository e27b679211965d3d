"""What would let others find somebody outside: numbers, addresses, names elsewhere."""

import enum
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import re2

from .numbers import PHONE, phones
from .reading import places, plain


class Personal(enum.StrEnum):
    """A kind of personal information."""

    PHONE = "phone"
    MAIL = "mail"
    ADDRESS = "address"
    HANDLE = "handle"
    LINK = "link"


@dataclass(frozen=True, slots=True)
class Found:
    """Personal information, from one character of the message up to before another."""

    kind: Personal
    start: int
    end: int


LEFT_OUT = "…"

_AT = r"(?:@|[\[(]?\s?\b(?:at|arroba)\b\s?[\])]?)"
_CLEAR_AT = r"(?:@|[\[(]\s?(?:at|arroba)\s?[\])]|\barroba\b)"
_DOT = r"(?:[\[(]\s?(?:dot|punkt|punto)\s?[\])]|\b(?:dot|punkt|punto)\b|\.)"
_SAID_DOT = r"(?:[\[(]\s?(?:dot|punkt|punto)\s?[\])]|\b(?:dot|punkt|punto)\b)"
_ENDING = (
    r"(?:com|net|org|info|biz|app|io|dev|chat|club|shop|xyz|online|site|eu|co|uk|us|de|ch|at|es|mx|ar|fr|it|example)"
)
_PROVIDER = r"(?:gmail|googlemail|hotmail|outlook|live|proton(?:mail)?|yahoo|icloud|gmx|web|posteo|mailbox|tutanota)"
_WHO = r"[a-z0-9][a-z0-9._%+\-]*"
_HOST = r"[a-z0-9\-]+"
_PLATFORM = (
    r"(?:insta(?:gram)?|snap(?:chat)?|telegram|discord|tik\s?tok|signal|wickr|kik|whats\s?app|wasap|facebook|twitter"
    r"|threema|reddit|messenger|skype|steam)"
)
_MY = r"\b(?:my|mein|meine|mi)\s"
_IS = r"\s?(?:is|ist|es|=|:|->)\s?"
_NAMED = r"@?[a-z0-9_.]{3,}"
_MARKED = r"@?[a-z0-9]*[._0-9][a-z0-9._]*[a-z0-9]"
_ON = r"(?:on|auf|bei|en|at)"
_TOP = r"(?:com|net|org|info|biz|app|io|dev|chat|club|shop|xyz|online|site|co\.uk|org\.uk|de|ch|eu)"
_STREET = r"(?:street|st|road|rd|avenue|ave|lane|ln|boulevard|blvd|terrace|crescent|square|gardens|grove|court)"

_KINDS = {
    Personal.LINK: (
        r"\bh(?:tt|xx)ps?\s?:\s?/\s?/\s?\S+",
        r"\bh(?:tt|xx)ps?\b[:/ ]+\S+(?:\s(?:dot|slash)\s\S+)+",
        r"\bwww\s?(?:\.|" + _SAID_DOT + r")\s?\S+(?:\s" + _SAID_DOT + r"\s?[a-z]+)*",
        r"\b(?:" + _HOST + r"\.)+" + _TOP + r"\b(?:/\S*)?",
        r"\b(?:" + _HOST + r"\.)+[a-z]{2,6}/\S+",
        r"\b" + _HOST + r"\s?" + _SAID_DOT + r"\s?(?:com|net|org|gg|me|de|es|io)\b(?:\s?(?:slash|/)\s?\S+)?",
    ),
    Personal.MAIL: (
        _WHO + r"\s?" + _CLEAR_AT + r"\s?" + _HOST + r"(?:\s?" + _DOT + r"\s?" + _ENDING + r"\b)+",
        _WHO + r"\s?" + _AT + r"\s?" + _HOST + r"(?:\s?" + _SAID_DOT + r"\s?" + _ENDING + r"\b)+",
        _WHO + r"\s?" + _AT + r"\s?" + _PROVIDER + r"\s?" + _DOT + r"\s?" + _ENDING + r"\b",
        _WHO + r"@" + _HOST,
    ),
    Personal.HANDLE: (
        r"(?:^|[^a-z0-9.@])(@[a-z0-9_.]{3,})",
        r"\b[a-z0-9_.]{2,32}#[0-9]{4}\b",
        r"\bu/[a-z0-9_\-]{3,}",
        r"\b[a-z0-9.]+_[a-z0-9_.]*[a-z0-9]\b",
        r"\b" + _PLATFORM + r"\s(?:as|als|como)\s" + _MARKED,
        r"\b" + _PLATFORM + r"\b\s?(?:->|=|:)?\s?" + _MARKED,
        _MY + _PLATFORM + _IS + _NAMED,
        r"\b" + _PLATFORM + r"\s?(?:->|=|:)\s?" + _NAMED,
        r"\b(?:find|add|follow|such|suche?t?|buscame|busquenme|agregame)\s(?:me|mich)?\s?"
        + _ON + r"\s" + _PLATFORM + r"(?:\s(?:as|als|como)(?:\s[a-z]+){1,3})?",
    ),
    Personal.ADDRESS: (
        r"\b[0-9]{1,5}[a-z]?\s(?:[a-z\-]+\s){1,3}" + _STREET + r"\b(?:,?\s(?:flat|apt|apartment|unit)\s\S+)?",
        r"\b[a-z\-]{2,}(?:strasse|str\.|gasse|weg|allee|platz|ring|damm|ufer)\s[0-9]{1,4}[a-z]?\b(?:,\s[0-9]{5}\s[a-z]+)?",
        r"\b[a-z]+\s[0-9]{1,3}[a-z]?,\s[0-9]{5}\s[a-z]{3,}",
        r"\b(?:calle|c/|avenida|avda?\.?|plaza|paseo|carrera)\s(?:[a-z]+\s){0,4}[a-z]+,?\s(?:numero\s|n\.?\s)?[0-9]{1,4}\b(?:,\s[0-9]{5}\s[a-z]+)?",
        r"\b[a-z]+\s(?:street|road|avenue|lane)\s(?:number|no\.?|nr\.?)\s[0-9]{1,5}\b",
        r"\b(?:p\.?\s?o\.?\sbox|postfach|apartado)\s[0-9]+",
    ),
}  # fmt: skip
_PATTERNS = [(kind, re2.compile(one)) for kind, some in _KINDS.items() for one in some]


def _looked_for_at_once() -> re2.Set:
    every = re2.Set.SearchSet()
    for one in (PHONE, *(pattern.pattern for _, pattern in _PATTERNS)):
        every.Add(one)
    every.Compile()
    return every


_EVERY = _looked_for_at_once()
"""Tells in one pass which of them are worth looking for: phones first, then the patterns in their order."""
_ALL_OF_US = frozenset({"@all", "@everyone", "@here", "@alle", "@todos", "@todas", "@you"})
_NO_STREET_NAME_SAID = """
    a an the my your our his her this that on in of to down from for at and or by with
"""
_NO_STREET_NAME = frozenset(_NO_STREET_NAME_SAID.split())


def personal(text: str) -> list[Found]:
    """The personal information in a message, in its order, none of it twice."""
    read = plain(text)
    hit = _EVERY.Match(read)
    if not hit:
        return []
    found = sorted(_found(read, hit), key=lambda one: (one.start, -one.end))
    apart: list[Found] = []
    for one in found:
        if not apart or one.start >= apart[-1].end:
            apart.append(one)
    where = places(text)
    return apart if where is None else [Found(one.kind, where[one.start], where[one.end]) for one in apart]


def _found(read: str, hit: Sequence[int]) -> Iterator[Found]:
    for place in hit:
        if place == 0:
            yield from (Found(Personal.PHONE, start, end) for start, end in phones(read))
            continue
        kind, pattern = _PATTERNS[place - 1]
        group = 1 if pattern.groups else 0
        for match in pattern.finditer(read):
            if not _is_common(kind, match.group(group)):
                yield Found(kind, match.start(group), match.end(group))


def _is_common(kind: Personal, said: str) -> bool:
    if kind is Personal.HANDLE:
        return said in _ALL_OF_US
    return kind is Personal.ADDRESS and not _NO_STREET_NAME.isdisjoint(said.split()[1:-1])


def without(text: str, found: list[Found]) -> str | None:
    """A message without what was found in it; None if nothing is left to say."""
    left, end = [], 0
    for one in found:
        left.append(text[end : one.start])
        end = one.end
    rest = LEFT_OUT.join([*left, text[end:]]).strip()
    return rest if any(character.isalnum() for character in rest) else None
