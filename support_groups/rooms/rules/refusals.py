"""Why a wish in a room is not granted, in words for the person."""

from support_groups.core.errors import DomainError, NotAllowed


class RoomIsClosed(DomainError):
    """Nothing more happens in a closed room."""

    status = 410
    words = "This room is closed now. Nothing that was said is lost before its time, and there will be another meeting."


class RoomIsLocked(DomainError):
    """A locked room lets in only those who have been here."""

    words = "The room is locked for the moment, so that those inside are undisturbed. Please try again a little later."


class DoorIsLocked(DomainError):
    """Through a locked door nobody can be let in."""

    words = "The room is locked just now. Unlock it first; whoever waits stays at the door until then."


class MustWait(DomainError):
    """In a room with a lobby one waits until somebody opens the door."""

    words = "Somebody lets people in here, and will open for you as soon as they can. Please wait a moment at the door."


class IsDeclined(DomainError):
    """Somebody was asked to come another time."""

    words = "They were told already that they could not come in this time."


class WaitsNoMore(DomainError):
    """Somebody has come in, or was told that it is not this time."""

    words = "They do not wait at the door any more."


class HasKnocked(DomainError):
    """One note is enough."""

    words = "Your note is with those who open the door already. You need not do anything more."


class DoorWasAnswered(DomainError):
    """Somebody was quicker than one's note."""

    words = "The door was answered just now, so your words were not sent. They are still here."


class OutOfTheRoom(DomainError):
    """Someone was asked to leave."""

    status = 403
    words = "You were asked to leave this meeting. You can write to the group's facilitators if you see it otherwise."


class Muted(DomainError):
    """Someone was asked to listen."""

    status = 403
    words = (
        "You were asked to listen for a while. Your words are still here; you can speak again when that time is over."
    )


class RoomIsStill(DomainError):
    """In a silence or a pause nobody writes."""

    words = "We are still for a moment. Your words are still here, and you can send them when we go on."


class RoomIsSheltered(DomainError):
    """While a room is sheltered its floor and its door stay as they are."""

    words = "The room is sheltered just now. End that first, and everything is as it was; then you can change it."


class GoesSlowly(DomainError):
    """With a pace one waits between two messages."""

    words = "We go slowly here. Your words are still here, and you can send them in a moment."


class FloorIsTaken(DomainError):
    """One voice at a time."""

    words = "Someone is sharing right now. Raise your hand and you will be called; your words are still here."


class FloorIsChaired(DomainError):
    """In a chaired meeting one is called first."""

    words = "In this meeting we share in turn. Raise your hand and you will be called; your words are still here."


class ItGoesRound(DomainError):
    """In a round nobody needs to ask."""

    words = "It goes round just now: your turn comes by itself, and you may pass. Your words are still here."


class OneSpeaks(DomainError):
    """Where one person speaks, the others listen."""

    words = "One person speaks in this part of the meeting, and all others listen. Your words are still here for later."


class FloorIsOpen(DomainError):
    """With an open floor no hand is needed."""

    words = "The floor is open: you can simply write."


class FloorIsClosed(DomainError):
    """With a closed floor only those who lead speak."""

    words = "The floor is closed for the moment. Your words are still here for later."


class NobodyHasTheFloor(DomainError):
    """There is no share to end or extend."""

    words = "Nobody has the floor just now."


class NotHere(DomainError):
    """Only someone who is here can be called."""

    words = "They are not in the room just now."


class NotTheirsToLead(NotAllowed):
    """Only who leads the meeting may do this."""

    words = "That is up to the one who leads the meeting."


class NobodyStands(DomainError):
    """Milestones are stood for while the countdown is under way."""

    words = "This was for a moment that is over now. Nothing was told; there will be another one."


class MayNotLead(DomainError):
    """Only someone whose position allows it can lead."""

    words = "They cannot lead here: a facilitator or a co-facilitator can."


class ActsOnHigherRole(NotAllowed):
    """Nobody moderates someone of the same or a higher position."""

    words = "You cannot do this to someone who serves in the same or a higher position. Please talk with them."


class MustBeSealed(DomainError):
    """In a conversation of two nothing is taken that we could read."""

    words = (
        "What you two write is locked in your browsers now, and this page is from before. Please load it again and "
        "send it then; your words are still here."
    )


class OnlyForTwo(DomainError):
    """In a meeting all read what is said."""

    words = "In a meeting everybody reads what is said, so nothing is locked there. Please load this page again."


class OnlyInMeetings(DomainError):
    """A conversation of two has no floor and no door."""

    words = "That is not needed in a conversation of two."
