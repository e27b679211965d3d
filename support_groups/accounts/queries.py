"""What is known of accounts and of the devices where they are signed in."""

import hashlib
from collections.abc import Collection, Sequence

from flask import current_app
from flask_login import current_user
from sqlalchemy import ColumnElement, bindparam, or_, select
from sqlalchemy.orm import contains_eager, joinedload

from support_groups.core import clock
from support_groups.core.database import db
from support_groups.core.errors import NotFound, SignInNeeded
from support_groups.core.identity import who_stands, whose
from support_groups.core.sealing import marks

from .models import Account, FounderInvitation, HardTimes, SignIn, VaultItem, WayIn, WayKind
from .passphrases import false_salt
from .rules import fold_name, has_lapsed, is_over, is_purpose

_OWNERS = select(
    SignIn.token_hash, SignIn.account_id, SignIn.id, SignIn.created_on, SignIn.seen_on, SignIn.is_discreet
).where(SignIn.token_hash.in_(bindparam("hashes", expanding=True)))


_STILL = select(SignIn.id).where(SignIn.id.in_(bindparam("ids", expanding=True)))


class Visitor:
    """Someone who is signed in on one device, as Flask-Login knows them."""

    is_authenticated = True
    is_active = True
    is_anonymous = False

    def __init__(self, sign_in: SignIn, token: str) -> None:
        self.account = sign_in.account
        self.sign_in_id = sign_in.id
        self.created_on = sign_in.created_on
        self.seen_on = sign_in.seen_on
        self.is_discreet = sign_in.is_discreet
        self.device_key = sign_in.device_key
        self._token = token

    def get_id(self) -> str:
        """The token the browser shows; only its hash is kept."""
        return self._token


class InvitationIsGone(NotFound):
    """A link that was used, has ended or never was: the three look the same."""

    words = "This link has been used or has ended. Please ask whoever sent it to you for a new one."


def me() -> Account:
    """The account of whoever asks, in views and sockets."""
    if not current_user.is_authenticated:
        raise SignInNeeded
    account: Account = current_user.account
    return account


def token_hash(token: str) -> bytes:
    """What is kept of a token: nobody can sign in with it."""
    return hashlib.sha256(token.encode()).digest()


def sign_in_days() -> int:
    """After so many days a device has to sign in anew, however often it is used."""
    days: int = current_app.config["SETTINGS"].sign_in_days
    return days


def visitor_with(token: str) -> Visitor | None:
    """Who is signed in with a token, unless the device was signed out or has stayed away too long."""
    found = select(SignIn).where(SignIn.token_hash == token_hash(token)).options(joinedload(SignIn.account))
    sign_in = db.session.scalar(found)
    today = clock.today_in("UTC")
    if sign_in is None or has_lapsed(sign_in.seen_on, today, is_discreet=sign_in.is_discreet):
        return None
    return Visitor(sign_in, token)


@whose
def owners_of(tokens: Collection[str]) -> dict[str, tuple[int, int]]:
    """The ids of account and sign-in behind each token that someone is signed in with right now."""
    by_hash = {token_hash(token): token for token in tokens}
    today = clock.today_in("UTC")
    found = db.session.execute(_OWNERS, {"hashes": list(by_hash)})
    standing = [
        row
        for row in found
        if not has_lapsed(row.seen_on, today, is_discreet=row.is_discreet)
        and not is_over(row.created_on, today, sign_in_days())
    ]
    return {by_hash[row.token_hash]: (row.account_id, row.id) for row in standing}


@who_stands
def sign_ins_standing(ids: Collection[int]) -> frozenset[int]:
    """Which of some devices are still signed in."""
    return frozenset(db.session.scalars(_STILL, {"ids": list(ids)}))


def _is_named(name: str) -> ColumnElement[bool]:
    return Account.name_mark.in_(marks("accounts.name_mark", fold_name(name)))


def account_named(name: str) -> Account | None:
    """The account with this sign-in name, or with one that looks like it."""
    return db.session.scalar(select(Account).where(_is_named(name)))


def proof_of(name: str, kind: WayKind) -> str | None:
    """What is kept to know the key of this way again, for the account with this name; None if there is none."""
    return db.session.scalar(select(WayIn.proof_hash).join(WayIn.account).where(_is_named(name), WayIn.kind == kind))


def way_named(name: str, kind: WayKind) -> WayIn | None:
    """A way of this kind into the account with this name, its account with it."""
    return db.session.scalar(
        select(WayIn)
        .join(WayIn.account)
        .where(_is_named(name), WayIn.kind == kind)
        .options(contains_eager(WayIn.account))
    )


def salt_of(name: str) -> bytes:
    """What the passphrase of this name is stretched with; for a name nobody has, always the same false one."""
    false = false_salt(fold_name(name))
    # One row of one value either way: to make a person of what is found would take longer for a name that there is.
    of_name = select(WayIn.salt).join(WayIn.account).where(_is_named(name), WayIn.kind == WayKind.PASSPHRASE)
    return db.session.scalar(select(of_name.scalar_subquery())) or false


def way_of(account: Account, kind: WayKind) -> WayIn:
    """The one way of a kind into this very account."""
    return db.session.scalars(select(WayIn).where(WayIn.account_id == account.id, WayIn.kind == kind)).one()


def way_with(credential_id: bytes) -> WayIn | None:
    """The way in that a passkey is, for whoever is about to change it, its account with it."""
    return db.session.scalar(
        select(WayIn)
        .where(WayIn.credential_id == credential_id, WayIn.kind == WayKind.PASSKEY)
        .options(joinedload(WayIn.account, innerjoin=True))
        .with_for_update(of=WayIn)
        .execution_options(populate_existing=True)
    )


def passkeys_of(account: Account) -> Sequence[WayIn]:
    """The passkeys of an account, the oldest first."""
    mine = WayIn.account_id == account.id, WayIn.kind == WayKind.PASSKEY
    return db.session.scalars(select(WayIn).where(*mine).order_by(WayIn.id)).all()


def passkey_of(account: Account, public_id: str) -> WayIn:
    """One passkey of this very account."""
    for passkey in passkeys_of(account):
        if passkey.public_id == public_id:
            return passkey
    raise NotFound


def names_not_taken(names: Sequence[str]) -> list[str]:
    """Those of some names that nobody signs in with."""
    taken = set(db.session.scalars(select(Account.name_key).where(or_(*map(_is_named, names)))))
    return [name for name in names if fold_name(name) not in taken]


def devices_of(account: Account) -> Sequence[SignIn]:
    """Where an account is signed in, the one seen last first."""
    return db.session.scalars(
        select(SignIn).where(SignIn.account_id == account.id).order_by(SignIn.seen_on.desc(), SignIn.id.desc())
    ).all()


def device_of(account: Account, public_id: str) -> SignIn:
    """One device of this very account."""
    device = db.session.scalar(select(SignIn).where(SignIn.account_id == account.id, SignIn.public_id == public_id))
    if device is None:
        raise NotFound
    return device


def vault_item_of(viewer: Account, purpose: str) -> VaultItem | None:
    """What the viewer keeps in the vault for a purpose, sealed."""
    if not is_purpose(purpose):
        raise NotFound
    return db.session.scalar(select(VaultItem).where(VaultItem.account_id == viewer.id, VaultItem.purpose == purpose))


def founder_invitation_with(token: str) -> FounderInvitation:
    """The invitation behind a link, if it can still be taken."""
    invitation = db.session.scalar(select(FounderInvitation).where(FounderInvitation.token_hash == token_hash(token)))
    if invitation is None or invitation.expires_at <= clock.now():
        raise InvitationIsGone
    return invitation


def are_hard_times() -> bool:
    """Whether many came at once somewhere not long ago."""
    return db.session.scalar(select(HardTimes.id).where(HardTimes.until > clock.now()).limit(1)) is not None
