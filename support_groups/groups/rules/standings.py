"""Where a membership stands, what follows for it, and the refusals that go with it."""

from datetime import date, datetime

from support_groups.core.errors import DomainError
from support_groups.groups.models import Door, Standing

NEWCOMER_DAYS = 30
"""For so long after joining somebody is new in a group."""


class MayNotFound(DomainError):
    """Only those who came by a founder's invitation found groups."""

    status = 403
    words = (
        "Groups are begun by people who were invited to do so by whoever runs this place. "
        "You can join any group that is listed; ask those who run this place if you would like to begin one."
    )


class GroupHasEnded(DomainError):
    """The group was closed."""

    status = 410
    words = "This group has ended. Other groups are open to you."


class Banned(DomainError):
    """The group has asked this person to stay away."""

    status = 403
    words = "This group has asked you to stay away for now."

    def __init__(self, reason: str | None = None, group: str | None = None) -> None:
        self.group = group
        """The address of a group that strangers do not find, so that a page can say more."""
        told = f" The reason they gave: {reason}" if reason else ""
        super().__init__(f"{type(self).words}{told} Other groups are open to you, and help is always one step away.")


class InvitationIsMissing(DomainError):
    """The group takes in those who were invited only."""

    status = 403
    words = "This group takes people in by invitation. Someone in the group can give you one."


class InvitationIsOver(DomainError):
    """The invitation has been used, has ended, or was taken back."""

    status = 410
    words = (
        "This invitation does not open the door any more, or the link is incomplete. "
        "Whoever gave it to you can make a new one."
    )


class TooManyInvitations(DomainError):
    """A group keeps few invitations open at once."""

    words = "There are many open invitations already. Please take one back before you make another."


class NotAMember(DomainError):
    """The person it is about is not a member now."""

    words = "This person is not in the group any more, so there is nothing to change."


class AlreadyDecided(DomainError):
    """Someone else has answered in the meantime, or the person has thought better of it."""

    words = "This has been settled already, perhaps by someone else who serves here."


class AskedTooOften(DomainError):
    """The person has asked to join and was answered not long ago."""

    status = 429
    words = (
        "You asked this group not long ago. Please give it some days before you ask again; "
        "other groups are open to you."
    )


class LastFacilitator(DomainError):
    """A group with members always has a facilitator."""

    words = (
        "You are the only facilitator, and the people here need one. "
        "Make someone else a facilitator first, or close the group; then you are free to go."
    )


def standing_on_joining(door: Door, *, invited: bool) -> Standing:
    """What becomes of someone who wants to join; raises InvitationIsMissing where only the invited come in."""
    if invited or door is Door.FREE:
        return Standing.ACTIVE
    if door is Door.ON_REQUEST:
        return Standing.ASKED
    raise InvitationIsMissing


def check_may_lose_facilitator(*, facilitators: int, members: int, leaving: bool) -> None:
    """Refuse to take away the last facilitator while somebody would stay behind without one."""
    staying = members - 1 if leaving else members
    if facilitators <= 1 and staying > 0:
        raise LastFacilitator


def ends_with(members: int) -> bool:
    """Whether a group ends when one of so many members goes: an empty group has nobody to open its door."""
    return members <= 1


def is_newcomer(joined_on: date, today: date) -> bool:
    """Whether somebody came to a group not long ago."""
    return (today - joined_on).days < NEWCOMER_DAYS


def is_muted(muted_until: datetime | None, now: datetime) -> bool:
    """Whether a member is asked to listen at this moment."""
    return muted_until is not None and muted_until > now
