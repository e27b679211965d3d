"""What a browser may send about sponsorship."""

from typing import Annotated, ClassVar

from pydantic import AfterValidator, Field

from support_groups.accounts.rules import is_zone
from support_groups.core.forms import Form, Line, Maybe, Text, among
from support_groups.groups.rules import LANGUAGES

from .models import (
    CAPACITY_MAX,
    CLEAN_YEARS,
    LANGUAGES_MAX,
    NAME_MAX_CHARS,
    NOTE_MAX_CHARS,
    STEPS,
    WORDS_MAX_CHARS,
    Answer,
    Gender,
    Time,
)
from .rules import ANSWER_WORDS, OfferValues, SearchValues

PAGE_MAX = 1_000

Name = Annotated[str, Line(NAME_MAX_CHARS, min_chars=2)]
Language = Annotated[str, among(lambda: LANGUAGES, "Please choose from the languages offered.")]


def _some(words: str) -> AfterValidator:
    def check(chosen: list[str]) -> list[str]:
        if not chosen:
            raise ValueError(words)
        return chosen

    return AfterValidator(check)


def _few(chosen: list[str]) -> list[str]:
    if len(set(chosen)) > LANGUAGES_MAX:
        raise ValueError(f"Please choose at most {LANGUAGES_MAX} languages, those you feel at home in.")
    return chosen


def _known_zone(zone: str) -> str:
    if not is_zone(zone):
        raise ValueError("Please choose a time zone from the list.")
    return zone


class OfferForm(Form):
    """What a sponsor says in an offer; `sure` repeats a name that was asked about and is meant all the same."""

    many: ClassVar = frozenset({"languages", "hours"})

    name: Name
    sure: Maybe[Name] = None
    words: Annotated[str, Text(WORDS_MAX_CHARS, min_chars=20)]
    capacity: Annotated[int, Field(ge=1, le=CAPACITY_MAX)]
    languages: Annotated[
        list[Language], AfterValidator(_few), _some("Please choose at least one language you can listen in.")
    ] = Field(default=[], validate_default=True)
    zone: Annotated[str, AfterValidator(_known_zone)]
    hours: Annotated[list[Time], _some("Please choose at least one part of the week.")] = Field(
        default=[], validate_default=True
    )
    clean_years: Annotated[int, among(lambda: CLEAN_YEARS, "Please choose one of those offered.")]
    steps: Annotated[int, Field(ge=0, le=STEPS)]
    has_sponsor: bool = False
    may_be_temporary: bool = False
    gender: Maybe[Gender] = None
    prefers: Maybe[Gender] = None

    def values(self) -> OfferValues:
        """The same, for the action."""
        said = self.model_dump(exclude={"sure"})
        return OfferValues(**said | {"languages": tuple(self.languages), "hours": tuple(self.hours)})


class SearchForm(Form):
    """What someone looks for; nothing of it is needed."""

    many: ClassVar = frozenset({"languages", "hours"})

    languages: Annotated[list[Language], AfterValidator(_few)] = Field(default=[])
    hours: list[Time] = Field(default=[])
    gender: Maybe[Gender] = None
    prefers: Maybe[Gender] = None
    wants_temporary: bool = False

    def values(self) -> SearchValues:
        """The same, for the action."""
        said = self.model_dump()
        return SearchValues(**said | {"languages": tuple(self.languages), "hours": tuple(self.hours)})


class AskForm(Form):
    """Asking a sponsor, under a name of one's choice."""

    name: Name
    sure: Maybe[Name] = None
    note: Annotated[str, Text(NOTE_MAX_CHARS, min_chars=10)]
    is_temporary: bool = False


def _prepared(answer: Answer) -> Answer:
    if answer not in ANSWER_WORDS:
        raise ValueError("Please choose one of those offered.")
    return answer


class DeclineForm(Form):
    """The prepared words a sponsor chose."""

    answer: Annotated[Answer, AfterValidator(_prepared)]


class PageForm(Form):
    """Which page of the offers."""

    page: Annotated[int, Field(ge=1, le=PAGE_MAX)] = 1
