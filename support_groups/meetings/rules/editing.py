"""How a run sheet is arranged while it is written: one press, one change."""

from collections.abc import Callable, Sequence

from support_groups.meetings.models import RUN_SHEET_MAX_CHARS, StepKind
from support_groups.rooms.models import RUN_SHEET_STEPS_MAX

from .refusals import RunSheetIsLong, StepNeedsTitle, TooManySteps
from .run_sheet import Step


def arranged(steps: Sequence[Step], what: str, place: int, new_key: Callable[[], str]) -> tuple[Step, ...]:
    """The steps once the one at a place went `up` or `down`, was taken out, or has a new one after it (`add`)."""
    rest = list(steps)
    if what == "add":
        rest.insert(place + 1, Step(key=new_key(), kind=StepKind.READING, title="", minutes=_minutes_at(rest, place)))
    elif 0 <= place < len(rest):
        moved = rest.pop(place)
        if what == "up":
            rest.insert(max(place - 1, 0), moved)
        if what == "down":
            rest.insert(place + 1, moved)
    return tuple(rest)


def _minutes_at(steps: Sequence[Step], place: int) -> int:
    return steps[place].minutes if 0 <= place < len(steps) else 0


def check_run_sheet(steps: Sequence[Step]) -> None:
    """Refuse a run sheet that cannot be kept."""
    if len(steps) > RUN_SHEET_STEPS_MAX:
        raise TooManySteps
    for number, step in enumerate(steps, 1):
        if not step.title:
            raise StepNeedsTitle(f"Please give step {number} a title, or take it out.")
    if sum(len(step.title) + len(step.text) + len(step.cue) for step in steps) > RUN_SHEET_MAX_CHARS:
        raise RunSheetIsLong
