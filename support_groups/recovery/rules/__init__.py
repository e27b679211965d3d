"""Pure decisions of recovery: clean time by the calendar, key tags, and where help is found."""

from .clean_time import CleanTime, add_months, check_clean_date, clean_time, earlier_times
from .countries import COUNTRIES, WRITTEN_DOWN_ON, Country, Line
from .help import COUNTRY_OF_ZONE, country_in, country_of, guess_country
from .tags import Tag, next_tag, tags_reached

__all__ = [
    "COUNTRIES",
    "COUNTRY_OF_ZONE",
    "WRITTEN_DOWN_ON",
    "CleanTime",
    "Country",
    "Line",
    "Tag",
    "add_months",
    "check_clean_date",
    "clean_time",
    "country_in",
    "country_of",
    "earlier_times",
    "guess_country",
    "next_tag",
    "tags_reached",
]
