"""The run sheet that others bring for a meeting's room: read by those who are there, gone through by who leads."""

from collections.abc import Callable, Sequence
from typing import Any

from .. import queries
from ..rules import SheetStep, may_lead, wishes

SheetOf = Callable[[int], Sequence[SheetStep]]

_sources: list[SheetOf] = []


def brings_run_sheets(read: SheetOf) -> SheetOf:
    """Register who knows the run sheet of a room, by its id; no steps where there is none."""
    _sources.append(read)
    return read


def looked_up(room_id: int, wish: wishes.BeginStep) -> wishes.BeginStep:
    """The wish with what stands on the sheet at that number, and who in the room has claimed it."""
    step = next((one for one in _sheet(room_id) if one.number == wish.number), None)
    return wishes.BeginStep(wish.number, step, _readers(room_id, [step]).get(step.number) if step else None)


def read_sheet(account_id: int, room_public_id: str) -> list[dict[str, Any]]:
    """The order of a meeting; text, cue and who has claimed what are for those who may lead."""
    place = queries.place_for(account_id, room_public_id)
    state = queries.state_of(place.room)
    who = place.participant.public_id
    steps = _sheet(place.room.id) if state.is_open and state.people[who].is_here else []
    told = [{"number": one.number, "kind": one.kind, "title": one.title, "due_at": one.due_at} for one in steps]
    if not may_lead(state, who):
        return told
    readers = _readers(place.room.id, steps)
    return [known | _for_who_leads(one, readers.get(one.number)) for known, one in zip(told, steps, strict=True)]


def _for_who_leads(step: SheetStep, reader: str | None) -> dict[str, Any]:
    return {"text": step.text, "cue": step.cue, "reader": reader, "reader_name": step.reader_name}


def _sheet(room_id: int) -> Sequence[SheetStep]:
    return [step for read in _sources for step in read(room_id)]


def _readers(room_id: int, steps: Sequence[SheetStep]) -> dict[int, str]:
    """Who has claimed which step, by the id they have in the room; who is not in the room yet is missing."""
    here = queries.members_in(room_id, {one.reader_id for one in steps if one.reader_id is not None})
    return {one.number: here[one.reader_id] for one in steps if one.reader_id in here}
