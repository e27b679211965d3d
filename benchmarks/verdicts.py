"""What the runs of a scene say about each of its figures."""

import statistics
from dataclasses import dataclass
from typing import Any

from benchmarks.rows import Figure, Scene
from benchmarks.runs import Run
from benchmarks.servers import Kind


@dataclass(frozen=True)
class Verdict:
    """A figure as each server has shown it, run by run."""

    figure: Figure
    values: dict[Kind, list[float]]
    is_whole: bool
    is_proof: bool = True

    def median(self, kind: Kind) -> float | None:
        """The middle one of a server's runs; None where it was not measured."""
        return statistics.median(self.values[kind]) if kind in self.values else None

    @property
    def ours(self) -> float | None:
        """The middle one of ours."""
        return self.median(Kind.OURS)

    @property
    def peer(self) -> float | None:
        """The middle one of the peer that the goal names."""
        return self.median(self.figure.goal.peer) if self.figure.goal else None

    @property
    def ratio(self) -> float | None:
        """Ours by the peer's."""
        return self.ours / self.peer if self.ours is not None and self.peer else None

    @property
    def is_met(self) -> bool | None:
        """Whether the goal is met, with nothing lost on the way; None where nothing can be said.

        Goals are for crowds of the promised size: a smaller one proves nothing.
        """
        if not self.is_proof or self.figure.goal is None or self.ratio is None:
            return None
        return self.is_whole and self.figure.goal.is_met(self.ratio)

    def plain(self) -> dict[str, Any]:
        """As it is written down."""
        goal = self.figure.goal
        return {
            "what": self.figure.words,
            "unit": self.figure.unit,
            "ours": self.ours,
            "peer": self.peer,
            "peer_is": goal and goal.peer.value,
            "ratio": self.ratio,
            "better": goal and goal.better.value,
            "goal": goal and goal.ratio,
            "met": self.is_met,
            "runs": {kind.value: values for kind, values in self.values.items()},
        }


def verdicts_of(scene: Scene, runs: list[Run], *, are_proof: bool) -> list[Verdict]:
    """One verdict for each figure of a scene."""
    is_whole = all(run.is_whole for run in runs if run.kind is Kind.OURS)
    return [Verdict(figure, _values(scene, figure, runs), is_whole, are_proof) for figure in scene.figures]


def _values(scene: Scene, figure: Figure, runs: list[Run]) -> dict[Kind, list[float]]:
    kinds = [kind for kind in dict.fromkeys(run.kind for run in runs) if scene.shows(kind, figure)]
    return {kind: [figure.read(run) for run in runs if run.kind is kind] for kind in kinds}


def by_row(verdicts: list[Verdict]) -> dict[str, Any]:
    """All verdicts under the names of their rows; a row of several parts is met when all of them are."""
    rows: dict[str, Any] = {}
    for verdict in verdicts:
        plain = verdict.plain()
        if not verdict.figure.part:
            rows[verdict.figure.row] = plain
            continue
        row = rows[verdict.figure.row]
        row[verdict.figure.part] = plain
        row["met"] = None if None in (row["met"], plain["met"]) else row["met"] and plain["met"]
    return rows
