"""Changing what an account is opened with, and where its person is."""

from support_groups.accounts import passphrases
from support_groups.accounts.models import Account, WayKind
from support_groups.accounts.queries import way_of
from support_groups.core.database import db
from support_groups.core.errors import DomainError
from support_groups.core.transaction import transaction

from .opening import NewWay, take
from .passkeys import forget_passkeys
from .proving import Proof, Proven, WrongNameOrWords, WrongPassphrase, confirm, prove_words, still_proven
from .signing_in import end_other_sign_ins


def change_passphrase(account: Account, proof: Proof, new: NewWay, sign_in_id: int) -> None:
    """Take another passphrase and sign all other devices out; raises WrongPassphrase or AnotherPasskey.

    A key as proof is that of the passphrase before; `sign_in_id` is the device that stays signed in.
    """
    try:
        proven = confirm(account, proof, sign_in_id)
    except WrongPassphrase:
        raise WrongPassphrase(field="old") from None
    _exchange(proven, {WayKind.PASSPHRASE: new}, sign_in_id, WrongPassphrase(field="old"))


def renew_recovery_words(account: Account, proof: Proof, new: NewWay, sign_in_id: int) -> None:
    """Take new recovery words in place of the old ones and sign all other devices out; raises as confirm does."""
    proven = confirm(account, proof, sign_in_id)
    _exchange(proven, {WayKind.WORDS: new}, sign_in_id, WrongPassphrase())


def recover(name: str, key: bytes, passphrase: NewWay, words: NewWay, network: str) -> Account:
    """Come back with recovery words: a new passphrase, new words, no passkeys, and every device signed out.

    The words open the account once. As much work and the same words of refusal for an unknown name.
    """
    proven = prove_words(name, key, network)
    new = {WayKind.WORDS: words, WayKind.PASSPHRASE: passphrase}
    return _exchange(proven, new, None, WrongNameOrWords(), keeps_passkeys=False)


def change_zone(account: Account, zone: str) -> None:
    """Say which time zone one lives by."""
    with transaction():
        account.zone = zone


def _exchange(
    proven: Proven,
    new: dict[WayKind, NewWay],
    sign_in_id: int | None,
    refusal: DomainError,
    *,
    keeps_passkeys: bool = True,
) -> Account:
    # What was proven may have been changed from elsewhere while we were hashing: then this is refused as well.
    db.session.rollback()
    proofs = {kind: passphrases.hash_secret(way.key) for kind, way in new.items()}
    with still_proven(proven, refusal) as account:
        for kind, way in new.items():
            take(way_of(account, kind), way, proofs[kind])
        if not keeps_passkeys:
            forget_passkeys(account)
        end_other_sign_ins(account, sign_in_id)
    return account
