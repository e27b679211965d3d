"""Trying to join the names of one group with those of another: which clue fits the truth better than chance allows?"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import permutations

from .documents import Findings

CHANCE = 0.001
"""How seldom another matching of the same names may fit as well, for a clue to count."""
NEAR_SECONDS = (0.001, 0.05, 0.5, 2.0)

TELLING_CHARS = 6
"""How long a word must be to tell by itself: a short number stands beside two names by chance."""
TOGETHER_LEAST = 3
"""How many pairs must share a moment: what people do is told by the second, and two may well do it in the same one."""

Score = Callable[[str, str], float]


@dataclass(frozen=True)
class Clue:
    """Something that joins names, and how."""

    kind: str
    where: str
    whom: str = ""

    def __str__(self) -> str:
        return f"{self.kind}: {self.where} {self.whom}"


def clues(one: Findings, other: Findings, truth: list[tuple[str, str]]) -> list[Clue]:
    """Everything by which the names that belong together could be found."""
    found = [*_by_tokens(one, other, truth), *_by_moments(one, other, truth), *_by_order(one, other, truth)]
    return sorted(found, key=str)


def _by_tokens(one: Findings, other: Findings, truth: list[tuple[str, str]]) -> Iterator[Clue]:
    mine, theirs = _holders(one), _holders(other)
    joins: dict[str, set[tuple[str, str]]] = {}
    for token in mine.keys() & theirs.keys():
        if len(token) >= TELLING_CHARS and len(mine[token]) == len(theirs[token]) == 1:
            [(name, key)], [(other_name, _)] = mine[token].items(), theirs[token].items()
            joins.setdefault(key, set()).add((name, other_name))
    for key, pairs in joins.items():
        if pairs <= set(truth):
            yield Clue("the same word", key, str(sorted(pairs)))
    for key in one.tokens.keys() & other.tokens.keys():
        ours, others = one.tokens[key], other.tokens[key]

        def alike(a: str, b: str, ours: dict[str, set[str]] = ours, others: dict[str, set[str]] = others) -> float:
            return len(ours.get(a, set()) & others.get(b, set()))

        if _fits(alike, truth):
            yield Clue("alike", key)


def _holders(findings: Findings) -> dict[str, dict[str, str]]:
    """Beside which names each word stands, and where."""
    held: dict[str, dict[str, str]] = {}
    for key, by_name in findings.tokens.items():
        for name, tokens in by_name.items():
            for token in tokens:
                held.setdefault(token, {})[name] = key
    return held


def _by_moments(one: Findings, other: Findings, truth: list[tuple[str, str]]) -> Iterator[Clue]:
    for key in one.moments:
        for other_key in other.moments:
            for seconds in NEAR_SECONDS:
                mine, theirs = one.moments[key], other.moments[other_key]
                where = f"{key} and {other_key}, within {seconds} s"
                pairs = {(a, b) for a in mine for b in theirs if _near(mine[a], theirs[b], seconds)}
                if seconds == NEAR_SECONDS[0] and len(pairs) >= TOGETHER_LEAST and pairs <= set(truth):
                    yield Clue("the same moment", where, str(sorted(pairs)))

                def together(
                    a: str,
                    b: str,
                    mine: dict[str, list[float]] = mine,
                    theirs: dict[str, list[float]] = theirs,
                    seconds: float = seconds,
                ) -> float:
                    return _near(mine.get(a, []), theirs.get(b, []), seconds)

                if _fits(together, truth):
                    yield Clue("near moments", where)


def _near(some: list[float], others: list[float], seconds: float) -> int:
    return sum(any(abs(one - other) <= seconds for other in others) for one in some)


def _by_order(one: Findings, other: Findings, truth: list[tuple[str, str]]) -> Iterator[Clue]:
    for key in one.places.keys() & other.places.keys():
        mine = _ranks(one.places[key], [a for a, _ in truth])
        theirs = _ranks(other.places[key], [b for _, b in truth])
        known = [(a, b) for a, b in truth if a in mine and b in theirs]
        for way, sign in (("the same order", -1), ("the opposite order", 1)):

            def apart(
                a: str, b: str, mine: dict[str, int] = mine, theirs: dict[str, int] = theirs, sign: int = sign
            ) -> float:
                return sign * (mine[a] - theirs[b]) ** 2

            if _fits(apart, known):
                yield Clue(way, key)


def _ranks(places: dict[str, int], names: list[str]) -> dict[str, int]:
    return {name: rank for rank, name in enumerate(sorted(set(names) & places.keys(), key=places.__getitem__))}


def _fits(score: Score, truth: list[tuple[str, str]]) -> bool:
    """Whether the truth fits so well as hardly any other matching of the same names does."""
    table = [[score(a, b) for _, b in truth] for a, _ in truth]
    places = range(len(truth))
    true = sum(table[place][place] for place in places)
    if len({value for row in table for value in row}) < 2:
        return False
    tried, as_well = 0, 0
    for order in permutations(places):
        tried += 1
        as_well += sum(table[place][order[place]] for place in places) >= true
        if as_well > 5:
            # Of all matchings of seven names these are one in a thousand.
            return False
    return as_well / tried <= CHANCE
