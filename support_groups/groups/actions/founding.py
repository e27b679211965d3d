"""How a group begins, what it decides about itself, and how it ends."""

from dataclasses import asdict

from support_groups.accounts.models import Account
from support_groups.core.clock import now
from support_groups.core.errors import NotFound
from support_groups.core.transaction import announce, transaction
from support_groups.groups import rules
from support_groups.groups.events import GroupChanged, GroupCreated
from support_groups.groups.models import Group, Membership, Role, Standing
from support_groups.groups.rules import GroupValues, Power

from .holding import end, held_to_serve


def create_group(account: Account, values: GroupValues, name: str) -> Group:
    """Found a group and become its first facilitator under a name chosen for it."""
    account_id = account.id
    with transaction() as session:
        founder = session.get(Account, account_id)
        if founder is None:
            raise NotFound
        if not founder.may_found_groups:
            raise rules.MayNotFound
        key = rules.check_name(name, taken=(), sign_in_key=founder.name_key)
        group = Group(**_columns(values), is_demo=values.is_demo)
        session.add(group)
        session.flush()
        session.add(
            Membership(
                group_id=group.id,
                account_id=founder.id,
                name=name,
                name_key=key,
                role=Role.FACILITATOR,
                standing=Standing.ACTIVE,
                joined_on=now().date(),
            )
        )
        session.flush()
        announce(GroupCreated(group_id=group.id, account_id=founder.id))
        return group


def change_group(by: Membership, values: GroupValues) -> Group:
    """Change the settings of the group; it is told only when something has changed."""
    with held_to_serve(by, Power.MANAGE) as held:
        columns = _columns(values)
        if any(getattr(held.group, name) != value for name, value in columns.items()):
            for name, value in columns.items():
                setattr(held.group, name, value)
            held.session.flush()
            announce(GroupChanged(group_id=held.group.id))
        return held.group


def close_group(by: Membership) -> None:
    """End the group for everyone; the names in it are gone with it."""
    with held_to_serve(by, Power.MANAGE) as held:
        end(held.session, held.group, now())


def _columns(values: GroupValues) -> dict[str, object]:
    columns = asdict(values)
    del columns["is_demo"]
    columns["formats"] = rules.joined_formats(values.formats)
    return columns
