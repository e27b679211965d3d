"""The yardstick is answered line by line: with a test that is there, with a reason, or with a plain "open"."""

import ast
import re
from collections import Counter
from pathlib import Path

from .sources import ROOT, committed, modules, tree

PAGE = ROOT / "docs" / "security" / "asvs.md"
LAST = {
    **{"1.1": 2, "1.2": 9, "1.3": 11, "1.4": 3, "1.5": 2, "2.1": 3, "2.2": 3, "2.3": 4, "2.4": 1},
    **{"3.2": 2, "3.3": 4, "3.4": 6, "3.5": 5, "3.7": 2, "4.1": 3, "4.2": 1, "4.3": 2, "4.4": 4},
    **{"5.1": 1, "5.2": 3, "5.3": 2, "5.4": 3, "6.1": 3, "6.2": 12, "6.3": 4, "6.4": 4, "6.5": 5, "6.6": 3, "6.8": 4},
    **{"7.1": 3, "7.2": 4, "7.3": 2, "7.4": 5, "7.5": 2, "7.6": 2, "8.1": 2, "8.2": 3, "8.3": 1, "8.4": 1},
    **{"9.1": 3, "9.2": 4, "10.1": 2, "10.2": 2, "10.3": 4, "10.4": 11, "10.5": 5, "10.6": 2, "10.7": 3},
    **{"11.1": 2, "11.2": 3, "11.3": 3, "11.4": 4, "11.5": 1, "11.6": 1, "12.1": 3, "12.2": 2, "12.3": 4},
    **{"13.1": 1, "13.2": 5, "13.3": 2, "13.4": 5, "14.1": 2, "14.2": 4, "14.3": 3, "15.1": 3, "15.2": 3, "15.3": 7},
    **{"16.1": 1, "16.2": 5, "16.3": 4, "16.4": 3, "16.5": 3, "17.1": 1, "17.2": 4, "17.3": 2},
}
"""How many lines of levels 1 and 2 each section has; in each they come before those of level 3."""
ANSWER = re.compile(r"\*\*Test\*\* `(?P<path>tests/[\w/.]+)::(?P<name>[^`]+)`|\*\*(?:Reason|Open)\*\* \S.{3,}\.")


def lines() -> list[tuple[str, str]]:
    """The numbers of the standard that are answered, with their answers."""
    rows = [row.strip("| ").split(" | ") for row in PAGE.read_text(encoding="utf-8").splitlines()]
    return [(row[0], row[-1]) for row in rows if re.fullmatch(r"\d+\.\d+\.\d+", row[0])]


def test_every_line_of_levels_one_and_two_is_answered_once() -> None:
    wanted = {f"{section}.{number}" for section, last in LAST.items() for number in range(1, last + 1)}
    assert len(wanted) == 253
    assert Counter(number for number, _ in lines()) == Counter(wanted)


def test_each_line_has_a_test_a_reason_or_is_open() -> None:
    assert [number for number, answer in lines() if not ANSWER.fullmatch(answer)] == []


def test_every_test_that_is_named_is_there() -> None:
    missing = []
    for number, answer in lines():
        named = ANSWER.fullmatch(answer)
        if named and named["path"] and named["name"] not in names_in(ROOT / named["path"]):
            missing.append((number, answer))
    assert missing == []


def names_in(path: Path) -> set[str]:
    """The names of the tests in a file, if it is there; those of JavaScript are sentences."""
    if path.suffix == ".js" and path.is_file():
        return set(re.findall(r'^\s*test\(\s*"([^"]+)"', path.read_text(encoding="utf-8"), re.MULTILINE))
    nodes = ast.walk(tree(path)) if path.is_file() else ()
    return {node.name for node in nodes if isinstance(node, ast.FunctionDef)}


CRYPTOGRAPHY = {"argon2", "cryptography", "hashlib", "hmac", "secrets", "webauthn"}


def test_every_file_that_uses_cryptography_or_chance_is_in_the_list() -> None:
    listed = (ROOT / "docs" / "security" / "cryptography.md").read_text(encoding="utf-8")
    scripts = [path for path in (ROOT / "static").rglob("*.js") if path in set(committed())]
    using = [module for module in modules() if CRYPTOGRAPHY & imported(module)]
    using += [script for script in scripts if re.search(r"\bcrypto\.", script.read_text(encoding="utf-8"))]
    assert len(using) > 30
    assert [str(path.relative_to(ROOT)) for path in using if f"`{path.relative_to(ROOT)}`" not in listed] == []


def test_every_file_in_the_list_is_there() -> None:
    listed = (ROOT / "docs" / "security" / "cryptography.md").read_text(encoding="utf-8")
    assert [
        name for name in re.findall(r"`((?:static|support_groups|tests)/[^`]+)`", listed) if not (ROOT / name).is_file()
    ] == []


def imported(module: Path) -> set[str]:
    """The libraries that a module imports, by their first names."""
    names: set[str] = set()
    for node in ast.walk(tree(module)):
        if isinstance(node, ast.Import):
            names |= {one.name.partition(".")[0] for one in node.names}
        elif isinstance(node, ast.ImportFrom) and node.level == 0:
            names.add((node.module or "").partition(".")[0])
    return names
