"""Many people at once: accounts, members of a group and places in its room, in a few statements."""

from collections.abc import Sequence
from datetime import date

from support_groups.accounts.models import Account
from support_groups.core import clock
from support_groups.core.transaction import transaction
from support_groups.groups.models import Group, Membership
from support_groups.rooms import queries
from support_groups.rooms.actions.log import record
from support_groups.rooms.events import PersonCame
from support_groups.rooms.models import Participant, Room
from tests.cast import Person


def come(group: Group, room: Room, names: Sequence[str]) -> list[Person]:
    """Open an account for each name, let them join the group and give them a place in its room."""
    group_id, room_id = group.id, room.id
    with transaction() as session:
        accounts = [_account(name) for name in names]
        session.add_all(accounts)
        session.flush()
        members = [_member(group_id, account, name) for account, name in zip(accounts, names, strict=True)]
        session.add_all(members)
        session.flush()
        places = [_place(room_id, member) for member in members]
        session.add_all(places)
        session.flush()
        held = queries.held(room_id)
        held.places_rev += 1
        record(held, [PersonCame(place.public_id, place.name, place.role) for place in places])
        return [Person(name, account.id) for name, account in zip(names, accounts, strict=True)]


def _account(name: str) -> Account:
    return Account(name=f"{name} at home", name_key=f"{name} at home".casefold(), public_key=b"", created_on=_today())


def _today() -> date:
    return clock.today_in("UTC")


def _member(group_id: int, account: Account, name: str) -> Membership:
    whose = {"group_id": group_id, "account_id": account.id}
    return Membership(name=name, name_key=name.casefold(), joined_on=_today(), **whose)


def _place(room_id: int, member: Membership) -> Participant:
    whose = {"account_id": member.account_id, "membership_id": member.id}
    return Participant(room_id=room_id, name=member.name, role=member.role.value, **whose)
