"""What can be chosen for a room, and what can become of what waits in it."""

import enum


class RoomKind(enum.StrEnum):
    """What a room is for."""

    MEETING = "meeting"
    CONVERSATION = "conversation"


class FloorMode(enum.StrEnum):
    """Who may speak now."""

    OPEN = "open"
    CHAIRED = "chaired"
    CLOSED = "closed"


class Lobby(enum.StrEnum):
    """Who waits at the door until somebody lets them in; those who serve never do."""

    NOBODY = "nobody"
    NEW = "new"
    ALL = "all"


class KnockState(enum.StrEnum):
    """What has become of somebody who waits."""

    WAITING = "waiting"
    LET_IN = "let_in"
    DECLINED = "declined"


class Turns(enum.StrEnum):
    """Who is called next, where one person speaks at a time."""

    HANDS = "hands"
    """Whoever has raised a hand, in the order of asking."""
    ROUND = "round"
    """Everybody, one after the other, by itself."""
    PITCH = "pitch"
    """Whom the one who has shared picks."""
    SPEAKER = "speaker"
    """One person alone."""
    SPEAKER_FIRST = "speaker_first"
    """One person, and raised hands after them."""
    BASKET = "basket"
    """Whoever raises a hand, to questions that are drawn."""


class Quiet(enum.StrEnum):
    """What others may let someone feel who shares, without a word."""

    WITH_YOU = "with_you"
    THANK_YOU = "thank_you"
    ME_TOO = "me_too"


class HeldFor(enum.StrEnum):
    """Why words wait until somebody who serves has read them."""

    FIRST = "first"
    NEWCOMER = "newcomer"
    LISTED = "listed"
    SHELTER = "shelter"


class HeldState(enum.StrEnum):
    """What has become of words that were held."""

    WAITING = "waiting"
    LET_THROUGH = "let_through"
    NOT_NOW = "not_now"
    LET_GO = "let_go"


class QuestionState(enum.StrEnum):
    """What has become of a question for the basket."""

    WAITING = "waiting"
    DRAWN = "drawn"
    PASSED_OVER = "passed_over"
    TAKEN_BACK = "taken_back"
    TAKEN_OUT = "taken_out"
    """Drawn, and removed by those who serve."""
