"""When meetings are held, how times are said, what is refused: with values."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from support_groups.groups.models import Attendance, Door, Group, Role
from support_groups.meetings.models import Meeting, Occurrence
from support_groups.meetings.rules import (
    FirstDayIsOff,
    NoSuchDate,
    Phase,
    RoomIsAlreadyOpen,
    Schedule,
    Upcoming,
    check_first_on,
    check_may_cancel,
    dates_of,
    in_place,
    length_words,
    linked_data,
    may_wait,
    phase_at,
    place_of,
    shift_words,
    start_line,
    times_on,
    week_line,
)
from support_groups.meetings.rules.words import NO_BREAK
from support_groups.rooms.models import FloorMode, Lobby, Room, RoomKind
from tests.meetings.dates import times_within

FRIDAY = date(2026, 11, 20)


def in_berlin(**values: Any) -> Schedule:
    """Fridays at seven in Berlin, but for what is said."""
    return replace(Schedule("Europe/Berlin", 4, time(19), 60, 15, date(2026, 1, 1)), **values)


def at(told: str, zone: str = "UTC") -> datetime:
    """A moment."""
    return datetime.fromisoformat(told).replace(tzinfo=ZoneInfo(zone)).astimezone(UTC)


def test_whoever_lets_people_in_waits_at_no_door_and_others_as_the_meeting_has_it() -> None:
    for role in (Role.FACILITATOR, Role.CO_FACILITATOR, Role.GREETER):
        assert not any(may_wait(lobby, role, is_known=False) for lobby in Lobby)
    for other in (Role.MEMBER, None):
        assert not may_wait(Lobby.NOBODY, other, is_known=False)
        assert may_wait(Lobby.ALL, other, is_known=True)
        assert may_wait(Lobby.NEW, other, is_known=False)
        assert not may_wait(Lobby.NEW, other, is_known=True)


class TestHolding:
    """When a meeting is held."""

    def test_the_clock_shows_the_same_time_in_summer_and_in_winter(self) -> None:
        assert times_on(in_berlin(), date(2026, 7, 3)).starts_at == at("2026-07-03 17:00")
        assert times_on(in_berlin(), date(2026, 12, 4)).starts_at == at("2026-12-04 18:00")

    def test_a_time_the_clocks_skip_is_held_as_much_later(self) -> None:
        night = in_berlin(weekday=6, local_time=time(2, 30))
        skipped = times_on(night, date(2026, 3, 29))
        assert skipped.starts_at == at("2026-03-29 01:30")
        assert skipped.is_shifted
        assert not times_on(night, date(2026, 4, 5)).is_shifted

    def test_a_time_that_comes_twice_is_held_once_the_first_time(self) -> None:
        night = in_berlin(weekday=6, local_time=time(2, 30))
        around = times_within(night, at("2026-10-24 00:00"), at("2026-10-27 00:00"))
        assert [times.starts_at for times in around] == [at("2026-10-25 00:30")]

    def test_a_leap_day_is_a_day_like_any_other(self) -> None:
        found = times_within(in_berlin(weekday=1), at("2028-02-28 00:00"), at("2028-03-02 00:00"))
        assert [times.on for times in found] == [date(2028, 2, 29)]

    def test_a_meeting_may_end_after_midnight(self) -> None:
        late = in_berlin(local_time=time(23, 30), minutes=90)
        assert times_on(late, FRIDAY).ends_at == at("2026-11-21 01:00", "Europe/Berlin")
        still = times_within(late, at("2026-11-21 00:45", "Europe/Berlin"), at("2026-11-22 00:00"))
        assert [times.on for times in still] == [FRIDAY]

    def test_an_hour_is_an_hour_also_when_the_clocks_change_within_it(self) -> None:
        night = in_berlin(weekday=6, local_time=time(1, 30))
        times = times_on(night, date(2026, 3, 29))
        assert times.ends_at - times.starts_at == timedelta(hours=1)

    @pytest.mark.parametrize(
        ("zone", "starts"),
        [
            ("Asia/Kathmandu", "2026-11-20 13:15"),
            ("Pacific/Chatham", "2026-11-20 05:15"),
            ("Pacific/Kiritimati", "2026-11-20 05:00"),
            ("Pacific/Pago_Pago", "2026-11-21 06:00"),
            ("America/St_Johns", "2026-11-20 22:30"),
        ],
    )
    def test_odd_offsets_are_counted_as_they_are(self, zone: str, starts: str) -> None:
        assert times_on(in_berlin(zone=zone), FRIDAY).starts_at == at(starts)

    @pytest.mark.parametrize(
        ("moment", "phase"),
        [
            ("18:44", Phase.AHEAD),
            ("18:45", Phase.GATHERING),
            ("19:00", Phase.RUNNING),
            ("20:00", Phase.FELLOWSHIP),
            ("20:15", Phase.OVER),
        ],
    )
    def test_the_room_opens_a_quarter_of_an_hour_before_and_closes_after_fellowship(
        self, moment: str, phase: Phase
    ) -> None:
        assert phase_at(times_on(in_berlin(), FRIDAY), at(f"2026-11-20 {moment}", "Europe/Berlin")) is phase


def a_meeting(**values: Any) -> Meeting:
    """Friday evening in Berlin, not kept anywhere."""
    group = Group(
        name="A quiet group",
        purpose="For </script> anyone.",
        language="de",
        zone="Europe/Berlin",
        attendance=Attendance.OPEN,
        door=Door.FREE,
        is_listed=True,
        closed_at=None,
    )
    kept = {"name": "Evening", "weekday": 4, "local_time": time(19), "minutes": 60, "fellowship_minutes": 15}
    return Meeting(group=group, **{"floor": FloorMode.OPEN, "first_on": date(2026, 1, 1), **kept, **values})


def opened(on: date, starts_at: datetime, *, closed_at: datetime | None = None) -> Occurrence:
    """A date whose room was opened."""
    return Occurrence(
        on_date=on,
        starts_at=starts_at,
        ends_at=starts_at + timedelta(hours=1),
        closes_at=starts_at + timedelta(hours=1, minutes=15),
        opened_at=starts_at - timedelta(minutes=15),
        room=Room(kind=RoomKind.MEETING, title="Evening", closed_at=closed_at),
    )


class TestDates:
    """The rule of a meeting together with what is kept about single dates."""

    NOW = at("2026-11-20 19:10", "Europe/Berlin")

    def test_a_date_whose_room_is_open_keeps_its_times_when_the_meeting_moves(self) -> None:
        running = opened(FRIDAY, at("2026-11-20 19:00", "Europe/Berlin"))
        first, second = next_two(a_meeting(local_time=time(21)), [running], self.NOW)
        assert (first.starts_at, first.is_open) == (running.starts_at, True)
        assert second.times.on == date(2026, 11, 27)
        assert second.starts_at == at("2026-11-27 21:00", "Europe/Berlin")

    def test_a_meeting_that_was_held_today_is_not_held_again_later_today(self) -> None:
        early = at("2026-11-20 17:00", "Europe/Berlin")
        held = opened(FRIDAY, early, closed_at=early + timedelta(minutes=75))
        first, _ = next_two(a_meeting(local_time=time(21)), [held], self.NOW)
        assert first.times.on == date(2026, 11, 27)

    def test_a_room_that_was_closed_early_does_not_open_again(self) -> None:
        closed = opened(FRIDAY, at("2026-11-20 19:00", "Europe/Berlin"), closed_at=self.NOW)
        first, _ = next_two(a_meeting(), [closed], self.NOW)
        assert first.times.on == date(2026, 11, 27)

    def test_a_room_whose_words_have_faded_does_not_open_again(self) -> None:
        faded = opened(FRIDAY, at("2026-11-20 19:00", "Europe/Berlin"))
        faded.room = None
        first, _ = next_two(a_meeting(), [faded], self.NOW)
        assert first.times.on == date(2026, 11, 27)

    def test_an_ended_meeting_has_no_dates_but_the_one_that_is_running(self) -> None:
        running = opened(FRIDAY, at("2026-11-20 19:00", "Europe/Berlin"))
        assert len(list(dates_of(a_meeting(ended_on=FRIDAY), [running], self.NOW))) == 1
        assert not list(dates_of(a_meeting(ended_on=FRIDAY), [], self.NOW))


def next_two(meeting: Meeting, kept: list[Occurrence], now: datetime) -> tuple[Upcoming, Upcoming]:
    """The next two dates."""
    dates = dates_of(meeting, kept, now)
    return next(dates), next(dates)


class TestWords:
    """How a beginning is said."""

    NOW = at("2026-11-20 18:35")

    @pytest.mark.parametrize(
        ("starts", "own", "said"),
        [
            ("2026-11-20 19:00", "Europe/Berlin", "in 25 minutes · 20:00 your time · 19:00 in London"),
            ("2026-11-20 19:00", "Europe/London", "in 25 minutes · 19:00"),
            ("2026-11-20 19:00", None, "in 25 minutes · 19:00 in London"),
            ("2026-11-20 18:36", "Europe/London", "in 1 minute · 18:36"),
            ("2026-11-20 18:35", "Europe/London", "now · 18:35"),
            ("2026-11-20 18:20", "Europe/Berlin", "since 19:20 your time · 18:20 in London"),
            ("2026-11-20 22:00", "Europe/London", "tonight, 22:00"),
            ("2026-11-20 22:00", None, "tonight, 22:00 in London"),
            ("2026-11-20 23:30", "Europe/Berlin", "tomorrow, 00:30 your time · 23:30 in London"),
            ("2026-11-20 23:30", "America/New_York", "tonight, 18:30 your time · 23:30 in London"),
            ("2026-11-20 19:40", "America/New_York", "today, 14:40 your time · 19:40 in London"),
            ("2026-11-24 19:00", "Europe/London", "Tuesday, 19:00"),
            ("2026-11-24 19:00", "UTC", "Tuesday, 19:00 UTC · 19:00 in London"),
            ("2026-11-27 19:00", "Europe/London", "Friday 27 November, 19:00"),
            ("2026-12-04 19:00", None, "Friday 4 December, 19:00 in London"),
        ],
    )
    def test_a_beginning_is_said_in_the_readers_time_and_in_the_groups(
        self, starts: str, own: str | None, said: str
    ) -> None:
        line = start_line(at(starts), self.NOW, "Europe/London", own)
        assert line.replace(NO_BREAK, " ") == said

    def test_a_line_breaks_between_its_parts_and_nowhere_within_them(self) -> None:
        line = start_line(at("2026-11-20 19:00"), self.NOW, "Europe/London", "Europe/Berlin")
        parts = [part.replace(NO_BREAK, " ") for part in line.split(" ")]
        assert parts == ["in 25 minutes ·", "20:00 your time ·", "19:00 in London"]

    def test_under_the_heading_of_a_day_the_hour_is_enough(self) -> None:
        starts_at = at("2026-11-24 19:00")
        said = start_line(starts_at, self.NOW, "Europe/London", "Europe/Berlin", with_day=False)
        assert said.replace(NO_BREAK, " ") == "20:00 your time · 19:00 in London"

    def test_a_place_is_the_town_of_its_zone(self) -> None:
        assert place_of("America/Argentina/Buenos_Aires") == "Buenos Aires"
        assert in_place("Europe/London") == "in London"
        assert in_place("UTC") == "UTC"

    def test_a_week_is_said_where_the_group_is_at_home(self) -> None:
        assert week_line(4, "19:00", "Europe/London") == "Every Friday, 19:00 in London"

    @pytest.mark.parametrize(
        ("minutes", "said"), [(1, "1 minute"), (45, "45 minutes"), (60, "1 hour"), (150, "2 hours 30 minutes"), (0, "")]
    )
    def test_a_length_is_said_in_hours_and_minutes(self, minutes: int, said: str) -> None:
        assert length_words(minutes) == said

    def test_the_group_is_told_when_the_clocks_skip_its_time(self) -> None:
        night = in_berlin(weekday=6, local_time=time(2, 30))
        assert shift_words(times_on(night, date(2026, 3, 29)), "02:30", "Europe/Berlin") == (
            "On Sunday 29 March the clocks in Berlin go forward and 02:30 does not exist. "
            "That day the meeting begins at 03:30."
        )


class TestRefusals:
    """What is refused, and why."""

    NOW = at("2026-11-20 12:00")

    def test_a_day_on_which_the_meeting_is_not_held_cannot_be_cancelled(self) -> None:
        with pytest.raises(NoSuchDate):
            check_may_cancel(in_berlin(), date(2026, 11, 21), self.NOW)

    def test_a_day_that_has_passed_cannot_be_cancelled(self) -> None:
        with pytest.raises(NoSuchDate):
            check_may_cancel(in_berlin(), date(2026, 11, 13), self.NOW)

    def test_a_day_years_away_cannot_be_cancelled(self) -> None:
        with pytest.raises(NoSuchDate):
            check_may_cancel(in_berlin(), date(2036, 11, 21), self.NOW)

    def test_a_date_whose_room_is_due_cannot_be_cancelled(self) -> None:
        with pytest.raises(RoomIsAlreadyOpen):
            check_may_cancel(in_berlin(), FRIDAY, at("2026-11-20 18:45", "Europe/Berlin"))

    def test_a_date_can_be_cancelled_until_its_room_opens(self) -> None:
        assert check_may_cancel(in_berlin(), FRIDAY, at("2026-11-20 18:44", "Europe/Berlin")).on == FRIDAY

    @pytest.mark.parametrize("away", [-1, 367])
    def test_a_first_day_lies_between_today_and_a_year_from_now(self, away: int) -> None:
        with pytest.raises(FirstDayIsOff):
            check_first_on(FRIDAY + timedelta(days=away), FRIDAY)


class TestLinkedData:
    """What search engines read."""

    def test_a_series_has_a_schedule_and_no_single_date(self) -> None:
        told = linked_data(a_meeting(local_time=time(23, 30)), "https://here/meetings/x", [date(2026, 12, 25)])
        assert told["@type"] == "Event"
        assert told["eventAttendanceMode"] == "https://schema.org/OnlineEventAttendanceMode"
        assert told["location"] == {"@type": "VirtualLocation", "url": "https://here/meetings/x"}
        assert not {"startDate", "endDate"} & set(told)
        assert told["eventSchedule"] == {
            "@type": "Schedule",
            "repeatFrequency": "P1W",
            "byDay": "https://schema.org/Friday",
            "startTime": "23:30:00",
            "endTime": "00:30:00",
            "scheduleTimezone": "Europe/Berlin",
            "exceptDate": ["2026-12-25"],
        }
