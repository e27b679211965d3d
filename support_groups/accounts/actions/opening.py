"""Opening an account: a name, and what its browser has made of a passphrase and of words to come back with."""

from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy.exc import IntegrityError

from support_groups.accounts import passphrases
from support_groups.accounts.events import AccountOpened
from support_groups.accounts.models import Account, WayIn, WayKind
from support_groups.accounts.queries import account_named
from support_groups.accounts.rules import fold_name
from support_groups.core import clock
from support_groups.core.database import db
from support_groups.core.errors import DomainError
from support_groups.core.transaction import announce, transaction

from .founding import use_invitation


class NameIsTaken(DomainError):
    """Somebody signs in with this name, or with one that looks like it."""

    words = "Somebody already has this name, or one that looks like it. Please choose another one."
    field = "name"


class NameNeedsLetters(DomainError):
    """A name nobody could type."""

    status = 422
    words = "Please choose a name with at least two letters or digits."
    field = "name"


@dataclass(frozen=True)
class NewWay:
    """What a browser tells of a new secret: the key to sign in with, and the private key that only the secret opens."""

    key: bytes
    sealed: bytes
    salt: bytes | None = None


def check_name(name: str) -> str:
    """The key of a name that can be taken, or raise NameNeedsLetters or NameIsTaken."""
    if sum(character.isalnum() for character in name) < 2:
        raise NameNeedsLetters
    if account_named(name) is not None:
        raise NameIsTaken
    return fold_name(name)


def this_week() -> date:
    """The Monday of this week: no day is kept on which an account was opened."""
    today = clock.today_in("UTC")
    return today - timedelta(days=today.weekday())


def open_account(
    name: str, zone: str, public_key: bytes, passphrase: NewWay, words: NewWay, founder_token: str | None = None
) -> Account:
    """Open an account under a free name; of two who want the same name at once, one gets it.

    A founder's invitation, if there is one, is used in the same transaction.
    """
    key = check_name(name)
    db.session.rollback()  # No connection is held while hashing.
    new = {WayKind.PASSPHRASE: passphrase, WayKind.WORDS: words}
    proofs = {kind: passphrases.hash_secret(way.key) for kind, way in new.items()}
    account = Account(name=name, name_key=key, zone=zone, public_key=public_key, created_on=this_week())
    with transaction() as session:
        if founder_token is not None:
            use_invitation(founder_token)
            account.may_found_groups = True
        try:
            with session.begin_nested():
                session.add(account)
        except IntegrityError:
            raise NameIsTaken from None
        for kind, way in new.items():
            row = WayIn(account_id=account.id, kind=kind)
            session.add(row)
            take(row, way, proofs[kind])
        announce(AccountOpened(account.id))
    return account


def take(row: WayIn, new: NewWay, proof: str) -> None:
    """Let a new secret be this way in."""
    row.salt, row.sealed, row.proof_hash, row.created_on = new.salt, new.sealed, proof, this_week()
