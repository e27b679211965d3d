"""The machine: which core serves, which one makes the load, and how many files one process may hold."""

import os
import platform
import resource
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

from benchmarks.places import WORKSHOP

_TICKS = os.sysconf("SC_CLK_TCK")


@cache
def cores() -> tuple[int, int]:
    """The core of the server and the core of the crowd; on a machine with a single one they are the same."""
    free = sorted(os.sched_getaffinity(0))
    return free[0], free[-1]


def cautions() -> list[str]:
    """Why figures from this machine, as it is right now, are to be taken with care."""
    server, crowd = cores()
    load, *_ = os.getloadavg()
    found = []
    if server == crowd:
        found.append("Server and crowd share the only core of this machine: no figure here means much.")
    if load > 1:
        found.append(f"Other programs are at work on this machine (load {load:.1f}): trust ratios before figures.")
    return found


def description() -> dict[str, str | int]:
    """What the figures were measured on."""
    return {
        "processor": _processor(),
        "cores": os.cpu_count() or 1,
        "memory_mb": os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE") // 1_000_000,
        "system": f"{platform.system()} {platform.release()}",
        "filesystem": _filesystem(WORKSHOP),
    }


def _processor() -> str:
    for line in Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines():
        if line.startswith("model name"):
            return line.partition(":")[2].strip()
    return platform.machine()


def _filesystem(folder: Path) -> str:
    mounts = [line.split()[1:3] for line in Path("/proc/mounts").read_text(encoding="utf-8").splitlines()]
    above = [(len(place), kind) for place, kind in mounts if folder.is_relative_to(place)]
    return max(above, default=(0, "unknown"))[1]


@contextmanager
def on_core(core: int) -> Iterator[None]:
    """What is started in here stays on that core, and so does all that it starts itself."""
    before = os.sched_getaffinity(0)
    os.sched_setaffinity(0, {core})
    try:
        yield
    finally:
        os.sched_setaffinity(0, before)


def allow_many_files() -> None:
    """Let what is started from here hold as many sockets as this machine allows."""
    _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))


def cpu_seconds(pid: int) -> float:
    """What a process and its children have used of the processor since they began."""
    return sum(_ticks(one) for one in _family(pid)) / _TICKS


def memory_bytes(pid: int) -> int:
    """What a process and its children hold of the memory right now."""
    return sum(_resident(one) for one in _family(pid))


def _family(pid: int) -> list[int]:
    found = [pid]
    for tasks in Path(f"/proc/{pid}/task").glob("*/children"):
        for child in tasks.read_text(encoding="ascii").split():
            found += _family(int(child))
    return found


def _ticks(pid: int) -> int:
    # The second field is the name in brackets and may hold spaces.
    fields = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
    return int(fields[11]) + int(fields[12])


def _resident(pid: int) -> int:
    for line in Path(f"/proc/{pid}/status").read_text(encoding="utf-8").splitlines():
        if line.startswith("VmRSS:"):
            return int(line.split()[1]) * 1024
    return 0
