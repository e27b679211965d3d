"""When a conversation may be let go of, when something is unread, and which keys the two are shown."""

from datetime import datetime, timedelta

from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey

from support_groups.accounts.models import KEY_BYTES
from support_groups.core.errors import DomainError
from support_groups.rooms.models import LEASE_SECONDS, LINE_GRACE_SECONDS, LINE_GRACE_SPREAD_SECONDS


class ConversationGoesOn(DomainError):
    """Only what has ended is let go of."""

    words = (
        "You two can still write here, so it stays for now. You can end the sponsorship first, at once and "
        "without a reason; then you can delete this."
    )


def check_may_delete(ended_at: datetime | None) -> None:
    """Refuse to delete a conversation that goes on."""
    if ended_at is None:
        raise ConversationGoesOn


def is_nobodys(deleted: list[datetime | None]) -> bool:
    """Whether both have let go."""
    return all(at is not None for at in deleted)


def perhaps_unread_since(lapsed_at: datetime, ping_seconds: float) -> datetime:
    """From when on someone whose line was lost may not have seen what came.

    A line may die just after it was asked: it is asked again after `ping_seconds`, and as long is waited for its
    answer. Then come the grace, and a lease that only runs out where nobody was left to notice.
    """
    return lapsed_at - timedelta(
        seconds=2 * ping_seconds + LINE_GRACE_SECONDS + LINE_GRACE_SPREAD_SECONDS + LEASE_SECONDS
    )


def veiled(veil: bytes, public_key: bytes) -> bytes:
    """The public key of one of the two as it is shown in a conversation: like no key shown anywhere else.

    Both are multiplied by the same secret number, so what the two browsers agree on stays the same for both. A key
    with which nobody can agree on anything comes out as zeros, which browsers refuse.
    """
    try:
        return X25519PrivateKey.from_private_bytes(veil).exchange(X25519PublicKey.from_public_bytes(public_key))
    except ValueError:
        return bytes(KEY_BYTES)
