"""The invented people arrive: an account each."""

import secrets

from sqlalchemy.orm import Session

from support_groups.accounts import actions as accounts
from support_groups.accounts import format
from support_groups.accounts.actions import NewWay
from support_groups.accounts.events import AccountOpened
from support_groups.accounts.models import SALT_BYTES, Account, WayIn, WayKind
from support_groups.accounts.queries import way_of
from support_groups.accounts.rules import fold_name
from support_groups.core.database import db
from support_groups.core.transaction import announce, transaction

from . import own
from .cast import COMPANY, PASSPHRASE, SIGN_INS, ZONES

FOUNDERS = ("Fern", "Iris", "Sol")
STEWARD = "Iris"


class People(dict[str, int]):
    """The ids of the accounts, by the name they sign in with; and the keys that their browsers would hold."""

    def __init__(self) -> None:
        super().__init__()
        self.identities: dict[str, format.Identity] = {}

    def account(self, name: str) -> Account:
        """An account as it is now."""
        return db.session.get_one(Account, self[name])


def arrive() -> People:
    """Open all accounts; a few may found groups, and one is a steward."""
    first, *others = (*SIGN_INS, *(companion.sign_in for companion in COMPANY))
    # The passphrase is the same for all of them and printed: stretching it once is enough, and takes a while.
    salt = secrets.token_bytes(SALT_BYTES)
    keys = {
        WayKind.PASSPHRASE: format.passphrase_keys(PASSPHRASE, salt),
        # Nobody has written these words down.
        WayKind.WORDS: format.words_keys(secrets.token_bytes(format.ENTROPY_BYTES)),
    }
    identity = format.new_identity()
    sealed = {kind: format.seal_identity(made.wrap, kind, identity) for kind, made in keys.items()}
    passphrase = NewWay(keys[WayKind.PASSPHRASE].sign_in, sealed[WayKind.PASSPHRASE], salt)
    words = NewWay(keys[WayKind.WORDS].sign_in, sealed[WayKind.WORDS])
    opened = accounts.open_account(first, ZONES[first], identity.public_key, passphrase, words).id
    here = People()
    here[first], here.identities[first] = opened, identity
    own.write(here.account(first), identity)
    with transaction() as session:
        for name in others:
            identity = here.identities[name] = format.new_identity()
            here[name] = _open_like(session, session.get_one(Account, opened), name, identity, keys)
        for name in FOUNDERS:
            here.account(name).may_found_groups = True
        here.account(STEWARD).is_steward = True
    return here


def _open_like(
    session: Session, first: Account, name: str, identity: format.Identity, keys: dict[WayKind, format.Keys]
) -> int:
    account = Account(
        name=name,
        name_key=fold_name(name),
        public_key=identity.public_key,
        zone=ZONES.get(name, "UTC"),
        created_on=first.created_on,
    )
    session.add(account)
    session.flush()
    for kind, made in keys.items():
        like = way_of(first, kind)
        way = WayIn(account_id=account.id, kind=kind, salt=like.salt, proof_hash=like.proof_hash)
        way.sealed, way.created_on = format.seal_identity(made.wrap, kind, identity), like.created_on
        session.add(way)
    announce(AccountOpened(account.id))
    own.write(account, identity)
    return account.id
