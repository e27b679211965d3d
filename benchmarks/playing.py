"""Playing the scenes on each server in turn, several times, and gathering what they have shown."""

import time
from collections.abc import Collection
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path
from typing import Any

from benchmarks import growth, plots, report
from benchmarks.growth import Growth
from benchmarks.rows import SCENES, Scene
from benchmarks.runs import Run, run
from benchmarks.servers import Kind, Subject
from benchmarks.verdicts import Verdict, by_row, verdicts_of

CHECKED = 5_000
"""So many messages of a tiny crowd are followed one by one, to everyone who should hear them and to nobody else."""


class Size(StrEnum):
    """How large the crowds are."""

    FULL = "full"
    QUICK = "quick"
    TINY = "tiny"

    def of(self, scene: Scene) -> Scene:
        """A scene in this size."""
        match self:
            case Size.FULL:
                return scene
            case Size.QUICK:
                return scene.smaller(people=50, rooms=10, seconds=1, warmup=0.5)
            case Size.TINY:
                return scene.smaller(people=10, rooms=3, seconds=0.3, warmup=0.1, check=CHECKED)


@dataclass
class Bench:
    """What has been measured so far; `only`: one server alone, without a comparison."""

    node: str
    size: Size
    repeats: int
    only: Kind | None = None
    verdicts: list[Verdict] = field(default_factory=list)
    runs: list[Run] = field(default_factory=list)
    time_by_part: dict[str, dict[str, float]] = field(default_factory=dict)
    growths: list[Growth] = field(default_factory=list)

    def play(self, rows: Collection[str]) -> None:
        """Play the scenes that fill these rows; whose turn it is changes after every run."""
        for scene in SCENES:
            if not set(rows).intersection(scene.rows):
                continue
            sized = self.size.of(scene)
            kinds = [kind for kind in scene.kinds if self.only in (None, kind)]
            # What has no goal is told as it is: the round that shows where the time goes is its second.
            repeats = 1 if sized.samples_stack else self.repeats
            runs = [self._run(Subject(kind), sized) for _ in range(repeats) for kind in kinds]
            if runs:
                self.verdicts += verdicts_of(sized, runs, are_proof=self.size is Size.FULL)
            if scene.samples_stack and self.size is Size.FULL and Kind.OURS in kinds:
                sampled = self._run(Subject(Kind.OURS, samples_stack=True), sized)
                self.time_by_part |= dict.fromkeys(scene.rows, sampled.time_by_part)

    def _run(self, subject: Subject, scene: Scene) -> Run:
        started = time.monotonic()
        measured = run(subject, scene.crowd, scene.load_on(subject.kind), self.node)
        self.runs.append(measured)
        shown = [figure for figure in scene.figures if scene.shows(subject.kind, figure)]
        figures = ", ".join(f"{report.number(figure.read(measured))} {figure.unit}" for figure in shown)
        told = f"{figures} ({measured.effort}; {time.monotonic() - started:.0f} s)"
        print(f"  {' '.join(scene.rows):<26}{subject.kind:<28}{told}", flush=True)
        for remark in measured.remarks:
            print(f"    {remark}", flush=True)
        return measured

    def grow(self) -> None:
        """See how the cost grows."""
        for one in growth.grown(self.node):
            self.growths.append(one)

    def told(self) -> str:
        """The table, and what it has no columns for."""
        parts = [f"{row}, its time: {shares(by_part)}" for row, by_part in self.time_by_part.items()]
        lines = [f"growing {one.axis.words}: {one.words}" for one in self.growths]
        table = [report.table(self.verdicts)] if self.verdicts else []
        return "\n".join([*table, *parts, *lines])

    def write(self, folder: Path, what: str) -> list[Path]:
        """Write the figures and the drawings down; gives the files."""
        content: dict[str, Any] = report.circumstances(self.node)
        content |= {"size": self.size.value, "repeats": self.repeats} | by_row(self.verdicts)
        for row, by_part in self.time_by_part.items():
            content[row]["time_by_part"] = by_part
        content["growth"] = {one.axis.name: one.plain() for one in self.growths}
        content["raw"] = [asdict(one) for one in self.runs]
        files = [report.write(folder, what, content)]
        day = str(datetime.now(UTC).date())
        return files + [file for one in self.growths for file in plots.draw(one, folder, day)]


def shares(by_part: dict[str, float]) -> str:
    """How the time is shared, the greatest part first."""
    return ", ".join(f"{share:.0%} {part}" for part, share in by_part.items())
