"""Whether somebody may be in danger now: the author, or someone they speak of.

What is denied, long past or only a manner of speaking is none. It errs on the side of offering
help, which costs little.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import re2

from ..models import Crisis
from . import crisis_words as said
from .phrases import Hit, Phrases
from .reading import plain, words


@dataclass(frozen=True, slots=True)
class Signal:
    """A danger somebody may be in; `of_other` when the author speaks of somebody else."""

    crisis: Crisis
    of_other: bool = False


_IDIOM = "idiom"
_FOUND = Phrases(
    {
        _IDIOM: said.IDIOMS,
        Crisis.OVERDOSE.value: said.OVERDOSE,
        Crisis.SUICIDE.value: said.SUICIDE,
        Crisis.SELF_HARM.value: said.SELF_HARM,
        Crisis.VIOLENCE.value: said.VIOLENCE,
    }
)
_GRAVEST = (Crisis.OVERDOSE, Crisis.SUICIDE, Crisis.VIOLENCE, Crisis.SELF_HARM)
_CLAUSE_END = re2.compile(r"[.!?;:\n]|, ?(?:but|aber|pero|y hoy|and i am|and that|und bin)\b|\b(?:but|aber|pero)\b")


def crisis(text: str) -> Signal | None:
    """The gravest danger that a message tells of, if any."""
    read = plain(text)
    if not any(True for _ in _FOUND.find(words(read))):
        return None
    signals = [signal for clause in _CLAUSE_END.split(read) for signal in _signals(words(clause))]
    of_self_first = sorted(signals, key=lambda one: (_GRAVEST.index(one.crisis), one.of_other))
    return of_self_first[0] if of_self_first else None


def is_graver(told: Signal, known: Signal) -> bool:
    """Whether a danger is more than was known: of a graver kind, or of the author and not of somebody else."""
    is_of_author_now = known.of_other and not told.of_other
    return is_of_author_now or _GRAVEST.index(told.crisis) < _GRAVEST.index(known.crisis)


def is_one_more(told: Signal, known: Sequence[Signal], most: int) -> bool:
    """Whether a danger is marked by itself beside what is known of the same person: up to `most`, then if graver."""
    return len(known) < most or all(is_graver(told, one) for one in known)


def _signals(clause: Sequence[str]) -> list[Signal]:
    hits = list(_FOUND.find(clause))
    idioms = [hit for hit in hits if hit.label == _IDIOM]
    return [
        Signal(Crisis(hit.label), _is_of_other(clause, hit))
        for hit in hits
        if hit.label != _IDIOM
        and not any(one.start <= hit.end and hit.start <= one.end for one in idioms)
        and not _is_denied(clause, hit)
        and not _is_past(clause, hit)
    ]


def _is_denied(clause: Sequence[str], hit: Hit) -> bool:
    before = clause[max(0, hit.start - 6) : hit.start]
    if said.STILL.intersection(before) and {"cant", "cannot", "not", "dont", "nicht", "no"}.intersection(before):
        return False
    # "no longer", "ya no", "nicht mehr": said before what is denied, or closely after it in German.
    after = clause[hit.start : hit.end + 2] if hit.label == Crisis.SUICIDE.value else ()
    german = "nicht" in after and "mehr" in after and ("sterben" in after or "umbringen" in after)
    return german or not said.NEGATION.isdisjoint(before)


def _is_past(clause: Sequence[str], hit: Hit) -> bool:
    if hit.end - hit.start == 1 and clause[hit.start] in said.ONLY_NAMED:
        # "I overdosed twice": nothing says that it is now.
        return said.RIGHT_NOW.isdisjoint(clause)
    around = [*clause[: hit.start], *clause[hit.end :]]
    was = clause[hit.start - 1 : hit.start] in (["was"], ["were"], ["estaba"], ["era"])
    return (was or not said.PAST.isdisjoint(around)) and said.NOW.isdisjoint(clause)


def _is_of_other(clause: Sequence[str], hit: Hit) -> bool:
    if hit.label == Crisis.VIOLENCE.value:
        return False
    around = clause[max(0, hit.start - 6) : hit.end]
    others = said.OTHERS.intersection(around)
    return bool(others) and said.ME.isdisjoint(clause[hit.start - 3 if hit.start > 3 else 0 : hit.end])
