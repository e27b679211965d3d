"""Clean time by the calendar, the tags, and whose help is shown."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from support_groups.recovery.rules import (
    COUNTRIES,
    CleanTime,
    Country,
    add_months,
    check_clean_date,
    clean_time,
    country_of,
    earlier_times,
    guess_country,
    next_tag,
    tags_reached,
)
from support_groups.recovery.rules.clean_time import DateNotReached, DateTooEarly

DAYS = st.dates(min_value=date(1900, 1, 1), max_value=date(2100, 12, 31))


@pytest.mark.parametrize(
    ("since", "today", "time"),
    [
        # Known calculators say 1 month 23 days, and 53 days for an hour after the clocks go forward.
        (date(2026, 2, 15), date(2026, 4, 10), CleanTime(0, 1, 26, 54)),
        (date(2026, 11, 20), date(2026, 11, 20), CleanTime(0, 0, 0, 0)),
        (date(2026, 1, 31), date(2026, 2, 28), CleanTime(0, 1, 0, 28)),
        (date(2026, 1, 31), date(2026, 3, 1), CleanTime(0, 1, 1, 29)),
        (date(2024, 2, 29), date(2025, 2, 28), CleanTime(1, 0, 0, 365)),
        (date(2024, 2, 29), date(2028, 2, 29), CleanTime(4, 0, 0, 1461)),
        (date(2025, 12, 31), date(2026, 1, 1), CleanTime(0, 0, 1, 1)),
        (date(2016, 11, 20), date(2026, 11, 19), CleanTime(9, 11, 30, 3651)),
    ],
)
def test_clean_time_is_counted_by_the_calendar(since: date, today: date, time: CleanTime) -> None:
    assert clean_time(since, today) == time


@given(DAYS, DAYS)
def test_the_parts_lead_back_to_today(one: date, other: date) -> None:
    since, today = sorted((one, other))
    time = clean_time(since, today)
    assert add_months(since, time.years * 12 + time.months) + timedelta(days=time.days) == today
    assert since + timedelta(days=time.total_days) == today
    assert 0 <= time.months < 12
    assert 0 <= time.days <= 31


@given(DAYS, DAYS)
def test_clean_time_never_grows_less_from_a_day_to_the_next(one: date, other: date) -> None:
    since, today = sorted((one, other))
    before, after = clean_time(since, today), clean_time(since, today + timedelta(days=1))
    assert (before.years, before.months, before.days) < (after.years, after.months, after.days)


@given(DAYS, DAYS)
def test_a_date_not_reached_is_no_time(one: date, other: date) -> None:
    today, since = sorted((one, other))
    assert clean_time(since, today) == CleanTime(0, 0, 0, 0)


def test_the_tags_come_on_their_days() -> None:
    since = date(2023, 8, 31)
    reached = [(tag.words, tag.colour, tag.reached_on) for tag in tags_reached(since, date(2026, 8, 31))]
    assert reached == [
        ("Welcome", "white", since),
        ("30 days", "orange", date(2023, 9, 30)),
        ("60 days", "green", date(2023, 10, 30)),
        ("90 days", "red", date(2023, 11, 29)),
        ("6 months", "blue", date(2024, 2, 29)),
        ("9 months", "yellow", date(2024, 5, 31)),
        ("1 year", "glow", date(2024, 8, 31)),
        ("18 months", "grey", date(2025, 2, 28)),
        ("2 years", "black", date(2025, 8, 31)),
        ("3 years", "black", date(2026, 8, 31)),
    ]


@given(DAYS, DAYS)
def test_what_is_reached_and_what_comes_next_meet(one: date, other: date) -> None:
    since, today = sorted((one, other))
    reached, coming = tags_reached(since, today), next_tag(since, today)
    days = [tag.reached_on for tag in reached]
    assert reached[0].colour == "white"
    assert days == sorted(set(days))
    assert coming is not None
    assert days[-1] <= today < coming.reached_on


def test_a_day_that_has_not_come_is_refused() -> None:
    with pytest.raises(DateNotReached):
        check_clean_date(date(2026, 11, 21), date(2026, 11, 20))


def test_a_day_before_anyones_memory_is_refused() -> None:
    with pytest.raises(DateTooEarly):
        check_clean_date(date(1899, 12, 31), date(2026, 11, 20))


def test_earlier_beginnings_tell_their_days() -> None:
    dates = [date(2026, 11, 1), date(2026, 10, 1), date(2025, 10, 1)]
    assert earlier_times(dates) == [(date(2026, 10, 1), 31), (date(2025, 10, 1), 365)]


def test_there_is_help_for_many_countries_each_once_and_in_order() -> None:
    names = [country.name for country in COUNTRIES]
    assert len(COUNTRIES) >= 25
    assert len({country.code for country in COUNTRIES}) == len(COUNTRIES)
    assert names == sorted(names)


@pytest.mark.parametrize("country", COUNTRIES, ids=lambda country: country.code)
def test_every_number_can_be_called(country: Country) -> None:
    assert country.emergency
    assert all(number.isdigit() for number in country.emergency)
    for line in country.lines:
        scheme, number = line.address.split(":")
        assert scheme == ("sms" if line.by_text else "tel")
        assert number.strip("+*#").isdigit()
        assert [c for c in line.number if c.isdigit()] == [c for c in number if c.isdigit()]


@pytest.mark.parametrize(
    ("languages", "code"),
    [
        (["de-AT", "de"], "AT"),
        (["de"], "DE"),
        (["de_CH"], "CH"),
        (["en", "pl"], "PL"),
        (["en-GB"], "GB"),
        (["zh-Hant-TW"], "TW"),
        (["xx-QQ", "fr-FR"], "FR"),
        (["en"], None),
        (["*"], None),
        (["", "-", "--"], None),
        ([], None),
    ],
)
def test_a_country_is_guessed_from_the_languages_or_not_at_all(languages: list[str], code: str | None) -> None:
    country = guess_country(languages)
    assert (country and country.code) == code


@pytest.mark.parametrize(
    ("code", "name"), [("DE", "Germany"), ("de", "Germany"), ("QQ", None), ("", None), (None, None)]
)
def test_a_country_is_found_by_its_code(code: str | None, name: str | None) -> None:
    country = country_of(code)
    assert (country and country.name) == name
