"""`bin/audit`: ask the public lists of known weaknesses about the locked versions; needs the internet."""

import subprocess

from setup.node import npm
from setup.places import CACHE, INSTALLER, ROOT
from setup.python_packages import install_installer
from setup.steps import one_at_a_time, run, step

PYTHON_LOCKS = ("requirements.lock", "requirements-dev.lock")


def main(given: list[str]) -> int:
    """Audit the libraries of both languages; the exit code tells whether nothing was found."""
    if given:
        print("usage: bin/audit\n\nLook for known weaknesses in the locked libraries; needs the internet.")
        return 0 if given[0] in {"-h", "--help"} else 2
    with one_at_a_time():
        install_installer()
        tools = CACHE / "audit"
        with step("Fetching pip-audit"):
            sentence = "pip-audit could not be fetched: check the network connection and try again."
            uv = INSTALLER / "bin" / "uv"
            run([uv, "venv", "--clear", tools], sentence)
            run([uv, "pip", "install", "--python", tools / "bin" / "python", "pip-audit"], sentence)
    audit = [str(tools / "bin" / "pip-audit"), "--require-hashes", "--disable-pip"]
    commands = [[*audit, "-r", lock] for lock in PYTHON_LOCKS]
    commands.append([*npm(), "audit", "--audit-level=moderate"])
    return max([subprocess.run(command, cwd=ROOT, check=False).returncode for command in commands])
