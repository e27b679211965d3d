"""Whose help is shown."""

import pytest

from support_groups.recovery.rules import COUNTRIES, Country, country_of, guess_country


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
