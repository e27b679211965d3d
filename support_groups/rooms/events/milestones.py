"""A clean-time countdown: who wishes stands for a milestone. Nobody is asked, and nothing is counted."""

from dataclasses import dataclass

from .event import Event


@dataclass(frozen=True)
class CleanTimeOpened(Event):
    """Whoever wishes may stand for a milestone, from the longest on or from the shortest."""

    longest_first: bool


@dataclass(frozen=True)
class PersonStood(Event):
    """Someone stands for a milestone; None: for none any more."""

    tag: str | None


@dataclass(frozen=True)
class CleanTimeClosed(Event):
    """The countdown is over."""
