"""The order of a meeting: its steps, how they are kept, and what the room does at each."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from pydantic import TypeAdapter

from support_groups.meetings.models import Reads, StepKind
from support_groups.rooms.models import FloorMode
from support_groups.rooms.rules import SheetStep

SILENCE_SECONDS = 60


@dataclass(frozen=True, kw_only=True)
class Step:
    """One step of a run sheet; `minutes` after the beginning, `cue` for those who lead only."""

    key: str
    kind: StepKind
    title: str
    minutes: int = 0
    reads: Reads = Reads.CHAIR
    text: str = ""
    cue: str = ""

    @property
    def is_to_be_claimed(self) -> bool:
        """Whether a volunteer may take it on."""
        return self.reads is Reads.VOLUNTEER


@dataclass(frozen=True)
class Reader:
    """Who will read at a step."""

    membership_id: int
    name: str


_STEPS = TypeAdapter(tuple[Step, ...])


def written(steps: Iterable[Step]) -> str:
    """Steps as they are kept."""
    return _STEPS.dump_json(tuple(steps)).decode()


def read(kept: str) -> tuple[Step, ...]:
    """Steps that were kept."""
    return _STEPS.validate_json(kept)


def floor_of(kind: StepKind, own: FloorMode) -> FloorMode | None:
    """How people speak from a step on, in a meeting that begins with a floor of its own; None: as before."""
    match kind:
        case StepKind.SHARING:
            return FloorMode.OPEN if own is FloorMode.OPEN else FloorMode.CHAIRED
        case StepKind.NEWCOMERS | StepKind.CLEAN_TIME | StepKind.ANNOUNCEMENTS | StepKind.TOPIC:
            return own
        case StepKind.CLOSING:
            return FloorMode.CLOSED
        case StepKind.FELLOWSHIP:
            return FloorMode.OPEN
        case _:
            return None


def in_room(
    steps: Sequence[Step], readers: Mapping[str, Reader], own: FloorMode, starts_at: datetime
) -> list[SheetStep]:
    """The steps as the room of one date goes through them."""
    of = len(steps)
    return [_in_room(number, of, step, readers.get(step.key), own, starts_at) for number, step in enumerate(steps, 1)]


def _in_room(number: int, of: int, step: Step, reader: Reader | None, own: FloorMode, starts_at: datetime) -> SheetStep:
    claimed = reader if step.is_to_be_claimed else None
    floor = floor_of(step.kind, own)
    return SheetStep(
        number=number,
        of=of,
        kind=step.kind.value,
        title=step.title,
        text=step.text,
        cue=step.cue,
        due_at=starts_at + timedelta(minutes=step.minutes),
        floor=floor.value if floor else None,
        opens_clean_time=step.kind is StepKind.CLEAN_TIME,
        still_seconds=SILENCE_SECONDS if step.kind is StepKind.SILENCE else 0,
        reader_id=claimed.membership_id if claimed else None,
        reader_name=claimed.name if claimed else None,
    )
