"""Whoever was signed out, or has left for good, hears no more on an open page."""

from support_groups.core.identity import standing_of
from support_groups.core.realtime import DEVICES, account, audiences, device, hang_up, watch
from support_groups.core.transaction import after

from .events import AccountDeleted, SignedOut

SIGNED_OUT = "This device was signed out. What was kept is still there when you sign in again."
DELETED = "This account was deleted."


@after(SignedOut)
def close_device(event: SignedOut) -> None:
    """Close the connections of one device."""
    hang_up(device(event.sign_in_id), SIGNED_OUT)


@after(AccountDeleted)
def close_account(event: AccountDeleted) -> None:
    """Close every connection of the account."""
    hang_up(account(event.account_id), DELETED)


@watch
def close_ended_devices() -> None:
    """Close the connections of devices that were signed out in another worker or by a command."""
    open_here = {int(name.removeprefix(DEVICES)) for name in audiences().names(DEVICES)}
    for sign_in_id in open_here - standing_of(open_here):
        hang_up(device(sign_in_id), SIGNED_OUT)
