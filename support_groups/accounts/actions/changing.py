"""Changing what an account is opened with, and where its person is."""

from support_groups.accounts import passphrases
from support_groups.accounts.models import Account, WayKind
from support_groups.accounts.queries import way_of
from support_groups.core.database import db
from support_groups.core.errors import DomainError
from support_groups.core.transaction import transaction

from .opening import NewWay, take
from .proving import Proven, WrongNameOrWords, WrongPassphrase, confirm, prove_words
from .signing_in import end_other_sign_ins


def change_passphrase(account: Account, key: bytes, new: NewWay, network: str, sign_in_id: int | None = None) -> None:
    """Take another passphrase and sign all other devices out; raises WrongPassphrase.

    `key` is that of the passphrase before, and `sign_in_id` the device that stays signed in.
    """
    try:
        proven = confirm(account, key, network)
    except WrongPassphrase:
        raise WrongPassphrase(field="old") from None
    _exchange(proven, {WayKind.PASSPHRASE: new}, sign_in_id, WrongPassphrase(field="old"))


def renew_recovery_words(
    account: Account, key: bytes, new: NewWay, network: str, sign_in_id: int | None = None
) -> None:
    """Take new recovery words in place of the old ones and sign all other devices out; raises WrongPassphrase."""
    proven = confirm(account, key, network)
    _exchange(proven, {WayKind.WORDS: new}, sign_in_id, WrongPassphrase())


def recover(name: str, key: bytes, passphrase: NewWay, words: NewWay, network: str) -> Account:
    """Come back with recovery words: a new passphrase, new words, and every device signed out.

    The words open the account once. As much work and the same words of refusal for an unknown name.
    """
    proven = prove_words(name, key, network)
    new = {WayKind.WORDS: words, WayKind.PASSPHRASE: passphrase}
    return _exchange(proven, new, None, WrongNameOrWords(), by=WayKind.WORDS)


def change_zone(account: Account, zone: str) -> None:
    """Say which time zone one lives by."""
    with transaction():
        account.zone = zone


def _exchange(
    proven: Proven,
    new: dict[WayKind, NewWay],
    sign_in_id: int | None,
    refusal: DomainError,
    by: WayKind = WayKind.PASSPHRASE,
) -> Account:
    # What was proven may have been changed from elsewhere while we were hashing: then this is refused as well.
    db.session.rollback()
    proofs = {kind: passphrases.hash_secret(way.key) for kind, way in new.items()}
    with transaction() as session:
        account = session.get(Account, proven.account_id, with_for_update=True, populate_existing=True)
        if account is None or way_of(account, by).proof_hash != proven.proof_hash:
            raise refusal
        for kind, way in new.items():
            take(way_of(account, kind), way, proofs[kind])
        end_other_sign_ins(account, sign_in_id)
    return account
