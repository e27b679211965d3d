"""The load generator: compiled where it runs, started on a core of its own, heard line by line."""

import json
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks import machine
from benchmarks.places import HERE, WORKSHOP, CannotMeasure

SOURCES = HERE / "load"
NO_COMPILER = "A C compiler is needed for the load generator: install one (on Debian: apt install gcc) and try again."


@dataclass(frozen=True)
class Load:
    """What the crowd does once it is inside; the fields are the options of `load/load.c`."""

    mode: str
    seconds: float
    warmup: float = 1.0
    settle: float = 0.0
    window: int = 1
    rate: float = 1.0
    joining: int = 64
    check: int = 0
    patience: float = 30.0
    tickets: int = 0

    def options(self) -> list[str]:
        """As the generator takes them."""
        return [part for name, value in vars(self).items() for part in (f"--{name}", str(value))]


def program() -> Path:
    """The compiled generator; it is built again when a source has changed."""
    sources = sorted(SOURCES.glob("*.c"))
    built = WORKSHOP / "load"
    newest = max(file.stat().st_mtime for file in SOURCES.iterdir())
    if built.exists() and built.stat().st_mtime > newest:
        return built
    compiler = shutil.which("cc") or shutil.which("gcc") or shutil.which("clang")
    if compiler is None:
        raise CannotMeasure(NO_COMPILER)
    WORKSHOP.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=WORKSHOP) as folder:
        fresh = Path(folder, "load")
        command = [compiler, "-O2", "-std=gnu11", "-Wall", "-Wextra", "-o", str(fresh), *map(str, sources)]
        outcome = subprocess.run(command, capture_output=True, text=True, check=False)
        if outcome.returncode:
            raise CannotMeasure(f"The load generator could not be compiled:\n{outcome.stderr}")
        return fresh.rename(built)


@contextmanager
def running(port: int, plan: Path, load: Load) -> Iterator[Iterator[dict[str, Any]]]:
    """Start the generator against a port; gives what it tells, as it comes."""
    command = [str(program()), "--port", str(port), "--plan", str(plan), *load.options()]
    with machine.on_core(machine.cores()[1]):
        process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    try:
        yield _told(process)
    finally:
        process.kill()
        process.communicate()


def _told(process: subprocess.Popen[str]) -> Iterator[dict[str, Any]]:
    assert process.stdout
    assert process.stderr
    for line in process.stdout:
        told: dict[str, Any] = json.loads(line)
        yield told
    if process.wait():
        raise CannotMeasure(f"The crowd gave up: {process.stderr.read().strip()}")
