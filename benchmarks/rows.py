"""What is promised: each scene is played on ours and on its peers, figures are read off it, and each has its goal."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from enum import StrEnum

from benchmarks.crowd import Crowd
from benchmarks.generator import Load
from benchmarks.runs import Run
from benchmarks.servers import Kind


class Better(StrEnum):
    """Which way is good."""

    MORE = "at least"
    LESS = "at most"


@dataclass(frozen=True)
class Goal:
    """How a figure of ours must stand to that of a peer."""

    better: Better
    ratio: float
    peer: Kind

    def is_met(self, ratio: float) -> bool:
        """Whether a ratio is good enough."""
        return ratio >= self.ratio if self.better is Better.MORE else ratio <= self.ratio

    def __str__(self) -> str:
        return f"{self.better} {self.ratio:g} × {self.peer}"


@dataclass(frozen=True)
class Figure:
    """Something that is read off a run, and what is promised of it; without a goal it is only reported."""

    row: str
    words: str
    unit: str
    read: Callable[[Run], float]
    goal: Goal | None = None
    part: str = ""


@dataclass(frozen=True)
class Scene:
    """A crowd, what it does, on which servers, and what is read off; on some it only comes in and is quiet."""

    crowd: Crowd
    load: Load
    kinds: tuple[Kind, ...]
    figures: tuple[Figure, ...]
    quiet_on: tuple[Kind, ...] = ()
    samples_stack: bool = False

    def load_on(self, kind: Kind) -> Load:
        """What the crowd does on a server."""
        return replace(self.load, mode="idle", warmup=0, seconds=0.1) if kind in self.quiet_on else self.load

    def shows(self, kind: Kind, figure: Figure) -> bool:
        """Whether a figure can be read off on a server: where the crowd is quiet, those alone that are compared."""
        return kind not in self.quiet_on or (figure.goal is not None and figure.goal.peer is kind)

    @property
    def rows(self) -> tuple[str, ...]:
        """The rows of the table that this scene fills."""
        return tuple(dict.fromkeys(figure.row for figure in self.figures))

    def smaller(self, *, people: int, rooms: int, seconds: float, warmup: float, check: int = 0) -> "Scene":
        """The same with at most so many people in a room, so many rooms, and so much time."""
        load = replace(
            self.load,
            seconds=min(self.load.seconds, seconds),
            settle=min(self.load.settle, warmup),
            warmup=min(self.load.warmup, warmup),
            check=check,
        )
        return replace(self, crowd=Crowd(min(self.crowd.rooms, rooms), min(self.crowd.people, people)), load=load)


def _more(ratio: float, peer: Kind) -> Goal:
    return Goal(Better.MORE, ratio, peer)


def _less(ratio: float, peer: Kind) -> Goal:
    return Goal(Better.LESS, ratio, peer)


OURS, NODE, STOCK = Kind.OURS, Kind.NODE, Kind.STOCK

HOT_ROOM = Figure(
    "hot_room", "one room, everybody speaks", "deliveries/s", lambda run: run.deliveries_per_second, _more(12, NODE)
)
MANY_ROOMS = Figure(
    "many_rooms",
    "100 rooms, everybody speaks",
    "deliveries/CPU s",
    lambda run: run.deliveries_per_cpu_second,
    _more(2.5, NODE),
)
QUIET_EVENING = Figure(
    "quiet_evening", "100 rooms, 4 messages/s in each", "CPU s", lambda run: run.cpu_seconds, _less(1, NODE)
)
P99 = Figure("latency", "one room, 50 messages/s, p99", "ms", lambda run: run.p99_ms, _less(1, NODE))
P50 = Figure("latency", "one room, 50 messages/s, p50", "ms", lambda run: run.p50_ms, _less(1.5, NODE), part="p50")
JOINS = Figure("joins", "everybody comes in", "joins/s", lambda run: run.joins_per_second, _more(1, STOCK))
MEMORY = Figure("memory", "everybody is there", "kB/member", lambda run: run.kilobytes_per_member, _less(0.8, NODE))
COMMITTED = Figure("committed", "1,000 rooms, everybody speaks", "messages/s", lambda run: run.messages_per_second)

SCENES = (
    Scene(Crowd(1, 200), Load("saturate", seconds=4, warmup=2, window=4), (OURS, NODE), (HOT_ROOM,)),
    Scene(
        Crowd(100, 50),
        Load("saturate", seconds=4, warmup=1.5, settle=1.5),
        (OURS, NODE, STOCK),
        (MANY_ROOMS, JOINS, MEMORY),
        quiet_on=(STOCK,),
    ),
    Scene(Crowd(100, 20), Load("paced", seconds=12, warmup=2, rate=4), (OURS, NODE), (QUIET_EVENING,)),
    Scene(Crowd(1, 200), Load("paced", seconds=6, warmup=2, rate=50), (OURS, NODE), (P99, P50)),
    Scene(Crowd(1_000, 5), Load("saturate", seconds=4, warmup=2), (OURS,), (COMMITTED,), samples_stack=True),
)

ROWS = tuple(row for scene in SCENES for row in scene.rows)
