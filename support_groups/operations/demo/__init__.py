"""Invented people and groups to look around with: a new installation shows at once what it is for."""

from support_groups.core.database import db

from . import evenings, groups, people, sponsors


def load() -> None:
    """Open the accounts, found the groups, let a meeting be under way and a sponsorship begun."""
    print("Inviting the demo people. This takes a few seconds, once.", flush=True)
    here = people.arrive()
    founded = groups.found(here)
    evenings.hold(here, founded)
    sponsors.agree(here)
    db.session.rollback()
