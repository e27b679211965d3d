"""What leads back to a meeting that is over, as long as its words can be read, and to whom."""

import re

from flask import Flask

from support_groups.core.clock import now
from support_groups.core.database import db
from support_groups.groups.models import Group
from support_groups.rooms import actions, queries
from support_groups.rooms.models import Room
from support_groups.rooms.rules import wishes
from tests.cast import Person
from tests.services.browsers import BrowserOf
from tests.services.clock import Clock


def offered(person: Person, group: Group | None = None) -> list[str]:
    """The rooms that somebody is led back to."""
    db.session.rollback()
    found = queries.still_readable(person.account_id, now(), group.id if group else None)
    return [one.public_id for one in found]


def test_a_meeting_that_is_over_is_offered_until_it_fades_to_who_was_there(
    room: Room, milo: Person, nell: Person, quiet_group: Group, clock: Clock
) -> None:
    nell.joins(quiet_group)
    assert offered(milo) == []
    actions.close_room(room.id)
    assert offered(milo) == offered(milo, quiet_group) == [room.public_id]
    assert offered(nell) == []
    clock.forward(hours=quiet_group.retention_hours)
    assert offered(milo) == []


def test_a_meeting_of_another_group_stands_on_its_own_page_only(
    room: Room, fern: Person, milo: Person, quiet_group: Group
) -> None:
    other = fern.founds("Another light")
    actions.close_room(room.id)
    assert offered(fern, other) == []
    assert offered(fern, quiet_group) == [room.public_id]


def test_who_was_asked_to_leave_is_not_led_back(room: Room, fern: Person, milo: Person) -> None:
    fern.wishes(room, wishes.RemovePerson(milo.in_room(room)), reason="No contact details.")
    actions.close_room(room.id)
    assert offered(fern) == [room.public_id]
    assert offered(milo) == []


def test_who_has_left_the_group_is_not_led_back(room: Room, milo: Person) -> None:
    actions.close_room(room.id)
    milo.leaves()
    assert offered(milo) == []


def test_home_and_the_page_of_the_group_say_until_when(
    app: Flask, room: Room, milo: Person, quiet_group: Group, browser_of: BrowserOf
) -> None:
    actions.close_room(room.id)
    browser = browser_of(milo)
    for address in ("/home", f"/groups/{quiet_group.public_id}"):
        page = re.sub(r"\s+", " ", browser.get(address).text)
        assert "You can still read" in page
        assert "Saturday 21 November, 12:00" in page
        assert f"/rooms/{room.public_id}" in page
    assert 'data-fades-at="2026-11-21T12:00:00+00:00"' in browser.get(f"/rooms/{room.public_id}").text
