"""Two who serve act at the same moment: neither stops the other, and what is decided once stands."""

from datetime import timedelta

from flask import Flask
from sqlalchemy import select

from support_groups.core.clock import now
from support_groups.core.database import db
from support_groups.core.transaction import transaction
from support_groups.groups import actions as groups
from support_groups.groups.models import Group, Membership, Role
from support_groups.moderation import actions, queries, rules
from support_groups.moderation.models import Act, Record, Report, ReportKind, Review
from support_groups.rooms import queries as rooms
from support_groups.rooms.rules import wishes
from tests.cast import Person
from tests.services.at_once import Turn, at_once


def test_a_mute_and_an_act_in_the_room_at_once_both_end_well(
    app: Flask, fern: Person, milo: Person, nell: Person, quiet_group: Group
) -> None:
    fern.gives(Role.CO_FACILITATOR, milo)
    nell.joins(quiet_group)
    room = fern.opens(fern.membership(quiet_group))
    for one in (fern, milo, nell):
        one.comes(room, one.membership(quiet_group))
    address, turn = room.public_id, Turn()
    by, whom = milo.membership(quiet_group).id, nell.membership(quiet_group).id

    def locks() -> None:
        with transaction():
            held = rooms.place_for(fern.account_id, address, lock=True).room
            turn.begin()
            fern.wishes(held, wishes.Lock())

    def mutes() -> None:
        turn.wait()
        until = now() + timedelta(minutes=5)
        groups.mute(db.session.get_one(Membership, by), db.session.get_one(Membership, whom), until, "Because")

    assert at_once(app, locks, mutes) == [None, None]
    done = {line.act for line in queries.record_of(quiet_group.id).records}
    assert {Act.ROOM_LOCKED, Act.MUTED} <= done


def test_the_first_answer_to_a_review_stands_where_two_answer_at_once(
    app: Flask, fern: Person, milo: Person, nell: Person, ray: Person, quiet_group: Group
) -> None:
    for one in (nell, ray):
        one.joins(quiet_group)
    for one in (nell, ray):
        fern.gives(Role.CO_FACILITATOR, one)
    fern.mutes(milo)
    line = queries.record_of(quiet_group.id).records[0]
    milo.asks_review(line)
    line_id, turn = line.id, Turn()

    def first() -> None:
        with transaction() as session:
            nell.answers_review(session.get_one(Record, line_id), "It stays.")
            turn.begin()

    def second() -> None:
        turn.wait()
        ray.answers_review(db.session.get_one(Record, line_id), "It goes.")

    refusals = at_once(app, first, second)
    assert [type(refused) for refused in refusals] == [type(None), rules.ReviewIsAnswered]
    [review] = db.session.scalars(select(Review))
    assert review.answer == "It stays."


def test_of_two_reports_about_one_person_at_once_one_is_kept(
    app: Flask, fern: Person, milo: Person, nell: Person, quiet_group: Group
) -> None:
    nell.joins(quiet_group)
    room = fern.opens(fern.membership(quiet_group))
    for one in (milo, nell):
        one.comes(room, one.membership(quiet_group))
    address, whom, turn = room.public_id, nell.in_room(room), Turn()

    def reports() -> str:
        return actions.report(milo.account_id, address, actions.About(person=whom), ReportKind.OTHER, None)

    def first() -> None:
        with transaction():
            reports()
            turn.begin()

    def second() -> None:
        turn.wait()
        assert reports() == rules.THANKS

    assert at_once(app, first, second) == [None, None]
    db.session.rollback()
    assert db.session.query(Report).count() == 1
