"""What a person of the cast does in sponsorship."""

from .person import Acting


class InSponsorship(Acting):
    """The verbs of sponsorship."""
