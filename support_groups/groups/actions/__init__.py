"""Every change to groups: the actor first, rights judged inside, one transaction each, announced."""

from .belonging import join, leave, leave_everywhere, make_home, rename, unset_home, withdraw_request
from .founding import change_group, close_group, create_group
from .guarding import count_knock, open_door_again
from .holding import hold_still
from .inviting import invite, revoke_invitation
from .serving import admit, ban, decline, give_role, lay_down, lift_ban, mute

__all__ = [
    "admit",
    "ban",
    "change_group",
    "close_group",
    "count_knock",
    "create_group",
    "decline",
    "give_role",
    "hold_still",
    "invite",
    "join",
    "lay_down",
    "leave",
    "leave_everywhere",
    "lift_ban",
    "make_home",
    "mute",
    "open_door_again",
    "rename",
    "revoke_invitation",
    "unset_home",
    "withdraw_request",
]
