"""What has happened between those who sponsor and those who ask."""

from dataclasses import dataclass


@dataclass(frozen=True)
class SponsorAsked:
    """Someone has asked a sponsor; the sponsor is to be told."""

    ask_id: int
    sponsor_account_id: int
    asker_account_id: int
    sponsor_name: str
    asker_name: str


@dataclass(frozen=True)
class AskAccepted:
    """A sponsor has said yes; the asker is to be told."""

    ask_id: int
    sponsor_account_id: int
    asker_account_id: int
    sponsor_name: str
    asker_name: str


@dataclass(frozen=True)
class AskDeclined:
    """A sponsor could not say yes; the asker is to be told in the prepared words."""

    ask_id: int
    sponsor_account_id: int
    asker_account_id: int
    sponsor_name: str
    asker_name: str
    words: str


@dataclass(frozen=True)
class AskWithdrawn:
    """The asker no longer asks; `found_one`: because another sponsor has said yes.

    The sponsor may be told; the asker knows, or hears of the other's yes.
    """

    ask_id: int
    sponsor_account_id: int
    asker_account_id: int
    sponsor_name: str
    asker_name: str
    found_one: bool
    words: str


@dataclass(frozen=True)
class AskExpired:
    """A sponsor has not answered in time; the asker is to be told, and may ask the next."""

    ask_id: int
    sponsor_account_id: int
    asker_account_id: int
    sponsor_name: str
    asker_name: str
    words: str


@dataclass(frozen=True)
class SponsorshipBegun:
    """Two people have agreed that one sponsors the other."""

    sponsorship_id: int
    sponsor_account_id: int
    sponsee_account_id: int
    sponsor_name: str
    sponsee_name: str


@dataclass(frozen=True)
class SponsorshipEnded:
    """One of the two has ended it, without a reason.

    `told_account_id` is the one who is to be told; None after a block, when the other is told nothing.
    """

    sponsorship_id: int
    by_account_id: int
    told_account_id: int | None
    by_name: str


@dataclass(frozen=True)
class PersonBlocked:
    """Someone wants nothing to do with someone; the one who is blocked must never be told."""

    blocker_account_id: int
    blocked_account_id: int


@dataclass(frozen=True)
class BlockLifted:
    """Someone may be met again; nobody is told."""

    blocker_account_id: int
    blocked_account_id: int
