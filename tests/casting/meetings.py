"""What a person of the cast does in meetings."""

from .person import Acting


class InMeetings(Acting):
    """The verbs of meetings."""
