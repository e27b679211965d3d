"""Pure decisions of recovery: where help is found. Clean time is counted in the browser (static/recovery)."""

from .countries import COUNTRIES, WRITTEN_DOWN_ON, Country, Line
from .help import COUNTRY_OF_ZONE, country_in, country_of, guess_country

__all__ = [
    "COUNTRIES",
    "COUNTRY_OF_ZONE",
    "WRITTEN_DOWN_ON",
    "Country",
    "Line",
    "country_in",
    "country_of",
    "guess_country",
]
