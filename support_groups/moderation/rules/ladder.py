"""The first steps of the ladder, before anybody is muted: a reminder and a warning, in private."""

from collections.abc import Collection

from support_groups.core.errors import DomainError
from support_groups.groups.rules import NotAMember

from ..models import Act

TOLD = {
    Act.REMINDED: "Someone who serves reminds you of a ground rule. Only you are told, and you are welcome as before.",
    Act.WARNED: "Someone who serves asks you to take care. Only you are told, and you are still welcome.",
}


class NoGroundRuleOfTheGroup(DomainError):
    """One is reminded of what the group has agreed on, and of nothing else."""

    status = 422
    field = "rule"
    words = "Please choose one of the group's ground rules as they are now. Nobody was told anything."


def check_ground_rule(rule: str, ground_rules: Collection[str]) -> None:
    """Refuse a reminder of a rule that the group does not have."""
    if rule not in ground_rules:
        raise NoGroundRuleOfTheGroup


def check_is_there(*, has_left: bool, name_then: str, name_now: str) -> None:
    """Refuse a word to somebody who is no longer in the group as they were in the room.

    Whoever has left and come back is somebody new: what reaches them under the old name would tell who they are.
    """
    if has_left or name_then != name_now:
        raise NotAMember
