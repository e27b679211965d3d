"""Two who serve act at the same moment: neither stops the other, and what is decided once stands."""

from datetime import timedelta
from threading import Thread

from flask import Flask
from sqlalchemy import select, text

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
from tests.services.lines import Open


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


def room_that_hides(group: Group, leads: Person, *others: Person) -> tuple[str, int, int]:
    """The address and the id of a room in which the first of the others said something, and where that stands."""
    leads.guards(group, hides_reported=True)
    room = leads.opens(leads.membership(group))
    for one in (leads, *others):
        one.comes(room, one.membership(group))
    others[0].says(room, "You will never make it")
    db.session.refresh(room)
    return room.public_id, room.id, room.last_seq


def test_two_who_report_one_message_at_once_are_both_heard_and_it_is_hidden(
    app: Flask, fern: Person, milo: Person, nell: Person, ray: Person, quiet_group: Group
) -> None:
    for one in (nell, ray):
        one.joins(quiet_group)
    address, room_id, seq = room_that_hides(quiet_group, fern, milo, nell, ray)

    def reports(one: Person) -> str:
        return actions.report(one.account_id, address, actions.About(seq=seq), ReportKind.HURTFUL, None)

    assert at_once(app, lambda: reports(nell), lambda: reports(ray)) == [None, None]
    assert db.session.query(Report).count() == 2
    assert rooms.state_of(rooms.held(room_id)).hidden == (seq,)


def test_a_message_that_one_more_reports_while_an_answer_is_given_stays_hidden(
    app: Flask, fern: Person, milo: Person, nell: Person, ray: Person, quiet_group: Group
) -> None:
    for one in (nell, ray):
        one.joins(quiet_group)
    address, room_id, seq = room_that_hides(quiet_group, fern, milo, nell, ray)
    about, turn = actions.About(seq=seq), Turn()
    actions.report(nell.account_id, address, about, ReportKind.HURTFUL, None)
    mine = fern.membership(quiet_group)
    given = queries.reports_for(mine)[0].public_id
    actions.look_at_report(mine, given)
    fern_id = mine.id

    def reports() -> None:
        with transaction():
            actions.report(ray.account_id, address, about, ReportKind.HURTFUL, None)
            turn.begin()

    def answers() -> None:
        turn.wait()
        actions.answer_report(db.session.get_one(Membership, fern_id), given, is_upheld=False, words=None)

    assert at_once(app, reports, answers) == [None, None]
    assert rooms.state_of(rooms.held(room_id)).hidden == (seq,)


def test_a_report_whose_transaction_comes_to_grief_with_another_is_made_after_all(
    app: Flask, fern: Person, milo: Person, nell: Person, quiet_group: Group, line: Open
) -> None:
    nell.joins(quiet_group)
    address, room_id, seq = room_that_hides(quiet_group, fern, milo, nell)
    group_id, turn, hers = quiet_group.id, Turn(), line(nell)

    def takes_the_two_the_other_way_round() -> None:
        with app.app_context(), transaction() as session:
            if session.get_bind().dialect.name == "postgresql":
                # Of two that wait for each other one has to go, and that is the one who looks first: never this one.
                session.execute(text("SET LOCAL deadlock_timeout = '1min'"))
            session.execute(select(Group.id).where(Group.id == group_id).with_for_update())
            turn.begin()
            rooms.held(room_id)

    other = Thread(target=takes_the_two_the_other_way_round)
    other.start()
    turn.wait()
    answer = hers.wish("report.make", {"room": address, "seq": seq, "kind": "hurtful"})
    other.join(20)
    assert answer == {"ok": True, "words": rules.THANKS}


def test_what_is_taken_back_while_somebody_reports_it_is_gone_for_the_report(
    app: Flask, fern: Person, milo: Person, nell: Person, quiet_group: Group
) -> None:
    nell.joins(quiet_group)
    address, room_id, seq = room_that_hides(quiet_group, fern, milo, nell)
    turn = Turn()

    def takes_back() -> None:
        with transaction():
            milo.wishes(rooms.held(room_id), wishes.RemoveMessage(seq))
            turn.begin()

    def reports() -> None:
        turn.wait()
        actions.report(nell.account_id, address, actions.About(seq=seq), ReportKind.HURTFUL, None)

    refusals = at_once(app, takes_back, reports)
    assert [type(refused) for refused in refusals] == [type(None), rules.MessageIsGone]
    assert db.session.query(Report).count() == 0
