"""What a group wants to be looked at before anything is posted."""

from dataclasses import asdict

from support_groups.groups.actions.holding import held_to_serve
from support_groups.groups.models import Membership
from support_groups.groups.rules import Power
from support_groups.rooms.actions import renew_guards

from .. import rules
from ..models import GroupGuards
from ..rules import Guards


def change_guards(by: Membership, guards: Guards) -> None:
    """Change what is looked at before a message is posted in the group's rooms, from the next message on."""
    rules.check_lists(guards.lists)
    with held_to_serve(by, Power.MANAGE) as held:
        group_id = held.group.id
        row = held.session.get(GroupGuards, group_id) or GroupGuards(group_id=group_id)
        row.on_personal, row.no_solicitation = guards.on_personal, guards.no_solicitation
        row.per_minute = guards.per_minute or rules.PER_MINUTE_DEFAULT
        row.holds, row.holds_listed = guards.holds, guards.holds_listed
        row.hides_reported = guards.hides_reported
        for name, lines in asdict(guards.lists).items():
            setattr(row, name, lines)
        held.session.add(row)
        held.session.flush()
        renew_guards(group_id)
