"""What may be done in which file only."""

import ast
import re
from pathlib import Path

from .sources import PACKAGE, ROOT, calls, committed, dotted, modules, told, tree

CLOCK = PACKAGE / "core" / "clock.py"
TRANSACTION = PACKAGE / "core" / "transaction.py"
TIME_READERS = {
    "datetime.now",
    "datetime.utcnow",
    "datetime.today",
    "date.today",
    "time.time",
    "time.time_ns",
}

# Put together from halves, so that this file itself stays clean.
REGISTRIES = [
    "py" + "pi.org",
    "python" + "hosted.org",
    "registry." + "npmjs",
    "registry." + "yarnpkg",
    "jsdelivr" + ".net",
]
WORKPLACE = re.compile("(?<![\\w.])/(" + "wo" + r"rk|home/\w+|tmp/te" + "am)/")
BINARY = {".png", ".jpg", ".webp", ".woff2", ".ico", ".gif"}


def test_only_the_settings_read_the_environment() -> None:
    readers = [
        told(module, node.lineno)
        for module in modules()
        for node in ast.walk(tree(module))
        if isinstance(node, ast.Attribute) and dotted(node) in {"os.environ", "os.getenv"}
    ]
    assert readers == []


def test_only_the_clock_reads_the_time() -> None:
    readers = [
        told(module, line)
        for module in modules()
        if module != CLOCK
        for name, line in calls(module)
        if name in TIME_READERS or name.removeprefix("datetime.") in TIME_READERS
    ]
    assert readers == []


def test_nothing_is_sealed_with_anything_but_aes_gcm() -> None:
    taken = {
        f"{node.module}.{one.name}"
        for module in modules()
        for node in ast.walk(tree(module))
        if isinstance(node, ast.ImportFrom) and "cryptography" in (node.module or "")
        for one in node.names
    }
    ciphers = {name for name in taken if "ciphers" in name or "fernet" in name.lower() or "asymmetric.padding" in name}
    assert ciphers == {"cryptography.hazmat.primitives.ciphers.aead.AESGCM"}


def test_only_a_transaction_commits() -> None:
    commits = [
        told(module, line)
        for module in modules()
        if module != TRANSACTION
        for name, line in calls(module)
        if name.endswith("session.commit")
    ]
    assert commits == []


def test_keepers_are_subscribers_and_tellers_are_broadcasts() -> None:
    at_home = {"on": "subscribers", "after": "broadcasts"}
    strays = [
        told(module, decorator.lineno)
        for module in modules()
        for node in ast.walk(tree(module))
        if isinstance(node, ast.FunctionDef)
        for decorator in node.decorator_list
        if isinstance(decorator, ast.Call)
        and isinstance(decorator.func, ast.Name)
        and decorator.func.id in at_home
        and at_home[decorator.func.id] not in place(module)
    ]
    assert strays == []


def place(module: Path) -> set[str]:
    """The names a file goes by: its own, and those of its folders within the feature."""
    return {module.stem, *module.relative_to(ROOT).parts[2:-1]}


def test_no_file_names_a_registry_or_a_place_on_one_machine() -> None:
    found = []
    for path in committed():
        if path.suffix in BINARY:
            continue
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            if any(host in line for host in REGISTRIES) or WORKPLACE.search(line):
                found.append(told(path, number))
    assert found == []


def test_a_row_that_is_locked_is_read_as_it_is_under_the_lock() -> None:
    stale = [
        told(module, node.lineno)
        for module in modules()
        for node in ast.walk(tree(module))
        if isinstance(node, ast.Call) and dotted(node.func).endswith(("session.get", "session.get_one"))
        if (named := {word.arg for word in node.keywords}) and "with_for_update" in named
        if "populate_existing" not in named
    ]
    assert stale == []
