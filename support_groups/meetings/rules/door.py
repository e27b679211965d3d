"""Who may find a meeting's door shut."""

from support_groups.groups.models import Role
from support_groups.groups.rules import Power, may
from support_groups.rooms.models import Lobby


def may_wait(lobby: Lobby, role: Role | None, *, is_known: bool) -> bool:
    """Whether somebody may have to wait until they are let in; without a role they do not belong to the group."""
    if lobby is Lobby.NOBODY or (role is not None and may(role, Power.ADMIT)):
        return False
    return lobby is Lobby.ALL or not is_known
