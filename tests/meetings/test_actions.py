"""Setting meetings, changing and ending them, cancelling dates, opening and closing rooms: kept and announced."""

from datetime import date, time, timedelta

import pytest
from flask import Flask
from sqlalchemy import func, select

from support_groups.core.clock import now
from support_groups.core.database import db
from support_groups.core.errors import NotAllowed, NotFound
from support_groups.groups import actions as groups
from support_groups.groups.models import Group, Role
from support_groups.meetings import actions, queries
from support_groups.meetings.actions import scheduling
from support_groups.meetings.events import (
    MeetingChanged,
    MeetingEnded,
    MeetingScheduled,
    OccurrenceCancelled,
    OccurrenceRestored,
    RoomOpenedForMeeting,
)
from support_groups.meetings.models import MEETINGS_PER_GROUP, Meeting, Occurrence
from support_groups.meetings.rules import (
    FirstDayIsOff,
    MeetingHasEnded,
    NoSuchDate,
    RoomIsAlreadyOpen,
    RoomIsNotOpen,
    TooManyMeetings,
)
from support_groups.rooms import actions as rooms
from support_groups.rooms.models import FloorMode, Participant, Room, RoomKind
from support_groups.rooms.queries import state_of
from tests.cast import Person
from tests.services.announced import Announced
from tests.services.clock import Clock

TODAY = date(2026, 11, 20)
NEXT_WEEK = date(2026, 11, 27)


@pytest.fixture
def evening(fern: Person, iris: Person, quiet_group: Group, clock: Clock) -> Meeting:
    """Fridays at seven in Berlin; the group of Iris meets at the same time, and her room is open."""
    clock.at("2026-11-20 18:50", "Europe/Berlin")
    theirs = iris.membership().group
    iris.goes_to(iris.schedules(theirs, name="Elsewhere"))
    clock.at("2026-11-20 12:00", "Europe/Berlin")
    return fern.schedules(quiet_group)


def rooms_of(meeting: Meeting) -> list[Room]:
    """All rooms that were ever opened for a meeting."""
    found = select(Room).join(Occurrence, Occurrence.room_id == Room.id).where(Occurrence.meeting_id == meeting.id)
    return list(db.session.scalars(found))


class TestScheduling:
    """Setting a meeting."""

    def test_a_facilitator_lets_the_group_meet(
        self, fern: Person, quiet_group: Group, clock: Clock, announced: Announced
    ) -> None:
        meeting = fern.schedules(quiet_group, formats=("St", "B"), floor=FloorMode.CHAIRED)
        assert (meeting.group_id, meeting.weekday, meeting.local_time) == (quiet_group.id, 4, time(19))
        assert (meeting.minutes, meeting.fellowship_minutes, meeting.first_on) == (60, 15, TODAY)
        assert (meeting.formats, meeting.floor) == ("B St", FloorMode.CHAIRED)
        told = announced.one(MeetingScheduled)
        assert (told.group_id, told.meeting_id) == (quiet_group.id, meeting.id)

    def test_today_is_the_day_where_the_group_is(self, fern: Person, quiet_group: Group, clock: Clock) -> None:
        clock.at("2026-11-20 23:30")
        assert fern.schedules(quiet_group).first_on == date(2026, 11, 21)

    @pytest.mark.parametrize("role", [Role.CO_FACILITATOR, Role.GREETER, Role.MEMBER])
    def test_only_a_facilitator_sets_meetings(self, fern: Person, milo: Person, quiet_group: Group, role: Role) -> None:
        fern.gives(role, milo, quiet_group)
        with pytest.raises(NotAllowed):
            milo.schedules(quiet_group)

    def test_who_has_left_sets_no_meetings(self, fern: Person, milo: Person, quiet_group: Group) -> None:
        fern.gives(Role.FACILITATOR, milo, quiet_group)
        milo.leaves(quiet_group)
        with pytest.raises(NotFound):
            milo.schedules(quiet_group)

    def test_the_first_day_has_not_passed(self, fern: Person, quiet_group: Group, clock: Clock) -> None:
        with pytest.raises(FirstDayIsOff):
            fern.schedules(quiet_group, first_on=TODAY - timedelta(days=1))

    def test_a_group_holds_so_many_meetings_and_no_more(
        self, fern: Person, quiet_group: Group, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(scheduling, "MEETINGS_PER_GROUP", 1)
        assert MEETINGS_PER_GROUP > 1
        first = fern.schedules(quiet_group)
        with pytest.raises(TooManyMeetings):
            fern.schedules(quiet_group)
        fern.ends(first)
        assert fern.schedules(quiet_group).id


class TestEntering:
    """The room opens when it is due, for the first who comes at the latest, and once."""

    def test_the_first_who_comes_opens_the_room(
        self, milo: Person, evening: Meeting, clock: Clock, announced: Announced
    ) -> None:
        clock.at("2026-11-20 18:45", "Europe/Berlin")
        place = milo.goes_to(evening)
        [room] = rooms_of(evening)
        assert place.room_id == room.id
        assert (room.kind, room.title, room.group_id) == (RoomKind.MEETING, evening.name, evening.group_id)
        assert room.retention_hours == evening.group.retention_hours
        told = announced.one(RoomOpenedForMeeting)
        assert (told.meeting_id, told.room_id) == (evening.id, room.id)

    def test_newcomers_wait_at_a_door_that_opens_while_a_wave_has_shut_the_group(
        self, fern: Person, evening: Meeting, clock: Clock
    ) -> None:
        clock.at("2026-11-20 19:05", "Europe/Berlin")
        evening.group.shut_until = now() + timedelta(hours=1)
        db.session.commit()
        assert state_of(fern.goes_to(evening).room).lobby == "new"

    def test_people_are_called_as_the_format_of_the_meeting_says(
        self, fern: Person, milo: Person, evening: Meeting, clock: Clock
    ) -> None:
        round_robin = fern.schedules(evening.group, name="In turn", formats=("Rr",))
        clock.at("2026-11-20 19:05", "Europe/Berlin")
        turns = [state_of(milo.goes_to(one).room).turns for one in (round_robin, evening)]
        assert turns == ["round", "hands"]

    def test_one_goes_in_under_the_name_and_role_of_the_group(
        self, fern: Person, evening: Meeting, clock: Clock
    ) -> None:
        clock.at("2026-11-20 19:05", "Europe/Berlin")
        place = fern.goes_to(evening)
        mine = fern.membership(evening.group)
        assert (place.name, place.role, place.membership_id) == (mine.name, mine.role, mine.id)

    def test_all_come_into_the_same_room_and_twice_is_once(
        self, fern: Person, milo: Person, evening: Meeting, clock: Clock, announced: Announced
    ) -> None:
        clock.at("2026-11-20 19:05", "Europe/Berlin")
        places = {milo.goes_to(evening).id, milo.goes_to(evening).id, fern.goes_to(evening).id}
        assert len(places) == 2
        assert len(rooms_of(evening)) == len(announced.of(RoomOpenedForMeeting)) == 1

    @pytest.mark.parametrize("moment", ["18:44:59", "20:15:00"])
    def test_nobody_enters_before_the_room_opens_or_after_it_closes(
        self, milo: Person, evening: Meeting, clock: Clock, moment: str
    ) -> None:
        clock.at(f"2026-11-20 {moment}", "Europe/Berlin")
        with pytest.raises(RoomIsNotOpen):
            milo.goes_to(evening)
        assert not rooms_of(evening)

    def test_who_is_no_member_does_not_find_the_room(self, nell: Person, evening: Meeting, clock: Clock) -> None:
        clock.at("2026-11-20 19:05", "Europe/Berlin")
        with pytest.raises(NotFound):
            nell.goes_to(evening)
        assert not rooms_of(evening)

    def test_who_was_banned_does_not_find_the_room(
        self, fern: Person, milo: Person, evening: Meeting, clock: Clock
    ) -> None:
        clock.at("2026-11-20 19:05", "Europe/Berlin")
        fern.bans(milo, evening.group)
        with pytest.raises(NotFound):
            milo.goes_to(evening)

    def test_a_room_that_was_closed_does_not_open_again(self, milo: Person, evening: Meeting, clock: Clock) -> None:
        clock.at("2026-11-20 19:05", "Europe/Berlin")
        rooms.close_room(milo.goes_to(evening).room_id)
        with pytest.raises(RoomIsNotOpen):
            milo.goes_to(evening)
        actions.open_due()
        assert len(rooms_of(evening)) == 1

    def test_the_next_week_has_a_room_of_its_own(self, milo: Person, evening: Meeting, clock: Clock) -> None:
        clock.at("2026-11-20 19:05", "Europe/Berlin")
        first = milo.goes_to(evening).room_id
        actions.close_due()
        clock.forward(days=7)
        actions.close_due()
        assert milo.goes_to(evening).room_id != first


class TestTheTimekeeper:
    """Rooms open and close by themselves."""

    def test_a_room_opens_by_itself_a_quarter_of_an_hour_before(self, evening: Meeting, clock: Clock) -> None:
        clock.at("2026-11-20 18:44:59", "Europe/Berlin")
        actions.open_due()
        assert not rooms_of(evening)
        clock.forward(seconds=1)
        actions.open_due()
        actions.open_due()
        assert len(rooms_of(evening)) == 1

    def test_a_room_closes_by_itself_after_fellowship(self, milo: Person, evening: Meeting, clock: Clock) -> None:
        clock.at("2026-11-20 20:14:59", "Europe/Berlin")
        milo.goes_to(evening)
        actions.close_due()
        assert rooms_of(evening)[0].closed_at is None
        clock.forward(seconds=1)
        actions.close_due()
        actions.close_due()
        assert rooms_of(evening)[0].closed_at == clock.now

    def test_one_room_that_cannot_be_closed_keeps_no_other_open(
        self, milo: Person, evening: Meeting, clock: Clock, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        clock.at("2026-11-20 19:05", "Europe/Berlin")
        mine = milo.goes_to(evening).room_id
        clock.forward(hours=3)
        close = rooms.close_room

        def fails_elsewhere(room_id: int) -> None:
            if room_id != mine:
                raise RuntimeError
            close(room_id)

        monkeypatch.setattr(rooms, "close_room", fails_elsewhere)
        with pytest.raises(ExceptionGroup):
            actions.close_due()
        assert rooms_of(evening)[0].closed_at == clock.now

    def test_a_closed_group_opens_no_rooms(self, fern: Person, evening: Meeting, clock: Clock) -> None:
        groups.close_group(fern.membership(evening.group))
        clock.at("2026-11-20 18:50", "Europe/Berlin")
        actions.open_due()
        assert not rooms_of(evening)


class TestCancelling:
    """Not holding one date."""

    def test_a_cancelled_date_is_not_held_and_the_others_are(
        self, fern: Person, milo: Person, evening: Meeting, clock: Clock, announced: Announced
    ) -> None:
        fern.cancels(evening, TODAY, "Fern has a cold.")
        clock.at("2026-11-20 18:50", "Europe/Berlin")
        actions.open_due()
        with pytest.raises(RoomIsNotOpen):
            milo.goes_to(evening)
        first, second = queries.next_of(evening, clock.now, 2)
        assert (first.times.on, first.is_cancelled, first.cancel_note) == (TODAY, True, "Fern has a cold.")
        assert (second.times.on, second.is_cancelled) == (NEXT_WEEK, False)
        told = announced.one(OccurrenceCancelled)
        assert (told.meeting_id, told.on_date, told.note) == (evening.id, TODAY, "Fern has a cold.")

    def test_a_cancelled_date_can_be_held_after_all(
        self, fern: Person, milo: Person, evening: Meeting, clock: Clock, announced: Announced
    ) -> None:
        fern.cancels(evening, TODAY)
        fern.restores(evening, TODAY)
        fern.restores(evening, TODAY)
        clock.at("2026-11-20 18:50", "Europe/Berlin")
        assert milo.goes_to(evening).room_id
        assert announced.one(OccurrenceRestored).on_date == TODAY

    def test_words_can_be_changed_by_cancelling_again(self, fern: Person, evening: Meeting, clock: Clock) -> None:
        fern.cancels(evening, TODAY, "First words.")
        fern.cancels(evening, TODAY, "Better words.")
        assert queries.next_of(evening, clock.now)[0].cancel_note == "Better words."

    def test_a_date_that_has_passed_is_not_restored(self, fern: Person, evening: Meeting, clock: Clock) -> None:
        fern.cancels(evening, TODAY)
        clock.forward(days=1)
        with pytest.raises(NoSuchDate):
            fern.restores(evening, TODAY)

    def test_a_date_whose_room_is_open_is_not_cancelled(
        self, fern: Person, milo: Person, evening: Meeting, clock: Clock
    ) -> None:
        clock.at("2026-11-20 18:50", "Europe/Berlin")
        milo.goes_to(evening)
        with pytest.raises(RoomIsAlreadyOpen):
            fern.cancels(evening, TODAY)

    def test_another_day_of_the_week_is_not_cancelled(self, fern: Person, evening: Meeting) -> None:
        with pytest.raises(NoSuchDate):
            fern.cancels(evening, TODAY + timedelta(days=1))

    def test_a_member_cancels_nothing(self, milo: Person, evening: Meeting) -> None:
        with pytest.raises(NotAllowed):
            milo.cancels(evening, TODAY)

    def test_a_facilitator_of_another_group_cancels_nothing(self, iris: Person, evening: Meeting) -> None:
        with pytest.raises(NotFound):
            actions.cancel_occurrence(iris.membership(), evening, TODAY, "Not mine.")


class TestChanging:
    """Other settings from now on."""

    def test_a_change_counts_from_the_next_date_on(
        self, fern: Person, evening: Meeting, clock: Clock, announced: Announced
    ) -> None:
        fern.changes(evening, weekday=5, local_time=time(10), name="Saturday morning")
        [first] = queries.next_of(evening, clock.now)
        assert (first.times.on, first.meeting.name) == (date(2026, 11, 21), "Saturday morning")
        assert announced.one(MeetingChanged).meeting_id == evening.id

    def test_a_room_that_is_open_goes_on_as_it_was_planned(
        self, fern: Person, milo: Person, evening: Meeting, clock: Clock
    ) -> None:
        clock.at("2026-11-20 19:30", "Europe/Berlin")
        room_id = milo.goes_to(evening).room_id
        fern.changes(evening, weekday=0, minutes=15, fellowship_minutes=0)
        actions.close_due()
        assert fern.goes_to(evening).room_id == room_id
        clock.at("2026-11-20 20:15", "Europe/Berlin")
        actions.close_due()
        assert rooms_of(evening)[0].closed_at

    def test_a_room_that_is_due_goes_on_too_though_nobody_has_come_yet(
        self, fern: Person, milo: Person, evening: Meeting, clock: Clock
    ) -> None:
        clock.at("2026-11-20 18:50", "Europe/Berlin")
        fern.changes(evening, weekday=0)
        assert milo.goes_to(evening).room_id

    def test_a_cancelled_date_stays_cancelled_when_the_hour_changes(
        self, fern: Person, evening: Meeting, clock: Clock
    ) -> None:
        fern.cancels(evening, TODAY)
        fern.changes(evening, local_time=time(20))
        first = queries.next_of(evening, clock.now)[0]
        assert (first.is_cancelled, first.starts_at.hour) == (True, 19)

    def test_a_member_changes_nothing(self, milo: Person, evening: Meeting) -> None:
        with pytest.raises(NotAllowed):
            milo.changes(evening, name="Mine")


class TestEnding:
    """Holding a meeting no more."""

    def test_an_ended_meeting_is_not_held_today_nor_later(
        self, fern: Person, milo: Person, evening: Meeting, clock: Clock, announced: Announced
    ) -> None:
        fern.ends(evening)
        assert not queries.next_of(evening, clock.now)
        clock.at("2026-11-20 18:50", "Europe/Berlin")
        actions.open_due()
        with pytest.raises(RoomIsNotOpen):
            milo.goes_to(evening)
        assert announced.one(MeetingEnded).meeting_id == evening.id

    def test_a_room_that_is_open_stays_open_until_its_time(
        self, fern: Person, milo: Person, evening: Meeting, clock: Clock
    ) -> None:
        clock.at("2026-11-20 18:50", "Europe/Berlin")
        fern.ends(evening)
        assert milo.goes_to(evening).room_id
        clock.at("2026-11-20 20:15", "Europe/Berlin")
        actions.close_due()
        assert rooms_of(evening)[0].closed_at

    def test_an_ended_meeting_cannot_be_changed(self, fern: Person, evening: Meeting) -> None:
        fern.ends(evening)
        for change in (fern.changes, fern.ends):
            with pytest.raises(MeetingHasEnded):
                change(evening)

    def test_a_group_that_ends_takes_its_meetings_with_it(
        self, fern: Person, evening: Meeting, announced: Announced
    ) -> None:
        groups.close_group(fern.membership(evening.group))
        db.session.refresh(evening)
        assert evening.ended_on == TODAY
        assert announced.one(MeetingEnded).by_membership_id is None

    def test_a_meeting_of_another_group_is_left_alone(self, fern: Person, iris: Person, evening: Meeting) -> None:
        groups.close_group(fern.membership(evening.group))
        theirs = select(func.count()).where(Meeting.group_id == iris.membership().group_id, Meeting.ended_on.is_(None))
        assert db.session.scalar(theirs) == 1


def test_nothing_of_a_person_is_kept_with_a_meeting(app: Flask) -> None:
    names = {column.name for table in (Meeting, Occurrence) for column in table.__table__.columns}
    assert not any("account" in name or "membership" in name for name in names)
    assert Participant.__tablename__ not in names
