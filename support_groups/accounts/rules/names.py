"""Chosen names: which ones are the same to the eye, which ones give a person away, and calm ones to take."""

import hashlib
import re
import unicodedata
from functools import cache

from support_groups.core.invisible import is_invisible

from .given_names import GIVEN_NAMES, SURNAME_ENDINGS

KEY_MAX_CHARS = 120
_ALIKE = str.maketrans({"0": "o", "1": "l", "i": "l", "|": "l"})
_TWO_AS_ONE = (("rn", "m"), ("vv", "w"))

_CALM = """
    Quiet Calm Gentle Still Soft Slow Patient Steady Early Late Open Warm Mild Clear Bright Plain Silver Golden
    Amber Green Blue Grey Copper Ivory Misty Sunny Windy Rainy Snowy Wild Free Kind Brave Humble Hopeful Honest
    Simple Careful Distant Hidden Northern Southern Eastern Western Morning Evening Winter Summer Autumn April
    Mossy Sandy Woodland Upland Coastal Rolling Drifting Resting Waking Turning
"""
CALM = _CALM.split()
_THINGS = """
    Harbour River Meadow Lantern Willow Birch Cedar Maple Rowan Hazel Fern Clover Heather Thistle Juniper Lichen
    Pebble Boulder Valley Hillside Orchard Garden Bridge Ferry Lighthouse Shore Island Lagoon Current Tide Brook
    Spring Cloud Horizon Daybreak Twilight Comet Beacon Ember Kettle Teacup Window Doorway Bench Path Compass
    Anchor Sparrow Heron Otter Badger Finch Swallow Robin Hare Moth Cricket Acorn Feather Wheatfield Snowdrop
"""
THINGS = _THINGS.split()

MAIL = "This looks like an e-mail address. Anyone who knows it would know it is you."
PHONE = "This looks like a phone number. Anyone who knows it would know it is you."
ADDRESS = "This looks like a street address. It could lead people to you."
HANDLE = "This looks like a name used somewhere else online. People could find you by it."
FULL_NAME = "This looks like a full name. Someone who knows you could recognise it."
BIRTH_YEAR = "This seems to hold a year of birth. Together with a name, it could tell people who you are."

_MAIL = re.compile(r"\S@\S+\.\w|\b(?:at|@)\s?(?:gmail|hotmail|outlook|proton|yahoo|icloud|gmx|web)\b", re.IGNORECASE)
_PLATFORM = re.compile(
    r"\b(?:insta(?:gram)?|snap(?:chat)?|telegram|whats\s?app|discord|facebook|tik\s?tok|twitter|reddit|wickr|signal)\b"
    r"|https?:|www\.|\.(?:com|net|org|de|uk|io|me)\b|#\d{3,}|^[@~]|^(?:ig|fb|tg|wa)\s?:|^u/",
    re.IGNORECASE,
)
_GLUED = re.compile(r"^[^\W\d_]+[._-][^\W\d_]+\d*$|^[^\W_]+_[\w]+$")
_STREET = re.compile(
    r"\b(?:street|str|road|rd|avenue|ave|lane|drive|boulevard|square|rue|calle|via|ulica|ul|plaza|platz|gasse)\b"
    r"|(?:stra(?:ß|ss)e|straat|gatan|weg|gasse|platz)\b",
    re.IGNORECASE,
)
_YEAR = re.compile(r"(?:^|\D)(?:19[3-9]\d|20[01]\d)$")
_WORDS = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_CAMEL = re.compile(r"(?<=[a-zà-ÿ])(?=[A-ZÀ-Þ])")


_MARKS = frozenset({"Mn", "Me"})


def fold_name(text: str) -> str:
    """The key under which names that look alike are one.

    Case, spaces, punctuation, ornaments, accents, invisible characters and look-alike letters of other alphabets
    make no difference. A name of signs only is known by its signs.
    """
    # Marks go first: folded by case, some would become letters.
    bare = "".join(c for c in unicodedata.normalize("NFKD", text) if unicodedata.category(c) not in _MARKS)
    normal = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", bare).casefold())
    letters = "".join(_letter(character) for character in normal)
    if not letters:
        return "".join(c for c in normal if unicodedata.category(c)[0] in "PS" and not is_invisible(c))[:KEY_MAX_CHARS]
    for two, one in _TWO_AS_ONE:
        letters = letters.replace(two, one)
    return letters[:KEY_MAX_CHARS]


def name_warning(text: str) -> str | None:
    """Words of warning when a name may tell who a person is; it is theirs to keep all the same."""
    text = unicodedata.normalize("NFKC", text).strip()
    digits = sum(character.isdecimal() for character in text)
    if _MAIL.search(text):
        return MAIL
    if digits >= 7 and digits >= len(text.replace(" ", "")) - 6:
        return PHONE
    if digits and _STREET.search(text):
        return ADDRESS
    if _PLATFORM.search(text):
        return HANDLE
    if _is_full_name(text):
        return FULL_NAME
    if _GLUED.match(text):
        return HANDLE
    return BIRTH_YEAR if _YEAR.search(text) else None


def suggest_names(count: int, seed: int | str) -> list[str]:
    """Names of two calm words that say nothing of anyone; the same seed gives the same names, all different."""
    names: dict[str, None] = {}
    for throw in range(count * 20):
        if len(names) == count:
            break
        dice = int.from_bytes(hashlib.blake2b(f"{seed}:{throw}".encode(), digest_size=8).digest())
        names[f"{CALM[dice % len(CALM)]} {THINGS[dice // len(CALM) % len(THINGS)]}"] = None
    return list(names)


@cache
def _letter(character: str) -> str:
    """The plain letter a character looks like; nothing for signs, spaces, accents and what is not seen."""
    bare = "".join(c for c in unicodedata.normalize("NFD", character) if not _is_unseen(c))
    if len(bare) != 1:
        return "".join(_letter(c) for c in bare)
    if unicodedata.category(bare)[0] not in "LNM":
        return "l" if bare == "|" else ""
    if not bare.isascii():
        # Capital and small letter must come out the same: the capital decides, the small one fills in.
        bare = latin_alike(bare.upper()) or latin_alike(bare) or bare
    return bare.casefold().translate(_ALIKE)


def _is_unseen(character: str) -> bool:
    # Marks above, below and around a letter are missed by a quick eye, or not drawn at all.
    return is_invisible(character) or unicodedata.category(character) in ("Mn", "Me")


def latin_alike(character: str) -> str | None:
    """The plain letter or digit that one of another alphabet could be taken for, if there is one."""
    # Read from a large file the first time it is needed.
    from confusable_homoglyphs.confusables import confusables_data

    for entry in confusables_data.get(character, ()):
        target = "".join(c for c in str(entry["c"]) if not "\u0300" <= c <= "\u0338")
        if len(target) == 1 and target.isascii() and target.isalnum():
            return target
    return None


def _is_full_name(text: str) -> bool:
    words = _WORDS.findall(_CAMEL.sub(" ", re.sub(r"[._\-\d]+", " ", text)))
    if not 2 <= len(words) <= 4 or len(words[-1]) < 3:
        return False
    first, last = words[0].casefold(), words[-1].casefold()
    calm, things = {word.casefold() for word in CALM}, {word.casefold() for word in THINGS}
    if first in calm and last in things:
        return False
    written_as_names = all(word[0].isupper() for word in (words[0], words[-1]))
    if first in GIVEN_NAMES:
        return written_as_names or last.endswith(SURNAME_ENDINGS)
    return written_as_names and len(last) > 4 and last.endswith(SURNAME_ENDINGS) and last not in things
