"""A message is not read by all while a report of it is looked at."""

from dataclasses import dataclass

from .event import Event


@dataclass(frozen=True)
class MessageHidden(Event):
    """Only its author and those who serve read a message for now; a question those who serve alone."""

    message: int
    author: str | None
    """None: a question that was drawn, and nobody learns whose it was."""


@dataclass(frozen=True)
class MessageShown(Event):
    """All may read a message again that was hidden."""

    message: int
    author: str | None
    """None: a question that was drawn, and nobody learns whose it was."""
