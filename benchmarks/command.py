"""What may be asked of `bin/bench`, and the answer."""

import argparse
import os
import sys
from pathlib import Path

from benchmarks import machine
from benchmarks.places import RESULTS, ROOT, WORKSHOP, CannotMeasure
from benchmarks.playing import Bench, Size
from benchmarks.rows import ROWS
from benchmarks.servers import Kind

REPEATS = 3
GROWTH = "growth"
CHOICES = (*ROWS, GROWTH)
TINY_ROWS = ("hot_room", "latency")
NO_PROOF = "Small crowds for a moment: this shows that it runs, and proves nothing."


def arguments(given: list[str]) -> argparse.Namespace:
    """What a person has asked for."""
    parser = argparse.ArgumentParser(prog="bin/bench", description="Measure this service beside two plain relays.")
    parser.add_argument("rows", nargs="*", metavar="ROW", help=f"which of {', '.join(CHOICES)}; default: all")
    size = parser.add_mutually_exclusive_group()
    size.add_argument("--quick", action="store_true", help="small crowds, once: in a minute, no proof of anything")
    size.add_argument("--tiny", action="store_true", help="a handful of people: only to see that it runs")
    parser.add_argument("--repeat", type=int, metavar="N", help=f"how often each scene is played; default: {REPEATS}")
    parser.add_argument("--only", choices=[kind.name.lower() for kind in Kind], help="measure one server alone")
    parser.add_argument("--out", type=Path, metavar="DIR", help=f"where to write; default: {RESULTS.relative_to(ROOT)}")
    parser.add_argument("--node", default="node", help=argparse.SUPPRESS)
    wanted = parser.parse_args(given)
    if unknown := set(wanted.rows) - set(CHOICES):
        parser.error(f"there is no row {', '.join(sorted(unknown))}: choose among {', '.join(CHOICES)}")
    return wanted


def main(given: list[str]) -> int:
    """Measure, print the table, write the files; 1 where it cannot be done."""
    wanted = arguments(given)
    for name in [name for name in os.environ if name.startswith("SUPPORT_GROUPS_")]:
        del os.environ[name]
    machine.allow_many_files()
    size = Size.TINY if wanted.tiny else Size.QUICK if wanted.quick else Size.FULL
    only = Kind[wanted.only.upper()] if wanted.only else None
    is_proof = size is Size.FULL and only is None
    bench = Bench(wanted.node, size, wanted.repeat or (REPEATS if size is Size.FULL else 1), only)
    rows = wanted.rows or (TINY_ROWS if size is Size.TINY else CHOICES if is_proof else ROWS)
    status = 0
    try:
        bench.play(rows)
        if GROWTH in rows:
            bench.grow()
    except CannotMeasure as reason:
        print(reason, file=sys.stderr)
        status = 1
    if bench.runs or bench.growths:
        tell(bench, wanted.out or (RESULTS if is_proof else WORKSHOP / "results"), "-".join(wanted.rows) or "all")
    return status


def tell(bench: Bench, folder: Path, what: str) -> None:
    """Print what has been measured, and write it down."""
    files = bench.write(folder, what)
    print("", bench.told(), *machine.cautions(), sep="\n")
    if bench.size is not Size.FULL:
        print(NO_PROOF)
    print("Written:", *files, sep="\n  ")
