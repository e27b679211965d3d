"""What follows when a step of the run sheet begins."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from support_groups.core.errors import NotFound

from ..events import ChairTaken, Logged, StepBegun
from ..models import FloorMode
from .floor import Verdict, be_still, give_floor, resume, set_floor
from .fold import apply
from .milestones import close_clean_time, open_clean_time
from .sheet import SheetStep
from .state import RoomState
from .wishes import BeginStep


def begin_step(state: RoomState, wish: BeginStep, by: str, now: datetime) -> Verdict:
    """What follows when someone who leads goes on to a step, or back to one: its words, and what its kind asks for."""
    step = wish.step
    if step is None:
        raise NotFound("The run sheet of this meeting has no such step.")
    if state.step and state.step.number == step.number:
        return ()
    course = _Course(state, now)
    if state.chair is None:
        course.take((ChairTaken(by, by, "taken"),))
    # Whoever goes on in the middle of a silence ends it.
    course.take(resume(course.state, by, now))
    course.take(close_clean_time(course.state, by))
    reader = wish.reader if wish.reader and state.can_be_called(wish.reader, now) else None
    course.take((StepBegun(by, step.number, step.of, step.kind, step.words, step.due_at, reader),))
    _arrange(course, step, reader if reader != by else None, by)
    return course.verdict


@dataclass
class _Course:
    """Events one after the other, each judged in the state that those before it leave."""

    state: RoomState
    now: datetime
    verdict: Verdict = ()

    def take(self, events: Verdict) -> None:
        for event in events:
            self.state = apply(self.state, Logged(self.state.seq + 1, self.now, event))
        self.verdict += events


def _arrange(course: _Course, step: SheetStep, reader: str | None, by: str) -> None:
    floor = FloorMode.CHAIRED.value if reader else step.floor
    if floor:
        course.take(set_floor(course.state, floor, by))
    if reader:
        course.take(give_floor(course.state, reader, by, course.now))
    if step.opens_clean_time:
        course.take(open_clean_time(course.state, True, by))
    if step.still_seconds:
        course.take(be_still(course.state, "silence", timedelta(seconds=step.still_seconds), by, course.now))
