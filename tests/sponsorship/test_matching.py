"""Who is shown first, and why: values in, reasons out."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from support_groups.sponsorship.matching import HOURS_A_WEEK, Offered, Wanted, shared_times, suggest, week_hours, weigh
from support_groups.sponsorship.models import Gender, Time

NAMES = {"en": "English", "de": "Deutsch", "es": "Español"}
OFFERED = Offered(
    key="sol",
    languages=frozenset({"en", "de"}),
    hours=frozenset({Time.WEEKDAY_EVENING}),
    offset_minutes=60,
    clean_years=2,
    steps=12,
)
WANTED = Wanted(languages=frozenset({"de"}), hours=frozenset({Time.WEEKDAY_EVENING}), offset_minutes=60)

times = st.frozensets(st.sampled_from(Time))
genders = st.none() | st.sampled_from(Gender)
offsets = st.integers(-14 * 60, 14 * 60)
wanted = st.builds(Wanted, st.frozensets(st.sampled_from(list(NAMES))), times, offsets, genders, genders, st.booleans())
offered = st.builds(
    Offered,
    st.text("abcdef", min_size=1),
    st.frozensets(st.sampled_from(list(NAMES)), min_size=1),
    times,
    offsets,
    st.just(1),
    st.integers(0, 12),
    st.booleans(),
    genders,
    genders,
    st.integers(0, 5),
)


def order(seen: Wanted, offers: list[Offered], seed: str = "nell") -> list[str]:
    """The keys of offers as they are shown."""
    return [one.key for one in suggest(seen, offers, seed=seed, names=NAMES)]


def test_the_reasons_are_said_in_words() -> None:
    assert weigh(WANTED, OFFERED, NAMES).reasons == (
        "speaks Deutsch, as you do",
        "free when you are: weekday evenings",
        "has worked all twelve steps",
        "at least 2 years clean",
    )


def test_what_speaks_against_is_said_too() -> None:
    far = replace(
        OFFERED, languages=frozenset({"es"}), hours=frozenset({Time.WEEKEND_MORNING}), prefers=Gender.MAN, steps=3
    )
    suggestion = weigh(replace(WANTED, gender=Gender.WOMAN), far, NAMES)
    assert suggestion.doubts == (
        "speaks none of your languages",
        "free at other times than you",
        "would rather sponsor men",
    )


def test_a_shared_language_weighs_most() -> None:
    fits_all_else = replace(OFFERED, key="far", languages=frozenset({"es"}), may_be_temporary=True, gender=Gender.WOMAN)
    only_speaks = replace(OFFERED, key="near", hours=frozenset())
    seen = replace(WANTED, temporary=True, prefers=Gender.WOMAN)
    assert order(seen, [fits_all_else, only_speaks]) == ["near", "far"]


def test_the_evening_of_one_zone_is_the_morning_of_another() -> None:
    in_tokyo = replace(OFFERED, offset_minutes=9 * 60)
    assert shared_times(replace(WANTED, hours=frozenset(Time)), in_tokyo) == [
        Time.WEEKDAY_MORNING,
        Time.WEEKDAY_AFTERNOON,
    ]


def test_a_night_ends_in_the_morning_after() -> None:
    assert week_hours(Time.WEEKEND_NIGHT, 0) == frozenset(
        {5 * 24 + 23, *range(144, 151), 6 * 24 + 23, *range(6)} - {150}
    )


def test_a_preference_is_no_requirement() -> None:
    seen = replace(WANTED, prefers=Gender.WOMAN)
    woman, unsaid = replace(OFFERED, key="a", gender=Gender.WOMAN), replace(OFFERED, key="b")
    assert order(seen, [unsaid, woman]) == ["a", "b"]


def test_clean_time_and_steps_do_not_rank_people() -> None:
    long, short = replace(OFFERED, clean_years=20), replace(OFFERED, clean_years=1, steps=1)
    assert weigh(WANTED, long, NAMES).fits == weigh(WANTED, short, NAMES).fits


def test_who_has_many_asks_waiting_stands_after_their_equals() -> None:
    assert order(WANTED, [replace(OFFERED, key="busy", waiting=3), replace(OFFERED, key="free")]) == ["free", "busy"]


def test_equals_are_spread_so_that_not_everyone_sees_the_same_first() -> None:
    equals = [replace(OFFERED, key=f"sponsor {number}") for number in range(10)]
    first = [order(WANTED, equals, seed=f"person {number}")[0] for number in range(400)]
    assert all(20 <= first.count(offer.key) <= 70 for offer in equals)
    assert order(WANTED, equals, "nell") == order(WANTED, equals[::-1], "nell")


@given(wanted, st.lists(offered, unique_by=lambda offer: offer.key), st.text())
def test_everyone_is_shown_once_and_the_better_fit_first(seen: Wanted, offers: list[Offered], seed: str) -> None:
    shown = suggest(seen, offers, seed=seed, names=NAMES)
    assert sorted(one.key for one in shown) == sorted(offer.key for offer in offers)
    assert [one.fits for one in shown] == sorted((one.fits for one in shown), reverse=True)
    assert all(one.reasons for one in shown)


@given(st.sampled_from(Time), offsets)
def test_a_part_of_the_week_has_as_many_hours_everywhere(time: Time, offset: int) -> None:
    hours = week_hours(time, offset)
    assert len(hours) == len(week_hours(time, 0))
    assert all(0 <= hour < HOURS_A_WEEK for hour in hours)
