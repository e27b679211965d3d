"""What the vault takes in: nothing that tells what it is, not even by its length."""

import re
from collections.abc import Collection

from support_groups.accounts.models import PURPOSE_MAX_CHARS

VAULT_STEPS_BYTES = (2_048, 8_192, 32_768)
"""To one of these a browser fills up whatever it seals (static/accounts/padding.js)."""

AROUND_BYTES = 29
"""What sealing adds: the version, the nonce and the tag (static/accounts/format.js)."""

VAULT_ITEMS_MAX = 64

_PURPOSE = re.compile(rf"[a-z][a-z0-9-]{{0,{PURPOSE_MAX_CHARS - 1}}}")
_SEALED = re.compile(r"[A-Za-z0-9_-]+")


def is_purpose(name: str) -> bool:
    """Whether something in the vault can go by this name."""
    return _PURPOSE.fullmatch(name) is not None


def is_sealed(text: str, steps: Collection[int] = VAULT_STEPS_BYTES) -> bool:
    """Whether a text looks like something that was filled up and sealed: base64url of one of a few lengths."""
    return len(text) in map(sealed_chars, steps) and _SEALED.fullmatch(text) is not None


def sealed_chars(step: int) -> int:
    """How long something becomes that was filled up to so many bytes, sealed and written as text."""
    return -(-(step + AROUND_BYTES) * 4 // 3)
