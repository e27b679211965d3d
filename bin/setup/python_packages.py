"""The virtual environment: exactly the locked versions, checked by their hashes."""

import importlib.util
import sys
from pathlib import Path

from setup import stamps
from setup.places import INSTALLER, PYTHON, ROOT, VENV
from setup.steps import SetupFailed, build_in_place, run, step

RUNTIME = ROOT / "requirements.lock"
WITH_TESTS = ROOT / "requirements-dev.lock"
INSTALLER_LOCK = ROOT / "requirements-installer.lock"

NOT_DOWNLOADED = "The Python libraries could not be installed: check the network connection and try again."


def prepare(*, with_tests: bool) -> None:
    """Make the virtual environment if it is not already the right one."""
    wanted = stamps.of_python(RUNTIME, WITH_TESTS) if with_tests else stamps.of_python(RUNTIME)
    if PYTHON.exists() and stamps.fits(VENV, wanted):
        return
    install_installer()
    lock = WITH_TESTS if with_tests else RUNTIME
    what = "Installing the Python libraries, the tests' too" if with_tests else "Installing the Python libraries"
    with step(what):
        build_in_place(VENV, lambda folder: build(folder, lock, wanted))


def install_installer() -> None:
    """Put uv aside, which installs in a third of the time that pip takes."""
    wanted = stamps.of_python(INSTALLER_LOCK)
    if stamps.fits(INSTALLER, wanted):
        return
    if importlib.util.find_spec("ensurepip") is None or importlib.util.find_spec("venv") is None:
        raise SetupFailed(
            "Python's venv module is missing: install it (on Debian: apt install python3-venv) and try again."
        )

    def build_installer(folder: Path) -> None:
        run([sys.executable, "-m", "venv", folder], "Python could not make a virtual environment.")
        pip = folder / "bin" / "pip"
        run([pip, "install", "--no-compile", "--no-deps", "--require-hashes", "-r", INSTALLER_LOCK], NOT_DOWNLOADED)
        stamps.write(folder, wanted)

    with step("Fetching the installer"):
        build_in_place(INSTALLER, build_installer)


def build(folder: Path, lock: Path, stamp: dict[str, str]) -> None:
    """Fill a virtual environment with what a lock file lists."""
    uv = INSTALLER / "bin" / "uv"
    # Relocatable, since it is built beside its place and then moved there.
    run([uv, "venv", "--relocatable", "--python", sys.executable, folder], "Python could not make an environment.")
    python = folder / "bin" / "python"
    try:
        # Compiled once here: some machines forbid it at the first start, and every start would do it again.
        run(
            [uv, "pip", "install", "--compile-bytecode", "--python", python, "--require-hashes", "-r", lock],
            NOT_DOWNLOADED,
        )
    except SetupFailed:
        # pip knows a company's own package index from its own settings, which uv does not read.
        pip = INSTALLER / "bin" / "pip"
        run([pip, "--python", python, "install", "--no-deps", "--require-hashes", "-r", lock], NOT_DOWNLOADED)
        correct_first_lines(folder)
    stamps.write(folder, stamp)


def correct_first_lines(folder: Path) -> None:
    """Point the commands that pip wrote at the place the environment is moved to."""
    for command in (folder / "bin").iterdir():
        if command.is_file() and not command.is_symlink():
            text = command.read_bytes()
            if text.startswith(b"#!"):
                command.write_bytes(text.replace(str(folder).encode(), str(VENV).encode(), 1))
