"""Proving that an account is one's own, with a wait that grows for whoever guesses."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace

from support_groups.accounts import passkeys, passphrases
from support_groups.accounts.models import Account, WayIn, WayKind
from support_groups.accounts.passkeys import Passkey, Shown, UnknownPasskey
from support_groups.accounts.queries import proof_of, way_named, way_with
from support_groups.accounts.rules import fold_name
from support_groups.core.database import db
from support_groups.core.errors import DomainError
from support_groups.core.transaction import transaction

from .trying import OwnTries, Tries


class WrongNameOrPassphrase(DomainError):
    """The same for an unknown name and for a wrong passphrase."""

    status = 422
    words = "This name and this passphrase do not go together. Please look at both once more; there is no hurry."


class WrongNameOrWords(DomainError):
    """The same for an unknown name and for somebody else's words."""

    status = 422
    words = "This name and these words do not go together. Please look at both once more; there is no hurry."


class WrongPassphrase(DomainError):
    """What was typed to confirm a step is not the passphrase."""

    status = 422
    words = "This is not your passphrase. Please look at it once more; nothing was changed."
    field = "passphrase"


class AnotherPasskey(DomainError):
    """A passkey that was shown to confirm a step is none of this account."""

    status = 422
    words = "This passkey does not belong to your account, or it was removed. Nothing was changed."


@dataclass(frozen=True)
class Proven:
    """A way in as it was when somebody proved to have it; it may have been changed since."""

    account: Account
    account_id: int
    way_id: int
    proof_hash: str | None
    credential_id: bytes | None
    sealed: bytes

    @classmethod
    def of(cls, way: WayIn) -> "Proven":
        """A way in as it is now."""
        return cls(way.account, way.account_id, way.id, way.proof_hash, way.credential_id, way.sealed or b"")

    def is_still(self, way: WayIn | None) -> bool:
        """Whether a row is this very way, unchanged; SQLite gives the number of a removed one to the next."""
        if way is None or way.account_id != self.account_id:
            return False
        return (way.proof_hash, way.credential_id) == (self.proof_hash, self.credential_id)


Proof = bytes | Shown
"""What a serious step is confirmed with: the key of the passphrase, or a passkey."""


def prove(name: str, key: bytes, network: str) -> Proven:
    """The way into the account of this name, if the key is that of its passphrase; raises WrongNameOrPassphrase."""
    if way := _way_with(WayKind.PASSPHRASE, name, key, Tries(WayKind.PASSPHRASE, fold_name(name), network)):
        return way
    raise WrongNameOrPassphrase


def prove_words(name: str, key: bytes, network: str) -> Proven:
    """The way into the account of this name, if the key is that of its words; raises WrongNameOrWords."""
    if way := _way_with(WayKind.WORDS, name, key, Tries(WayKind.WORDS, fold_name(name), network)):
        return way
    raise WrongNameOrWords


def prove_passkey(shown: Shown) -> Proven:
    """The way into an account that a passkey is; raises UnknownPasskey. Its counter goes on."""
    with transaction() as session:
        way = way_with(shown.answered.id)
        known = Passkey.of(shown.answered.id, way.credential) if way and way.credential else None
        counter = passkeys.check_shown(shown, known)
        if way is None or known is None:
            raise UnknownPasskey
        way.credential = replace(known, counter=counter).kept()
        session.flush()
        return Proven.of(way)


def confirm(account: Account, proof: Proof, sign_in_id: int) -> Proven:
    """Make sure that it is the person who asks for a serious step, or raise WrongPassphrase or AnotherPasskey.

    Only tries on this very device let it wait: nobody else, near or far, keeps a person from what is their own.
    """
    if isinstance(proof, Shown):
        return _confirm_with_passkey(account.id, proof)
    if way := _way_with(WayKind.PASSPHRASE, account.name, proof, OwnTries(sign_in_id)):
        return way
    raise WrongPassphrase


def _confirm_with_passkey(account_id: int, shown: Shown) -> Proven:
    try:
        proven = prove_passkey(shown)
    except UnknownPasskey:
        raise AnotherPasskey from None
    if proven.account_id != account_id:
        raise AnotherPasskey
    return proven


@contextmanager
def still_proven(proven: Proven, refusal: DomainError) -> Iterator[Account]:
    """A transaction in which what was proven still holds, and nobody changes the ways in meanwhile; else `refusal`."""
    with transaction() as session:
        account = session.get(Account, proven.account_id, with_for_update=True, populate_existing=True)
        way = session.get(WayIn, proven.way_id, populate_existing=True)
        if account is None or not proven.is_still(way):
            raise refusal
        yield account


def _way_with(kind: WayKind, name: str, key: bytes, tries: Tries | OwnTries) -> Proven | None:
    passphrases.check_has_room()
    # As much work, and as long, whether there is such a name or not.
    tries.begin()
    # Only what is compared: to read the rest of a row as well would take longer for a name that there is.
    kept = proof_of(name, kind)
    db.session.rollback()  # No connection is held while hashing.
    if not passphrases.is_secret(key, kept):
        return None
    way = way_named(name, kind)
    if way is None or way.proof_hash is None or way.proof_hash != kept:
        return None
    found = Proven.of(way)
    db.session.rollback()
    tries.succeed()
    if passphrases.needs_rehash(kept):
        return replace(found, proof_hash=_strengthened(found, key))
    return found


def _strengthened(found: Proven, key: bytes) -> str:
    stronger = passphrases.hash_secret(key)
    with transaction() as session:
        way = session.get(WayIn, found.way_id, with_for_update=True, populate_existing=True)
        if way is not None and way.proof_hash == found.proof_hash:
            way.proof_hash = stronger
    return stronger
