"""How `bin/mutants` tries thousands of changes: pytest collects once, and changes meet their tests in forks of that.

Only tests that decide on values take part; whatever needs a database would make each change cost seconds.
"""

import gc
import json
import os
import resource
import time
from collections import defaultdict
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path

import pytest
from _pytest.runner import runtestprotocol
from hypothesis import settings
from mutmut.mutation.trampoline import set_mutant_under_test
from mutmut.state import state

CPU_SECONDS = 20
"""A change that makes a test run this long is noticed."""

settings.register_profile("mutants", max_examples=12, derandomize=True, database=None, deadline=None)
settings.load_profile("mutants")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Keep the tests that need no database."""
    kept = [item for item in items if "database" not in getattr(item, "fixturenames", ())]
    config.hook.pytest_deselected(items=[item for item in items if item not in kept])
    items[:] = kept


@pytest.hookimpl(tryfirst=True)
def pytest_runtestloop(session: pytest.Session) -> bool:
    """Try every wanted change on the tests that reach what it changes; the verdicts go to the file that was named."""
    if session.config.option.collectonly or session.testsfailed:
        return False
    wanted = json.loads(Path(os.environ["MUTANTS_WANTED"]).read_text(encoding="utf-8"))
    tests = _tests_of_functions(session.items)
    gc.freeze()
    verdicts: dict[str, str] = {}
    for function, changes in groupby(wanted, lambda name: name.rpartition("__mutmut_")[0]):
        names = list(changes)
        if reaching := tests.get(function):
            verdicts |= zip(names, _verdicts(names, reaching), strict=True)
        else:
            verdicts |= dict.fromkeys(names, "no tests")
    Path(os.environ["MUTANTS_VERDICTS"]).write_text(json.dumps(verdicts), encoding="utf-8")
    return True


def _tests_of_functions(items: list[pytest.Item]) -> dict[str, list[pytest.Item]]:
    """Which tests reach which function that is changed, the quickest first; all must be well as things are."""
    reached: dict[str, list[tuple[float, pytest.Item]]] = defaultdict(list)
    set_mutant_under_test("stats")
    for item in items:
        state()._stats.clear()
        since = time.perf_counter()
        if not _is_well(item):
            pytest.exit(f"{item.nodeid} fails without any change", 2)
        for function in state()._stats:
            reached[function].append((time.perf_counter() - since, item))
    return {name: [item for _, item in sorted(found, key=lambda one: one[0])] for name, found in reached.items()}


def _is_well(item: pytest.Item) -> bool:
    return all(report.passed or report.skipped for report in runtestprotocol(item, log=False, nextitem=None))


def _verdicts(names: list[str], items: list[pytest.Item]) -> Iterator[str]:
    """What becomes of the changes of a function, in order; one that ends the process it runs in is noticed."""
    while names:
        done = 0
        for verdict in _in_a_fork(names, items):
            done += 1
            yield verdict
        if done < len(names):
            yield "killed"
        names = names[done + 1 :]


def _in_a_fork(names: list[str], items: list[pytest.Item]) -> list[str]:
    reading, writing = os.pipe()
    child = os.fork()
    if not child:
        with open(writing, "w", buffering=1) as told:
            for name in names:
                print("survived" if _survives(name, items) else "killed", file=told)
        os._exit(0)
    os.close(writing)
    with open(reading) as told:
        verdicts = told.read().split()
    os.waitpid(child, 0)
    return verdicts


def _survives(name: str, items: list[pytest.Item]) -> bool:
    _, most = resource.getrlimit(resource.RLIMIT_CPU)
    resource.setrlimit(resource.RLIMIT_CPU, (int(time.process_time()) + CPU_SECONDS, most))
    set_mutant_under_test(name)
    try:
        return all(_is_well(item) for item in items)
    except BaseException:
        return False
