"""When an invitation is good, and the secret it hangs on."""

import hashlib
import secrets
from datetime import datetime

INVITATION_USES_MAX = 50
INVITATION_DAYS = (1, 3, 7, 14, 30)
INVITATIONS_MAX = 20
"""How many good invitations a group may have at once."""


def new_token() -> str:
    """A secret for a link: 256 random bits, given out once."""
    return secrets.token_urlsafe(32)


def token_hash(token: str) -> bytes:
    """What is kept of a token; enough for a secret that cannot be guessed."""
    return hashlib.sha256(token.encode()).digest()


def is_good(*, uses_left: int, expires_at: datetime, revoked_at: datetime | None, now: datetime) -> bool:
    """Whether an invitation still opens the door."""
    return revoked_at is None and uses_left > 0 and now < expires_at
