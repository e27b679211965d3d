"""Proving that an account is one's own, with a wait that grows for whoever guesses."""

from dataclasses import dataclass, replace

from support_groups.accounts import passphrases
from support_groups.accounts.models import Account, WayIn, WayKind
from support_groups.accounts.queries import proof_of, way_named
from support_groups.accounts.rules import fold_name, wait_after
from support_groups.core import limits
from support_groups.core.database import db
from support_groups.core.errors import DomainError, TooFast
from support_groups.core.transaction import transaction

TRIES_KEPT_SECONDS = 15 * 60


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


@dataclass(frozen=True)
class Proven:
    """A way in as it was when somebody proved to have it; it may have been changed since."""

    account: Account
    account_id: int
    way_id: int
    proof_hash: str
    sealed: bytes


def prove(name: str, key: bytes, network: str) -> Proven:
    """The way into the account of this name, if the key is that of its passphrase; raises WrongNameOrPassphrase."""
    if way := _way_with(WayKind.PASSPHRASE, name, key, network):
        return way
    raise WrongNameOrPassphrase


def prove_words(name: str, key: bytes, network: str) -> Proven:
    """The way into the account of this name, if the key is that of its words; raises WrongNameOrWords."""
    if way := _way_with(WayKind.WORDS, name, key, network):
        return way
    raise WrongNameOrWords


def confirm(account: Account, key: bytes, network: str) -> Proven:
    """Make sure that it is the person who asks for a serious step, or raise WrongPassphrase."""
    try:
        return prove(account.name, key, network)
    except WrongNameOrPassphrase:
        raise WrongPassphrase from None


def _way_with(kind: WayKind, name: str, key: bytes, network: str) -> Proven | None:
    # As much work, and as long, whether there is such a name or not.
    tries = Tries(kind, fold_name(name), network)
    tries.begin()
    # Only what is compared: to read the rest of a row as well would take longer for a name that there is.
    kept = proof_of(name, kind)
    db.session.rollback()  # No connection is held while hashing.
    if not passphrases.is_secret(key, kept):
        return None
    way = way_named(name, kind)
    if way is None or way.proof_hash is None or way.proof_hash != kept:
        return None
    found = Proven(way.account, way.account_id, way.id, way.proof_hash, way.sealed or b"")
    db.session.rollback()
    tries.succeed()
    if passphrases.needs_rehash(found.proof_hash):
        return replace(found, proof_hash=_strengthened(found, key))
    return found


def _strengthened(found: Proven, key: bytes) -> str:
    stronger = passphrases.hash_secret(key)
    with transaction() as session:
        way = session.get(WayIn, found.way_id, with_for_update=True, populate_existing=True)
        if way is not None and way.proof_hash == found.proof_hash:
            way.proof_hash = stronger
    return stronger
