"""Several who act at the same moment, each over a connection of their own: a room opens once."""

from datetime import date, time
from functools import partial

from flask import Flask
from sqlalchemy import select

from support_groups.accounts.models import Account
from support_groups.core.database import db
from support_groups.core.errors import NotFound
from support_groups.core.transaction import transaction
from support_groups.groups import actions as groups
from support_groups.groups.models import Group, Membership
from support_groups.meetings import actions
from support_groups.meetings.models import Meeting, Occurrence
from support_groups.rooms import actions as rooms
from support_groups.rooms.models import Room
from tests.cast import Person
from tests.services.at_once import Turn, at_once
from tests.services.clock import Clock

TODAY = date(2026, 11, 20)


def test_those_who_come_at_once_and_the_timekeeper_open_one_room(
    app: Flask, fern: Person, milo: Person, quiet_group: Group, clock: Clock
) -> None:
    for number in range(4):
        clock.at("2026-11-20 12:00", "Europe/Berlin")
        meeting_id = fern.schedules(quiet_group, name=f"Evening {number}", local_time=time(19)).id
        clock.at("2026-11-20 18:50", "Europe/Berlin")

        def comes(account_id: int, meeting_id: int = meeting_id) -> None:
            actions.enter(db.session.get_one(Account, account_id), db.session.get_one(Meeting, meeting_id))

        people = (partial(comes, fern.account_id), partial(comes, milo.account_id))
        assert at_once(app, *people, actions.open_due, actions.open_due) == [None] * 4
        assert len(db.session.scalars(select(Occurrence).where(Occurrence.meeting_id == meeting_id)).all()) == 1
        # Titles are sealed: the database cannot look for one.
        assert [room.title for room in db.session.scalars(select(Room))].count(f"Evening {number}") == 1


def test_cancelling_and_opening_at_once_end_in_one_of_the_two(
    app: Flask, fern: Person, milo: Person, quiet_group: Group, clock: Clock
) -> None:
    meeting_id = fern.schedules(quiet_group).id
    by_id, account_id = fern.membership(quiet_group).id, milo.account_id
    clock.at("2026-11-20 18:44:59", "Europe/Berlin")

    def cancels() -> None:
        by, meeting = db.session.get_one(Membership, by_id), db.session.get_one(Meeting, meeting_id)
        actions.cancel_occurrence(by, meeting, TODAY, "We rest.")

    def comes() -> None:
        clock.at("2026-11-20 18:45", "Europe/Berlin")
        actions.enter(db.session.get_one(Account, account_id), db.session.get_one(Meeting, meeting_id))

    assert [refused is None for refused in at_once(app, cancels, comes)].count(False) == 1
    [kept] = db.session.scalars(select(Occurrence).where(Occurrence.meeting_id == meeting_id)).all()
    assert (kept.cancelled_at is None) is (kept.room_id is not None)


def test_closing_the_group_and_going_from_a_meeting_to_its_room_at_once_both_end_well(
    app: Flask, fern: Person, quiet_group: Group, clock: Clock
) -> None:
    meeting_id = fern.schedules(quiet_group).id
    by_id, turn = fern.membership(quiet_group).id, Turn()
    clock.at("2026-11-20 18:50", "Europe/Berlin")
    room_id = fern.goes_to(db.session.get_one(Meeting, meeting_id)).room_id

    def ends() -> None:
        with transaction() as session:
            by, meeting = session.get_one(Membership, by_id), session.get_one(Meeting, meeting_id)
            actions.end_meeting(by, meeting)
            turn.begin()
            rooms.close_room(room_id)

    def closes() -> None:
        turn.wait()
        groups.close_group(db.session.get_one(Membership, by_id))

    assert at_once(app, ends, closes) == [None, None]


def test_someone_banned_at_the_same_moment_does_not_come_in(
    app: Flask, fern: Person, milo: Person, quiet_group: Group, clock: Clock
) -> None:
    meeting_id = fern.schedules(quiet_group).id
    by_id, milo_id, account_id = fern.membership().id, milo.membership().id, milo.account_id
    clock.at("2026-11-20 18:50", "Europe/Berlin")
    turn = Turn()

    def bans() -> None:
        with transaction() as session:
            groups.ban(session.get_one(Membership, by_id), session.get_one(Membership, milo_id), "No contact details.")
            turn.begin()

    def comes() -> None:
        turn.wait()
        actions.enter(db.session.get_one(Account, account_id), db.session.get_one(Meeting, meeting_id))

    refusals = at_once(app, bans, comes)
    assert [type(refused) for refused in refusals] == [type(None), NotFound]
