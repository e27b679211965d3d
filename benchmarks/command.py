"""`bin/bench`: play the scenes on each server in turn, several times, and tell how ours stands to the others."""

import argparse
import os
import statistics
import time

from benchmarks import machine
from benchmarks.places import CannotMeasure
from benchmarks.rows import ROWS, SCENES, Figure, Scene
from benchmarks.runs import Run, run
from benchmarks.servers import Kind

REPEATS = 3


def arguments(given: list[str]) -> argparse.Namespace:
    """What a person may ask of `bin/bench`."""
    parser = argparse.ArgumentParser(prog="bin/bench", description="Measure this service beside two plain relays.")
    parser.add_argument("rows", nargs="*", metavar="ROW", help=f"which rows; default: all of {', '.join(ROWS)}")
    size = parser.add_mutually_exclusive_group()
    size.add_argument("--quick", action="store_true", help="small crowds, once each: under a minute, no proof")
    size.add_argument("--tiny", action="store_true", help="tiny crowds: only to see that it runs")
    parser.add_argument("--repeat", type=int, metavar="N", help=f"how often each scene is played; default: {REPEATS}")
    parser.add_argument("--only", choices=[kind.name.lower() for kind in Kind], help="measure one server alone")
    parser.add_argument("--node", default="node", help=argparse.SUPPRESS)
    wanted = parser.parse_args(given)
    if unknown := set(wanted.rows) - set(ROWS):
        parser.error(f"there is no row {', '.join(sorted(unknown))}: choose among {', '.join(ROWS)}")
    return wanted


def main(given: list[str]) -> int:
    """Measure; 1 where it cannot be done."""
    wanted = arguments(given)
    for name in [name for name in os.environ if name.startswith("SUPPORT_GROUPS_")]:
        del os.environ[name]
    machine.allow_many_files()
    repeats = wanted.repeat or (1 if wanted.quick or wanted.tiny else REPEATS)
    try:
        for scene in SCENES:
            if not wanted.rows or scene.rows & set(wanted.rows):
                play(sized(scene, wanted), repeats, wanted)
    except CannotMeasure as reason:
        print(reason)
        return 1
    return 0


def sized(scene: Scene, wanted: argparse.Namespace) -> Scene:
    """A scene in the size that was asked for."""
    if wanted.tiny:
        return scene.smaller(people=10, rooms=3, seconds=0.5, warmup=0.3)
    if wanted.quick:
        return scene.smaller(people=50, rooms=20, seconds=1.5, warmup=1)
    return scene


def play(scene: Scene, repeats: int, wanted: argparse.Namespace) -> None:
    """Play a scene on each server in turn and print its figures."""
    kinds = [kind for kind in scene.kinds if wanted.only in (None, kind.name.lower())]
    runs: list[Run] = []
    for _ in range(repeats):
        for kind in kinds:
            started = time.monotonic()
            runs.append(run(kind, scene.crowd, scene.load, wanted.node))
            told = ", ".join(f"{figure.read(runs[-1]):,.2f} {figure.unit}" for figure in scene.figures)
            print(f"  {kind:<28} {told} ({time.monotonic() - started:.0f} s)", *runs[-1].faults, flush=True)
    for figure in scene.figures:
        print(sentence(figure, runs))


def sentence(figure: Figure, runs: list[Run]) -> str:
    """A figure of ours beside that of its peer."""
    medians = {
        kind: statistics.median(figure.read(one) for one in runs if one.kind is kind)
        for kind in {one.kind for one in runs}
    }
    told = f"{figure.row}: " + ", ".join(f"{kind} {value:,.2f}" for kind, value in medians.items())
    if figure.goal and {Kind.OURS, figure.goal.peer} <= set(medians):
        ratio = medians[Kind.OURS] / medians[figure.goal.peer]
        met = "met" if figure.goal.is_met(ratio) else "NOT MET"
        told += f"; ratio {ratio:.2f}, goal {figure.goal.better} {figure.goal.ratio}: {met}"
    return told
