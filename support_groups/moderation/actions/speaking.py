"""A word in private to somebody in a meeting, by one who serves: told to them alone, and kept in the record."""

from support_groups.core.transaction import announce
from support_groups.groups.actions.holding import held_to_serve
from support_groups.groups.models import Membership, Standing
from support_groups.groups.rules import NotAMember, Power, check_reason, ground_rule_lines

from .. import rules
from ..events import MemberSpokenTo
from ..models import Act
from .recording import Person, record


def remind(by: Membership, whom: Membership, rule: str, room_id: int) -> None:
    """Remind a member of one of the group's ground rules."""
    rules.check_ground_rule(rule, ground_rule_lines(by.group.ground_rules))
    _speak(Act.REMINDED, by, whom, rule, room_id)


def warn(by: Membership, whom: Membership, reason: str, room_id: int) -> None:
    """Ask a member to take care, and tell them why."""
    _speak(Act.WARNED, by, whom, check_reason(reason), room_id)


def _speak(act: Act, by: Membership, whom: Membership, reason: str, room_id: int) -> None:
    with held_to_serve(by, Power.MODERATE) as held:
        found = held.below(whom)
        if found.standing is not Standing.ACTIVE:
            raise NotAMember
        servant = Person(held.by.id, held.by.name, held.by.account_id)
        record(held.group.id, act, by=servant, whom=Person(found.id, found.name, found.account_id, reason))
        announce(MemberSpokenTo(held.group.id, room_id, found.id, act.value, reason))
