"""`bin/test`: prepare what the tests need and run them all, or those that the arguments name."""

import os
import subprocess
import sys

from setup import front_end, python_packages
from setup.node import node
from setup.places import PYTHON, ROOT
from setup.steps import one_at_a_time

WORKERS = ["-n", "3", "--dist", "worksteal"]
"""One more than the two cores of a small machine: much of what lasts is waiting, for a browser or a clock."""
OWN_WORKERS = ("-n", "--numprocesses", "--dist", "--pdb", "--trace", "no:xdist")

HELP = """usage: bin/test [--help] [PYTEST ARGUMENTS]

Prepare what the tests need (Chromium, PostgreSQL and Valkey included) and run them all on three workers.

  bin/test                          everything, the JavaScript too
  bin/test tests/rooms -k floor     what pytest finds by these arguments
  bin/test --database sqlite        on one database only: sqlite, postgresql or both

TEST_DATABASE_URL, TEST_REDIS_URL and CHROMIUM name servers and a browser of your own."""


def main(given: list[str]) -> int:
    """Run the tests; the exit code tells whether all were well."""
    if given in (["-h"], ["--help"]):
        print(HELP)
        return 0
    prepare()
    javascript = 0 if given else run_javascript()
    return run_pytest(given) or javascript


def prepare() -> None:
    """Install everything that the tests and checks stand on."""
    with one_at_a_time():
        python_packages.prepare(with_tests=True)
        front_end.install_packages(with_tests=True)
        front_end.prepare()


def run_javascript() -> int:
    """Run the tests of the modules that pages load."""
    files = sorted(str(path.relative_to(ROOT)) for path in (ROOT / "tests").rglob("*.test.js"))
    if not files:
        return 0
    sys.stdout.flush()
    return subprocess.run([node(), "--test", *files], cwd=ROOT, check=False).returncode


def run_pytest(given: list[str]) -> int:
    """Run pytest from the top of the clone, wherever this was called; its summary closes the output."""
    own = any(argument.startswith(OWN_WORKERS) for argument in given)
    command = [str(PYTHON), "-m", "pytest", *([] if own else WORKERS), *given]
    sys.stdout.flush()
    return subprocess.run(command, cwd=ROOT, env=quiet_environment(), check=False).returncode


def quiet_environment() -> dict[str, str]:
    """The environment without what a developer's shell adds for other projects."""
    return {name: value for name, value in os.environ.items() if name not in {"PYTHONPATH", "PYTEST_ADDOPTS"}}
