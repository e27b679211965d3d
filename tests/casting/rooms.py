"""What a person of the cast does in rooms."""

from .person import Acting


class InRooms(Acting):
    """The verbs of rooms."""
