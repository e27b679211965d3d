"""`bin/flask` and the like: commands that run inside the prepared environment, on the same data as `bin/run`."""

import os
import sys

from setup import front_end, python_packages
from setup.places import DATA, PYTHON, ROOT
from setup.steps import one_at_a_time


def flask(given: list[str]) -> int:
    """Hand over to the `flask` command of the service."""
    with one_at_a_time():
        python_packages.prepare(with_tests=False)
        front_end.prepare()
    settings = {"SUPPORT_GROUPS_DATA_DIR": os.environ.get("SUPPORT_GROUPS_DATA_DIR", str(DATA))}
    os.chdir(ROOT)
    sys.stdout.flush()
    os.execve(PYTHON, [str(PYTHON), "-m", "flask", "--app", "support_groups", *given], os.environ | settings)


def python(module: str, *arguments: str) -> int:
    """Hand over to a Python module of this repository that needs the tests' libraries, such as a browser."""
    with one_at_a_time():
        python_packages.prepare(with_tests=True)
        front_end.install_packages(with_tests=True)
        front_end.prepare()
    os.chdir(ROOT)
    sys.stdout.flush()
    os.execve(PYTHON, [str(PYTHON), "-m", module, *arguments], dict(os.environ))
