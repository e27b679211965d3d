"""Whoever may be in danger finds help again at every entry, and those who serve find them, until it was seen to."""

from typing import Any

import pytest

from support_groups.core.database import db
from support_groups.groups.models import Group, Role
from support_groups.moderation import actions, queries, rules
from support_groups.moderation.models import CareFlag, Crisis
from support_groups.rooms import actions as rooms
from support_groups.rooms.models import Room
from support_groups.rooms.rules import wishes
from tests.cast import Person
from tests.services.browsers import BrowserOf
from tests.services.lines import Line, Open

WORDS = "I want to die"
SUICIDE = rules.Signal(Crisis.SUICIDE)


@pytest.fixture
def room(fern: Person, milo: Person, nell: Person, quiet_group: Group) -> Room:
    """An open room in which Fern facilitates, Milo has said what sounds like danger, and Nell reads."""
    opened = fern.opens(fern.membership(quiet_group))
    nell.joins(quiet_group)
    for one in (fern, milo, nell):
        one.comes(opened, one.membership(quiet_group))
    milo.says(opened, WORDS)
    db.session.refresh(opened)
    return opened


@pytest.fixture
def flag(room: Room, quiet_group: Group) -> CareFlag:
    """That Milo may need care."""
    [found] = queries.flags_of(quiet_group.id)
    return found


def enters(line: Line, room: Room) -> list[dict[str, Any]]:
    """Enter a room, with nothing kept of it; what one is told of care."""
    assert line.wish("room.enter", {"room": room.public_id})["ok"]
    seen = line.wish("care.see", {"room": room.public_id})
    assert seen["ok"]
    news: list[dict[str, Any]] = seen["news"]
    return news


def test_help_stands_again_at_every_entry_of_its_author_until_it_was_seen_to(
    room: Room, flag: CareFlag, milo: Person, fern: Person, quiet_group: Group, line: Open
) -> None:
    for device in (line(milo), line(milo)):
        [told] = enters(device, room)
        assert (told["kind"], told["flag"], told["marked"]) == ("help", flag.public_id, rules.MARKED)
        assert told["words"] == rules.help_words(SUICIDE)
    actions.close_care(fern.membership(quiet_group), flag.public_id)
    assert enters(line(milo), room) == []


def test_that_somebody_is_there_stands_again_with_the_help(
    room: Room, flag: CareFlag, milo: Person, fern: Person, quiet_group: Group, line: Open
) -> None:
    actions.take_care(fern.membership(quiet_group), flag.public_id)
    actions.ask_for_someone(milo.account_id, room.public_id, flag.public_id)
    told, seen = enters(line(milo), room)
    assert told["asked"] == rules.asked_words(is_open=True)
    assert (seen["kind"], seen["words"]) == ("seen", rules.seen_words("Fern", "Milo"))


def test_whoever_begins_to_serve_late_is_told_who_may_need_someone_and_who_talks_with_them(
    room: Room, flag: CareFlag, fern: Person, nell: Person, quiet_group: Group, line: Open
) -> None:
    fern.gives(Role.CO_FACILITATOR, nell)
    [told] = enters(line(nell), room)
    assert (told["kind"], told["name"], told["by"], told["is_mine"]) == ("flag", "Milo", None, False)
    assert WORDS not in str(told)
    actions.take_care(fern.membership(quiet_group), flag.public_id)
    [at_nells] = enters(line(nell), room)
    assert (at_nells["by"], at_nells["is_mine"]) == ("Fern", False)
    [at_ferns] = enters(line(fern), room)
    assert (at_ferns["by"], at_ferns["is_mine"]) == ("Fern", True)


def test_no_member_is_told_of_another_and_nobody_who_was_asked_to_leave_is_told_anything(
    room: Room, flag: CareFlag, milo: Person, nell: Person, fern: Person, line: Open
) -> None:
    nells, milos = line(nell), line(milo)
    assert enters(nells, room) == []
    assert enters(milos, room)
    fern.wishes(room, wishes.RemovePerson(milo.in_room(room)))
    again = line(milo).wish("care.see", {"room": room.public_id})
    assert (again["ok"], "news" in again) == (False, False)


def test_whoever_serves_is_told_of_themselves_as_anybody_is_and_of_no_other_meeting(
    room: Room, flag: CareFlag, fern: Person, quiet_group: Group, line: Open
) -> None:
    other = fern.opens(fern.membership(quiet_group))
    fern.comes(other, fern.membership(quiet_group))
    fern.says(other, WORDS)
    [told] = enters(line(fern), other)
    assert told["kind"] == "help"


def test_who_asked_what_lies_in_the_basket_is_told_nobody_by_looking_again(
    room: Room, flag: CareFlag, fern: Person, nell: Person, line: Open
) -> None:
    fern.wishes(room, wishes.SetTurns("basket"))
    nell.puts_in(room, WORDS)
    told = enters(line(fern), room)
    assert [one["name"] for one in told] == ["Milo", None]
    assert "Nell" not in str(told)
    [own] = enters(line(nell), room)
    assert own["marked"] == rules.MARKED_QUESTION


def test_whose_words_wait_finds_help_again_as_long_as_they_wait(
    room: Room, fern: Person, nell: Person, line: Open
) -> None:
    fern.wishes(room, wishes.Shelter())
    said = {"room": room.public_id, "client_id": "c9", "body": WORDS}
    nells = line(nell)
    assert enters(nells, room) == []
    held = nells.wish("message.say", said)["words"]["held"]
    [told] = enters(line(nell), room)
    assert (told["flag"], told["marked"]) == (None, rules.READ_AT_ONCE)
    assert nells.wish("held.take_back", {"room": room.public_id, "held": held})["ok"]
    assert enters(line(nell), room) == []


def test_in_a_closed_room_nobody_is_said_to_be_there_and_a_way_on_is_told(
    room: Room, flag: CareFlag, milo: Person, fern: Person, quiet_group: Group, line: Open
) -> None:
    rooms.close_room(room.id)
    [told] = enters(line(milo), room)
    assert (told["after"], told["marked"]) == (rules.AFTER, None)
    actions.take_care(fern.membership(quiet_group), flag.public_id)
    asked = line(milo).wish("care.ask", {"room": room.public_id, "flag": flag.public_id})["words"]
    _, seen = enters(line(milo), room)
    for words in (asked, seen["words"]):
        assert "here for you" not in words
        assert "Stay here" not in words
    assert rules.AFTER in seen["words"]


def test_the_page_of_those_who_serve_calls_nothing_less_urgent_than_ones_evening_while_care_waits(
    room: Room, flag: CareFlag, fern: Person, quiet_group: Group, browser_of: BrowserOf
) -> None:
    evening, page = "as your own evening", f"/groups/{quiet_group.public_id}/serving"
    shown = browser_of(fern).get(page).text
    assert evening not in shown
    assert "Somebody may need care now" in shown
    actions.close_care(fern.membership(quiet_group), flag.public_id)
    assert evening in browser_of(fern).get(page).text
