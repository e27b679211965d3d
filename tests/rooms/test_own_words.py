"""One's own words of a meeting, as a file."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from support_groups.groups.models import Group
from support_groups.rooms import actions
from support_groups.rooms.models import Room
from support_groups.rooms.rules import wishes, words_on_file
from tests.cast import Person
from tests.services.browsers import BrowserOf
from tests.services.clock import Clock


def test_the_file_tells_times_on_ones_own_clock() -> None:
    noon = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)
    text = words_on_file("Milo", [(noon, "One.\nTwo."), (noon, "Three.")], ZoneInfo("Europe/Berlin"))
    assert text == "Words of Milo, 2026-11-20\n\n13:00\nOne.\nTwo.\n\n13:00\nThree.\n"


def test_the_day_is_that_of_the_first_words_and_whoever_said_nothing_is_told_so() -> None:
    late = datetime(2026, 11, 20, 22, 58, tzinfo=UTC)
    said = [(late, "One."), (datetime(2026, 11, 20, 23, 2, tzinfo=UTC), "Two.")]
    berlin = ZoneInfo("Europe/Berlin")
    assert words_on_file("Milo", said, berlin).splitlines()[0] == "Words of Milo, 2026-11-20"
    assert words_on_file("Milo", [], berlin) == "Words of Milo\n\nNothing was said under this name.\n"


def test_it_holds_ones_own_words_and_nothing_of_others_nor_what_was_taken_out(
    room: Room, fern: Person, milo: Person, quiet_group: Group, clock: Clock, browser_of: BrowserOf
) -> None:
    milo.says(room, "I slept through.")
    fern.says(room, "Welcome, all of you.")
    clock.forward(minutes=2)
    taken = milo.says(room, "This was too much.")
    fern.takes_out(room, taken.seq, "No contact details.")
    answer = browser_of(milo).get(f"/rooms/{room.public_id}/words")
    assert answer.text == "Words of Milo, 2026-11-20\n\n13:00\nI slept through.\n"
    assert answer.headers["Content-Disposition"] == 'attachment; filename="words.txt"'
    assert answer.headers["Cache-Control"] == "no-store"
    assert quiet_group.name not in answer.text


def test_it_can_be_had_after_the_meeting_until_the_words_are_gone(
    room: Room, milo: Person, quiet_group: Group, clock: Clock, browser_of: BrowserOf
) -> None:
    milo.says(room, "I slept through.")
    actions.close_room(room.id)
    address = f"/rooms/{room.public_id}/words"
    assert "I slept through." in browser_of(milo).get(address).text
    clock.forward(hours=quiet_group.retention_hours + 1)
    actions.fade_due()
    assert browser_of(milo).get(address).status_code == 404


def test_who_was_asked_to_leave_or_has_no_place_gets_none(
    room: Room, fern: Person, milo: Person, iris: Person, browser_of: BrowserOf
) -> None:
    fern.wishes(room, wishes.RemovePerson(milo.in_room(room)), reason="No contact details.")
    address = f"/rooms/{room.public_id}/words"
    assert browser_of(milo).get(address).status_code == 403
    assert browser_of(iris).get(address).status_code == 404
