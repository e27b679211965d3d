"""Twelve words that open an account when the passphrase is lost (BIP-39: 128 random bits and a check)."""

import re
import unicodedata
from functools import cache

from mnemonic import Mnemonic

RECOVERY_WORDS = 12
_STRENGTH_BITS = 128
_ORDINALS = (
    "first", "second", "third", "fourth", "fifth", "sixth",
    "seventh", "eighth", "ninth", "tenth", "eleventh", "twelfth",
)  # fmt: skip


@cache
def _language() -> Mnemonic:
    return Mnemonic("english")


def new_recovery_words() -> str:
    """Fresh recovery words, as they are shown and kept by the person."""
    return str(_language().generate(_STRENGTH_BITS))


def read_recovery_words(text: str) -> str:
    """Recovery words as somebody typed them, numbers, commas and beginnings of words included, in their one true form.

    Raises ValueError with kind words that say which word to look at; they tell nothing that is not public.
    """
    typed = re.findall(r"[a-z]+", unicodedata.normalize("NFKD", text).lower())
    if len(typed) != RECOVERY_WORDS:
        raise ValueError(f"There should be {RECOVERY_WORDS} words; we can read {len(typed)} here.")
    words = [_whole(word) for word in typed]
    if None in words:
        raise ValueError(
            f"The {_ORDINALS[words.index(None)]} word is not one of those we use. Please look at it again."
        )
    whole = " ".join(str(word) for word in words)
    if not _language().check(whole):
        raise ValueError("These words do not belong together. One may be mistaken, or their order may differ.")
    return whole


def _whole(typed: str) -> str | None:
    """The word of the list that was meant: the first four letters are enough for every one of them."""
    listed = _language().wordlist
    if typed in listed:
        return typed
    meant = [word for word in listed if len(typed) >= 4 and word.startswith(typed)]
    return meant[0] if len(meant) == 1 else None
