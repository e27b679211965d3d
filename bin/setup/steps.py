"""Doing one step of the set-up: say what it is, keep its output, put its result in place in one move."""

import fcntl
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from setup.places import CACHE, LOG, ROOT, environment


class SetupFailed(Exception):
    """What went wrong and what to do about it, in a sentence for the person at the terminal."""


@contextmanager
def step(words: str) -> Iterator[None]:
    """Tell that something is being done which takes more than a moment, and how long it took."""
    print(f"{words} …", end="", flush=True)
    started = time.monotonic()
    try:
        yield
    except BaseException:
        print(" that did not work.", flush=True)
        raise
    print(f" {time.monotonic() - started:.0f} s", flush=True)


def run(command: Iterable[str | Path], sentence: str, *, cwd: Path = ROOT) -> None:
    """Run a program, keeping what it prints in the log; `sentence` is what a person reads when it fails."""
    parts = [str(part) for part in command]
    LOG.parent.mkdir(parents=True, exist_ok=True)
    with LOG.open("a", encoding="utf-8") as log:
        log.write(f"\n$ {' '.join(parts)}\n")
        log.flush()
        try:
            outcome = subprocess.run(
                parts,
                cwd=cwd,
                env=environment(),
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                check=False,
            )
        except OSError as error:
            raise SetupFailed(f"{sentence} ({error.strerror}: {parts[0]})") from error
    if outcome.returncode != 0:
        raise SetupFailed(f"{sentence} What was said is in {LOG.relative_to(ROOT)}.")


@contextmanager
def one_at_a_time() -> Iterator[None]:
    """Keep two set-ups in the same clone from treading on each other."""
    try:
        CACHE.mkdir(exist_ok=True)
        lock = (CACHE / "setup.lock").open("w")
    except OSError as error:
        raise SetupFailed(
            f"The folder {ROOT} cannot be written to ({error.strerror}): clone it somewhere that is yours."
        ) from error
    with lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            print("Another set-up is at work in this folder; waiting for it …", flush=True)
            fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def build_in_place(target: Path, build: Callable[[Path], None]) -> None:
    """Let `build` fill a new folder beside the target and swap them in one move: all of it, or nothing."""
    fresh = target.with_name(f"{target.name}.new")
    stale = target.with_name(f"{target.name}.old")
    for leftover in (fresh, stale):
        shutil.rmtree(leftover, ignore_errors=True)
    target.parent.mkdir(parents=True, exist_ok=True)
    try:
        build(fresh)
        if target.exists():
            target.rename(stale)
        fresh.rename(target)
    except OSError as error:
        raise SetupFailed(f"{target.relative_to(ROOT)} could not be made ({error.strerror or error}).") from error
    finally:
        for leftover in (fresh, stale):
            shutil.rmtree(leftover, ignore_errors=True)


def guarded(main: Callable[[list[str]], int]) -> int:
    """Run a command, turning a foreseen failure into its one sentence."""
    try:
        return main(sys.argv[1:])
    except SetupFailed as failure:
        print(failure, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("\nStopped; run it again to go on where it was.", file=sys.stderr)
        return 130
