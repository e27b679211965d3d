"""`bin/check`: everything that must be well before a change is done; one line each, what is wrong in full."""

import os
import subprocess
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

from setup import testing
from setup.node import node
from setup.places import NODE_MODULES, PYTHON, ROOT

BIOME = str(NODE_MODULES / "@biomejs" / "biome" / "bin" / "biome")
SLOWEST_STEP_SECONDS = 600


# Stands for Node in a command: which one there is shows only after the set-up.
NODE = "node"


@dataclass(frozen=True)
class Check:
    """One thing to look at and the command that looks."""

    what: str
    command: tuple[str, ...]


def module(*parts: str) -> tuple[str, ...]:
    """A command of a Python package in the virtual environment."""
    return (str(PYTHON), "-m", *parts)


CHECKS = (
    Check("Python is formatted", module("ruff", "format", "--check", "--quiet", ".")),
    Check("Python is tidy", module("ruff", "check", "--quiet", ".")),
    Check("types hold", module("mypy")),
    Check("features keep their order", (str(PYTHON.with_name("lint-imports")),)),
    Check("nothing lies unused", module("vulture")),
    Check("templates are well formed", module("djlint", "templates", "--lint", "--quiet")),
    Check("JavaScript and CSS are tidy", (NODE, BIOME, "ci", "--colors=off")),
)


def main(given: list[str]) -> int:
    """Run every check, even when one fails; the exit code tells whether all were well."""
    if given:
        print("usage: bin/check\n\nRun everything that must be well before a change is done:")
        print("\n".join(f"  {check.what}" for check in CHECKS), "\n  the tests pass (bin/test)", sep="")
        return 0 if given[0] in {"-h", "--help"} else 2
    started = time.monotonic()
    testing.prepare()
    failed = run_side_by_side(CHECKS)
    if testing.run_javascript():
        failed.append("the JavaScript tests pass")
    if testing.run_pytest([]):
        failed.append("the tests pass")
    took = time.monotonic() - started
    if failed:
        print(f"\nNot right yet after {took:.0f} s: {'; '.join(failed)}.", flush=True)
        return 1
    print(f"\nAll is well, in {took:.0f} s.", flush=True)
    return 0


def run_side_by_side(checks: Sequence[Check]) -> list[str]:
    """Run as many checks at once as there are cores, and say which have failed."""
    with ThreadPoolExecutor(os.cpu_count()) as cores:
        return [check.what for check, well in zip(checks, cores.map(passes, checks), strict=True) if not well]


def passes(check: Check) -> bool:
    """Run a check and print its line; all that it said only if it failed."""
    started = time.monotonic()
    try:
        outcome = subprocess.run(
            [node() if part == NODE else part for part in check.command],
            cwd=ROOT,
            env=testing.quiet_environment() | {"NO_COLOR": "1", "PYTHONWARNINGS": "ignore"},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=SLOWEST_STEP_SECONDS,
            check=False,
        )
        well, said = outcome.returncode == 0, outcome.stdout + outcome.stderr
    except (OSError, subprocess.TimeoutExpired) as error:
        well, said = False, str(error)
    told = [f"{'✓' if well else '✗'} {check.what:<34}{time.monotonic() - started:6.1f} s"]
    if not well:
        told.extend(f"    {line}" for line in said.strip().splitlines())
    # In one piece: another check may end at the same moment.
    print("\n".join((*told, "")), end="", flush=True)
    return well
