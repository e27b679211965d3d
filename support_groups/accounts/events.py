"""What has happened to accounts."""

from dataclasses import dataclass


@dataclass(frozen=True)
class AccountOpened:
    """A person has chosen a name."""

    account_id: int


@dataclass(frozen=True)
class SignedOut:
    """A device was signed out, by itself or from elsewhere; its sockets must close."""

    account_id: int
    sign_in_id: int


@dataclass(frozen=True)
class AccountLeaving:
    """An account is about to be deleted in this transaction: every feature removes what is the person's."""

    account_id: int


@dataclass(frozen=True)
class AccountDeleted:
    """An account and all that was the person's is gone; its sockets must close."""

    account_id: int
