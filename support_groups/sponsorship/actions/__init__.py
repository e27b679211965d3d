"""Every change of sponsorship: the actor first, rights judged again inside, one transaction each, announced."""

from .agreeing import accept, end_sponsorship, forget_sponsorship
from .asking import ask, decline, expire_asks, forget_settled_asks, withdraw
from .blocking import block, lift_block
from .leaving import leave_with_account
from .offering import look_for, offer_to_sponsor, pause_offer, resume_offer, withdraw_offer

__all__ = [
    "accept",
    "ask",
    "block",
    "decline",
    "end_sponsorship",
    "expire_asks",
    "forget_settled_asks",
    "forget_sponsorship",
    "leave_with_account",
    "lift_block",
    "look_for",
    "offer_to_sponsor",
    "pause_offer",
    "resume_offer",
    "withdraw",
    "withdraw_offer",
]
