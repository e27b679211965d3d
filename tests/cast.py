"""One cast everywhere.

Fern facilitates, Milo is a member, Nell a newcomer, Sol sponsors, Ray is sponsored, Iris is the
stranger.
"""

from .casting.groups import InGroups
from .casting.meetings import InMeetings
from .casting.moderation import InModeration
from .casting.rooms import InRooms
from .casting.sponsorship import InSponsorship
from .services.keys import open_account


class Person(InGroups, InRooms, InMeetings, InSponsorship, InModeration):
    """A person of the cast with all the verbs of the features."""


def person(name: str) -> Person:
    """Open an account for someone who is known by this name in groups (passphrase: that of tests/services/keys.py).

    They sign in under another name, as everybody must: `person.account.name`.
    """
    return Person(name, open_account(f"{name} at home", zone="Europe/Berlin").id)
