"""A message as whoever reads it takes it in: disguises off, word by word."""

import unicodedata

from support_groups.accounts.rules import latin_alike
from support_groups.core.invisible import is_invisible

REMEMBERED_MAX = 20_000
SPELLED_MIN = 3
"""From so many single letters on, they are read as one word: "t e x t"."""

_LEET = str.maketrans("013457$@", "oieastsa")


class _Plain(dict[int, str]):
    """For `str.translate`: each character as plain letters, digits and signs."""

    def __missing__(self, place: int) -> str:
        plain = _plain(chr(place))
        if len(self) < REMEMBERED_MAX:
            self[place] = plain
        return plain


class _Spaced(dict[int, str | None]):
    """For `str.translate`: letters and digits stay, an apostrophe goes, all else is a space."""

    def __missing__(self, place: int) -> str | None:
        character = chr(place)
        kept = None if character in "'`´" else character if character.isalnum() or character in "$@" else " "
        if len(self) < REMEMBERED_MAX:
            self[place] = kept
        return kept


def _plain(character: str) -> str:
    if character in "\n\t ":
        return character
    if is_invisible(character):
        return ""
    digit = unicodedata.decimal(character, None)
    if digit is not None:
        return str(digit)
    parts = unicodedata.normalize("NFKD", character)
    return "".join(_plain_part(part) for part in parts if unicodedata.category(part) not in ("Mn", "Me"))


def _plain_part(part: str) -> str:
    if part.isascii():
        return part.lower()
    match unicodedata.category(part):
        case "Pd":
            return "-"
        case "Pi" | "Pf":
            return "'"
        case "Zs" | "Zl" | "Zp":
            return " "
    alike = latin_alike(part.upper()) if len(part.upper()) == 1 else None
    return (alike or latin_alike(part) or part).casefold()


_PLAIN = _Plain()
_SPACED = _Spaced()


def plain(text: str) -> str:
    """A text in small plain letters: look-alikes, accents, ornaments and what is not seen make no difference."""
    return text.lower() if text.isascii() else text.translate(_PLAIN)


def places(text: str) -> list[int] | None:
    """For each place in the plain text, and its end, the place in the text itself; None where they are the same."""
    if text.isascii():
        return None
    lengths = [len(_PLAIN[ord(character)]) for character in text]
    return [place for place, length in enumerate(lengths) for _ in range(length)] + [len(text)]


def words(text: str) -> list[str]:
    """The words of a plain text; spelled ones are put together, digits in the place of letters are read as letters."""
    found = text.translate(_SPACED).split()
    if _is_spelled(found):
        found = _unspelled(found)
    return found if "".join(found).isalpha() else [one if one.isalpha() else _letters(one) for one in found]


def _is_spelled(found: list[str]) -> bool:
    row = 0
    for one in found:
        row = row + 1 if len(one) == 1 else 0
        if row == SPELLED_MIN:
            return True
    return False


def _unspelled(found: list[str]) -> list[str]:
    whole: list[str] = []
    spelled: list[str] = []
    for one in [*found, ""]:
        if len(one) == 1:
            spelled.append(one)
            continue
        whole += ["".join(spelled)] if len(spelled) >= SPELLED_MIN else spelled
        spelled = []
        whole.append(one)
    return whole[:-1]


def _letters(word: str) -> str:
    is_mixed = any(character.isalpha() for character in word) and not word.isdigit()
    return word.translate(_LEET) if is_mixed and not word[0].isdigit() else word.strip("$@")
