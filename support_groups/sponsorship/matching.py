"""Which sponsors to show first, and why: pure, explained, and spread so that not everyone is sent to the same one."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import product

from .models import STEPS, Gender, Time
from .rules import GENDER_WORDS, PREFERS_WORDS, TIME_WORDS, clean_words, steps_words

SHARED_HOURS_MIN = 4
HOURS_A_WEEK = 168
_WEEKDAYS, _WEEKEND = range(5), range(5, 7)
_PARTS = {"morning": (6, 12), "afternoon": (12, 18), "evening": (18, 23), "night": (23, 30)}


@dataclass(frozen=True)
class Wanted:
    """What someone looks for; `offset_minutes` is how far their clock is ahead of UTC."""

    languages: frozenset[str] = frozenset()
    hours: frozenset[Time] = frozenset()
    offset_minutes: int = 0
    gender: Gender | None = None
    prefers: Gender | None = None
    temporary: bool = False


@dataclass(frozen=True)
class Offered:
    """What one sponsor offers. `waiting` are the open asks they have not answered."""

    key: str
    languages: frozenset[str]
    hours: frozenset[Time]
    offset_minutes: int
    clean_years: int
    steps: int
    may_be_temporary: bool = False
    gender: Gender | None = None
    prefers: Gender | None = None
    waiting: int = 0


@dataclass(frozen=True)
class Suggestion:
    """An offer with the reasons for its place, and what may speak against it."""

    key: str
    fits: int
    reasons: tuple[str, ...]
    doubts: tuple[str, ...]


def suggest(wanted: Wanted, offers: Iterable[Offered], *, seed: str, names: dict[str, str]) -> list[Suggestion]:
    """The offers in the order to show them; the same for one `seed`, another among equals for the next.

    `names` are the languages as people call them.
    """
    weighed = [(weigh(wanted, offer, names), offer) for offer in offers]
    weighed.sort(key=lambda pair: (-pair[0].fits, pair[1].waiting, _lot(seed, pair[1].key)))
    return [suggestion for suggestion, _ in weighed]


def weigh(wanted: Wanted, offer: Offered, names: dict[str, str]) -> Suggestion:
    """How well an offer fits, and why. Clean time and steps are told but never weighed: a year is enough."""
    fits, reasons, doubts = 0, [], []
    shared = [tag for tag in names if tag in wanted.languages & offer.languages]
    if shared:
        fits += 4
        reasons.append(f"speaks {_listed([names[tag] for tag in shared])}, as you do")
    elif wanted.languages:
        fits -= 8
        doubts.append("speaks none of your languages")
    if times := shared_times(wanted, offer):
        fits += 2
        reasons.append(f"free when you are: {_listed([TIME_WORDS[time] for time in times])}")
    elif wanted.hours:
        fits -= 1
        doubts.append("free at other times than you")
    fits += _weigh_gender(wanted, offer, reasons, doubts)
    if wanted.temporary and offer.may_be_temporary:
        fits += 2
        reasons.append("can be a temporary sponsor for a start")
    if offer.steps >= STEPS:
        reasons.append(steps_words(offer.steps))
    reasons.append(clean_words(offer.clean_years))
    return Suggestion(offer.key, fits, tuple(reasons), tuple(doubts))


def _weigh_gender(wanted: Wanted, offer: Offered, reasons: list[str], doubts: list[str]) -> int:
    fits = 0
    if wanted.prefers and wanted.prefers is offer.gender:
        fits += 2
        reasons.append(f"is {GENDER_WORDS[wanted.prefers]}, as you would like")
    if offer.prefers and offer.prefers is wanted.gender:
        fits += 1
    elif offer.prefers:
        fits -= 3
        doubts.append(f"would rather sponsor {PREFERS_WORDS[offer.prefers]}")
    return fits


def shared_times(wanted: Wanted, offer: Offered) -> list[Time]:
    """The seeker's parts of the week, in their own time, that meet the sponsor's by some hours."""
    free = {hour for time in offer.hours for hour in week_hours(time, offer.offset_minutes)}
    mine = (time for time in Time if time in wanted.hours)
    return [time for time in mine if len(free & week_hours(time, wanted.offset_minutes)) >= SHARED_HOURS_MIN]


def week_hours(time: Time, offset_minutes: int) -> frozenset[int]:
    """The hours of a week in UTC, counted from Monday 0:00, that a part of a local week covers."""
    days, _, part = time.value.partition("_")
    first, last = _PARTS[part]
    ahead = round(offset_minutes / 60)
    of_week = product(_WEEKDAYS if days == "weekday" else _WEEKEND, range(first, last))
    return frozenset((day * 24 + hour - ahead) % HOURS_A_WEEK for day, hour in of_week)


def _lot(seed: str, key: str) -> bytes:
    return hashlib.blake2b(f"{seed}/{key}".encode(), digest_size=8).digest()


def _listed(words: list[str]) -> str:
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}"
