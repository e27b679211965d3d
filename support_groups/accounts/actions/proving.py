"""Proving that an account is one's own, with a wait that grows for whoever guesses."""

from support_groups.accounts import passphrases
from support_groups.accounts.models import Account, WayIn, WayKind
from support_groups.accounts.queries import way_named
from support_groups.accounts.rules import fold_name, normal_passphrase, passphrase_fault, wait_after
from support_groups.core import limits
from support_groups.core.database import db
from support_groups.core.errors import DomainError, TooFast
from support_groups.core.transaction import transaction

TRIES_KEPT_SECONDS = 15 * 60


class WrongNameOrPassphrase(DomainError):
    """The same for an unknown name and for a wrong passphrase."""

    status = 422
    words = "This name and this passphrase do not go together. Please look at both once more; there is no hurry."


class WrongPassphrase(DomainError):
    """What was typed to confirm a step is not the passphrase."""

    status = 422
    words = "This is not your passphrase. Please look at it once more; nothing was changed."
    field = "passphrase"


class PassphraseIsWeak(DomainError):
    """A new passphrase that would be guessed."""

    status = 422
    field = "passphrase"


class WaitALittle(TooFast):
    """Several tries went wrong, so the next one must wait; nobody else has to."""

    def __init__(self, seconds: int) -> None:
        self.seconds = seconds
        unit = "second" if seconds == 1 else "seconds"
        super().__init__(
            f"Several tries did not work, so the next one has to wait {seconds} {unit}. "
            "This keeps others from guessing. You are not locked out."
        )


class Tries:
    """Tries at one secret of one name from one network.

    They are counted before the slow work, so that many at once count too.
    """

    def __init__(self, what: str, name_key: str, network: str) -> None:
        self._pair = (what, name_key, network)
        self._name = (what, "name", name_key)
        self._network = (what, "network", network)

    def begin(self) -> None:
        """Count a try, or raise WaitALittle."""
        if left := limits.seconds_left(*self._pair):
            raise WaitALittle(left)
        tries = limits.count(TRIES_KEPT_SECONDS, *self._pair)
        at_name = limits.count(TRIES_KEPT_SECONDS, *self._name)
        from_network = limits.count(TRIES_KEPT_SECONDS, *self._network)
        limits.wait(wait_after(tries, at_name, from_network), *self._pair)

    def succeed(self) -> None:
        """Forget the tries of this name from this network."""
        limits.forget(*self._pair)


def prove(name: str, passphrase: str, network: str) -> Account:
    """The account of this name, if the passphrase is its own; as much work and the same words if there is none."""
    tries = Tries("passphrase", fold_name(name), network)
    tries.begin()
    way = way_named(name, WayKind.PASSPHRASE)
    way_id, account, kept = (way.id, way.account, way.proof_hash) if way else (0, None, None)
    passphrase = normal_passphrase(passphrase)
    db.session.rollback()  # No connection is held while hashing.
    if not passphrases.is_secret(passphrase, kept) or account is None or kept is None:
        raise WrongNameOrPassphrase
    tries.succeed()
    if passphrases.needs_rehash(kept):
        _strengthen(way_id, passphrase, kept)
    return account


def confirm(account: Account, passphrase: str, network: str) -> None:
    """Make sure that it is the person who asks for a serious step, or raise WrongPassphrase."""
    try:
        prove(account.name, passphrase, network)
    except WrongNameOrPassphrase:
        raise WrongPassphrase from None


def check_passphrase(passphrase: str, name: str) -> str:
    """A new passphrase in the form that is hashed, or raise PassphraseIsWeak."""
    fault = passphrase_fault(passphrase, name)
    if fault:
        raise PassphraseIsWeak(fault)
    return normal_passphrase(passphrase)


def _strengthen(way_id: int, passphrase: str, kept: str) -> None:
    stronger = passphrases.hash_secret(passphrase)
    with transaction() as session:
        way = session.get(WayIn, way_id, with_for_update=True, populate_existing=True)
        if way is not None and way.proof_hash == kept:
            way.proof_hash = stronger
