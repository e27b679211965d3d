"""What a person in a room may wish for."""

from dataclasses import dataclass

from .sheet import SheetStep


@dataclass(frozen=True)
class Wish:
    """Something a person wants to happen."""


@dataclass(frozen=True)
class Come(Wish):
    """Be let into the room under a name."""

    name: str
    role: str
    is_known: bool = False


@dataclass(frozen=True)
class LetIn(Wish):
    """Let somebody in who waits at the door."""

    who: str
    name: str
    role: str


@dataclass(frozen=True)
class SetLobby(Wish):
    """Let `nobody`, those who are `new`, or `all` wait at the door."""

    lobby: str


@dataclass(frozen=True)
class Enter(Wish):
    """Be here."""


@dataclass(frozen=True)
class Leave(Wish):
    """Go; `lapsed`: the line was lost."""

    lapsed: bool = False


@dataclass(frozen=True)
class Say(Wish):
    """Say something to all; `as_it_is`: its author was asked about it and means it so."""

    body: str
    as_it_is: bool = False


@dataclass(frozen=True)
class SaySealed(Wish):
    """Say something that only the other of two can open."""

    envelope: str


@dataclass(frozen=True)
class RemoveMessage(Wish):
    """Take a message out of the log for good."""

    message: int
    author: str | None = ""
    """None: a question that was drawn, and nobody learns whose it was."""
    is_gone: bool = False


@dataclass(frozen=True)
class RaiseHand(Wish):
    """Ask to share."""


@dataclass(frozen=True)
class LowerHand(Wish):
    """No longer ask to share; `who` is somebody else when one who leads takes a hand down."""

    who: str | None = None


@dataclass(frozen=True)
class SetFloor(Wish):
    """Let all speak, one after the other, or nobody."""

    floor: str


@dataclass(frozen=True)
class GiveFloor(Wish):
    """Call someone to share."""

    to: str


@dataclass(frozen=True)
class SetTurns(Wish):
    """Let people be called in another way; `favours_new`: first those who have not shared yet."""

    turns: str
    favours_new: bool = False


@dataclass(frozen=True)
class React(Wish):
    """Let the one who shares feel something, without a word."""

    how: str


@dataclass(frozen=True)
class ExtendFloor(Wish):
    """Give the one who shares more time."""

    minutes: int


@dataclass(frozen=True)
class ReturnFloor(Wish):
    """End the share: `done`, `passed` or `taken`."""

    how: str


@dataclass(frozen=True)
class Mute(Wish):
    """Ask someone to listen for a time."""

    who: str
    minutes: int


@dataclass(frozen=True)
class Unmute(Wish):
    """Let someone speak again."""

    who: str


@dataclass(frozen=True)
class RemovePerson(Wish):
    """Ask someone to leave this meeting, or with `ban` the group."""

    who: str
    ban: bool = False


@dataclass(frozen=True)
class Lock(Wish):
    """Let nobody in who has not been here."""


@dataclass(frozen=True)
class Unlock(Wish):
    """Let members in again."""


@dataclass(frozen=True)
class BeStill(Wish):
    """Let nobody write for a while: a `silence`, or a `pause`."""

    how: str
    seconds: int


@dataclass(frozen=True)
class Resume(Wish):
    """End the silence or the pause before its time."""


@dataclass(frozen=True)
class Shelter(Wish):
    """Shut the door and let only those who lead write, at once; all else waits as it is."""


@dataclass(frozen=True)
class EndShelter(Wish):
    """Let all be as it was before."""


@dataclass(frozen=True)
class SetPace(Wish):
    """Let so many seconds lie between two messages of one person; 0: none."""

    seconds: int


@dataclass(frozen=True)
class BeginStep(Wish):
    """Begin a step of the run sheet; what stands there is looked up, and who of those in the room has claimed it."""

    number: int
    step: SheetStep | None = None
    reader: str | None = None


@dataclass(frozen=True)
class PutQuestion(Wish):
    """Put a question into the ask-it basket."""


@dataclass(frozen=True)
class LookIntoBasket(Wish):
    """See what is in the ask-it basket, and choose from it."""


@dataclass(frozen=True)
class DrawQuestion(Wish):
    """Draw a question: from now on all speak about it."""

    words: str


@dataclass(frozen=True)
class EndQuestion(Wish):
    """Speak no longer about the question that was drawn."""


@dataclass(frozen=True)
class OpenCleanTime(Wish):
    """Let whoever wishes stand for a milestone."""

    longest_first: bool


@dataclass(frozen=True)
class Stand(Wish):
    """Stand for a milestone, or for none."""

    tag: str | None


@dataclass(frozen=True)
class CloseCleanTime(Wish):
    """End the countdown."""


@dataclass(frozen=True)
class TakeChair(Wish):
    """Lead the meeting from now on."""


@dataclass(frozen=True)
class GiveChair(Wish):
    """Let somebody else lead who may."""

    to: str


@dataclass(frozen=True)
class StandIn(Wish):
    """Let somebody lead while the one who does is away; the room itself wishes it."""


@dataclass(frozen=True)
class Close(Wish):
    """End the meeting for good."""
