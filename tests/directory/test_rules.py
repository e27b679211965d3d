"""What is shown to someone who looks for a meeting, with values."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from itertools import islice
from typing import Any

import pytest

from support_groups.directory.rules import COMMON_ZONES, Wanted, by_day, matches, offered_in
from support_groups.groups.models import Attendance, Group
from support_groups.meetings.models import Meeting, Occurrence
from support_groups.meetings.rules import Upcoming, dates_of
from support_groups.rooms.models import FloorMode

NOW = datetime(2026, 11, 20, 18, 0, tzinfo=UTC)


def upcoming(*, name: str = "Evening", kept: Occurrence | None = None, **values: Any) -> Upcoming:
    """The next date of Fridays at seven in London."""
    group = Group(
        name="A quiet group",
        purpose="For anyone by the sea.",
        language=values.pop("language", "en"),
        zone=values.pop("zone", "Europe/London"),
        attendance=values.pop("attendance", Attendance.OPEN),
        formats=values.pop("group_formats", ""),
    )
    settings = {"weekday": 4, "local_time": time(19), "minutes": 60, "fellowship_minutes": 15, "formats": ""}
    meeting = Meeting(name=name, group=group, floor=FloorMode.OPEN, first_on=date(2026, 1, 1), **settings | values)
    return next(islice(dates_of(meeting, [kept] if kept else [], NOW), 1))


def fits(one: Upcoming, zone: str = "UTC", **wanted: Any) -> bool:
    """Whether a date is among those that are wanted."""
    return matches(one, Wanted(**wanted), NOW, zone)


class TestNarrowing:
    """Each wish leaves in what fits and out what does not."""

    def test_who_asks_for_nothing_is_shown_everything(self) -> None:
        assert fits(upcoming())
        assert not Wanted().is_narrow
        assert Wanted(soon=True).is_narrow

    def test_by_language(self) -> None:
        assert fits(upcoming(language="de"), language="de")
        assert not fits(upcoming(), language="de")

    def test_by_a_format_of_the_meeting_or_of_its_group(self) -> None:
        assert fits(upcoming(formats="B St"), format="St")
        assert fits(upcoming(group_formats="St"), format="St")
        assert not fits(upcoming(formats="B SD"), format="S")

    def test_by_who_may_come(self) -> None:
        assert fits(upcoming(attendance=Attendance.CLOSED), attendance=Attendance.CLOSED)
        assert not fits(upcoming(), attendance=Attendance.CLOSED)

    @pytest.mark.parametrize(("zone", "day"), [("Europe/London", 4), ("Asia/Tokyo", 5), ("America/New_York", 4)])
    def test_by_the_day_where_the_reader_is(self, zone: str, day: int) -> None:
        assert fits(upcoming(), zone, day=day)
        assert not fits(upcoming(), zone, day=(day + 1) % 7)

    def test_what_starts_soon_is_open_or_begins_within_three_hours(self) -> None:
        assert fits(upcoming(), soon=True)
        assert fits(upcoming(local_time=time(17, 30)), soon=True)
        assert fits(upcoming(local_time=time(21)), soon=True)
        assert not fits(upcoming(local_time=time(21, 1)), soon=True)

    def test_what_is_cancelled_does_not_start_soon(self) -> None:
        one = upcoming()
        assert not fits(replace(one, kept=Occurrence(on_date=one.times.on, cancelled_at=NOW)), soon=True)

    @pytest.mark.parametrize("words", ["evening", "QUIET", "sea quiet", "the sea"])
    def test_by_all_of_some_words_in_names_and_purpose(self, words: str) -> None:
        assert fits(upcoming(), q=words)

    def test_one_word_that_is_missing_leaves_it_out(self) -> None:
        assert not fits(upcoming(), q="quiet morning")


class TestDays:
    """The list by the days of the reader."""

    def test_a_day_is_that_of_the_readers_zone(self) -> None:
        late = upcoming(local_time=time(23, 30))
        assert [day.on for day in by_day([late], NOW, "Europe/London")] == [date(2026, 11, 20)]
        assert [day.on for day in by_day([late], NOW, "Europe/Berlin")] == [date(2026, 11, 21)]

    def test_each_day_comes_once_and_in_order(self) -> None:
        found = [upcoming(), upcoming(local_time=time(20)), upcoming(weekday=6)]
        assert [(day.on.day, len(day.meetings)) for day in by_day(found, NOW, "UTC")] == [(20, 2), (22, 1)]

    def test_what_began_before_midnight_belongs_to_today(self) -> None:
        running = replace(upcoming(), times=replace(upcoming().times, starts_at=NOW - timedelta(hours=20)))
        assert by_day([running], NOW, "UTC")[0].on == NOW.date()


def test_only_what_occurs_can_be_asked_for() -> None:
    offered = offered_in([upcoming(language="de", formats="St"), upcoming(formats="B", group_formats="St")])
    assert offered.languages == [("de", "Deutsch"), ("en", "English")]
    assert [one.key for one in offered.formats] == ["B", "St"]


def test_the_zones_to_choose_from_exist() -> None:
    from zoneinfo import ZoneInfo

    assert all(ZoneInfo(zone) for zone in COMMON_ZONES)
