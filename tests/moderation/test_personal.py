"""What would let others find somebody is seen through every disguise, and nothing else is taken for it."""

import sys

import pytest

from support_groups.moderation.rules import Personal, personal, without
from support_groups.moderation.rules.numbers import LOOKED_AT_MAX
from support_groups.recovery.rules import COUNTRIES

CALLS_MAX = 30_000
"""For a message of the greatest length; it was 145,000 before pieces were counted."""


@pytest.mark.parametrize(
    "said",
    [
        "07700 900123",
        "0 7 7 0 0 9 0 0 1 2 3",
        "(202) 555-0143",
        "+44 7700.900.123",
        "zero seven seven double oh, nine hundred one two three",
        "nulleinssiebensechs nullvier nullsechs",
        "seis cero cero, uno dos tres cuatro",
        "２０２５５５０１４３",
        "0️⃣7️⃣7️⃣0️⃣0️⃣9️⃣0️⃣0️⃣1️⃣",
        "2o2 555 o143",
        "077\u200b00 90\u200b0123",
        "٢٠٢٥٥٥٠١٤٣",
    ],
)
def test_a_phone_number_is_seen_through_its_disguise(said: str) -> None:
    assert [one.kind for one in personal(f"call {said} please")] == [Personal.PHONE]


@pytest.mark.parametrize(
    ("said", "kind"),
    [
        ("quiet@example.org", Personal.MAIL),
        ("quiet at example dot com", Personal.MAIL),
        ("quiet [at] gmail . com", Personal.MAIL),
        ("quiet arroba example punto es", Personal.MAIL),
        ("ｑｕｉｅｔ＠ｅｘａｍｐｌｅ.com", Personal.MAIL),
        ("qui\u0435t@ex\u0430mple.com", Personal.MAIL),
        ("14 Orchard Street", Personal.ADDRESS),
        ("Mühlenstraße 14", Personal.ADDRESS),
        ("calle Mayor 14", Personal.ADDRESS),
        ("PO Box 4411", Personal.ADDRESS),
        ("@slow_tide", Personal.HANDLE),
        ("snap: tidewatcher", Personal.HANDLE),
        ("moss#4821", Personal.HANDLE),
        ("https://example.org/me", Personal.LINK),
        ("hxxp example dot com", Personal.LINK),
        ("t.me/ferry", Personal.LINK),
        ("www dot harbour dot org", Personal.LINK),
    ],
)
def test_addresses_and_names_elsewhere_are_seen(said: str, kind: Personal) -> None:
    assert kind in [one.kind for one in personal(f"here: {said}")]


@pytest.mark.parametrize(
    "said",
    [
        "417 days clean, since 2019-03-14, that is 14/03/2019",
        "step 12, steps 1, 2 and 3, page 417, pages 58-71",
        "it cost me $40,000, 2.500.000 pesos and 14.000,50 euros",
        "in 2010, 2012 and 2015; 2010-2015",
        "at 19:30, or 7.30 and 18.00",
        "2026-11-20 12:00, 2026-11-20 18:44:59, 20.11.2026 um 19:30, 11/20/2026",
        "one two three four five six seven, breathe",
        "ten nine eight seven six five",
        "I met her at home. It was good.",
        "thank you @all, and/or e.g. me",
        "90 days on the road to my own street",
        "one another, two of us, seven of them",
    ],
)
def test_dates_prices_pages_and_counting_are_nobodys_number(said: str) -> None:
    assert personal(said) == []


def test_the_numbers_that_this_place_shows_are_not_personal() -> None:
    lines = [f"call {line.number} now" for country in COUNTRIES for line in country.lines]
    lines += [f"dial {number}" for country in COUNTRIES for number in country.emergency]
    assert [said for said in lines if personal(said)] == []


def test_what_is_left_out_is_exactly_what_was_found() -> None:
    said = "Ünser Öl: ruf 07700 900123 an, oder quiet@example.org. Bis später"
    assert without(said, personal(said)) == "Ünser Öl: ruf … an, oder …. Bis später"


def test_nothing_is_offered_where_nothing_is_left_to_say() -> None:
    said = "07700 900123"
    assert without(said, personal(said)) is None


def test_what_is_left_holds_nothing_any_more() -> None:
    said = "me: 07700 900123 / quiet at example dot com / @slow_tide / 14 Orchard Street"
    assert personal(without(said, personal(said)) or "") == []


def work(text: str) -> int:
    """How many calls it takes to look for personal information in a text."""
    calls = 0

    def count(_frame: object, event: str, _argument: object) -> None:
        nonlocal calls
        calls += event in ("call", "c_call")

    sys.setprofile(count)
    try:
        personal(text)
    finally:
        sys.setprofile(None)
    return calls


@pytest.mark.parametrize(
    "piece",
    [
        *(
            "1,",
            "1 , ",
            "1,,",
            "1 , , ",
            "1234567,",
            "1234567 ",
            "123 4567,x ",
            "2024-01-01, ",
            "12:30,",
            "one ",
            "one,",
        ),
        *("double 1 ", "+1(", "a@b ", "@abc ", "a at ", "1 a street ", "a_b ", "x.com "),
    ],
)
def test_no_text_makes_the_guard_work_long(piece: str) -> None:
    half, whole = (work((piece * 4_000)[:length]) for length in (2_000, 4_000))
    assert whole <= 2.2 * half + 100
    assert whole <= CALLS_MAX


def test_very_many_numbers_are_all_left_out() -> None:
    numbers = ", ".join(f"07700 900{number:03}" for number in range(LOOKED_AT_MAX + 20))
    assert without(numbers, personal(numbers)) is None


def test_a_long_list_of_what_is_no_number_stays_no_number() -> None:
    assert personal("drank " + ", ".join(map(str, range(1, 60)))) == []
    assert personal("clean on " + ", ".join(f"2024-01-{day:02}" for day in range(1, 31))) == []
