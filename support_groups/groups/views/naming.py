"""Choosing a name for a group: fresh proposals, and one gentle question where a name may tell too much."""

import secrets

from support_groups.accounts.models import Account
from support_groups.accounts.rules import fold_name, suggest_names
from support_groups.core import limits
from support_groups.core.errors import DomainError, TooFast
from support_groups.groups import queries, rules
from support_groups.groups.forms import NameForm

_PROPOSALS = 4
NAMES_OF_A_PERSON = "10 per hour; 30 per day"


class NameInDoubt(DomainError):
    """A name that is allowed but may tell more than its owner wishes."""

    status = 422
    field = "sure"


def proposals(person: Account, group_id: int | None) -> list[str]:
    """Names that reveal nothing; new ones each time."""
    # Those of the others are not left out: whoever looks often enough would learn which never come.
    avoided = queries.name_keys_elsewhere(person, group_id) | {person.name_key}
    fresh = suggest_names(_PROPOSALS * 3, secrets.randbits(32))
    return [name for name in fresh if fold_name(name) not in avoided][:_PROPOSALS]


class TooManyNames(TooFast):
    """Whoever tries name after name could learn who is in a group."""

    words = (
        "You have tried many names. So that nobody can find out by trying who is here, it takes a while until "
        "the next one. What you wrote is still here."
    )


def weigh_name(person: Account, group_id: int | None, form: NameForm) -> None:
    """Refuse an unfair name, and ask once about one that may tell too much; at last see whether it is free."""
    rules.check_name(form.name, taken=(), sign_in_key=person.name_key)
    doubt = rules.name_doubt(form.name, elsewhere=queries.name_keys_elsewhere(person, group_id))
    if doubt and form.sure != form.name:
        raise NameInDoubt(doubt)
    if group_id is None:
        return
    try:
        limits.take(NAMES_OF_A_PERSON, "groups.names", person.id)
    except TooFast:
        raise TooManyNames from None
    rules.check_name(form.name, taken=queries.taken_name_keys(group_id, person), sign_in_key=person.name_key)
    rules.check_imitates_nobody(form.name, queries.names_serving(group_id, person))
