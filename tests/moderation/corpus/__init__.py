"""Lines in our own words, each with what a guard should say of it: half to tune by, half to be judged by.

The held-out half is looked at by nobody while the guards are changed: only its numbers are told, never its lines.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from support_groups.groups.rules import imitates
from support_groups.moderation.rules import crisis, personal, solicitation

FOLDER = Path(__file__).parent
HALVES = ("tuned", "held_out")
LANGUAGES = ("en", "de", "es")
INNOCENT = "-"

GUARDS: dict[str, Callable[[str], object]] = {
    "personal": personal,
    "solicitation": solicitation,
    "crisis": crisis,
}


@dataclass(frozen=True)
class Entry:
    """A line, its language, and the guards that should stop at it."""

    labels: frozenset[str]
    language: str
    text: str


@dataclass
class Score:
    """How often a guard was right."""

    hits: int = 0
    false_alarms: int = 0
    misses: int = 0

    def count(self, found: bool, wanted: bool) -> None:
        """Count one answer."""
        self.hits += found and wanted
        self.false_alarms += found and not wanted
        self.misses += wanted and not found

    @property
    def precision(self) -> float:
        """How many of the alarms were right."""
        return self.hits / max(1, self.hits + self.false_alarms)

    @property
    def recall(self) -> float:
        """How much of what should be found was found."""
        return self.hits / max(1, self.hits + self.misses)


def entries(half: str) -> Iterator[Entry]:
    """The messages of one half."""
    for labels, language, text in _rows(f"{half}.tsv"):
        yield Entry(frozenset(labels.split(",")) - {INNOCENT}, language, text)


def names(half: str) -> Iterator[tuple[bool, str, str]]:
    """Whether a name imitates, the name of someone who serves, and the name taken."""
    for label, servant, name in _rows(f"names_{half}.tsv"):
        yield label != INNOCENT, servant, name


def scores(half: str) -> dict[tuple[str, str], Score]:
    """How often each guard was right, by guard and language."""
    told = {(guard, language): Score() for guard in GUARDS for language in LANGUAGES}
    for entry in entries(half):
        for guard, look in GUARDS.items():
            told[guard, entry.language].count(bool(look(entry.text)), guard in entry.labels)
    of_names = told["names", "any"] = Score()
    for wanted, servant, name in names(half):
        of_names.count(imitates(name, [servant]), wanted)
    return told


def _rows(name: str) -> Iterator[list[str]]:
    for line in (FOLDER / name).read_text(encoding="utf-8").splitlines():
        yield line.split("\t")
