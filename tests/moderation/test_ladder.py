"""A word in private comes before anybody is muted: heard by one person, kept in the record, open to review."""

import pytest

from support_groups.core.database import db
from support_groups.core.errors import NotAllowed
from support_groups.groups.models import Group, Role
from support_groups.moderation import queries, rules
from support_groups.moderation.models import Act
from support_groups.notifications.models import Kind, Notice
from support_groups.rooms.models import Room
from support_groups.rooms.rules import wishes
from tests.cast import Person
from tests.services.lines import Line, Open


@pytest.fixture
def room(fern: Person, milo: Person, nell: Person, quiet_group: Group) -> Room:
    """An open room in which Fern facilitates; Milo and Nell are members."""
    nell.joins(quiet_group)
    opened = fern.opens(fern.membership(quiet_group))
    for person in (fern, milo, nell):
        person.comes(opened, person.membership(quiet_group))
    db.session.refresh(opened)
    return opened


def entered(line: Line, room: Room) -> Line:
    """A line that is in a room."""
    assert line.wish("room.enter", {"room": room.public_id})["ok"]
    return line


@pytest.mark.parametrize(
    ("name", "sent", "kind"),
    [
        ("person.remind", {"rule": "No contact details."}, "reminded"),
        ("person.warn", {"reason": "Please leave Nell alone."}, "warned"),
    ],
)
def test_only_the_one_it_is_for_is_told_and_how_to_ask_for_a_review(
    room: Room, fern: Person, milo: Person, nell: Person, line: Open, name: str, sent: dict[str, str], kind: str
) -> None:
    ferns, milos, nells = (entered(line(one), room) for one in (fern, milo, nell))
    before = milo.sees(room).seq
    assert ferns.wish(name, {"room": room.public_id, "person": milo.in_room(room), **sent})["ok"]
    [told] = milos.heard("person.told")
    assert (told["kind"], told["reason"]) == (kind, next(iter(sent.values())))
    assert "looked at again" in told["review"]
    assert nells.heard("person.told") == nells.heard("room.happened") == milos.heard("room.happened") == []
    assert milo.sees(room).seq == before


def test_it_stands_in_the_record_is_noticed_and_can_be_reviewed(
    room: Room, fern: Person, milo: Person, quiet_group: Group
) -> None:
    fern.reminds(milo, room)
    fern.warns(milo, room, "Please leave Nell alone.")
    newest = queries.record_of(quiet_group.id).records
    assert [record.act for record in newest[:2]] == [Act.WARNED, Act.REMINDED]
    assert queries.broken_at(quiet_group.id) is None
    kinds = [notice.kind for notice in db.session.query(Notice).filter_by(account_id=milo.account_id)]
    assert {Kind.REMINDED, Kind.WARNED} <= set(kinds)
    milo.asks_review(milo.reads_record_about_self(quiet_group)[0])
    assert len(queries.open_reviews(quiet_group.id)) == 1


def test_nobody_is_reminded_of_what_the_group_has_not_agreed_on(room: Room, fern: Person, milo: Person) -> None:
    with pytest.raises(rules.NoGroundRuleOfTheGroup):
        fern.reminds(milo, room, "Be cheerful.")


def test_nobody_warns_their_equals_or_those_above(
    room: Room, fern: Person, milo: Person, nell: Person, quiet_group: Group
) -> None:
    fern.gives(Role.CO_FACILITATOR, milo)
    for one, other in ((milo, fern), (nell, milo), (nell, nell)):
        with pytest.raises(NotAllowed):
            one.warns(other, room)


def test_whoever_was_asked_to_leave_the_meeting_warns_nobody_there(
    room: Room, fern: Person, milo: Person, nell: Person, quiet_group: Group, line: Open
) -> None:
    fern.gives(Role.CO_FACILITATOR, milo)
    milos = entered(line(milo), room)
    fern.wishes(room, wishes.RemovePerson(milo.in_room(room)), reason="No links.")
    sent = {"room": room.public_id, "person": nell.in_room(room), "reason": "No links."}
    assert milos.wish("person.warn", sent)["code"] == "out_of_the_room"
