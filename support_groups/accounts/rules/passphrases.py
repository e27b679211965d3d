"""Passphrases: which ones are too easy to guess, and words to take instead."""

import re
import secrets
import unicodedata
from functools import cache

from mnemonic import Mnemonic

from support_groups.accounts.models import PASSPHRASE_MAX_CHARS, PASSPHRASE_MIN_CHARS

from .names import fold_name

SUGGESTED_WORDS = 5
MEANT_CHARS_MIN = 6
DIFFERENT_CHARS_MIN = 6

TOO_SHORT = f"Please use at least {PASSPHRASE_MIN_CHARS} characters. Four or five unrelated words are easy to keep."
TOO_LONG = f"Please keep this within {PASSPHRASE_MAX_CHARS} characters."
IS_KNOWN = (
    "Many people use these very words, so they are tried first. Please choose words that only you would put together."
)
IS_PATTERN = "This repeats, or follows a pattern that is easy to guess. Please choose words that have little in common."
HOLDS_NAME = "This is mostly your name, so it would be tried first. Please choose other words."

_RUNS = (
    "abcdefghijklmnopqrstuvwxyz",
    "qwertyuiopasdfghjklzxcvbnm",
    "qwertzuiopasdfghjklyxcvbnm",
    "azertyuiopqsdfghjklmwxcvbn",
    "qazwsxedcrfvtgbyhnujmikolp",
    "01234567890123456789",
)
_RUN_CHARS_MIN = 4
_SIGNS = str.maketrans("@$", "as")
_AS_LETTERS = str.maketrans("013457", "oleast")

# Parts that carry no secret: what is left when they are taken out must still be long enough.
_COMMON = """
    administrator password passphrase passwort contrasena motdepasse kennwort parola haslo wachtwoord letmein
    welcome iloveyou loveyou trustno superman batman dragon monkey master shadow sunshine princess football
    baseball liverpool arsenal chelsea starwars pokemon minecraft whatever freedom computer internet charlie
    jordan michael jessica ashley secret changeme default qwerty qwertz azerty asdf login admin guest user test
    hello access please mypass thisismy lovely forever always january february march april june july august
    september october november december monday tuesday wednesday thursday friday saturday sunday lanternrooms
    ketamine recovery sober clean meeting
"""
# Longest first, so that "password" is not left as "word".
_COMMON_PARTS = sorted(_COMMON.split(), key=len, reverse=True)

_KNOWN = frozenset(
    re.sub(r"[^a-z0-9]", "", phrase.lower())
    for phrase in (
        "correct horse battery staple",
        "to be or not to be that is the question",
        "to be or not to be",
        "the quick brown fox jumps over the lazy dog",
        "may the force be with you",
        "i love you so much",
        "i love you forever",
        "i will always love you",
        "let it be let it be",
        "happy birthday to you",
        "once upon a time",
        "in the beginning was the word",
        "in the beginning god created",
        "the lord is my shepherd",
        "for god so loved the world",
        "our father who art in heaven",
        "god grant me the serenity",
        "god grant me the serenity to accept the things i cannot change",
        "one day at a time",
        "just for today i will",
        "keep coming back it works",
        "keep coming back",
        "it works if you work it",
        "progress not perfection",
        "this too shall pass",
        "let go and let god",
        "first things first",
        "live and let live",
        "we admitted we were powerless",
        "higher power higher power",
        "twelve steps twelve traditions",
        "winter is coming",
        "never gonna give you up",
        "here comes the sun",
        "all you need is love",
        "twinkle twinkle little star",
        "mary had a little lamb",
        "carpe diem carpe diem",
        "this is my password",
        "this is my passphrase",
        "my voice is my passport",
        "my voice is my passport verify me",
        "open sesame open sesame",
        "abracadabra abracadabra",
        "supercalifragilisticexpialidocious",
        "antidisestablishmentarianism",
        "a passphrase nobody knows",
        "lorem ipsum dolor sit amet",
        "all work and no play makes jack a dull boy",
        "houston we have a problem",
        "elementary my dear watson",
        "live long and prosper",
    )
)


def normal_passphrase(text: str) -> str:
    """A passphrase as it is hashed: the same on every keyboard (NFKC), untouched otherwise."""
    return unicodedata.normalize("NFKC", text)


def passphrase_fault(text: str, name: str) -> str | None:
    """Why a passphrase is too easy to guess for the person of this name, in kind words; None when it will do."""
    text = normal_passphrase(text)
    if len(text) < PASSPHRASE_MIN_CHARS:
        return TOO_SHORT
    if len(text) > PASSPHRASE_MAX_CHARS:
        return TOO_LONG
    plain = unicodedata.normalize("NFD", text.casefold().translate(_SIGNS))
    bare = "".join(c for c in plain if c.isalnum())
    if bare.rstrip("0123456789") in _KNOWN or bare in _KNOWN:
        return IS_KNOWN
    if len(set(bare or text)) < DIFFERENT_CHARS_MIN or _shortest_repeated(bare or text) < MEANT_CHARS_MIN:
        return IS_PATTERN
    folded, key = fold_name(text), fold_name(name)
    if key and len(folded.replace(key, "")) < MEANT_CHARS_MIN and key in folded:
        return HOLDS_NAME
    return IS_PATTERN if len(_meant(bare or text)) < MEANT_CHARS_MIN else None


def suggest_passphrase() -> str:
    """Fresh words from a list of 2,048: 55 random bits, easy to write down and to type."""
    words = _words()
    return " ".join(secrets.choice(words) for _ in range(SUGGESTED_WORDS))


@cache
def _words() -> tuple[str, ...]:
    return tuple(Mnemonic("english").wordlist)


def _shortest_repeated(text: str) -> int:
    """How long the piece is that a text consists of, repeated; the whole text if it repeats nothing."""
    for size in range(1, len(text)):
        if (text[:size] * (len(text) // size + 1)).startswith(text):
            return size
    return len(text)


def _meant(text: str) -> str:
    """What is left of a text without common parts, runs of the keyboard and the alphabet, and digits at its ends."""
    plain = text.translate(_AS_LETTERS)
    for part in _COMMON_PARTS:
        while (at := plain.find(part)) >= 0:
            plain, text = plain[:at] + plain[at + len(part) :], text[:at] + text[at + len(part) :]
    text = re.sub(r"(.)\1{2,}", "", text)
    for run in _RUNS:
        text = _without_runs(_without_runs(text, run), run[::-1])
    return text.strip("0123456789")


def _without_runs(text: str, line: str) -> str:
    kept, at = "", 0
    while at < len(text):
        end = at
        while end < len(text) and text[at : end + 1] in line:
            end += 1
        if end - at < _RUN_CHARS_MIN:
            kept += text[at]
            end = at + 1
        at = end
    return kept
