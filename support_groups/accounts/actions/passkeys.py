"""Passkeys of an account: one is added, and removed when its device is lost."""

from sqlalchemy import delete, func, select
from sqlalchemy.exc import IntegrityError

from support_groups.accounts.models import Account, WayIn, WayKind
from support_groups.accounts.passkeys import Passkey
from support_groups.accounts.queries import passkey_of, passkeys_of
from support_groups.accounts.rules import PASSKEYS_MAX, is_last_way_in
from support_groups.core.errors import DomainError
from support_groups.core.transaction import transaction

from .opening import this_week
from .proving import AnotherPasskey, Proof, WrongPassphrase, confirm, still_proven
from .signing_in import end_other_sign_ins


class PasskeyIsKnown(DomainError):
    """A passkey that opens an account already."""

    words = "This passkey is known here already. Nothing was changed."


class TooManyPasskeys(DomainError):
    """As many passkeys as an account can have."""

    words = f"There is no room for more than {PASSKEYS_MAX} passkeys. Please remove one that you no longer use."


class LastWayIn(DomainError):
    """Nothing else would open the account."""

    words = "This is your only way in. Please make another one first, so that you do not lose your account."


def add_passkey(
    account: Account, proof: Proof, new: Passkey, label: str, sealed: bytes | None, sign_in_id: int
) -> None:
    """Take a passkey as one more way in and sign all other devices out; raises as confirm does.

    `sealed` is the private key that this passkey opens, where its device can do that.
    """
    proven = confirm(account, proof, sign_in_id)
    with still_proven(proven, _refusal(proof)) as owner, transaction() as session:
        if len(passkeys_of(owner)) >= PASSKEYS_MAX:
            raise TooManyPasskeys
        way = WayIn(account_id=owner.id, kind=WayKind.PASSKEY, label=label, sealed=sealed, created_on=this_week())
        way.credential_id, way.credential = new.id, new.kept()
        session.add(way)
        try:
            session.flush()
        except IntegrityError:
            raise PasskeyIsKnown from None
        end_other_sign_ins(owner, sign_in_id)


def remove_passkey(account: Account, proof: Proof, public_id: str, sign_in_id: int) -> None:
    """Let a passkey open nothing any more and sign all other devices out; raises as confirm does, or LastWayIn."""
    passkey_of(account, public_id)
    proven = confirm(account, proof, sign_in_id)
    with still_proven(proven, _refusal(proof)) as owner, transaction() as session:
        passkey = passkey_of(owner, public_id)
        ways = session.scalars(select(func.count()).where(WayIn.account_id == owner.id)).one()
        if is_last_way_in(ways):
            raise LastWayIn
        session.delete(passkey)
        end_other_sign_ins(owner, sign_in_id)


def forget_passkeys(account: Account) -> None:
    """Let no passkey open an account any more, inside a transaction."""
    with transaction() as session:
        session.execute(delete(WayIn).where(WayIn.account_id == account.id, WayIn.kind == WayKind.PASSKEY))


def _refusal(proof: Proof) -> DomainError:
    return WrongPassphrase() if isinstance(proof, bytes) else AnotherPasskey()
