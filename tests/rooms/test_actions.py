"""The room's log in a real database: once, in order, and to the right people."""

from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from support_groups.accounts import actions as accounts
from support_groups.core.database import db
from support_groups.core.errors import DomainError, NotFound
from support_groups.groups.models import Group, Role
from support_groups.groups.rules import ReasonIsMissing
from support_groups.rooms import actions, queries
from support_groups.rooms.events import Happened, MessageSaid, PersonLeft, PersonMuted, PersonRemoved, RoomRenewed
from support_groups.rooms.models import (
    LEASE_SECONDS,
    LEASE_SPREAD_SECONDS,
    LINE_GRACE_SECONDS,
    LINE_GRACE_SPREAD_SECONDS,
    LogEntry,
    Participant,
    Room,
)
from support_groups.rooms.rules import Standing, fold, refusals, wishes
from support_groups.rooms.rules.state import RoomState
from tests.cast import Person
from tests.services.announced import Announced
from tests.services.clock import Clock


def log_of(room: Room) -> list[LogEntry]:
    """The rows of a room's log, in order."""
    return list(db.session.scalars(select(LogEntry).where(LogEntry.room_id == room.id).order_by(LogEntry.seq)))


def bodies(room: Room) -> list[str | None]:
    """What the log holds of what was said."""
    return [entry.body for entry in log_of(room) if entry.kind == "message.said"]


def test_what_was_answered_is_committed_and_in_order(room: Room, milo: Person, fern: Person) -> None:
    seqs = [person.says(room, body).seq for person, body in ((milo, "one"), (fern, "two"), (milo, "three"))]
    db.session.rollback()
    assert bodies(room) == ["one", "two", "three"]
    assert seqs == sorted(seqs)
    assert [entry.seq for entry in log_of(room)] == list(range(1, len(log_of(room)) + 1))


def test_a_resend_is_one_message_with_one_answer(room: Room, milo: Person, announced: Announced) -> None:
    first = milo.says(room, "hello", "c1")
    again = milo.says(room, "hello", "c1")
    assert again.events == first.events
    assert bodies(room) == ["hello"]
    assert sum(isinstance(e.event, MessageSaid) for e in announced if isinstance(e, Happened)) == 1


def test_two_people_may_choose_the_same_client_id(room: Room, milo: Person, fern: Person) -> None:
    milo.says(room, "mine", "c1")
    fern.says(room, "mine too", "c1")
    assert bodies(room) == ["mine", "mine too"]


def test_a_refused_wish_leaves_nothing(room: Room, milo: Person, announced: Announced) -> None:
    before = len(log_of(room))
    announced.clear()
    with pytest.raises(refusals.NotTheirsToLead):
        milo.wishes(room, wishes.Lock())
    assert len(log_of(room)) == before
    assert announced == []


def test_a_stranger_finds_no_room(room: Room, iris: Person) -> None:
    for attempt in (iris.enters, lambda r: iris.says(r, "let me in")):
        with pytest.raises(NotFound):
            attempt(room)


def test_a_removed_message_is_blank_in_the_log_itself(
    room: Room, milo: Person, fern: Person, announced: Announced
) -> None:
    said = milo.says(room, "call me at home")
    fern.takes_out(room, said.seq, "No contact details.")
    assert bodies(room) == [None]
    assert "call me" not in repr(fern.enters(room))
    assert "call me" not in repr(milo.enters(room, epoch=room.epoch, after=1))
    assert [e.reason for e in announced if isinstance(e, Happened)][-1] == "No contact details."


def test_what_is_not_a_message_cannot_be_removed(room: Room, fern: Person) -> None:
    for seq in (1, 999):
        with pytest.raises(NotFound):
            fern.takes_out(room, seq)


def test_coming_back_there_are_three_answers_and_no_fourth(room: Room, milo: Person, fern: Person) -> None:
    known = milo.enters(room)
    assert known["answer"] == "fresh"
    epoch, seq = known["epoch"], known["seq"]
    assert milo.enters(room, epoch=epoch, after=seq)["answer"] == "nothing"
    fern.says(room, "while you were away")
    missed = milo.enters(room, epoch=epoch, after=seq)
    assert missed["answer"] == "missed"
    assert [event["body"] for event in missed["events"]] == ["while you were away"]
    for wrong in ({"epoch": "other", "after": seq}, {"epoch": epoch, "after": seq + 99}):
        assert milo.enters(room, **wrong)["answer"] == "fresh"


def test_the_snapshot_holds_the_state_and_what_was_said(room: Room, milo: Person, fern: Person) -> None:
    fern.says(room, "welcome")
    snapshot = milo.enters(room)["snapshot"]
    assert [one["body"] for one in snapshot["log"] if one["kind"] == "message.said"] == ["welcome"]
    people = snapshot["state"]["people"]
    assert {person["name"] for person in people.values()} == {
        milo.membership().name,
        fern.membership().name,
    }
    assert snapshot["you"]["id"] == milo.in_room(room)


def test_a_long_log_is_read_page_by_page(room: Room, milo: Person, fern: Person) -> None:
    for number in range(queries.SNAPSHOT_EVENTS + 30):
        fern.says(room, f"line {number}")
    snapshot = milo.enters(room)["snapshot"]
    assert snapshot["has_earlier"]
    earlier, has_earlier = actions.earlier(milo.account_id, room.public_id, snapshot["log"][0]["seq"])
    assert not has_earlier
    seqs = [one.seq for one in earlier] + [one["seq"] for one in snapshot["log"]]
    assert seqs == sorted(set(seqs))
    assert sum(isinstance(one.event, MessageSaid) for one in earlier) == 30


def test_of_what_was_said_before_no_more_is_read_than_was_asked_for(room: Room, milo: Person, fern: Person) -> None:
    seqs = [fern.says(room, words).events[-1].seq for words in ("one", "two", "three")]
    earlier, has_earlier = actions.earlier(milo.account_id, room.public_id, seqs[1] + 1, most=1)
    assert [one.seq for one in earlier] == [seqs[1]]
    assert has_earlier
    many = actions.earlier(milo.account_id, room.public_id, seqs[2] + 1, most=10**6)
    assert many == actions.earlier(milo.account_id, room.public_id, seqs[2] + 1)


def test_the_state_in_memory_is_the_log_read_anew(room: Room, milo: Person, fern: Person) -> None:
    milo.says(room, "hello")
    fern.wishes(room, wishes.SetFloor("chaired"))
    milo.wishes(room, wishes.RaiseHand())
    fern.wishes(room, wishes.GiveFloor(milo.in_room(room)))
    kept = milo.sees(room)
    assert kept == fold(RoomState(), queries.log_between(room.id, 0, kept.seq))
    assert kept.share is not None


def test_a_mute_in_the_room_is_the_groups(room: Room, milo: Person, fern: Person, announced: Announced) -> None:
    answer = fern.wishes(room, wishes.Mute(milo.in_room(room), 10), reason="Please no advice to others.")
    assert any(isinstance(one.event, PersonMuted) for one in answer.events)
    assert milo.membership().muted_until is not None
    assert milo.enters(room)["snapshot"]["you"]["told"] == "Please no advice to others."
    with pytest.raises(refusals.Muted):
        milo.says(room, "but")
    fern.wishes(room, wishes.Unmute(milo.in_room(room)))
    milo.says(room, "thank you")
    assert milo.enters(room)["snapshot"]["you"]["told"] is None


def test_a_mute_outlasts_leaving_the_room(room: Room, milo: Person, fern: Person, clock: Clock) -> None:
    fern.wishes(room, wishes.Mute(milo.in_room(room), 10), reason="Please listen a while.")
    actions.leave(milo.account_id, room.public_id)
    milo.enters(room)
    with pytest.raises(refusals.Muted):
        milo.says(room, "again")
    clock.forward(minutes=11)
    milo.says(room, "now I may")


def test_a_mute_reaches_every_open_room_of_the_group(room: Room, milo: Person, fern: Person) -> None:
    other = fern.opens(fern.membership())
    milo.comes(other, milo.membership())
    fern.wishes(room, wishes.Mute(milo.in_room(room), 10), reason="Please listen a while.")
    with pytest.raises(refusals.Muted):
        milo.says(other, "here then")


def test_a_mute_goes_with_the_member_into_the_next_room(room: Room, milo: Person, fern: Person) -> None:
    fern.wishes(room, wishes.Mute(milo.in_room(room), 10), reason="Please listen a while.")
    other = fern.opens(fern.membership())
    milo.comes(other, milo.membership())
    with pytest.raises(refusals.Muted):
        milo.says(other, "here then")


def test_a_banned_member_has_no_place_any_more(room: Room, milo: Person, fern: Person) -> None:
    who = milo.in_room(room)
    fern.wishes(room, wishes.RemovePerson(who, ban=True), reason="Contact outside.")
    for attempt in (milo.enters, lambda r: milo.says(r, "still here")):
        with pytest.raises(NotFound):
            attempt(room)
    assert fern.sees(room).people[who].standing is Standing.BANNED


def test_a_removed_person_cannot_come_back_into_this_meeting(room: Room, milo: Person, fern: Person) -> None:
    fern.wishes(room, wishes.RemovePerson(milo.in_room(room)), reason="Rest for tonight.")
    with pytest.raises(refusals.OutOfTheRoom):
        milo.enters(room)
    with pytest.raises(refusals.OutOfTheRoom):
        milo.comes(room, milo.membership())
    actions.close_room(room.id)
    with pytest.raises(refusals.OutOfTheRoom):
        milo.enters(room)


def test_who_was_removed_can_still_leave_the_group_and_be_forgotten(room: Room, milo: Person, fern: Person) -> None:
    fern.wishes(room, wishes.RemovePerson(milo.in_room(room)), reason="Rest for tonight.")
    milo.leaves()
    accounts.delete_account(milo.account)
    assert fern.sees(room).is_open


def test_who_was_removed_holds_no_lease(room: Room, milo: Person, fern: Person) -> None:
    place = queries.place_for(milo.account_id, room.public_id).participant
    fern.wishes(room, wishes.RemovePerson(place.public_id), reason="Rest for tonight.")
    actions.renew_leases([place.public_id])
    assert queries.participant_in(room.id, milo.in_room(room)).here_until is None


def test_words_can_be_taken_out_of_a_closed_room(room: Room, milo: Person, fern: Person, nell: Person) -> None:
    mine, theirs = milo.says(room, "one"), milo.says(room, "my number")
    actions.close_room(room.id)
    milo.takes_out(room, mine.seq)
    fern.takes_out(room, theirs.seq, "No contact details.")
    assert bodies(room) == [None, None]


def test_taking_out_what_another_said_needs_a_reason(room: Room, milo: Person, fern: Person) -> None:
    said = milo.says(room, "hello")
    with pytest.raises(ReasonIsMissing):
        fern.takes_out(room, said.seq)
    assert bodies(room) == ["hello"]


def test_the_state_is_the_same_without_reading_what_was_said(room: Room, milo: Person, fern: Person) -> None:
    said = milo.says(room, "hello")
    milo.takes_out(room, said.seq)
    fern.wishes(room, wishes.SetFloor("chaired"))
    everything = fold(RoomState(), queries.log_between(room.id, 0, fern.sees(room).seq))
    queries.live().forget(room.id)
    assert fern.sees(room) == everything


def test_who_leaves_the_group_leaves_its_rooms(room: Room, milo: Person, fern: Person) -> None:
    who = milo.in_room(room)
    milo.leaves()
    assert not fern.sees(room).people[who].is_here
    with pytest.raises(NotFound):
        milo.says(room, "goodbye")


def test_who_comes_back_to_the_group_is_someone_new_in_the_room(
    room: Room, milo: Person, fern: Person, quiet_group: Group
) -> None:
    before, old_name = milo.in_room(room), milo.membership().name
    milo.says(room, "before I left")
    milo.leaves()
    milo.comes(room, milo.joins(quiet_group, as_name="Fresh Start"))
    people = fern.sees(room).people
    assert milo.in_room(room) != before
    assert people[before].name == old_name
    assert people[milo.in_room(room)].name == "Fresh Start"
    assert "person.renamed" not in [entry.kind for entry in log_of(room)]
    fern.mutes(milo)
    assert fern.sees(room).people[before].muted_until is None
    accounts.delete_account(milo.account)
    rows = repr([(e.kind, e.body, e.data) for e in log_of(room)])
    assert "before I left" not in rows
    assert old_name not in rows


def test_who_was_removed_stays_removed_after_leaving_the_group_and_coming_back(
    room: Room, milo: Person, fern: Person, quiet_group: Group
) -> None:
    fern.wishes(room, wishes.RemovePerson(milo.in_room(room)), reason="Rest for tonight.")
    milo.leaves()
    with pytest.raises(refusals.OutOfTheRoom):
        milo.comes(room, milo.joins(quiet_group, as_name="Fresh Start"))


def test_open_pages_are_told_when_the_past_has_changed(room: Room, milo: Person, announced: Announced) -> None:
    accounts.delete_account(milo.account)
    assert announced.of(RoomRenewed) == [RoomRenewed(room.id)]


def test_a_new_position_counts_at_once(room: Room, milo: Person, fern: Person) -> None:
    fern.gives(Role.CO_FACILITATOR, milo)
    milo.wishes(room, wishes.Lock())
    fern.gives(Role.MEMBER, milo)
    with pytest.raises(refusals.NotTheirsToLead):
        milo.wishes(room, wishes.Unlock())


def test_a_new_name_is_seen_in_the_room(room: Room, milo: Person, fern: Person) -> None:
    milo.is_named("Still Water")
    assert fern.sees(room).people[milo.in_room(room)].name == "Still Water"


def test_a_lost_line_is_seen_only_when_it_does_not_come_back(
    room: Room, milo: Person, fern: Person, clock: Clock, announced: Announced
) -> None:
    place = queries.place_for(milo.account_id, room.public_id).participant
    actions.lines_lost([place.public_id])
    actions.lapse_leases()
    assert fern.sees(room).people[place.public_id].is_here
    clock.forward(seconds=LINE_GRACE_SECONDS + LINE_GRACE_SPREAD_SECONDS + 1)
    actions.renew_leases([queries.place_for(fern.account_id, room.public_id).participant.public_id])
    actions.lapse_leases()
    state = fern.sees(room)
    assert not state.people[place.public_id].is_here
    assert state.people[fern.in_room(room)].is_here
    left = [e.event for e in announced if isinstance(e, Happened) and isinstance(e.event, PersonLeft)]
    assert left == [PersonLeft(place.public_id, lapsed=True)]


def test_after_a_crash_presence_is_right_within_30_seconds(room: Room, milo: Person, clock: Clock) -> None:
    clock.forward(seconds=31)
    actions.lapse_leases()
    assert not any(person.is_here for person in milo.sees(room).people.values())


def test_a_closed_room_can_be_read_until_its_words_fade(
    room: Room, milo: Person, fern: Person, clock: Clock, quiet_group: Group
) -> None:
    hours = quiet_group.retention_hours
    milo.says(room, "good night")
    room_id = room.id
    actions.close_room(room_id)
    actions.close_room(room_id)
    assert "good night" in repr(milo.enters(room))
    with pytest.raises(refusals.RoomIsClosed):
        milo.says(room, "one more")
    clock.forward(hours=hours - 1)
    actions.fade_due()
    assert milo.enters(room)
    clock.forward(hours=2)
    public_id = room.public_id
    actions.fade_due()
    db.session.expire_all()
    assert db.session.get(Room, room_id) is None
    assert not db.session.scalars(select(LogEntry).where(LogEntry.room_id == room_id)).all()
    assert not db.session.scalars(select(Participant).where(Participant.room_id == room_id)).all()
    with pytest.raises(NotFound):
        actions.enter(milo.account_id, public_id, None, None)


def test_a_locked_room_keeps_newcomers_out(room: Room, nell: Person, fern: Person, quiet_group: Group) -> None:
    fern.wishes(room, wishes.Lock())
    joined = nell.joins(quiet_group)
    with pytest.raises(refusals.RoomIsLocked):
        nell.comes(room, joined)
    fern.wishes(room, wishes.Unlock())
    nell.comes(room, joined)


def test_deleting_the_account_blanks_words_and_names(room: Room, milo: Person, fern: Person) -> None:
    name = milo.membership().name
    who = milo.in_room(room)
    milo.says(room, "something private", "an-id-of-his-words")
    accounts.delete_account(milo.account)
    rows = repr([(e.kind, e.body, e.data, e.client_id) for e in log_of(room)])
    assert "private" not in rows
    assert name not in rows
    assert "an-id-of-his-words" not in rows
    snapshot = fern.enters(room)["snapshot"]
    assert snapshot["state"]["people"][who]["name"] == "Someone who left"
    # They are seen to leave by and by.
    assert snapshot["state"]["people"][who]["is_here"]
    assert [entry.seq for entry in log_of(room)] == list(range(1, len(log_of(room)) + 1))


def test_a_room_in_another_group_is_not_touched(room: Room, milo: Person, fern: Person, iris: Person) -> None:
    theirs = iris.founds("Another group", as_name="Iris")
    other = iris.opens(iris.membership(theirs))
    iris.comes(other, iris.membership(theirs))
    before = len(log_of(other))
    fern.wishes(room, wishes.Mute(milo.in_room(room), 10), reason="Please listen a while.")
    assert len(log_of(other)) == before
    with pytest.raises(NotFound):
        fern.wishes(other, wishes.Lock())
    with pytest.raises(NotFound):
        queries.participant_in(room.id, iris.in_room(other))


def test_acting_on_someone_of_another_room_is_not_found(room: Room, fern: Person, iris: Person) -> None:
    theirs = iris.founds("Another group", as_name="Iris")
    other = iris.opens(iris.membership(theirs))
    iris.comes(other, iris.membership(theirs))
    for wish in (wishes.Mute(iris.in_room(other), 5), wishes.RemovePerson(iris.in_room(other))):
        with pytest.raises(DomainError):
            fern.wishes(room, wish, reason="No.")


def test_removal_is_announced_once(room: Room, milo: Person, fern: Person, announced: Announced) -> None:
    who = milo.in_room(room)
    fern.wishes(room, wishes.RemovePerson(who), reason="Rest for tonight.")
    fern.wishes(room, wishes.RemovePerson(who), reason="Rest for tonight.")
    removed = [e for e in announced if isinstance(e, Happened) and isinstance(e.event, PersonRemoved)]
    assert len(removed) == 1
    assert removed[0].reason == "Rest for tonight."


def test_renewing_keeps_only_who_is_here(room: Room, milo: Person, clock: Clock, app: Flask) -> None:
    place = queries.place_for(milo.account_id, room.public_id).participant
    actions.leave(milo.account_id, room.public_id)
    actions.renew_leases([place.public_id])
    assert queries.place_for(milo.account_id, room.public_id).participant.here_until is None
    milo.enters(room)
    clock.forward(seconds=20)
    actions.renew_leases([place.public_id])
    place = queries.place_for(milo.account_id, room.public_id).participant
    assert place.here_until is not None
    assert place.here_until - clock.now >= timedelta(seconds=LEASE_SECONDS - LEASE_SPREAD_SECONDS)
