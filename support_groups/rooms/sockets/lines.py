"""Lines of people in rooms and at their doors: who is still there, and who is gone."""

from collections.abc import Sequence

from support_groups.core import realtime
from support_groups.core.realtime import Line

from .. import actions
from ..broadcasts import DOOR as AT_DOOR
from ..broadcasts import PEOPLE


def keep_leases() -> None:
    """Renew the presence of everyone whose line to this process is open, in rooms and at their doors."""
    actions.renew_leases([name.removeprefix(PEOPLE) for name in realtime.audiences().names(PEOPLE)])
    if waiting := [name.removeprefix(AT_DOOR) for name in realtime.audiences().names(AT_DOOR)]:
        actions.renew_waits(waiting)


@realtime.when_gone
def _lines_gone(lines: Sequence[Line]) -> None:
    if lost := _lost(lines, PEOPLE):
        actions.lines_lost(lost)
    if lost := _lost(lines, AT_DOOR):
        actions.waits_lost(lost)


def _lost(lines: Sequence[Line], beginning: str) -> list[str]:
    """Whose last line here is among some that are gone, of those whose audiences begin like this."""
    names = {audience.name for line in lines for audience in line.audiences if audience.name.startswith(beginning)}
    return [name.removeprefix(beginning) for name in names if realtime.audiences().named(name) is None]
