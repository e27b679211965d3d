"""Every change to groups: the actor first, rights judged inside, one transaction each, announced."""

from .belonging import join, leave, leave_everywhere, make_home, rename, unset_home, withdraw_request
from .founding import change_group, close_group, create_group
from .guarding import count_knock, open_door_again
from .holding import hold_still
from .inviting import invite, revoke_invitation
from .positions import (
    add_position,
    add_usual_positions,
    end_term,
    free_positions,
    give_position,
    offer_service,
    remove_position,
    withdraw_service,
)
from .serving import admit, ban, decline, give_role, lay_down, lift_ban, mute

__all__ = [
    "add_position",
    "add_usual_positions",
    "admit",
    "ban",
    "change_group",
    "close_group",
    "count_knock",
    "create_group",
    "decline",
    "end_term",
    "free_positions",
    "give_position",
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
    "offer_service",
    "open_door_again",
    "remove_position",
    "rename",
    "revoke_invitation",
    "unset_home",
    "withdraw_request",
    "withdraw_service",
]
