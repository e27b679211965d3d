"""Who hears what where the roster is hidden: judged for each line at the moment in which it is told."""

from collections.abc import Iterable, Sequence

from support_groups.core.realtime import Line

from ..events import Logged
from ..rules import RoomState, roster
from .audiences import PEOPLE

NOBODY = ""


class Readers:
    """What has happened, as each of those who listen may hear of it."""

    def __init__(self, state: RoomState, told: Sequence[Logged]) -> None:
        self._state = state
        self._told = told
        self._all = _wires(told)
        self._for_members = self._as_read_by(NOBODY)
        self._concerned = {roster.whom_it_concerns(one.event) for one in told}

    def items_for(self, line: Line) -> Sequence[bytes]:
        """What goes to a line; whoever is not known to see more hears what members hear."""
        who = self._who(line)
        if roster.sees_everyone(self._state, who):
            return self._all
        return self._as_read_by(who) if who in self._concerned else self._for_members

    def _who(self, line: Line) -> str:
        names = (audience.name for audience in line.audiences if audience.name.startswith(PEOPLE))
        here = (who for name in names if (who := name.removeprefix(PEOPLE)) in self._state.people)
        return next(here, NOBODY)

    def _as_read_by(self, who: str) -> tuple[bytes, ...]:
        return _wires(roster.as_read_by(who, one, self._state) for one in self._told)


def _wires(told: Iterable[Logged]) -> tuple[bytes, ...]:
    return tuple(one.wire for one in told)
