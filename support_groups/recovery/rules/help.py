"""Which country's help to show first."""

from collections.abc import Iterable

from babel.core import get_global

from .countries import COUNTRIES, Country

_BY_CODE = {country.code: country for country in COUNTRIES}

_HOME_OF_LANGUAGE = {
    "cs": "CZ",
    "da": "DK",
    "de": "DE",
    "el": "GR",
    "fa": "IR",
    "fi": "FI",
    "fr": "FR",
    "he": "IL",
    "hu": "HU",
    "is": "IS",
    "it": "IT",
    "ja": "JP",
    "ko": "KR",
    "lb": "LU",
    "nb": "NO",
    "nl": "NL",
    "nn": "NO",
    "no": "NO",
    "pl": "PL",
    "ro": "RO",
    "sk": "SK",
    "sv": "SE",
    "th": "TH",
    "tr": "TR",
    "uk": "UA",
}
"""Languages that are mostly spoken in one country; English, Spanish, Portuguese and Chinese say too little."""


def _zones_of_countries() -> dict[str, str]:
    homes = {zone: code for zone, code in get_global("zone_territories").items() if code in _BY_CODE}
    older = {old: homes[new] for old, new in get_global("zone_aliases").items() if new in homes}
    return homes | older


COUNTRY_OF_ZONE = _zones_of_countries()
"""The code of the country a time zone lies in, zones by older names too, for the countries we have."""


def country_in(zone: str | None) -> Country | None:
    """The country a clock stands in; None where the zone is nobody's, or of a country we have no numbers for."""
    return _BY_CODE.get(COUNTRY_OF_ZONE.get(zone or "", ""))


def country_of(code: str | None) -> Country | None:
    """The country with a two-letter code, if we have its numbers."""
    return _BY_CODE.get((code or "").strip().upper()[:2])


def guess_country(languages: Iterable[str]) -> Country | None:
    """A guess from what a browser says it reads ("de-AT"), the dearest first; None where that says too little.

    Good enough to stand first in a list, never to name numbers by: many phones read in the English of another country.
    """
    for tag in languages:
        language, *more = tag.replace("_", "-").split("-")
        named = next((part for part in more if len(part) == 2), None)
        country = country_of(named) if named else _BY_CODE.get(_HOME_OF_LANGUAGE.get(language.lower(), ""))
        if country:
            return country
    return None
