"""`bin/mutants`: rules changed on purpose, one change at a time, and whether a test notices."""

import difflib
import json
import os
import re
import subprocess
import sys
import tomllib
from collections import Counter
from fnmatch import fnmatch
from functools import cache
from pathlib import Path

MUTANTS = Path("mutants")
ALIKE = Path(__file__).with_name("mutants_alike.toml")
TESTS = ("tests/groups", "tests/moderation", "tests/rooms")
OPTIONS = (
    "-q",
    "-p",
    "tests.mutating",
    "-p",
    "no:randomly",
    "-p",
    "no:xdist",
    "-p",
    "no:cacheprovider",
    "-p",
    "no:timeout",
    "--tb=native",
    "--assert=plain",
)
PLAIN = (
    "--database",
    "sqlite",
    "-o",
    "addopts=",
    "--import-mode=importlib",
    "-W",
    "ignore::pytest.PytestConfigWarning",
)
NOT_MEASURING = ("-k", "not work_long")
"""How long a guard takes says nothing here: every call goes through the choice of a change."""

SENTENCE = re.compile(r'"[^"]* [^"]*"')

WHO_MAY = {
    "groups": ("imitation", "invitations", "names", "powers", "standings", "waves"),
    "moderation": ("caring", "ladder", "positions", "reporting"),
    "rooms": (
        *("apart", "basket", "chair", "covering", "floor", "guarding", "held_words", "judge"),
        *("afterwards", "lobby", "own_words", "powers", "roster", "sealed", "stay", "turns"),
    ),
}
"""The files of rules that say who may do what."""


def main(wanted: list[str]) -> int:
    """Change what these patterns name, or all that says who may; 1 if a change goes unnoticed."""
    patterns = wanted or [f"support_groups.{one}.rules.{file}.*" for one, files in WHO_MAY.items() for file in files]
    generate()
    named = [name for name in changes() if any(fnmatch(name, pattern) for pattern in patterns)]
    names = [name for name in named if not only_says_it_otherwise(name)]
    verdicts = tried(names)
    alike = {name for name, verdict in verdicts.items() if verdict != "killed" and is_alike(name)}
    unnoticed = [name for name, verdict in verdicts.items() if verdict != "killed" and name not in alike]
    for name in unnoticed:
        print(f"{name}: {verdicts[name]}\n{difference(name)}\n")
    print(told(verdicts, alike))
    return 1 if unnoticed else 0


def generate() -> None:
    """Write every change beside what it changes, into a copy of the sources."""
    code = (
        "from mutmut import __main__ as m; from mutmut.mutation.trampoline import set_mutant_under_test as s; "
        "s('mutant_generation'); m.copy_src_dir(); m.copy_also_copy_files(); m.setup_source_paths(); "
        "m.create_mutants(1)"
    )
    MUTANTS.mkdir(exist_ok=True)
    done = subprocess.run([sys.executable, "-c", code], check=False, capture_output=True, text=True)
    if done.returncode:
        sys.exit(done.stdout + done.stderr)


def changes() -> list[str]:
    """The names of all changes."""
    files = sorted(MUTANTS.glob("support_groups/*/rules/*.py.meta"))
    return [name for file in files for name in json.loads(file.read_text(encoding="utf-8"))["exit_code_by_key"]]


def tried(names: list[str]) -> dict[str, str]:
    """What became of each change: killed, survived, or no tests."""
    asked, answered = (MUTANTS.resolve() / name for name in ("wanted.json", "verdicts.json"))
    asked.write_text(json.dumps(names), encoding="utf-8")
    answered.unlink(missing_ok=True)
    places = {"MUTANTS_WANTED": str(asked), "MUTANTS_VERDICTS": str(answered)}
    command = [sys.executable, "-m", "pytest", *OPTIONS, *PLAIN, *NOT_MEASURING, *TESTS]
    done = subprocess.run(command, cwd=MUTANTS, env=os.environ | places, check=False, capture_output=True, text=True)
    if not answered.exists():
        sys.exit(done.stdout + done.stderr)
    verdicts: dict[str, str] = json.loads(answered.read_text(encoding="utf-8"))
    return verdicts


def difference(name: str) -> str:
    """What a change takes away and puts in."""
    module, _, function = name.rpartition(".")
    before, after = (body(module, one) for one in (f"{function.rpartition('__mutmut_')[0]}__mutmut_orig", function))
    lines = list(difflib.unified_diff(before, after, lineterm="", n=0))[3:]
    return "\n".join(line for line in lines if not line.startswith("@@"))


@cache
def source_of(module: str) -> list[str]:
    """The lines of a file with all its changes."""
    return (MUTANTS / f"{module.replace('.', '/')}.py").read_text(encoding="utf-8").splitlines()


def body(module: str, function: str) -> list[str]:
    """The lines of a function of a file, without its name."""
    lines = source_of(module)
    [start] = [number for number, line in enumerate(lines) if line.lstrip().startswith(f"def {function}(")]
    margin = len(lines[start]) - len(lines[start].lstrip())
    rest = [lines[start].replace(function, "")]
    for line in lines[start + 1 :]:
        if line and not line.startswith(" " * (margin + 1)) and not line.lstrip().startswith(")"):
            break
        rest.append(line)
    return [line for line in rest if line.strip()]


def only_says_it_otherwise(name: str) -> bool:
    """Whether a change is only one of the words in which something is told to a person."""
    taken, *put = [SENTENCE.sub("", line[1:]) for line in difference(name).splitlines()] or [""]
    return put == [taken]


def is_alike(name: str) -> bool:
    """Whether a change is known to change nothing that anybody could see."""
    function, said = name.rpartition("__mutmut_")[0], difference(name)
    known = tomllib.loads(ALIKE.read_text(encoding="utf-8"))["alike"] if ALIKE.exists() else []
    return any(fnmatch(function, one["where"]) and one["becomes"] in said for one in known)


def told(verdicts: dict[str, str], alike: set[str]) -> str:
    """The verdicts by file, and all together."""
    counted: dict[str, Counter[str]] = {}
    for name, verdict in verdicts.items():
        file = name.split(".x", 1)[0].removeprefix("support_groups.").replace(".rules.", "/")
        for line in (file, "together"):
            counted.setdefault(line, Counter())["alike" if name in alike else verdict] += 1
    counted["together"] = counted.pop("together", Counter())
    rows = [f"{'':24}{'changes':>9}{'noticed':>9}{'alike':>7}{'unnoticed':>11}"]
    for file, counts in counted.items():
        missed = counts["survived"] + counts["no tests"]
        rows.append(f"{file:24}{counts.total():9}{counts['killed']:9}{counts['alike']:7}{missed:11}")
    return "\n".join(rows)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
