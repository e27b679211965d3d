"""Formats: the kinds of meeting people of this field look for, by the keys they are known under."""

import enum
from collections.abc import Iterable
from dataclasses import dataclass


class Kind(enum.StrEnum):
    """What a format tells about."""

    MEETING = "meeting"
    PLACE = "place"
    FOR_WHOM = "for_whom"
    ATTENDANCE = "attendance"
    LANGUAGE = "language"


@dataclass(frozen=True)
class Format:
    """One kind of meeting: its key, the id other lists know it by, its name and one plain sentence."""

    key: str
    world_id: str | None
    kind: Kind
    name: str
    sentence: str
    is_offered: bool = True
    """Whether a group here may choose it; what follows from elsewhere, or needs a hall, is known but not offered."""


_M, _P, _W, _A, _L = Kind.MEETING, Kind.PLACE, Kind.FOR_WHOM, Kind.ATTENDANCE, Kind.LANGUAGE

_ALL = (
    Format("B", "BEG", _W, "Beginners", "For people who are new, with time for first questions."),
    Format("D", "DISC", _M, "Discussion", "People share on a subject one after another."),
    Format("To", "TOP", _M, "Topic", "Someone names a topic, and people share on it."),
    Format("So", "SPK", _M, "Speaker", "One person tells their story; the others listen."),
    Format("SD", "S-D", _M, "Speaker and discussion", "One person tells their story, then others share."),
    Format("St", "STEP", _M, "Step", "A meeting about one of the Twelve Steps."),
    Format("SG", "SWG", _M, "Step work", "People work through questions on a step together."),
    Format("Tr", "TRAD", _M, "Tradition", "A meeting about how groups hold together."),
    Format("BT", "BT", _M, "Basic text", "A part of the fellowship's main book is read and shared on."),
    Format("IP", "IP", _M, "Pamphlet", "A short pamphlet is read and shared on."),
    Format("IW", "IW", _M, "Steps and traditions book", "A book on the steps and traditions is read and shared on."),
    Format("JT", "JFT", _M, "Thought of the day", "The day's short reading is shared on."),
    Format("LC", "LC", _M, "Living clean", "About daily life without using."),
    Format("BK", "LIT", _M, "Book study", "A book is read and talked about, part by part."),
    Format("AB", "QA", _M, "Ask-it basket", "Questions are gathered without names and answered by those who wish."),
    Format("ME", "MED", _M, "Meditation", "With a time of silence together."),
    Format("Ti", None, _M, "Timer", "Each share has a time limit that everyone can see."),
    Format("Pi", None, _M, "Pitch", "Whoever has shared chooses who is next; anyone may pass."),
    Format("Rr", None, _M, "Round robin", "The turn goes round, and anyone may pass."),
    Format("RF", "VAR", _M, "Rotating", "The format changes from week to week."),
    Format("Ag", None, _M, "Agnostic", "Without prayer; for people of any belief and of none."),
    Format("OE", None, _M, "Open end", "It goes on as long as people want to share."),
    Format("CL", "CAN", _P, "Candlelight", "Held quietly, with the lights low.", is_offered=False),
    Format("GL", "GL", _W, "LGBTQ+", "For lesbian, gay, bisexual, trans and queer people."),
    Format("M", "M", _W, "Men", "For men."),
    Format("W", "W", _W, "Women", "For women."),
    Format("YP", "Y", _W, "Young people", "For younger people."),
    Format("CW", "CW", _W, "Children welcome", "You may have your children around you."),
    Format(
        "RA", "RA", _W, "Restricted attendance", "For particular people; the group says for whom.", is_offered=False
    ),
    Format("BL", "LANG", _L, "Bilingual", "In more than one language."),
    Format("C", "CLOSED", _A, "Closed", "For people who have, or think they may have, a problem.", is_offered=False),
    Format("O", "OPEN", _A, "Open", "Anybody may come and listen.", is_offered=False),
    Format("VM", "VM", _P, "Online", "Held online.", is_offered=False),
    Format("HY", "HYBR", _P, "Hybrid", "Held online and in a hall.", is_offered=False),
    Format("TC", "TC", _P, "Temporarily closed", "Does not meet in its hall for now.", is_offered=False),
    Format("SL", None, _P, "Sign language", "With sign language.", is_offered=False),
    Format("WC", "WCHR", _P, "Wheelchair", "The hall can be reached with a wheelchair.", is_offered=False),
)

FORMATS = {one.key: one for one in _ALL}


def offered_formats() -> list[Format]:
    """The formats a group or a meeting may choose from."""
    return [one for one in FORMATS.values() if one.is_offered]


_SETS = {
    "How people take part": "D To So SD Ti Pi Rr AB ME RF OE",
    "What it is about": "St SG Tr BT IP IW JT LC BK Ag",
    "For whom": "B W M GL YP CW BL",
}


def formats_in_sets() -> list[tuple[str, list[Format]]]:
    """The offered formats in a few sets, each with what its formats tell about: so many at once are hard to read."""
    return [(words, formats_of(keys)) for words, keys in _SETS.items()]


def formats_of(keys: str | Iterable[str]) -> list[Format]:
    """The formats behind keys, given one by one or in a line; unknown keys are passed over."""
    wanted = keys.split() if isinstance(keys, str) else keys
    return [FORMATS[key] for key in dict.fromkeys(wanted) if key in FORMATS]


def joined_formats(keys: Iterable[str]) -> str:
    """Keys as they are kept in a line, in the order of the list and each once."""
    wanted = frozenset(keys)
    return " ".join(key for key in FORMATS if key in wanted)
