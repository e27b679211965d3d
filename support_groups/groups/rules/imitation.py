"""Names that imitate somebody who serves: not the same to the eye, but near enough to be trusted by mistake."""

import unicodedata
from collections.abc import Collection
from itertools import groupby

from .names import NameIsTaken, drawn

LONG_ENOUGH_CHARS = 8
"""From so many letters on, one more, one less or another one is a slip of the pen and not another name."""

_TRIMMINGS_SAID = """
    the real official original true only one im me ii iii xx x mr mrs ms dr echte echter original offiziell der
    die das el la los las oficial verdadero verdadera autentico facilitator facilitadora facilitador chair host
    admin
"""
_TRIMMINGS = frozenset(_TRIMMINGS_SAID.split())


def check_imitates_nobody(name: str, servants: Collection[str]) -> None:
    """Refuse a name that imitates somebody who serves."""
    if imitates(name, servants):
        raise NameIsTaken


def imitates(name: str, servants: Collection[str]) -> bool:
    """Whether a name could be taken for that of someone who serves: trimmed, spelled otherwise, or with a slip."""
    bare = {drawn(one) for one in (name, _bare(name), _single(_bare(name)))} - {""}
    return any(_is_near(one, drawn(servant)) for servant in servants for one in bare)


def _bare(name: str) -> str:
    parted = "".join(c if c.isalnum() else " " for c in unicodedata.normalize("NFKC", name)).casefold()
    return "".join(word for word in parted.split() if word not in _TRIMMINGS and not word.isdigit())


def _single(name: str) -> str:
    # Before two letters are read as one: "Fernn" holds an "rn" no less than "Fern".
    return "".join(letter for letter, _ in groupby(name))


def _is_near(one: str, other: str) -> bool:
    if one == other or min(len(one), len(other)) < LONG_ENOUGH_CHARS:
        return one == other
    shorter, longer = sorted((one, other), key=len)
    if len(longer) - len(shorter) > 1:
        return False
    same = next((place for place, pair in enumerate(zip(shorter, longer, strict=False)) if pair[0] != pair[1]), None)
    if same is None:
        return True
    return shorter[same + (len(shorter) == len(longer)) :] == longer[same + 1 :]
