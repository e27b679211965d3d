"""The live side: wishes come in on lines, the beat serves them, news goes out to audiences, `hang_up` ends lines."""

from .driver import init_app
from .engine import HANDED, Handed
from .fanout import audiences, collect, hang_up, move_out, opening, ping_seconds, tell
from .inbox import Answer, Outcome, Pace, Wish, beat_wish, when_gone, wish
from .line import Line

__all__ = [
    "HANDED",
    "Answer",
    "Handed",
    "Line",
    "Outcome",
    "Pace",
    "Wish",
    "audiences",
    "beat_wish",
    "collect",
    "hang_up",
    "init_app",
    "move_out",
    "opening",
    "ping_seconds",
    "tell",
    "when_gone",
    "wish",
]
