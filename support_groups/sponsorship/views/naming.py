"""Choosing a name for sponsorship: fresh proposals, and one gentle question where a name may tell too much."""

import secrets

from support_groups.accounts.models import Account
from support_groups.accounts.rules import fold_name, name_warning, suggest_names
from support_groups.core.errors import DomainError
from support_groups.groups.queries import name_keys_elsewhere
from support_groups.sponsorship import queries

_PROPOSALS = 4


class NameInDoubt(DomainError):
    """A name that is allowed but may tell more than its owner wishes."""

    status = 422
    field = "sure"


def proposals(person: Account) -> list[str]:
    """Names that reveal nothing and that the person has nowhere else; new ones each time."""
    avoided = name_keys_elsewhere(person, None) | {person.name_key}
    fresh = suggest_names(_PROPOSALS * 3, secrets.randbits(32))
    return [name for name in fresh if fold_name(name) not in avoided][:_PROPOSALS]


def first_name(person: Account, names: list[str]) -> str:
    """The name to start from: the one they had here last, else the first proposal."""
    return queries.last_name_of(person) or (names[0] if names else "")


def weigh_name(person: Account, name: str, sure: str | None) -> None:
    """Refuse a name that would link or mislead, and ask once about one that may tell too much."""
    queries.check_name(person, name)
    doubt = name_warning(name)
    if doubt and sure != name:
        raise NameInDoubt(doubt)
