"""Whoever was signed out, or has left for good, hears no more on an open page."""

from support_groups.core.realtime import hang_up
from support_groups.core.transaction import after

from .events import AccountDeleted, SignedOut

SIGNED_OUT = "This device was signed out. What was kept is still there when you sign in again."
DELETED = "This account was deleted."


@after(SignedOut)
def close_device(event: SignedOut) -> None:
    """Close the connections of one device."""
    hang_up(f"sign-in:{event.sign_in_id}", SIGNED_OUT)


@after(AccountDeleted)
def close_account(event: AccountDeleted) -> None:
    """Close every connection of the account."""
    hang_up(f"account:{event.account_id}", DELETED)
