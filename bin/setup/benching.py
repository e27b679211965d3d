"""`bin/bench`: prepare this service and the relay it is compared with, and hand over to the benchmarks."""

import os
import shutil
import sys
from pathlib import Path

from setup import front_end, python_packages, stamps
from setup.node import node, npm
from setup.places import NODE_PEER, PYTHON, ROOT
from setup.steps import build_in_place, one_at_a_time, run, step

PEER = ROOT / "benchmarks" / "peers" / "node"
NOT_DOWNLOADED = "The Node relay could not be installed: check the network connection and try again."


def main(given: list[str]) -> int:
    """Hand over to the benchmarks, which do not come back."""
    with one_at_a_time():
        python_packages.prepare(with_tests=True)
        front_end.prepare()
        install_peer()
    os.chdir(ROOT)
    sys.stdout.flush()
    os.execv(PYTHON, [str(PYTHON), "-m", "benchmarks", "--node", node(), *given])


def install_peer() -> None:
    """Install what the Node relay stands on, without running any package's own scripts."""
    files = [*PEER.iterdir(), ROOT / ".npmrc"]
    wanted = stamps.of(*files)
    if stamps.fits(NODE_PEER, wanted):
        return

    def install(folder: Path) -> None:
        folder.mkdir(parents=True)
        for file in files:
            shutil.copy(file, folder)
        run([*npm(), "ci", "--ignore-scripts", "--no-audit", "--no-fund"], NOT_DOWNLOADED, cwd=folder)
        stamps.write(folder, wanted)

    with step("Installing the Node relay to compare with"):
        build_in_place(NODE_PEER, install)
