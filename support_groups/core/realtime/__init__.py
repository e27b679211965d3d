"""The live side: wishes come in on lines, the beat serves them, news goes out to audiences, `hang_up` ends lines."""

from .bus import hears
from .driver import init_app, part, pass_on
from .fanout import (
    DEVICES,
    account,
    audiences,
    collect,
    device,
    hang_up,
    lines,
    move_out,
    opening,
    ping_seconds,
    tell,
    tell_each,
    tell_here,
)
from .handshake import HANDED, Handed
from .inbox import USUAL, Answer, Outcome, Pace, Wish, beat_wish, when_gone, wish
from .line import Line
from .watch import watch

__all__ = [
    "DEVICES",
    "HANDED",
    "USUAL",
    "Answer",
    "Handed",
    "Line",
    "Outcome",
    "Pace",
    "Wish",
    "account",
    "audiences",
    "beat_wish",
    "collect",
    "device",
    "hang_up",
    "hears",
    "init_app",
    "lines",
    "move_out",
    "opening",
    "part",
    "pass_on",
    "ping_seconds",
    "tell",
    "tell_each",
    "tell_here",
    "watch",
    "when_gone",
    "wish",
]
