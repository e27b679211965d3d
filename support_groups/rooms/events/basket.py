"""What all hear of the ask-it basket: what was drawn, and never what is in it or whose it was."""

from dataclasses import dataclass

from .event import Event


@dataclass(frozen=True)
class QuestionDrawn(Event):
    """A question was drawn and is what people speak about; None: whoever asked it was forgotten."""

    words: str | None


@dataclass(frozen=True)
class QuestionDone(Event):
    """People have spoken about the question that was drawn."""
