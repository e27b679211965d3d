"""What a conversation of two takes in: nothing that tells what it says, and little by its length."""

from support_groups.accounts.rules import is_sealed, sealed_chars

MESSAGE_STEPS_BYTES = (256, 1_024, 4_096, 16_384)
"""To one of these a browser fills up a message before it seals it (static/conversations/format.js)."""

ENVELOPE_MAX_CHARS = sealed_chars(MESSAGE_STEPS_BYTES[-1])


def is_envelope(text: str) -> bool:
    """Whether a text looks like a message that was sealed in a browser."""
    return is_sealed(text, MESSAGE_STEPS_BYTES)
