"""`bin/soak`: prepare this service and what the tests need, and hand over to the crowd."""

import os
import sys

from setup import front_end, python_packages
from setup.places import PYTHON, ROOT
from setup.steps import one_at_a_time


def main(given: list[str]) -> int:
    """Hand over to the crowd, which does not come back."""
    with one_at_a_time():
        python_packages.prepare(with_tests=True)
        front_end.prepare()
    os.chdir(ROOT)
    sys.stdout.flush()
    os.execv(PYTHON, [str(PYTHON), "-m", "tests.scale.soak", *given])
