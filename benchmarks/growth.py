"""How the cost grows: the same crowd a little larger each time, on ours and on the Node relay."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from benchmarks import several_workers
from benchmarks.crowd import Crowd
from benchmarks.generator import Load
from benchmarks.runs import Run, run
from benchmarks.servers import Kind, Subject

STRAIGHT = 1.25
"""What a unit may cost at the end by what it cost before, for a line to be called straight on a shared machine."""


def _paced(rate: float) -> Load:
    return Load("paced", seconds=3, warmup=1, rate=rate)


@dataclass(frozen=True)
class Axis:
    """Something that grows, at which points it is looked at, and what then is there."""

    name: str
    words: str
    points: tuple[int, ...]
    scene_at: Callable[[int], tuple[Crowd, Load]]
    has_workers: bool = False


AXES = (
    Axis(
        "people",
        "people, in rooms of 50 with a message every other second",
        (50, 1_000, 4_000, 10_000),
        lambda people: (Crowd(people // 50, 50), _paced(0.5)),
    ),
    Axis(
        "room",
        "people in one room, 10 messages a second",
        (50, 200, 800),
        lambda people: (Crowd(1, people), _paced(10)),
    ),
    Axis(
        "rooms", "rooms of 10, a message a second in each", (10, 100, 400), lambda rooms: (Crowd(rooms, 10), _paced(1))
    ),
    Axis(
        "messages",
        "messages a second in one room of 100",
        (5, 50, 200),
        lambda messages: (Crowd(1, 100), _paced(messages)),
    ),
    Axis(
        "workers",
        "workers, 20 rooms of 50 with 5 messages a second in each",
        (1, 2),
        lambda _: (Crowd(20, 50), _paced(5)),
        has_workers=True,
    ),
)

MEASURES: dict[str, tuple[str, Callable[[Run], float]]] = {
    "cpu": ("% of a core", lambda run: run.core_share),
    "memory": ("MB", lambda run: run.megabytes),
    "joining": ("s to come in", lambda run: run.join_seconds),
}


@dataclass(frozen=True)
class Growth:
    """What has been measured along an axis."""

    axis: Axis
    runs: dict[Kind, dict[int, Run]]

    def line(self, kind: Kind, measure: str) -> list[tuple[int, float]]:
        """One measure of one server, point by point."""
        _, read = MEASURES[measure]
        return [(point, read(run)) for point, run in self.runs[kind].items()]

    @property
    def is_straight(self) -> bool:
        """Whether one more costs ours no more at the end than before."""
        (before, cost_before), (last, cost_last) = self.line(Kind.OURS, "cpu")[-2:]
        return cost_last / last <= STRAIGHT * cost_before / before

    @property
    def words(self) -> str:
        """The verdict."""
        return "straight or better" if self.is_straight else "NOT straight: one more costs more than before"

    def plain(self) -> dict[str, Any]:
        """As it is written down."""
        lines = {measure: {kind.value: self.line(kind, measure) for kind in self.runs} for measure in MEASURES}
        return {"what": self.axis.words, "straight": self.is_straight, **lines}


def grown(node: str) -> Iterator[Growth]:
    """Measure along every axis."""
    for axis in AXES:
        if axis.has_workers and not several_workers.are_possible():
            print(several_workers.NOT_YET)
            continue
        subjects = (Kind.OURS,) if axis.has_workers else (Kind.OURS, Kind.NODE)
        runs: dict[Kind, dict[int, Run]] = {kind: {} for kind in subjects}
        for point in axis.points:
            for kind in subjects:
                workers = point if axis.has_workers else 0
                runs[kind][point] = measured = run(Subject(kind, workers), *axis.scene_at(point), node)
                told = (f"{read(measured):.3g} {unit}" for unit, read in MEASURES.values())
                print(f"  {point:>6} {axis.name:<9} {kind:<12} {', '.join(told)}", *measured.remarks, flush=True)
        yield Growth(axis, runs)
