"""What the invented people keep for themselves, sealed as their browsers would."""

from datetime import timedelta

from support_groups.accounts import actions as accounts
from support_groups.accounts import format
from support_groups.accounts.models import Account
from support_groups.core.clock import today_in

DAYS = {"Milo": (41, 212), "Ray": (400,)}
"""How long ago their beginnings lie, the latest first."""

PLANS = {
    "Milo": {
        "warns": "Friday evenings\nBeing tired and not saying so\nThe way home past the arcade",
        "helps": "A cold shower\nSoup\nWalking along the canal, as far as the second bridge",
        "people": "Juniper from Tuesdays, after seven\nMy brother, at any hour",
        "first": "Put the phone in the kitchen\nDrink a glass of water\nGo out and call my brother",
        "reasons": "Mornings that are mine. The dog.",
    }
}


def write(account: Account, identity: format.Identity) -> None:
    """Keep what somebody of the cast has written, if they have."""
    if account.name in DAYS:
        today = today_in(account.zone)
        dates = [(today - timedelta(days=days)).isoformat() for days in DAYS[account.name]]
        accounts.keep_item(account, "clean-time", format.seal_item(identity, "clean-time", {"dates": dates}), 0)
    if account.name in PLANS:
        accounts.keep_item(account, "plan", format.seal_item(identity, "plan", PLANS[account.name]), 0)
