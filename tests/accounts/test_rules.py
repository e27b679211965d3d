"""Names, waiting and devices, judged by values alone."""

import unicodedata
from datetime import date

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from support_groups.accounts.rules import (
    FREE_TRIES,
    LONGEST_WAIT_SECONDS,
    ZONES_BY_REGION,
    device_label,
    fold_name,
    has_lapsed,
    is_zone,
    name_warning,
    names,
    suggest_names,
    wait_after,
)
from support_groups.accounts.rules.names import KEY_MAX_CHARS

# Names that are the same

LOOK_ALIKES = {
    "case": "QUIET HARBOUR",
    "spaces": " quiet  harbour ",
    "no space": "QuietHarbour",
    "punctuation": "Quiet-Harbour!",
    "an ornament": "★ Quiet Harbour ★",
    "an emoji": "Quiet Harbour 🌊",
    "accents": "Quíet Härbour",
    "stacked accents": "Q\u0301\u0302\u0303uiet Harbour",
    "a zero-width space": "Quiet\u200b Harbour",
    "a joiner": "Qu\u200diet Harbour",
    "a soft hyphen": "Quiet Har\u00adbour",
    "a direction mark": "\u202eQuiet Harbour",
    "a variation selector": "Quiet\ufe0f Harbour",
    "a Mongolian selector": "Quiet Harbour\u180c",
    "a Hangul filler": "Quiet Harb\u115four\u3164",
    "a Khmer vowel that is not drawn": "Quiet Harbour\u17b4",
    "a Cyrillic mark": "Quiet Harbour\u0483",
    "a blank of Braille": "Quiet\u2800Harbour",
    "Cyrillic letters": "Quіеt Нarbоur",
    "Greek letters": "Quiet Harbοur",
    "full-width letters": "Ｑｕｉｅｔ Ｈａｒｂｏｕｒ",
    "mathematical letters": "𝐐𝐮𝐢𝐞𝐭 𝑯𝒂𝒓𝒃𝒐𝒖𝒓",
    "circled letters": "Ⓠⓤⓘⓔⓣ Ⓗⓐⓡⓑⓞⓤⓡ",
    "one for i": "Qu1et Harbour",
    "l for i": "Qulet Harbour",
    "nought for o": "Quiet Harb0ur",
    "a stroke for i": "Qu|et Harbour",
}


@pytest.mark.parametrize("alike", LOOK_ALIKES.values(), ids=LOOK_ALIKES.keys())
def test_a_name_that_looks_the_same_is_the_same(alike: str) -> None:
    assert fold_name(alike) == fold_name("Quiet Harbour")


@pytest.mark.parametrize(
    ("one", "other"), [("Fern", "Fem"), ("Vvillow", "Willow"), ("Вова", "вова"), ("Straße", "STRASSE")]
)
def test_two_letters_that_look_like_one_are_that_one(one: str, other: str) -> None:
    assert fold_name(one) == fold_name(other)


@pytest.mark.parametrize(
    ("one", "other"), [("Milo", "Mila"), ("Fern", "Ferry"), ("राम", "रोम"), ("Fern 2", "Fern 3"), ("さくら", "さくさ")]
)
def test_names_that_differ_to_the_eye_differ(one: str, other: str) -> None:
    assert fold_name(one) != fold_name(other)


def test_a_name_of_signs_only_is_known_by_its_signs() -> None:
    assert fold_name("🌊") not in ("", fold_name("🌲"))


@given(st.text(max_size=40))
def test_folding_twice_is_folding_once(text: str) -> None:
    assert fold_name(fold_name(text)) == fold_name(text)


@given(st.text(max_size=200))
def test_a_key_is_never_longer_than_its_column(text: str) -> None:
    assert len(fold_name(text)) <= KEY_MAX_CHARS


@given(st.text(max_size=30))
def test_capitals_never_make_another_name(text: str) -> None:
    # The iota below a letter is a mark in a name, and a letter of its own where it is folded by case.
    assume("\u0345" not in unicodedata.normalize("NFKD", text))
    assert fold_name(text.casefold()) == fold_name(text)


# Names that may reveal

REVEALING = {
    "anna@example.org": names.MAIL,
    "anna at gmail": names.MAIL,
    "+49 170 1234567": names.PHONE,
    "0170-123 45 67": names.PHONE,
    "12 Baker Street": names.ADDRESS,
    "Hauptstraße 5": names.ADDRESS,
    "@quiet": names.HANDLE,
    "quiet#1234": names.HANDLE,
    "insta quietone": names.HANDLE,
    "quiet_one": names.HANDLE,
    "anna.b92": names.HANDLE,
    "www.quiet.org": names.HANDLE,
    "Anna Schmidt": names.FULL_NAME,
    "anna schmidt": names.FULL_NAME,
    "AnnaSchmidt": names.FULL_NAME,
    "anna.schmidt": names.FULL_NAME,
    "Anna-Lena Weber": names.FULL_NAME,
    "Igor Petrov": names.FULL_NAME,
    "José Luis Ramírez": names.FULL_NAME,
    "Anna 1987": names.BIRTH_YEAR,
}


@pytest.mark.parametrize(("name", "words"), REVEALING.items(), ids=REVEALING.keys())
def test_a_name_that_may_reveal_its_person_is_asked_about(name: str, words: str) -> None:
    assert name_warning(name) == words


@pytest.mark.parametrize(
    "name",
    [
        "Fern",
        "Milo",
        "Nell",
        "Sol",
        "Ray",
        "Iris",
        "Quiet Harbour",
        "Night Owl 22",
        "Anna",
        "Anna S.",
        "K",
        "Blue Moon",
        "小川",
    ],
)
def test_a_name_that_reveals_little_is_not_asked_about(name: str) -> None:
    assert name_warning(name) is None


@given(st.integers())
def test_suggested_names_are_different_calm_and_never_asked_about(seed: int) -> None:
    suggested = suggest_names(12, seed)
    assert len({fold_name(name) for name in suggested}) == 12
    assert all(name_warning(name) is None and len(name) <= 30 for name in suggested)


def test_no_name_that_can_be_suggested_would_be_asked_about() -> None:
    assert [f"{a} {b}" for a in names.CALM for b in names.THINGS if name_warning(f"{a} {b}")] == []


def test_the_same_seed_suggests_the_same_names_and_another_seed_others() -> None:
    assert suggest_names(5, 1) == suggest_names(5, 1)
    assert suggest_names(5, 1) != suggest_names(5, 2)


# Waiting


@given(st.integers(1, 10_000), st.integers(0, 10_000), st.integers(0, 10_000))
def test_the_first_try_is_always_free_and_no_wait_is_longer_than_the_longest(own: int, name: int, network: int) -> None:
    assert wait_after(0, name, network) == 0
    assert 0 <= wait_after(own, name, network) <= LONGEST_WAIT_SECONDS


@given(st.integers(0, 10_000), st.integers(0, 10_000), st.integers(0, 10_000))
def test_the_wait_never_shrinks_with_more_tries(own: int, name: int, network: int) -> None:
    assert wait_after(own, name, network) <= wait_after(own + 1, name + 1, network + 1)


def test_five_tries_are_free_and_one_under_a_wide_attack() -> None:
    assert [wait_after(tries, tries, tries) for tries in range(1, 12)] == [0, 0, 0, 0, 2, 4, 8, 16, 32, 42, 42]
    assert [wait_after(tries, 21, tries) for tries in (0, 1, 2)] == [0, 42, 42]
    assert FREE_TRIES == 5


# Devices and zones

AGENTS = {
    "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0": "Firefox on Linux",
    "Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X) Mobile/15E148 Safari/604.1": "Safari on iPhone",
    "Mozilla/5.0 (Linux; Android 15; Pixel 9) Chrome/140.0.7339.51 Mobile Safari/537.36": "Chrome on Android",
    "Mozilla/5.0 (Windows NT 10.0; Win64) Chrome/140.0 Safari/537.36 Edg/140.0": "Edge on Windows",
    "Mozilla/5.0 (Linux; Android 14) SamsungBrowser/27.0 Chrome/125.0 Safari": "Samsung Internet on Android",
    "curl/8.5.0": "A browser",
    "": "A browser",
}


@pytest.mark.parametrize(("agent", "label"), AGENTS.items())
def test_a_device_is_told_by_its_kind_without_version_or_model(agent: str, label: str) -> None:
    assert device_label(agent) == label


@given(st.text(max_size=500))
def test_no_label_is_longer_than_its_column_or_holds_what_was_sent(agent: str) -> None:
    assert len(device_label(agent)) <= 40
    assert device_label(None) == "A browser"


def test_a_device_lapses_after_thirty_days() -> None:
    assert not has_lapsed(date(2026, 10, 21), date(2026, 11, 20))
    assert has_lapsed(date(2026, 10, 20), date(2026, 11, 20))


def test_every_zone_offered_is_one_and_older_names_are_known_too() -> None:
    offered = [zone for _, zones in ZONES_BY_REGION for zone, _ in zones]
    assert len(offered) > 300
    assert all(is_zone(zone) for zone in offered)
    assert is_zone("Asia/Calcutta")
    assert not is_zone("Europe/Atlantis")
    assert not is_zone("../etc/passwd")


def test_a_mark_that_becomes_a_letter_when_folded_is_still_a_mark() -> None:
    assert fold_name("0\u0345") == fold_name("0")
