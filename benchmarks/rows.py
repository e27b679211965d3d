"""What is promised: each row a scene that is played on ours and on its peers, figures of it, and goals for them."""

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


@dataclass(frozen=True)
class Figure:
    """Something that is read off a run, and what is promised of it; without a goal it is only reported."""

    row: str
    words: str
    unit: str
    read: Callable[[Run], float]
    goal: Goal | None = None


@dataclass(frozen=True)
class Scene:
    """A crowd, what it does, on which servers, and what is read off."""

    crowd: Crowd
    load: Load
    kinds: tuple[Kind, ...]
    figures: tuple[Figure, ...]

    @property
    def rows(self) -> set[str]:
        """The rows of the table that this scene fills."""
        return {figure.row for figure in self.figures}

    def smaller(self, people: int, rooms: int, seconds: float, warmup: float) -> "Scene":
        """The same with at most so many people in a room, so many rooms, and so much time."""
        crowd = Crowd(min(self.crowd.rooms, rooms), min(self.crowd.people, people))
        load = replace(self.load, seconds=min(self.load.seconds, seconds), warmup=min(self.load.warmup, warmup))
        return replace(self, crowd=crowd, load=load)


SCENES = (
    Scene(
        Crowd(rooms=1, people=200),
        Load("saturate", seconds=4, warmup=2, window=4),
        (Kind.OURS, Kind.NODE),
        (
            Figure(
                "hot_room",
                "one room of 200, everybody saying",
                "deliveries/s",
                lambda run: run.deliveries_per_second,
                Goal(Better.MORE, 12, Kind.NODE),
            ),
        ),
    ),
    Scene(
        Crowd(rooms=100, people=50),
        Load("saturate", seconds=4, warmup=3, window=1),
        (Kind.OURS, Kind.NODE),
        (
            Figure(
                "many_rooms",
                "100 rooms of 50, everybody saying",
                "deliveries/CPU s",
                lambda run: run.deliveries_per_cpu_second,
                Goal(Better.MORE, 2.5, Kind.NODE),
            ),
        ),
    ),
    Scene(
        Crowd(rooms=100, people=20),
        Load("paced", seconds=20, warmup=2, rate=4),
        (Kind.OURS, Kind.NODE),
        (
            Figure(
                "quiet_evening",
                "2,000 in 100 rooms of 20, 4 messages/s each",
                "CPU s",
                lambda run: run.cpu_seconds,
                Goal(Better.LESS, 1, Kind.NODE),
            ),
        ),
    ),
    Scene(
        Crowd(rooms=1, people=200),
        Load("paced", seconds=10, warmup=2, rate=50),
        (Kind.OURS, Kind.NODE),
        (
            Figure(
                "latency",
                "200 people, 50 messages/s, p99",
                "ms",
                lambda run: run.p99_ms,
                Goal(Better.LESS, 1, Kind.NODE),
            ),
            Figure(
                "latency",
                "200 people, 50 messages/s, p50",
                "ms",
                lambda run: run.p50_ms,
                Goal(Better.LESS, 1.5, Kind.NODE),
            ),
        ),
    ),
    Scene(
        Crowd(rooms=100, people=50),
        Load("idle", seconds=1, warmup=2),
        (Kind.OURS, Kind.NODE, Kind.STOCK),
        (
            Figure(
                "joins",
                "5,000 members come in",
                "joins/s",
                lambda run: run.joins_per_second,
                Goal(Better.MORE, 1, Kind.STOCK),
            ),
            Figure(
                "memory",
                "5,000 members are there",
                "kB/member",
                lambda run: run.kilobytes_per_member,
                Goal(Better.LESS, 0.8, Kind.NODE),
            ),
        ),
    ),
    Scene(
        Crowd(rooms=1_000, people=5),
        Load("saturate", seconds=5, warmup=3, window=1),
        (Kind.OURS,),
        (
            Figure(
                "committed",
                "1,000 rooms of 5, everybody saying",
                "messages/s",
                lambda run: run.messages_per_second,
            ),
        ),
    ),
)

ROWS = tuple(dict.fromkeys(figure.row for scene in SCENES for figure in scene.figures))
