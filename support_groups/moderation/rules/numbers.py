"""Phone numbers, said in digits or in words, and what only looks like one."""

from collections.abc import Iterator
from itertools import pairwise

import re2

from support_groups.recovery.rules import COUNTRIES

PHONE_DIGITS = range(7, 16)
PHONE_CHARS = range(7, 240)
"""No word for digits is shorter than they are; the longest words and most signs between are 14 characters a digit."""
LOOKED_AT_MAX = 40
"""So many pieces of one message are looked at closely; each takes a tenth of a millisecond."""

_SAID = {
    **dict.fromkeys(("zero", "oh", "null", "cero", "o"), "0"),
    **dict.fromkeys(("one", "eins", "ein", "uno", "un", "l", "i"), "1"),
    **dict.fromkeys(("two", "zwei", "zwo", "dos"), "2"),
    **dict.fromkeys(("three", "drei", "tres"), "3"),
    **dict.fromkeys(("four", "vier", "cuatro"), "4"),
    **dict.fromkeys(("five", "funf", "fuenf", "cinco"), "5"),
    **dict.fromkeys(("six", "sechs", "seis"), "6"),
    **dict.fromkeys(("seven", "sieben", "siete"), "7"),
    **dict.fromkeys(("eight", "acht", "ocho"), "8"),
    **dict.fromkeys(("nine", "neun", "nueve"), "9"),
    **dict.fromkeys(("hundred", "hundert", "cientos"), "00"),
    **{
        word: f"{tens}0"
        for tens, said in enumerate(
            (
                ("ten", "zehn", "diez"),
                ("twenty", "zwanzig", "veinte"),
                ("thirty", "dreissig", "treinta"),
                ("forty", "vierzig", "cuarenta"),
                ("fifty", "funfzig", "cincuenta"),
                ("sixty", "sechzig", "sesenta"),
                ("seventy", "siebzig", "setenta"),
                ("eighty", "achtzig", "ochenta"),
                ("ninety", "neunzig", "noventa"),
            ),
            1,
        )
        for word in said
    },
    **{f"{word}cientos": f"{digit}00" for word, digit in (("seis", 6), ("ocho", 8), ("sete", 7), ("nove", 9))},
}
_TWICE = {
    **dict.fromkeys(("double", "doppel", "doble"), 2),
    **dict.fromkeys(("triple", "treble", "dreifach"), 3),
}

_DIGITISH = "|".join(["[0-9]", *sorted({*_SAID, *_TWICE}, key=len, reverse=True)])
_APART = r"[\s.,\-/()_*:+|]{0,3}"
PHONE = rf"(?:^|[^a-z0-9])(\+?\(?(?:{_DIGITISH})(?:{_APART}(?:{_DIGITISH})){{4,}})"
"""What may be a phone number, as a pattern; `phones` looks closer."""

_RUN = re2.compile(PHONE)
_PIECE = re2.compile(rf"{_DIGITISH}|[^a-z0-9]+")
_IS_GLUED = re2.compile(r"^[a-z]")

_DAY, _MONTH, _YEAR = r"(?:0?[1-9]|[12]\d|3[01])", r"(?:0?[1-9]|1[0-2])", r"(?:19|20)\d\d"
_TIME = r"(?:[01]?\d|2[0-3])[.:][0-5]\d(?::[0-5]\d)?"
_MOMENT = (
    rf"(?:{_YEAR}[./-]{_MONTH}[./-]{_DAY}|{_DAY}[./-]{_MONTH}[./-](?:{_YEAR}|\d\d)"
    rf"|{_MONTH}/{_DAY}/(?:{_YEAR}|\d\d)|{_YEAR}|{_TIME})"
)
_INNOCENT = re2.compile(
    rf"^{_MOMENT}(?:\D+{_MOMENT})*$"  # dates, years and times, one or several
    r"|^\d{1,3}(?:\.\d{3})+$"  # money, as it is written in much of Europe
)
_MONEY_BEFORE = re2.compile(r"[$€£]\s?$")
_AMOUNT_AFTER = re2.compile(
    r"^\s?(?:[$€£%]|(?:euros?|dollars?|pounds?|pesos?|steps?|schritte|pasos|mg|days?|tage|dias)\b)"
)


def _help_numbers() -> frozenset[str]:
    lines = [line.number for country in COUNTRIES for line in country.lines]
    return frozenset("".join(c for c in number if c.isdigit()) for number in lines)


HELP_NUMBERS = _help_numbers()
"""What this place itself tells people to call is nobody's own number."""


def phones(text: str) -> Iterator[tuple[int, int]]:
    """Where a plain text holds phone numbers; after very many of what may be one, all the rest is taken for one."""
    looked_at = 0
    for run in _RUN.finditer(text):
        for first, last in _pieces(text, run.start(1), run.end(1)):
            looked_at += 1
            if looked_at > LOOKED_AT_MAX:
                yield first, len(text)
                return
            digits = _digits(text[first:last])
            if len(digits) in PHONE_DIGITS and not _is_innocent(text, first, last, digits):
                yield first, last


def _pieces(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """What is long enough to be a number, in a run of digits."""
    if end < len(text) and text[end].isalnum() and _IS_GLUED.search(text[end:]):
        # "one another": the last piece was the beginning of another word.
        end = _last_boundary(text, start, end)
    return (piece for piece in _apart_at_commas(text, start, end) if piece[1] - piece[0] in PHONE_CHARS)


def _last_boundary(text: str, start: int, end: int) -> int:
    while end > start and text[end - 1].isalnum():
        end -= 1
    return end


def _apart_at_commas(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """A comma between digits parts a list of things; between words it is a breath."""
    begin = start
    for place in range(start, end):
        if (
            text[place] == ","
            and _beside(text, range(place - 1, start - 1, -1))
            and _beside(text, range(place + 1, end))
        ):
            yield begin, place
            begin = place + 1
    while end > begin and not text[end - 1].isalnum():
        end -= 1
    yield begin, end


def _beside(text: str, around: range) -> bool:
    near = next((text[place] for place in around if not text[place].isspace()), "")
    return near.isdigit()


def _digits(said: str) -> str:
    digits, times = "", 1
    for piece in _PIECE.findall(said):
        if piece in _TWICE:
            times = _TWICE[piece]
        elif piece.isdigit() or piece in _SAID:
            digits += _SAID.get(piece, piece) * times
            times = 1
    return digits


def _is_innocent(text: str, start: int, end: int, digits: str) -> bool:
    said = text[start:end].strip(" \n()+.,-/")
    return (
        digits in HELP_NUMBERS
        or _counts(said)
        or _INNOCENT.search(said) is not None
        or _MONEY_BEFORE.search(text[max(0, start - 2) : start]) is not None
        or _AMOUNT_AFTER.search(text[end : end + 12]) is not None
    )


def _counts(said: str) -> bool:
    """Whether it goes up or down one by one: a way to breathe, not a number."""
    pieces = re2.findall(r"[0-9]+|[a-z]+", said)
    values = [int(_SAID.get(piece, piece)) for piece in pieces if piece.isdigit() or piece in _SAID]
    steps = {after - before for before, after in pairwise(values)}
    return len(values) > 2 and steps in ({1}, {-1})
