"""What a browser may send to a room."""

from typing import Annotated, Literal

from pydantic import AfterValidator, Field, StringConstraints

from support_groups.core.database import PUBLIC_ID_CHARS
from support_groups.core.forms import Form, Line, Maybe, Text
from support_groups.groups.models import REASON_MAX_CHARS

from .models import (
    BODY_MAX_CHARS,
    CLIENT_ID_MAX_CHARS,
    KNOCK_MAX_CHARS,
    QUESTION_MAX_CHARS,
    RUN_SHEET_STEPS_MAX,
    WELCOME_MAX_CHARS,
    FloorMode,
    Lobby,
    Quiet,
    Turns,
)
from .rules import DECLINES, ENVELOPE_MAX_CHARS, MILESTONES, is_envelope

SEQ_MAX = 2**31 - 1
MUTE_MAX_MINUTES = 28 * 24 * 60
EXTEND_MAX_MINUTES = 10
STILL_MIN_SECONDS, STILL_MAX_SECONDS = 10, 15 * 60
PACE_MAX_SECONDS = 6 * 60 * 60

Id = Annotated[str, StringConstraints(pattern=rf"^[A-Za-z0-9_-]{{1,{PUBLIC_ID_CHARS}}}$")]
ClientId = Annotated[str, StringConstraints(pattern=rf"^[A-Za-z0-9_.:-]{{1,{CLIENT_ID_MAX_CHARS}}}$")]
Seq = Annotated[int, Field(ge=0, le=SEQ_MAX, strict=True)]
Milestone = Annotated[str, StringConstraints(pattern=rf"^({'|'.join(MILESTONES)}|([2-9]|[1-9][0-9])_years)$")]
Reason = Annotated[str, Line(REASON_MAX_CHARS)]


def _envelope(text: str) -> str:
    if not is_envelope(text):
        raise ValueError("This was not locked the way it should be. Please load the page again.")
    return text


def _offered(because: str) -> str:
    if because not in DECLINES:
        raise ValueError("Please choose one of the reasons offered.")
    return because


class InRoom(Form):
    """Anything in a room."""

    room: Id


class Enter(InRoom):
    """Be here; `epoch` and `after` tell what one knows already."""

    epoch: Id | None = None
    after: Seq | None = None


class Leave(InRoom):
    """Be here no longer."""


class Earlier(InRoom):
    """Read what was said before: the newest of it, a page or no more than one asks for."""

    before: Seq
    most: Annotated[int, Field(ge=1, le=SEQ_MAX, strict=True)] = SEQ_MAX


class Say(InRoom):
    """Say something; sent again under the same client id, it happens once. `as_it_is` answers a guard's question."""

    client_id: ClientId
    body: Annotated[str, Text(BODY_MAX_CHARS)]
    as_it_is: Annotated[bool, Field(strict=True)] = False


class SaySealed(InRoom):
    """Say something to the other of two that only they can open; sent again under the same client id, once."""

    client_id: ClientId
    envelope: Annotated[str, Field(max_length=ENVELOPE_MAX_CHARS), AfterValidator(_envelope)]


class RemoveMessage(InRoom):
    """Take a message out."""

    seq: Seq
    reason: Maybe[Reason] = None


class LowerHand(InRoom):
    """Take a hand down: one's own, or somebody's."""

    person: Id | None = None


class SetFloor(InRoom):
    """Choose who may speak."""

    floor: FloorMode


class OfPerson(InRoom):
    """Something that concerns one person."""

    person: Id


class SetLobby(InRoom):
    """Choose who waits at the door."""

    lobby: Lobby


class Knocking(InRoom):
    """A few words to those who open the door."""

    note: Annotated[str, Line(KNOCK_MAX_CHARS)]


class LetIn(OfPerson):
    """Let somebody in, with a few words for them."""

    words: Maybe[Annotated[str, Line(WELCOME_MAX_CHARS)]] = None


class Welcome(OfPerson):
    """A few words to somebody who waits."""

    words: Annotated[str, Line(WELCOME_MAX_CHARS)]


class Decline(OfPerson):
    """Not let somebody in this time."""

    because: Annotated[str, AfterValidator(_offered)]


class SetTurns(InRoom):
    """Choose how people are called."""

    turns: Turns
    favours_new: Annotated[bool, Field(strict=True)] = False


class React(InRoom):
    """Let the one who shares feel something."""

    feeling: Quiet


class ExtendFloor(InRoom):
    """Give more time."""

    minutes: Annotated[int, Field(ge=1, le=EXTEND_MAX_MINUTES, strict=True)]


class BeStill(InRoom):
    """Let nobody write for a while."""

    still: Literal["silence", "pause"]
    seconds: Annotated[int, Field(ge=STILL_MIN_SECONDS, le=STILL_MAX_SECONDS, strict=True)]


class SetPace(InRoom):
    """Choose how long one waits between two messages."""

    seconds: Annotated[int, Field(ge=0, le=PACE_MAX_SECONDS, strict=True)]


class BeginStep(InRoom):
    """Go to a step of the run sheet."""

    number: Annotated[int, Field(ge=1, le=RUN_SHEET_STEPS_MAX, strict=True)]


class OpenCleanTime(InRoom):
    """Let people stand for milestones, in an order."""

    longest_first: Annotated[bool, Field(strict=True)]


class Stand(InRoom):
    """Stand for a milestone, or for none."""

    tag: Maybe[Milestone]


class ReturnFloor(InRoom):
    """End the share."""

    how: Literal["done", "passed", "taken"]


class Mute(OfPerson):
    """Ask someone to listen for a time."""

    minutes: Annotated[int, Field(ge=1, le=MUTE_MAX_MINUTES, strict=True)]
    reason: Reason


class Unmute(OfPerson):
    """Let someone speak again."""

    reason: Maybe[Reason] = None


class RemovePerson(OfPerson):
    """Ask someone to leave."""

    reason: Reason


class OnHeld(InRoom):
    """Something about words that wait."""

    held: Id


class LeaveOut(OnHeld):
    """Not let words through now."""

    reason: Reason


class PutQuestion(InRoom):
    """Put a question into the basket; `as_it_is` answers a guard's question."""

    client_id: ClientId
    question_words: Annotated[str, Text(QUESTION_MAX_CHARS)]
    as_it_is: Annotated[bool, Field(strict=True)] = False


class OfQuestion(InRoom):
    """Something about a question in the basket."""

    question: Id
