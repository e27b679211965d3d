"""Weekly meetings against another's recurrence rules, over many zones, years and changes of the clocks."""

from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

from dateutil import tz
from dateutil.rrule import WEEKLY, rrule
from hypothesis import example, given
from hypothesis import strategies as st

from support_groups.meetings.rules.recurrence import (
    OPENS_BEFORE,
    Phase,
    Schedule,
    phase_at,
    times_from,
    times_on,
)
from tests.meetings.dates import times_within

ZONES = (
    "UTC",
    "Europe/London",
    "Europe/Berlin",
    "Europe/Lisbon",
    "Africa/Casablanca",
    "Africa/Cairo",
    "America/New_York",
    "America/Los_Angeles",
    "America/St_Johns",
    "America/Sao_Paulo",
    "America/Santiago",
    "Atlantic/Azores",
    "Asia/Kolkata",
    "Asia/Kathmandu",
    "Asia/Tehran",
    "Asia/Beirut",
    "Australia/Lord_Howe",
    "Australia/Adelaide",
    "Australia/Eucla",
    "Pacific/Apia",
    "Pacific/Auckland",
    "Pacific/Chatham",
    "Pacific/Kiritimati",
    "Pacific/Pago_Pago",
)

schedules = st.builds(
    Schedule,
    zone=st.sampled_from(ZONES),
    weekday=st.integers(0, 6),
    # A clock on a wall does not say whether it shows an hour for the second time.
    local_time=st.times().map(lambda t: t.replace(second=0, microsecond=0, fold=0)),
    minutes=st.integers(15, 240),
    fellowship_minutes=st.integers(0, 120),
    first_on=st.dates(date(2015, 1, 1), date(2035, 12, 31)),
)
days_after = st.integers(0, 1500)


def by_another(schedule: Schedule, until: date) -> list[datetime]:
    """The starts by dateutil: its weekly rule over wall clocks, its way of moving a time that does not exist."""
    wall = rrule(
        WEEKLY,
        byweekday=schedule.weekday,
        dtstart=datetime.combine(schedule.first_on, schedule.local_time),
        until=datetime.combine(until, time.max),
    )
    zone = ZoneInfo(schedule.zone)
    return [tz.resolve_imaginary(local.replace(tzinfo=zone, fold=0)).astimezone(UTC) for local in wall]


@given(schedules, days_after)
@example(Schedule("Europe/Berlin", 6, time(2, 30), 60, 15, date(2026, 3, 22)), 20)
@example(Schedule("Europe/Berlin", 6, time(2, 30), 60, 15, date(2026, 10, 18)), 20)
@example(Schedule("Australia/Lord_Howe", 6, time(2, 15), 60, 15, date(2026, 9, 27)), 20)
@example(Schedule("Europe/London", 1, time(19, 0), 60, 15, date(2028, 2, 1)), 60)
def test_a_meeting_is_held_when_another_library_says_so(schedule: Schedule, length: int) -> None:
    until = schedule.first_on + timedelta(days=length)
    theirs = by_another(schedule, until)
    before_all = datetime.combine(schedule.first_on, time(0), UTC) - timedelta(days=2)
    ours = []
    for times in times_from(schedule, before_all):
        if times.on > until:
            break
        ours.append(times.starts_at)
    assert ours == theirs


@given(schedules, days_after)
def test_the_clock_on_the_wall_shows_the_same_time_the_year_round(schedule: Schedule, length: int) -> None:
    begin = datetime.combine(schedule.first_on, time(0), UTC)
    for times in times_within(schedule, begin, begin + timedelta(days=length)):
        local = times.starts_at.astimezone(ZoneInfo(schedule.zone))
        if times.is_shifted:
            assert local.replace(tzinfo=None) > datetime.combine(times.on, schedule.local_time)
        else:
            assert (local.date(), local.time()) == (times.on, schedule.local_time)
            assert local.weekday() == schedule.weekday


@given(schedules, days_after)
def test_each_week_has_one_and_none_is_dropped(schedule: Schedule, length: int) -> None:
    begin = datetime.combine(schedule.first_on, time(0), UTC)
    held = times_within(schedule, begin, begin + timedelta(days=length))
    assert all(later.on - sooner.on == timedelta(days=7) for sooner, later in pairwise(held))
    assert all(sooner.closes_at < later.opens_at for sooner, later in pairwise(held))


@given(schedules, days_after, st.integers(0, 24 * 60))
def test_what_is_looked_for_later_is_the_same_list_cut_off(schedule: Schedule, days: int, minutes: int) -> None:
    begin = datetime.combine(schedule.first_on, time(0), UTC)
    now = begin + timedelta(days=days, minutes=minutes)
    until = now + timedelta(days=21)
    whole = times_within(schedule, begin, until)
    assert times_within(schedule, now, until) == [times for times in whole if times.closes_at > now]


@given(schedules, days_after, st.integers(0, 24 * 60))
def test_a_room_is_open_from_a_quarter_of_an_hour_before_until_the_end_of_fellowship(
    schedule: Schedule, days: int, minutes: int
) -> None:
    now = datetime.combine(schedule.first_on, time(0), UTC) + timedelta(days=days, minutes=minutes)
    times = next(times_from(schedule, now))
    lasts = timedelta(minutes=schedule.minutes + schedule.fellowship_minutes)
    is_due = times.starts_at - OPENS_BEFORE <= now < times.starts_at + lasts
    assert phase_at(times, now).is_open is is_due
    assert phase_at(times, times.closes_at) is Phase.OVER


@given(schedules, st.integers(0, 200), st.integers(0, 200))
def test_nothing_is_held_from_the_day_a_meeting_ends(schedule: Schedule, days: int, more: int) -> None:
    ended_on = schedule.first_on + timedelta(days=days)
    ended = Schedule(**{**vars(schedule), "ended_on": ended_on})
    begin = datetime.combine(schedule.first_on, time(0), UTC) - timedelta(days=2)
    until = begin + timedelta(days=days + more)
    expected = [times.on for times in times_within(schedule, begin, until) if times.on < ended_on]
    assert [times.on for times in times_within(ended, begin, until)] == expected


def test_a_whole_day_that_a_country_skipped_is_made_up_for() -> None:
    # Samoa had no 30 December 2011: it went from the 29th to the 31st.
    schedule = Schedule("Pacific/Apia", 4, time(19, 0), 60, 15, date(2011, 12, 30))
    times = times_on(schedule, date(2011, 12, 30))
    assert times.is_shifted
    assert times.starts_at.astimezone(ZoneInfo("Pacific/Apia")).isoformat() == "2011-12-31T19:00:00+14:00"
