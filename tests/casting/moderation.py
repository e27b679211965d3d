"""What a person of the cast does in moderation."""

from .person import Acting


class InModeration(Acting):
    """The verbs of moderation."""
