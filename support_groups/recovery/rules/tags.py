"""Key tags: the tokens of the milestones. Self-declared, and nobody's to verify."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import count, takewhile

from .clean_time import add_months


@dataclass(frozen=True)
class Tag:
    """One key tag: the words on it, its colour, and the day it is reached."""

    words: str
    colour: str
    reached_on: date


_BY_DAYS = ((0, "Welcome", "white"), (30, "30 days", "orange"), (60, "60 days", "green"), (90, "90 days", "red"))
_BY_MONTHS = ((6, "6 months", "blue"), (9, "9 months", "yellow"), (12, "1 year", "glow"), (18, "18 months", "grey"))
_LAST_YEAR = 9999


def _tags(since: date) -> Iterator[Tag]:
    for days, words, colour in _BY_DAYS:
        yield Tag(words, colour, since + timedelta(days=days))
    for months, words, colour in _BY_MONTHS:
        yield Tag(words, colour, add_months(since, months))
    for years in takewhile(lambda years: since.year + years <= _LAST_YEAR, count(2)):
        yield Tag(f"{years} years", "black", add_months(since, 12 * years))


def tags_reached(since: date, today: date) -> list[Tag]:
    """The tags of a clean date, the first one first; the white one from the first day on."""
    return list(takewhile(lambda tag: tag.reached_on <= today, _tags(since)))


def next_tag(since: date, today: date) -> Tag | None:
    """The tag that comes next."""
    return next((tag for tag in _tags(since) if tag.reached_on > today), None)
