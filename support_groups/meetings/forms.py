"""What a browser may send about meetings."""

import re
from datetime import date, time
from itertools import islice
from typing import Annotated, ClassVar

from pydantic import BeforeValidator, Field, StringConstraints, field_validator, model_validator
from werkzeug.datastructures import MultiDict

from support_groups.core.forms import Form, Line, Maybe, Text
from support_groups.groups.rules import offered_formats
from support_groups.rooms.models import RUN_SHEET_STEPS_MAX, FloorMode, Lobby

from .models import (
    CANCEL_NOTE_MAX_CHARS,
    FELLOWSHIP_MAX_MINUTES,
    MEETING_MAX_MINUTES,
    MEETING_MIN_MINUTES,
    MEETING_NAME_MAX_CHARS,
    STEP_CUE_MAX_CHARS,
    STEP_EARLIEST_MINUTES,
    STEP_KEY_CHARS,
    STEP_LATEST_MINUTES,
    STEP_TEXT_MAX_CHARS,
    STEP_TITLE_MAX_CHARS,
    Reads,
    StepKind,
)
from .rules import CODE_MAX_CHARS, MeetingValues, Step

SEQ_MAX = 2**31 - 1
_NUMBER = re.compile(r"-?[0-9]{1,4}")
Key = Annotated[str, StringConstraints(pattern=rf"^[A-Za-z0-9_-]{{1,{STEP_KEY_CHARS}}}$")]


def _clock(value: object) -> object:
    if not isinstance(value, str):
        raise ValueError("Please give a time such as 19:30.")
    hours, _, minutes = value.strip().replace(".", ":").partition(":")
    # A browser may add seconds.
    minutes = minutes.removesuffix(":00") if len(minutes) > 2 else minutes
    if not (hours.isascii() and hours.isdigit() and minutes.isascii() and minutes.isdigit() and len(minutes) == 2):
        raise ValueError("Please give a time such as 19:30.")
    if int(hours) > 23 or int(minutes) > 59:
        raise ValueError("Please give a time between 00:00 and 23:59.")
    return time(int(hours), int(minutes))


class MeetingForm(Form):
    """A weekly meeting as a facilitator describes it."""

    many: ClassVar = frozenset({"formats"})

    name: Annotated[str, Line(MEETING_NAME_MAX_CHARS)]
    weekday: Annotated[int, Field(ge=0, le=6)]
    local_time: Annotated[time, BeforeValidator(_clock)]
    minutes: Annotated[int, Field(ge=MEETING_MIN_MINUTES, le=MEETING_MAX_MINUTES)]
    fellowship_minutes: Annotated[int, Field(ge=0, le=FELLOWSHIP_MAX_MINUTES)]
    floor: FloorMode
    lobby: Lobby = Lobby.NOBODY
    formats: tuple[str, ...] = ()
    first_on: Maybe[date] = None

    @field_validator("formats")
    @classmethod
    def _are_offered(cls, keys: tuple[str, ...]) -> tuple[str, ...]:
        if not set(keys) <= {one.key for one in offered_formats()}:
            raise ValueError("Please choose from the formats offered.")
        return keys

    def values(self) -> MeetingValues:
        """The form as the settings of a meeting."""
        return MeetingValues(**self.model_dump())


class CancelForm(Form):
    """One date that will not be held, and why."""

    on: date
    note: Annotated[str, Text(CANCEL_NOTE_MAX_CHARS)]


class DateForm(Form):
    """One date of a meeting."""

    on: date


class EnterForm(Form):
    """The wish to enter; someone who is not signed in may say that they have an account."""

    account: bool = False


class RunSheetForm(Form):
    """A run sheet as it is being written: of each step the same fields, one after the other, and what was pressed."""

    many: ClassVar = frozenset({"key", "kind", "title", "minutes", "reads", "text", "cue"})

    made_from: Annotated[int, Field(ge=0, le=SEQ_MAX)]
    do: Annotated[str, StringConstraints(pattern=r"^(keep|preview|none|(up|down|out|add):[0-9]{1,2})$")]
    key: tuple[Key, ...] = ()
    kind: tuple[StepKind, ...] = ()
    title: tuple[Annotated[str, Line(STEP_TITLE_MAX_CHARS, min_chars=0)], ...] = ()
    minutes: tuple[Annotated[int, Field(ge=STEP_EARLIEST_MINUTES, le=STEP_LATEST_MINUTES)], ...] = ()
    reads: tuple[Reads, ...] = ()
    text: tuple[Annotated[str, Text(STEP_TEXT_MAX_CHARS, min_chars=0)], ...] = ()
    cue: tuple[Annotated[str, Line(STEP_CUE_MAX_CHARS, min_chars=0)], ...] = ()

    @model_validator(mode="after")
    def _each_step_is_whole(self) -> "RunSheetForm":
        if len({len(getattr(self, name)) for name in self.many}) > 1 or len(set(self.key)) < len(self.key):
            raise ValueError("A part of this form is missing. Please load the page again.")
        return self

    def steps(self) -> tuple[Step, ...]:
        """What is written, as steps."""
        columns = zip(self.key, self.kind, self.title, self.minutes, self.reads, self.text, self.cue, strict=True)
        return tuple(
            Step(key=key, kind=kind, title=title, minutes=minutes, reads=reads, text=text, cue=cue)
            for key, kind, title, minutes, reads, text, cue in columns
        )

    @classmethod
    def as_typed(cls, sent: MultiDict[str, str]) -> tuple[Step, ...]:
        """What was typed, as far as it reads as steps, to be shown again where it was refused."""
        rows = zip(
            *(sent.getlist(name) for name in ("key", "kind", "title", "minutes", "reads", "text", "cue")), strict=False
        )
        return tuple(
            Step(
                key=key,
                kind=StepKind(kind),
                title=title,
                minutes=int(minutes) if _NUMBER.fullmatch(minutes) else 0,
                reads=Reads(reads),
                text=text,
                cue=cue,
            )
            for key, kind, title, minutes, reads, text, cue in islice(rows, RUN_SHEET_STEPS_MAX)
            if kind in set(StepKind) and reads in set(Reads)
        )

    @property
    def pressed(self) -> tuple[str, int]:
        """What was pressed, and at which step, from 0."""
        what, _, place = self.do.partition(":")
        return what, int(place or 0)


class ReadingForm(Form):
    """A reading on one date."""

    on: date
    step: Key


class SlipForm(Form):
    """The code of an attendance slip, as it stands on paper."""

    code: Annotated[str, Text(CODE_MAX_CHARS)]
