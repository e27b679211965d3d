"""A hidden roster over the wire: members hear how many are here; who it is they hear of nobody who has not shown it."""

import json
from typing import Any

import pytest

from support_groups.core import realtime
from support_groups.core.database import db
from support_groups.groups.models import Group, Role
from support_groups.rooms import actions, queries
from support_groups.rooms.broadcasts import audience_of, audience_of_one
from support_groups.rooms.models import Room
from tests.cast import Person
from tests.services.lines import Line, Open

Told = dict[str, Any]


@pytest.fixture
def room(clock: object, fern: Person, milo: Person, nell: Person, quiet_group: Group) -> Room:
    """A room that hides its roster: Fern facilitates; Milo and Nell are members who may come in."""
    quiet_group.hides_roster = True
    db.session.commit()
    nell.joins(quiet_group)
    opened = fern.opens(fern.membership(quiet_group))
    for person in (fern, milo, nell):
        person.comes(opened, person.membership(quiet_group))
    actions.leave(nell.account_id, opened.public_id)
    db.session.refresh(opened)
    assert queries.state_of(opened).hides_roster
    return opened


class Page:
    """What somebody has been told on a line in the room, every word of it."""

    def __init__(self, line: Line, room: Room) -> None:
        self.line, self.room = line, room
        self.answer = self.wish("room.enter")

    def wish(self, name: str, **sent: object) -> Told:
        """Wish for something in the room."""
        return self.line.wish(name, {"room": self.room.public_id, **sent})

    def events(self) -> list[Told]:
        """What has happened since one last asked."""
        return [event for news in self.line.heard("room.happened") for event in news["events"]]

    def everything(self) -> str:
        """All that was told since one last asked, as it was sent."""
        return json.dumps(self.line.everything())


@pytest.fixture
def milos(room: Room, milo: Person, line: Open) -> Page:
    """Milo's page: a member's."""
    return Page(line(milo), room)


@pytest.fixture
def ferns(room: Room, fern: Person, line: Open) -> Page:
    """Fern's page, who serves."""
    return Page(line(fern), room)


def marks_of(room: Room, person: Person, group: Group) -> tuple[str, str]:
    """By what somebody would be known in what is told: the id they have in the room, and their name."""
    [place] = [one for one in queries.participants_of(room.id) if one.account_id == person.account_id]
    return place.public_id, person.membership(group).name


def test_a_member_hears_that_somebody_came_or_went_and_not_who(
    room: Room, milos: Page, ferns: Page, nell: Person, line: Open, quiet_group: Group
) -> None:
    marks = marks_of(room, nell, quiet_group)
    milos.events()
    ferns.events()
    nells = Page(line(nell), room)
    nells.wish("room.leave")
    told, seen = milos.events(), ferns.events()
    assert [one["seq"] for one in told] == [one["seq"] for one in seen]
    assert {one["kind"] for one in told} == {"person.unseen"}
    assert not any(mark in json.dumps(told) for mark in marks)
    assert [one["kind"] for one in seen] == ["person.entered", "person.left"]
    assert marks[0] in json.dumps(seen)
    # Milo himself is not shown either.
    assert told[-1]["unseen"] == 1


def test_the_snapshot_the_replay_and_the_log_name_nobody_who_is_hidden(
    room: Room, milos: Page, milo: Person, nell: Person, line: Open, quiet_group: Group
) -> None:
    nells = Page(line(nell), room)
    nells.wish("room.leave")
    Page(line(nell), room)
    marks = marks_of(room, nell, quiet_group)
    after = {"epoch": milos.answer["epoch"], "after": milos.answer["seq"]}
    replay, fresh = milos.wish("room.enter", **after), Page(line(milo), room).answer
    earlier = milos.wish("room.earlier", before=fresh["seq"] + 1)
    assert replay["answer"] == "missed"
    assert [one["seq"] for one in replay["events"]] == list(range(after["after"] + 1, replay["seq"] + 1))
    assert fresh["answer"] == "fresh"
    assert fresh["snapshot"]["state"]["unseen"] == 2
    assert earlier["events"]
    for told in (replay, fresh, earlier, milos.everything()):
        assert not any(mark in json.dumps(told) for mark in marks)


@pytest.mark.parametrize(
    ("wish", "sent"),
    [("message.say", {"client_id": "c", "body": "Hello."}), ("hand.raise", {})],
)
def test_whoever_speaks_or_asks_to_is_shown_by_that(
    room: Room, milos: Page, ferns: Page, nell: Person, line: Open, quiet_group: Group, wish: str, sent: Told
) -> None:
    if wish == "hand.raise":
        ferns.wish("floor.set", floor="chaired")
    nells = Page(line(nell), room)
    who, name = marks_of(room, nell, quiet_group)
    assert not any(mark in milos.everything() for mark in (who, name))
    assert nells.wish(wish, **sent)["ok"]
    [event] = milos.events()
    assert event["by"] == who
    assert event["shows"][who]["name"] == name
    assert event["shows"][who]["is_here"]
    assert event["unseen"] == 1
    nells.wish("room.leave")
    assert [(one["kind"], one["by"]) for one in milos.events() if one["kind"] == "person.left"] == [
        ("person.left", who)
    ]


def test_whoever_was_asked_to_listen_hears_it_and_other_members_do_not(
    room: Room, milos: Page, ferns: Page, nell: Person, line: Open, quiet_group: Group
) -> None:
    nells = Page(line(nell), room)
    marks = marks_of(room, nell, quiet_group)
    milos.events()
    nells.events()
    assert ferns.wish("person.mute", person=marks[0], minutes=5, reason="Be kind.")["ok"]
    [told] = milos.events()
    assert told["kind"] == "person.unseen"
    assert not any(mark in json.dumps(told) for mark in marks)
    [own] = nells.events()
    assert (own["kind"], own["who"]) == ("person.muted", marks[0])


def test_what_a_line_hears_follows_the_position_at_once(
    room: Room, milos: Page, ferns: Page, milo: Person, nell: Person, fern: Person, line: Open, quiet_group: Group
) -> None:
    who, _ = marks_of(room, nell, quiet_group)
    fern.gives(Role.GREETER, milo, quiet_group)
    milos.everything()
    nells = Page(line(nell), room)
    assert who in milos.everything()
    fern.gives(Role.MEMBER, milo, quiet_group)
    milos.everything()
    nells.wish("room.leave")
    assert who not in milos.everything()


def test_everybody_is_seen_where_the_roster_is_not_hidden(
    clock: object, fern: Person, milo: Person, nell: Person, quiet_group: Group, line: Open
) -> None:
    nell.joins(quiet_group)
    opened = fern.opens(fern.membership(quiet_group))
    for person in (fern, milo, nell):
        person.comes(opened, person.membership(quiet_group))
    told = json.dumps(Page(line(milo), opened).answer)
    assert all(mark in told for mark in marks_of(opened, nell, quiet_group))


def test_a_line_of_which_nothing_is_known_hears_no_more_than_a_member(
    room: Room, milos: Page, milo: Person, nell: Person, line: Open, quiet_group: Group
) -> None:
    who, _ = marks_of(room, nell, quiet_group)
    milos.everything()
    mine, _ = marks_of(room, milo, quiet_group)
    [milos_line] = realtime.lines(audience_of(room.id))
    realtime.audiences().leave(milos_line, audience_of_one(mine))
    Page(line(nell), room)
    assert who not in milos.everything()
