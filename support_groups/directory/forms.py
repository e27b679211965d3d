"""What someone who looks for a meeting may ask for."""

from typing import Annotated

from pydantic import Field, field_validator

from support_groups.accounts.rules import is_zone
from support_groups.core.forms import Form, Line, Maybe
from support_groups.groups.models import Attendance
from support_groups.groups.rules import FORMATS, LANGUAGES

from .rules import LIST_PAGES_MAX, Wanted

SEARCH_MAX_CHARS = 60


class WantedForm(Form):
    """The filter above the list of meetings."""

    q: Maybe[Annotated[str, Line(SEARCH_MAX_CHARS)]] = None
    language: Maybe[str] = None
    format: Maybe[str] = None
    day: Maybe[Annotated[int, Field(ge=0, le=6)]] = None
    attendance: Maybe[Attendance] = None
    soon: bool = False
    zone: Maybe[str] = None
    page: Maybe[Annotated[int, Field(ge=1, le=LIST_PAGES_MAX)]] = None

    @field_validator("language")
    @classmethod
    def _is_language(cls, tag: str | None) -> str | None:
        if tag is not None and tag not in LANGUAGES:
            raise ValueError("Please choose one of the languages offered.")
        return tag

    @field_validator("format")
    @classmethod
    def _is_format(cls, key: str | None) -> str | None:
        if key is not None and key not in FORMATS:
            raise ValueError("Please choose one of the kinds offered.")
        return key

    @field_validator("zone")
    @classmethod
    def _is_zone(cls, zone: str | None) -> str | None:
        # A browser may know a zone by a name of its own; then the reader's usual one serves.
        return zone if zone is not None and is_zone(zone) else None

    def wanted(self) -> Wanted:
        """What is looked for, without where from and how far on."""
        return Wanted(**self.model_dump(exclude={"zone", "page"}))
