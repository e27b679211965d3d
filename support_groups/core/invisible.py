"""Which characters the eye does not see: they could make two names, or two words, look like one."""

import unicodedata
from collections.abc import Iterable

MARKS_MAX = 30
"""More marks than these on one letter are in no writing (Unicode's own bound for streams, UAX #15)."""

_CATEGORIES = {"Cc", "Cf", "Cs", "Co", "Cn"}
# Default_Ignorable_Code_Point of Unicode where the category does not tell it, and glyphs that are blank.
_RANGES = (
    (0x034F, 0x034F),
    (0x115F, 0x1160),
    (0x17B4, 0x17B5),
    (0x180B, 0x180F),
    (0x2065, 0x2065),
    (0x2800, 0x2800),
    (0x3164, 0x3164),
    (0xFE00, 0xFE0F),
    (0xFFA0, 0xFFA0),
    (0xFFFC, 0xFFFC),
    (0x13441, 0x13442),
    (0x16FE4, 0x16FE4),
    (0x1D159, 0x1D159),
    (0xE0000, 0xE0FFF),
)
JOINERS = frozenset("\u200c\u200d\u180b\u180c\u180d\u180f\ufe0e\ufe0f")
"""What scripts and emoji need between or after their signs; nothing by themselves."""


def is_invisible(character: str) -> bool:
    """Whether a character shows nothing of itself; spaces and line breaks are another matter."""
    place = ord(character)
    return unicodedata.category(character) in _CATEGORIES or any(first <= place <= last for first, last in _RANGES)


class Visible(dict[int, int | None]):
    """For `str.translate`: takes out what is invisible, but for some characters that may stay."""

    REMEMBERED_MAX = 20_000

    def __init__(self, staying: Iterable[str] = ()) -> None:
        super().__init__((ord(character), ord(character)) for character in staying)

    def __missing__(self, place: int) -> int | None:
        kept = None if is_invisible(chr(place)) else place
        # Looked up once for each character: a message has many, and they are mostly the same.
        if len(self) < self.REMEMBERED_MAX:
            self[place] = kept
        return kept


def composed(text: str) -> str:
    """A text in composed form, with as many marks on a letter as any writing has.

    Marks are put in order by insertion: of thousands on one letter that takes seconds.
    """
    if text.isascii():
        return text
    kept, marks = [], 0
    for character in text:
        marks = marks + 1 if unicodedata.combining(character) else 0
        if marks <= MARKS_MAX:
            kept.append(character)
    return unicodedata.normalize("NFC", "".join(kept))
