"""What is said to somebody who may be in danger, and to those who look after them."""

from support_groups.core.errors import DomainError

from ..models import Crisis
from .crisis import Signal

HELP_LINES_MAX = 3

_HELP = {
    Crisis.SUICIDE: "It sounds as if it is very hard to be alive right now. You are not too much for anyone here.",
    Crisis.SELF_HARM: "It sounds as if there is a lot of pain right now. You need not carry it alone.",
    Crisis.OVERDOSE: (
        "It sounds as if someone may have taken too much. Who cannot be woken, breathes badly or has chest pain needs "
        "the emergency number now. Nobody there is after anyone."
    ),
    Crisis.VIOLENCE: "It sounds as if you may not be safe where you are. What is done to you is not your fault.",
}
_HELP_FOR_ANOTHER = {
    **_HELP,
    Crisis.SUICIDE: "It sounds as if someone you care about is in danger. You can call for them, and for yourself.",
    Crisis.SELF_HARM: "It sounds as if you worry about someone. You can call for them, and for yourself.",
}
MARKED = "Those who lead this meeting see your message quietly marked, so that one of them can talk with you."
MARKED_QUESTION = (
    "Those who lead this meeting see your question quietly marked, without your name. If you ask that someone talks "
    "with you, they are told that it was you."
)
READ_AT_ONCE = "Those who lead this meeting are shown what you wrote at once, so that one of them can answer you."
READ_AT_DOOR = "Those who open the door are shown what you wrote at once, so that one of them can answer you."
AFTER = (
    "This room is closed, so nobody can talk with you here any more. “Help now” is always there. Those who serve this "
    "group see that you may need someone."
)
"""What is true for whoever may be in danger, once nobody can write in the room any more."""
AFTERCARE = (
    "Thank you for staying with them. That is heavy to carry. Drink something, breathe, and tell another facilitator "
    "or your own sponsor tonight how it was for you."
)


class CareIsDone(DomainError):
    """What was looked after already needs nobody any more."""

    words = "Someone has looked after this already. Thank you for being there."


class CareIsTaken(DomainError):
    """One person talks with somebody, and the others leave them the room to."""

    words = "Another facilitator is talking with them. If they need you instead, let them hand it to you."


def help_words(signal: Signal) -> str:
    """What is said to the author of a message."""
    return (_HELP_FOR_ANOTHER if signal.of_other else _HELP)[signal.crisis]


def asked_words(*, is_open: bool) -> str:
    """What is said to the author who asks that somebody talks with them; `is_open`: whether one can write there."""
    if not is_open:
        return "They know that you need someone."
    return "They know that you would like to talk. Stay here, if you can."


def seen_words(by: str, name: str | None, *, is_open: bool = True) -> str:
    """What is said to the author when somebody is there for them; `name` None: nobody knows who asked."""
    if not is_open:
        return f"{by} has seen what you {'asked' if name is None else 'wrote'}. {AFTER}"
    if name is None:
        return f"{by} has seen what you asked and is here for you, without knowing who you are. You can let them know."
    return f"{by} has seen what you wrote and is here for you."


def talking_words(name: str | None) -> str:
    """What is said to who is there for somebody; `name` None: nobody knows who asked."""
    if name is None:
        return "Whoever asked is told that you are here for them. You learn who it is only if they wish."
    return f"You are talking with {name}. The other people who serve see that you do."


def check_may_take(taken_by: int | None, by: int, *, is_closed: bool) -> None:
    """Leave somebody to the one who talks with them; ids of memberships."""
    if is_closed:
        raise CareIsDone
    if taken_by is not None and taken_by != by:
        raise CareIsTaken
