"""The invented people arrive: an account each."""

from support_groups.accounts import actions as accounts
from support_groups.accounts.models import Account
from support_groups.core.database import db
from support_groups.core.transaction import transaction

from .cast import COMPANY, PASSPHRASE, SIGN_INS, ZONES

FOUNDERS = ("Fern", "Iris", "Sol")
STEWARD = "Iris"


class People(dict[str, int]):
    """The ids of the accounts, by the name they sign in with."""

    def account(self, name: str) -> Account:
        """An account as it is now."""
        return db.session.get_one(Account, self[name])


def arrive() -> People:
    """Open all accounts; a few may found groups, and one is a steward."""
    here = People()
    for name in [*SIGN_INS, *(companion.sign_in for companion in COMPANY)]:
        here[name] = accounts.open_account(name, PASSPHRASE, ZONES.get(name, "UTC")).account.id
    with transaction():
        for name in FOUNDERS:
            here.account(name).may_found_groups = True
        here.account(STEWARD).is_steward = True
    return here
