"""Stamps: what a built folder was built from, so that a second start has nothing to do."""

import hashlib
import json
import platform
from pathlib import Path

NAME = "built-from.json"


def of(*files: Path) -> dict[str, str]:
    """The files' fingerprints by name; a missing file has an empty one."""
    return {file.name: hashlib.sha256(file.read_bytes()).hexdigest() if file.exists() else "" for file in files}


def of_python(*files: Path) -> dict[str, str]:
    """The same for what holds compiled parts: they belong to one Python on one kind of machine."""
    return of(*files) | {"python": platform.python_version(), "machine": platform.machine()}


def write(folder: Path, stamp: dict[str, str]) -> None:
    """Leave the stamp in a folder that is finished."""
    (folder / NAME).write_text(json.dumps(stamp, indent=1), encoding="utf-8")


def fits(folder: Path, wanted: dict[str, str]) -> bool:
    """Whether the folder was built from all of this (and perhaps from more)."""
    try:
        found = json.loads((folder / NAME).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return False
    return isinstance(found, dict) and wanted.items() <= found.items()
