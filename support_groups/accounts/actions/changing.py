"""Changing what an account is opened with, and where its person is."""

from support_groups.accounts import passphrases
from support_groups.accounts.models import Account, WayKind
from support_groups.accounts.queries import way_named, way_of
from support_groups.accounts.rules import fold_name, new_recovery_words, read_recovery_words
from support_groups.core.database import db
from support_groups.core.errors import DomainError
from support_groups.core.transaction import transaction

from .opening import OpenedAccount
from .proving import Tries, WrongPassphrase, check_passphrase, confirm
from .signing_in import end_other_sign_ins


class WordsUnreadable(DomainError):
    """Something in the recovery words cannot be right, whoever they belong to."""

    status = 422
    field = "words"


class WrongNameOrWords(DomainError):
    """The same for an unknown name and for somebody else's words."""

    status = 422
    words = "This name and these words do not go together. Please look at both once more; there is no hurry."


def change_passphrase(account: Account, old: str, new: str, network: str, sign_in_id: int | None = None) -> None:
    """Take another passphrase and sign all other devices out; raises WrongPassphrase or PassphraseIsWeak.

    `sign_in_id` is the device that stays signed in.
    """
    new = check_passphrase(new, account.name)
    account_id = account.id
    try:
        confirm(account, old, network)
    except WrongPassphrase:
        raise WrongPassphrase(field="old") from None
    kept = way_of(account, WayKind.PASSPHRASE).proof_hash
    db.session.rollback()
    new_hash = passphrases.hash_secret(new)
    with transaction() as session:
        current = session.get_one(Account, account_id, with_for_update=True, populate_existing=True)
        way = way_of(current, WayKind.PASSPHRASE)
        if way.proof_hash != kept:
            raise WrongPassphrase(field="old")
        way.proof_hash = new_hash
        end_other_sign_ins(current, sign_in_id)


def renew_recovery_words(account: Account, passphrase: str, network: str) -> str:
    """New recovery words in place of the old ones; raises WrongPassphrase."""
    account_id = account.id
    confirm(account, passphrase, network)
    words = new_recovery_words()
    db.session.rollback()
    words_hash = passphrases.hash_secret(words)
    with transaction() as session:
        current = session.get_one(Account, account_id, with_for_update=True, populate_existing=True)
        way_of(current, WayKind.WORDS).proof_hash = words_hash
    return words


def recover(name: str, words: str, new_passphrase: str, network: str = "unknown") -> OpenedAccount:
    """Come back with recovery words: a new passphrase, new words, and every device signed out.

    The words open the account once. As much work and the same words of refusal for an unknown name.
    """
    try:
        words = read_recovery_words(words)
    except ValueError as unreadable:
        raise WordsUnreadable(str(unreadable)) from None
    new_passphrase = check_passphrase(new_passphrase, name)
    tries = Tries("recovery", fold_name(name), network)
    tries.begin()
    found = way_named(name, WayKind.WORDS)
    account_id, kept = (found.account_id, found.proof_hash) if found else (0, None)
    db.session.rollback()
    if not passphrases.is_secret(words, kept):
        raise WrongNameOrWords
    tries.succeed()
    new_words = new_recovery_words()
    passphrase_hash, recovery_hash = passphrases.hash_secret(new_passphrase), passphrases.hash_secret(new_words)
    with transaction() as session:
        current = session.get(Account, account_id, with_for_update=True, populate_existing=True)
        if current is None or way_of(current, WayKind.WORDS).proof_hash != kept:
            raise WrongNameOrWords
        way_of(current, WayKind.PASSPHRASE).proof_hash = passphrase_hash
        way_of(current, WayKind.WORDS).proof_hash = recovery_hash
        end_other_sign_ins(current, None)
    return OpenedAccount(current, new_words)


def change_zone(account: Account, zone: str) -> None:
    """Say which time zone one lives by."""
    with transaction():
        account.zone = zone
