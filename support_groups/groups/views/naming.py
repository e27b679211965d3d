"""Choosing a name for a group: fresh proposals, and one gentle question where a name may tell too much."""

import secrets

from support_groups.accounts.models import Account
from support_groups.accounts.rules import fold_name, suggest_names
from support_groups.core.errors import DomainError
from support_groups.groups import queries, rules
from support_groups.groups.forms import NameForm

_PROPOSALS = 4


class NameInDoubt(DomainError):
    """A name that is allowed but may tell more than its owner wishes."""

    status = 422
    field = "sure"


def proposals(person: Account, group_id: int | None) -> list[str]:
    """Names that reveal nothing and that nobody has in the group; new ones each time."""
    others = queries.taken_name_keys(group_id, person) if group_id else frozenset[str]()
    avoided = others | queries.name_keys_elsewhere(person, group_id) | {person.name_key}
    fresh = suggest_names(_PROPOSALS * 3, secrets.randbits(32))
    return [name for name in fresh if fold_name(name) not in avoided][:_PROPOSALS]


def weigh_name(person: Account, group_id: int | None, form: NameForm) -> None:
    """Refuse an unfair name, and ask once about one that may tell too much."""
    taken = queries.taken_name_keys(group_id, person) if group_id else frozenset[str]()
    rules.check_name(form.name, taken=taken, sign_in_key=person.name_key)
    doubt = rules.name_doubt(form.name, elsewhere=queries.name_keys_elsewhere(person, group_id))
    if doubt and form.sure != form.name:
        raise NameInDoubt(doubt)
