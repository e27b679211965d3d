"""One line of the record for each act; nothing in it can be changed; names are forgotten when their time has come."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest
from flask import Flask
from sqlalchemy import delete, select, text, update
from sqlalchemy.exc import DatabaseError

from support_groups.accounts import actions as accounts
from support_groups.core.clock import now
from support_groups.core.database import db
from support_groups.core.errors import NotAllowed, NotFound
from support_groups.groups import actions as groups
from support_groups.groups.models import Group, Membership, Role
from support_groups.moderation import actions, events, queries, rules
from support_groups.moderation.models import WORDS_KEPT_DAYS, Act, Record, RecordedPerson, RecordIsKept, Side
from support_groups.rooms.models import Room
from support_groups.rooms.rules import wishes
from tests.cast import Person
from tests.services.announced import Announced
from tests.services.clock import Clock


def lines(group: Group) -> list[Record]:
    """The record as it is kept, the newest first."""
    db.session.rollback()
    return list(queries.record_of(group.id).records)


def names(record: Record) -> tuple[str | None, str | None]:
    """Who, and whom."""
    by, whom = record.on(Side.BY), record.on(Side.WHOM)
    return by.name if by else None, whom.name if whom else None


@pytest.fixture
def room(fern: Person, milo: Person, quiet_group: Group) -> Room:
    """A meeting with Fern and Milo in it."""
    room = fern.opens(fern.membership(quiet_group))
    fern.comes(room, fern.membership(quiet_group))
    milo.comes(room, milo.membership(quiet_group))
    return room


def test_a_mute_is_recorded_with_who_whom_why_and_until_when(
    fern: Person, milo: Person, quiet_group: Group, clock: Clock
) -> None:
    fern.mutes(milo, why="No contact details.")
    [line] = lines(quiet_group)
    whom = line.on(Side.WHOM)
    assert (line.act, line.place, names(line)) == (Act.MUTED, 1, ("Fern", "Milo"))
    assert line.until == milo.membership().muted_until
    assert whom is not None
    assert whom.reason == "No contact details."


def unmuted(fern: Person, milo: Person) -> None:
    """Muted, and then not."""
    fern.mutes(milo)
    fern.unmutes(milo)


def back(fern: Person, milo: Person) -> None:
    """Banned, and then not."""
    fern.bans(milo)
    fern.lifts_ban_of(milo)


ACTS: list[tuple[Act, Callable[[Person, Person], None]]] = [
    (Act.UNMUTED, unmuted),
    (Act.BANNED, lambda fern, milo: fern.bans(milo)),
    (Act.BAN_LIFTED, back),
    (Act.ROLE_GIVEN, lambda fern, milo: fern.gives(Role.GREETER, milo)),
]


@pytest.mark.parametrize(("act", "does"), ACTS, ids=[act.value for act, _ in ACTS])
def test_each_act_of_the_group_is_one_line(
    fern: Person, milo: Person, quiet_group: Group, act: Act, does: Callable[[Person, Person], None]
) -> None:
    before = len(lines(quiet_group))
    does(fern, milo)
    newest = lines(quiet_group)[0]
    assert newest.act is act
    assert names(newest) == ("Fern", "Milo")
    assert len(lines(quiet_group)) - before in (1, 2)


def test_a_removed_message_is_recorded_without_a_word_of_it(
    fern: Person, milo: Person, quiet_group: Group, room: Room
) -> None:
    said = milo.says(room, "call me on 555")
    fern.takes_out(room, said.events[0].seq, "No contact details.")
    [line] = lines(quiet_group)
    whom = line.on(Side.WHOM)
    assert (line.act, names(line), line.detail) == (Act.MESSAGE_REMOVED, ("Fern", "Milo"), "")
    assert whom is not None
    assert whom.reason == "No contact details."


def test_taking_out_ones_own_message_is_nobodys_business(milo: Person, quiet_group: Group, room: Room) -> None:
    said = milo.says(room, "never mind")
    milo.takes_out(room, said.events[0].seq)
    assert lines(quiet_group) == []


def test_asking_someone_to_leave_the_meeting_is_recorded(
    fern: Person, milo: Person, quiet_group: Group, room: Room
) -> None:
    fern.wishes(room, wishes.RemovePerson(milo.in_room(room)), reason="No cross talk.")
    [line] = lines(quiet_group)
    assert (line.act, names(line)) == (Act.PERSON_REMOVED, ("Fern", "Milo"))


def test_a_ban_from_within_the_room_is_one_line(fern: Person, milo: Person, quiet_group: Group, room: Room) -> None:
    fern.wishes(room, wishes.RemovePerson(milo.in_room(room), ban=True), reason="No cross talk.")
    assert [line.act for line in lines(quiet_group)] == [Act.BANNED]


def test_locking_and_closing_a_room_are_recorded_but_not_when_it_closes_by_itself(
    fern: Person, quiet_group: Group, room: Room
) -> None:
    for wish in (wishes.Lock(), wishes.Unlock(), wishes.Close()):
        fern.wishes(room, wish)
    assert [line.act for line in lines(quiet_group)] == [Act.ROOM_CLOSED, Act.ROOM_UNLOCKED, Act.ROOM_LOCKED]
    assert {names(line) for line in lines(quiet_group)} == {("Fern", None)}


def test_an_act_that_is_refused_leaves_no_line(fern: Person, milo: Person, quiet_group: Group) -> None:
    with pytest.raises(NotAllowed):
        milo.mutes(fern)
    assert lines(quiet_group) == []


def test_the_act_is_announced_with_whom_it_concerns(
    fern: Person, milo: Person, quiet_group: Group, announced: Announced
) -> None:
    fern.mutes(milo)
    told = announced.one(events.ActRecorded)
    assert (told.group_id, told.act, told.account_id) == (quiet_group.id, "muted", milo.account_id)


# What was recorded stays.


@pytest.mark.parametrize("table", [Record, RecordedPerson])
def test_a_line_cannot_be_changed_through_the_model(
    fern: Person, milo: Person, quiet_group: Group, table: type[Record | RecordedPerson]
) -> None:
    fern.mutes(milo)
    line = db.session.scalars(select(table)).first()
    if isinstance(line, Record):
        line.act = Act.BANNED
    elif isinstance(line, RecordedPerson):
        line.name = "Someone else"
    with pytest.raises(RecordIsKept):
        db.session.commit()
    db.session.rollback()
    with pytest.raises(RecordIsKept):
        db.session.execute(update(table).values(id=99))


def test_a_line_cannot_be_deleted_through_the_model(fern: Person, milo: Person, quiet_group: Group) -> None:
    fern.mutes(milo)
    db.session.delete(db.session.scalars(select(Record)).one())
    with pytest.raises(RecordIsKept):
        db.session.commit()
    db.session.rollback()
    with pytest.raises(RecordIsKept):
        db.session.execute(delete(Record))


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE records SET act = 'BANNED'",
        "UPDATE recorded_people SET name = 'Someone else'",
        "DELETE FROM records",
    ],
)
def test_the_database_itself_refuses_to_change_a_line(
    fern: Person, milo: Person, quiet_group: Group, statement: str
) -> None:
    fern.mutes(milo)
    with pytest.raises(DatabaseError, match="only appended to"):
        db.session.execute(text(statement))
    db.session.rollback()


def test_each_group_has_a_chain_of_its_own_that_holds(
    fern: Person, milo: Person, iris: Person, quiet_group: Group, clock: Clock
) -> None:
    other = iris.founds("Another")
    milo.joins(other)
    for _ in range(3):
        fern.mutes(milo, quiet_group)
        iris.mutes(milo, other)
    assert [line.place for line in lines(quiet_group)] == [line.place for line in lines(other)] == [3, 2, 1]
    assert queries.broken_at(quiet_group.id) is None
    assert queries.broken_at(other.id) is None


def test_what_is_changed_past_all_guards_shows(app: Flask, fern: Person, milo: Person, quiet_group: Group) -> None:
    for _ in range(3):
        fern.mutes(milo)
    db.session.rollback()
    with db.engine.begin() as connection:
        if connection.dialect.name == "sqlite":
            connection.exec_driver_sql("DROP TRIGGER records_are_not_changed")
        else:
            connection.exec_driver_sql("SET LOCAL session_replication_role = replica")
        connection.exec_driver_sql("UPDATE records SET detail = 'forged' WHERE place = 2")
    assert queries.broken_at(quiet_group.id) == 2


def test_acts_of_several_at_once_stand_one_after_the_other(
    app: Flask, fern: Person, milo: Person, quiet_group: Group
) -> None:
    group_id, by, whom = quiet_group.id, fern.membership().id, milo.membership().id
    db.session.rollback()

    def act(_: int) -> None:
        with app.app_context():
            people = [actions.Person(one, "Someone", 1) for one in (by, whom)]
            actions.record(group_id, Act.MUTED, by=people[0], whom=people[1])

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(act, range(12)))
    assert [line.place for line in lines(quiet_group)] == list(range(12, 0, -1))
    assert queries.broken_at(group_id) is None


def test_names_and_reasons_are_forgotten_after_some_weeks_and_the_chain_holds(
    fern: Person, milo: Person, quiet_group: Group, clock: Clock
) -> None:
    fern.mutes(milo)
    clock.forward(days=WORDS_KEPT_DAYS - 1)
    fern.mutes(milo)
    clock.forward(days=2)
    actions.fade_due()
    newer, older = lines(quiet_group)
    assert names(newer) == ("Fern", "Milo")
    assert names(older) == (None, None)
    assert older.act is Act.MUTED
    assert queries.broken_at(quiet_group.id) is None


def test_whoever_deletes_their_account_is_forgotten_by_the_record_too(
    fern: Person, milo: Person, quiet_group: Group
) -> None:
    fern.mutes(milo)
    accounts.delete_account(milo.account)
    [line] = lines(quiet_group)
    assert names(line) == ("Fern", None)
    assert "Milo" not in db.session.scalars(select(RecordedPerson.name)).all()
    assert queries.broken_at(quiet_group.id) is None


# What a person may see of it, and ask.


def test_a_member_sees_what_concerns_them_and_nothing_else(
    fern: Person, milo: Person, nell: Person, quiet_group: Group
) -> None:
    nell.joins(quiet_group)
    fern.mutes(nell)
    fern.mutes(milo)
    assert [names(line) for line in milo.reads_record_about_self(quiet_group)] == [("Fern", "Milo")]
    [about_nell] = nell.reads_record_about_self(quiet_group)
    with pytest.raises(NotFound):
        milo.asks_review(about_nell)


def test_a_banned_member_still_reads_why_and_can_ask_for_a_review(
    fern: Person, milo: Person, quiet_group: Group, announced: Announced
) -> None:
    fern.bans(milo, why="No contact details.")
    [line] = milo.reads_record_about_self(quiet_group)
    milo.asks_review(line, "It was a misunderstanding.")
    asked = announced.one(events.ReviewAsked)
    assert (asked.group_id, asked.by_membership_id) == (quiet_group.id, fern.membership().id)
    db.session.rollback()
    assert [record.public_id for record in queries.open_reviews(quiet_group.id)] == [line.public_id]


def test_a_review_is_asked_once_and_answered_once(
    fern: Person, milo: Person, quiet_group: Group, announced: Announced
) -> None:
    fern.mutes(milo)
    [line] = milo.reads_record_about_self(quiet_group)
    milo.asks_review(line)
    with pytest.raises(rules.ReviewIsAsked):
        milo.asks_review(line)
    fern.answers_review(line, "We have talked.")
    assert announced.one(events.ReviewAnswered).account_id == milo.account_id
    with pytest.raises(rules.ReviewIsAnswered):
        fern.answers_review(line, "Something else.")
    [line] = milo.reads_record_about_self(quiet_group)
    assert line.review is not None
    assert line.review.answer == "We have talked."


@pytest.mark.parametrize("role", [Role.GREETER, Role.MEMBER])
def test_only_those_who_moderate_answer_a_review(
    fern: Person, milo: Person, nell: Person, quiet_group: Group, role: Role
) -> None:
    nell.joins(quiet_group)
    fern.gives(role, nell)
    fern.mutes(milo)
    [line] = milo.reads_record_about_self(quiet_group)
    milo.asks_review(line)
    with pytest.raises(NotAllowed):
        nell.answers_review(line)


def test_a_group_of_strangers_shows_nothing_about_anyone(iris: Person, quiet_group: Group) -> None:
    with pytest.raises(NotFound):
        queries.standing_for(iris.account, quiet_group.public_id)


def test_nobody_is_told_twice_when_a_position_is_laid_down(fern: Person, milo: Person, quiet_group: Group) -> None:
    fern.gives(Role.FACILITATOR, milo)
    groups.lay_down(milo.membership())
    newest = lines(quiet_group)[0]
    assert names(newest) == ("Milo", "Milo")
    assert newest.at <= now()
    assert isinstance(milo.membership(), Membership)


def test_the_one_who_acted_leaves_the_answer_to_another_who_serves(
    fern: Person, milo: Person, nell: Person, quiet_group: Group
) -> None:
    nell.joins(quiet_group)
    fern.gives(Role.CO_FACILITATOR, nell)
    fern.mutes(milo)
    line = lines(quiet_group)[0]
    milo.asks_review(line)
    with pytest.raises(rules.ReviewIsForOthers):
        fern.answers_review(line)
    nell.answers_review(line, "It stays.")
    [seen] = milo.reads_record_about_self(quiet_group)
    assert seen.review is not None
    assert seen.review.answer == "It stays."
