"""The invented people arrive: an account each."""

from sqlalchemy.orm import Session

from support_groups.accounts import actions as accounts
from support_groups.accounts.events import AccountOpened
from support_groups.accounts.models import Account, WayIn, WayKind
from support_groups.accounts.queries import way_of
from support_groups.accounts.rules import fold_name
from support_groups.core.database import db
from support_groups.core.transaction import announce, transaction

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
    first, *others = (*SIGN_INS, *(companion.sign_in for companion in COMPANY))
    opened = accounts.open_account(first, PASSPHRASE, ZONES[first]).account.id
    here = People({first: opened})
    with transaction() as session:
        for name in others:
            here[name] = _open_like(session, session.get_one(Account, opened), name)
        for name in FOUNDERS:
            here.account(name).may_found_groups = True
        here.account(STEWARD).is_steward = True
    return here


def _open_like(session: Session, first: Account, name: str) -> int:
    # The passphrase is the same for all of them and printed: stretching it once is enough, and takes a while.
    account = Account(
        name=name,
        name_key=fold_name(name),
        zone=ZONES.get(name, "UTC"),
        created_on=first.created_on,
    )
    session.add(account)
    session.flush()
    for kind in (WayKind.PASSPHRASE, WayKind.WORDS):
        proof = way_of(first, kind).proof_hash
        session.add(WayIn(account_id=account.id, kind=kind, proof_hash=proof, created_on=account.created_on))
    announce(AccountOpened(account.id))
    return account.id
