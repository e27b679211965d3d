"""Two rooms never tell at one moment that somebody is gone: whoever reads both would know them as one person."""

from datetime import datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import select, update

from support_groups.accounts import actions as accounts
from support_groups.core.clock import now
from support_groups.core.database import db
from support_groups.core.realtime.watch import look_around
from support_groups.core.transaction import transaction
from support_groups.rooms import actions, queries
from support_groups.rooms.models import FORGOTTEN_SPREAD_SECONDS, LEASE_SECONDS, LogEntry, Participant, Room
from tests.cast import Person, person
from tests.services.clock import Clock
from tests.services.lines import Open

HERS, THEIRS = "Kestrel", "Copper Kettle"


@pytest.fixture
def rooms(app: Flask, clock: Clock, fern: Person, iris: Person, milo: Person) -> tuple[Room, Room]:
    """Milo is in two rooms, of Fern's group and of Iris's."""
    opened = []
    for lead, name in ((fern, HERS), (iris, THEIRS)):
        group = lead.founds(f"A group of {lead.name}")
        milo.joins(group, as_name=name)
        opened.append(lead.opens(lead.membership(group)))
        for one in (lead, milo):
            one.comes(opened[-1], one.membership(group))
    milo.says(opened[0], "I have not slept since Monday.")
    return opened[0], opened[1]


def logs(rooms: tuple[Room, Room], kind: str | None = None) -> list[list[LogEntry]]:
    """What stands in the logs of the two rooms."""
    db.session.rollback()
    wanted = select(LogEntry).order_by(LogEntry.seq)
    return [
        [one for one in db.session.scalars(wanted.where(LogEntry.room_id == room.id)) if kind in (None, one.kind)]
        for room in rooms
    ]


def lefts(rooms: tuple[Room, Room]) -> list[int]:
    """How often somebody was seen to leave each of the rooms."""
    return [len(entries) for entries in logs(rooms, "person.left")]


def leases() -> dict[str, datetime | None]:
    """Until when everybody is here, by the ids of their places."""
    db.session.rollback()
    return {one.public_id: one.here_until for one in db.session.scalars(select(Participant))}


def test_nobody_is_seen_to_leave_two_rooms_in_one_round(rooms: tuple[Room, Room], milo: Person, clock: Clock) -> None:
    with transaction() as session:
        his = update(Participant).where(Participant.account_id == milo.account_id)
        session.execute(his.values(here_until=now() - timedelta(seconds=1)))
    actions.lapse_leases()
    assert lefts(rooms) == [1, 0]
    clock.forward(seconds=3)
    actions.lapse_leases()
    assert lefts(rooms) == [1, 1]


def test_leases_that_are_renewed_together_do_not_end_together(rooms: tuple[Room, Room], fern: Person) -> None:
    for number in range(12):
        one = person(f"Walker {number}")
        one.comes(rooms[0], one.joins(fern.membership().group, as_name=f"Walker {number}"))
    actions.renew_leases([*leases()])
    ends = [end for end in leases().values() if end is not None]
    assert len(ends) == 16
    assert len(set(ends)) >= 5
    assert now() + timedelta(seconds=LEASE_SECONDS) >= max(ends)


def test_nothing_is_written_into_two_logs_at_the_moment_somebody_is_forgotten(
    rooms: tuple[Room, Room], milo: Person
) -> None:
    before = [len(entries) for entries in logs(rooms)]
    accounts.delete_account(milo.account)
    assert [len(entries) for entries in logs(rooms)] == before
    assert not [entry for entries in logs(rooms) for entry in entries if entry.body and HERS in entry.body]


def test_who_was_forgotten_is_seen_to_leave_each_room_at_another_moment(
    rooms: tuple[Room, Room], fern: Person, milo: Person, clock: Clock
) -> None:
    his = {milo.in_room(room) for room in rooms}
    accounts.delete_account(milo.account)
    assert len({end for who, end in leases().items() if who in his}) == 2
    # Of two places that are due in the same last round, one is left in the round after it.
    for _ in range(FORGOTTEN_SPREAD_SECONDS + 1):
        clock.forward(seconds=1)
        actions.renew_leases([who for who in leases() if who not in his])
        actions.lapse_leases()
    assert lefts(rooms) == [1, 1]
    gone = [one for one in fern.sees(rooms[0]).people.values() if not one.is_here]
    assert [one.name for one in gone] == ["Someone who left"]


def test_a_line_that_is_lost_by_being_forgotten_hastens_nothing(rooms: tuple[Room, Room], milo: Person) -> None:
    his = [who for who in leases() if who in {milo.in_room(room) for room in rooms}]
    accounts.delete_account(milo.account)
    due = {who: end for who, end in leases().items() if who in his}
    actions.lines_lost(his)
    assert {who: end for who, end in leases().items() if who in his} == due


def test_open_pages_of_two_rooms_are_told_at_other_moments_that_words_are_gone(
    rooms: tuple[Room, Room], fern: Person, iris: Person, milo: Person, line: Open, clock: Clock
) -> None:
    lines = [line(one) for one in (fern, iris)]
    for one, room in zip(lines, rooms, strict=True):
        assert one.wish("room.enter", {"room": room.public_id})["ok"]
    accounts.delete_account(milo.account)
    known = [queries.live().get(room.id) for room in rooms]
    first, last = sorted(one.renew_at for one in known if one is not None and one.renew_at)
    assert now() < first < last < now() + timedelta(seconds=FORGOTTEN_SPREAD_SECONDS)
    told = []
    for moment in (first - timedelta(milliseconds=1), first, last):
        clock.at(moment)
        look_around()
        told.append(sum(len(one.heard("room.renewed")) for one in lines))
    assert told == [0, 1, 1]


def test_who_listens_on_hears_everything_while_a_room_begins_anew(
    rooms: tuple[Room, Room], fern: Person, milo: Person, line: Open
) -> None:
    hers = line(fern)
    begun = hers.wish("room.enter", {"room": rooms[0].public_id})["seq"]
    accounts.delete_account(milo.account)
    fern.says(rooms[0], "We are still here.")
    look_around()
    heard = [event for news in hers.heard("room.happened") for event in news["events"]]
    assert [event["seq"] for event in heard] == [begun + 1]
    assert heard[0]["body"] == "We are still here."
