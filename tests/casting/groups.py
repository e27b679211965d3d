"""What a person of the cast does in groups."""

from .person import Acting


class InGroups(Acting):
    """The verbs of groups."""
