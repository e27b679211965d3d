"""How long somebody was in a room, whose places go first, and what a conversation takes in; with values."""

from dataclasses import dataclass
from datetime import timedelta

import pytest

from support_groups.rooms.events import Event, Logged, MessageSaid, PersonEntered, PersonLeft, PersonRemoved, RoomClosed
from support_groups.rooms.rules.apart import firsts
from support_groups.rooms.rules.sealed import ENVELOPE_MAX_CHARS, is_envelope
from support_groups.rooms.rules.stay import time_here

from .states import NOW


def log_of(*events: tuple[int, Event]) -> list[Logged]:
    """Events, each so many minutes after the beginning."""
    return [Logged(place, NOW + timedelta(minutes=minute), event) for place, (minute, event) in enumerate(events, 1)]


def minutes_here(*events: tuple[int, Event], until: int = 60) -> float:
    """How many minutes Milo was there."""
    return time_here(log_of(*events), "milo", NOW + timedelta(minutes=until)) / timedelta(minutes=1)


@pytest.mark.parametrize(
    "end", [PersonLeft("milo", lapsed=False), PersonRemoved("fern", "milo", banned=False), RoomClosed("fern")]
)
def test_somebody_was_there_until_they_went_or_the_room_was_closed(end: Event) -> None:
    assert minutes_here((5, PersonEntered("milo")), (25, end)) == 20


def test_time_goes_on_until_now_for_whoever_is_still_there() -> None:
    assert minutes_here((5, PersonEntered("milo")), (9, PersonEntered("milo"))) == 55
    assert minutes_here() == 0


def test_each_time_somebody_was_there_counts() -> None:
    first, gone = (5, PersonEntered("milo")), (10, PersonLeft("milo", lapsed=True))
    assert minutes_here(first, gone, (12, PersonLeft("milo", lapsed=True)), (20, PersonEntered("milo"))) == 45


def test_the_coming_and_going_of_others_changes_nobodys_time() -> None:
    others = (0, PersonEntered("nell")), (8, PersonLeft("nell", lapsed=False)), (9, MessageSaid("nell", "Bye."))
    assert minutes_here(*others) == 0
    assert minutes_here((5, PersonEntered("milo")), *others, (9, PersonRemoved("milo", "nell", banned=False))) == 55


@dataclass(frozen=True)
class Place:
    """A place in a room."""

    number: int
    account_id: int | None


def test_one_place_of_each_person_goes_first_and_the_others_wait() -> None:
    places = [Place(1, 7), Place(2, 8), Place(3, 7), Place(4, None), Place(5, None), Place(6, 9)]
    seen = {9}
    first, waiting = firsts(places, seen)
    assert [place.number for place in first] == [1, 2, 4, 5]
    assert [place.number for place in waiting] == [3, 6]
    assert seen == {7, 8, 9}


def test_a_conversation_takes_in_only_what_was_filled_up_and_sealed() -> None:
    assert is_envelope("A" * ENVELOPE_MAX_CHARS)
    assert not is_envelope("A" * (ENVELOPE_MAX_CHARS - 1))
    assert not is_envelope("Can you read this?")
