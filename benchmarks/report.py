"""What is told at the end: a table for people, a file for later."""

import json
import platform
import sqlite3
import subprocess
from collections.abc import Iterable
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any

from benchmarks import machine
from benchmarks.places import NODE_PEER, ROOT
from benchmarks.verdicts import Verdict

HEAD = ("", "ours", "peer", "ratio", "goal", "")
LIBRARIES = ("flask-socketio", "python-socketio", "python-engineio", "gevent", "sqlalchemy")


def table(verdicts: Iterable[Verdict]) -> str:
    """The figures in columns: medians, how ours stands to the peer, and what was promised."""
    lines = [HEAD, *(_line(verdict) for verdict in verdicts)]
    widths = [max(len(line[column]) for line in lines) for column in range(len(HEAD))]
    return "\n".join(
        "  ".join(
            [line[0].ljust(widths[0]), *(cell.rjust(width) for cell, width in zip(line[1:], widths[1:], strict=True))]
        ).rstrip()
        for line in lines
    )


def _line(verdict: Verdict) -> tuple[str, ...]:
    figure = verdict.figure
    goal = str(figure.goal) if figure.goal else ""
    met = {True: "met", False: "not met", None: ""}[verdict.is_met]
    ratio = "" if verdict.ratio is None else f"{verdict.ratio:.2f}"
    what = f"{figure.row}: {figure.words} ({figure.unit})"
    return what, number(verdict.ours), number(verdict.peer), ratio, goal, met


def number(value: float | None) -> str:
    """A figure as people read it: three digits or more."""
    if value is None:
        return "–"
    return f"{value:,.0f}" if abs(value) >= 100 else f"{value:.3g}"


def circumstances(node: str) -> dict[str, Any]:
    """When, where and with which versions it was measured."""
    socket_io = NODE_PEER / "node_modules" / "socket.io" / "package.json"
    versions = {
        "commit": _said("git", "describe", "--always", "--dirty"),
        "python": platform.python_version(),
        "sqlite": sqlite3.sqlite_version,
        "node": _said(node, "--version"),
        "socket.io": json.loads(socket_io.read_text(encoding="utf-8"))["version"] if socket_io.exists() else "",
    }
    return {
        "date": datetime.now(UTC).isoformat(timespec="seconds"),
        "machine": machine.description(),
        "versions": versions | {name: version(name) for name in LIBRARIES},
        "cautions": machine.cautions(),
    }


def _said(*command: str) -> str:
    try:
        return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False).stdout.strip()
    except OSError:
        return ""


def write(folder: Path, what: str, content: dict[str, Any]) -> Path:
    """Write the figures down; gives the file."""
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / f"{datetime.now(UTC).date()}-{what}.json"
    file.write_text(json.dumps(content, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    return file
