"""Devices: each has a token of its own and can be signed out alone."""

import secrets
from collections.abc import Sequence
from datetime import timedelta

from sqlalchemy import ColumnElement, delete, select

from support_groups.accounts.events import SignedOut
from support_groups.accounts.kept import DEVICES
from support_groups.accounts.models import Account, SignIn
from support_groups.accounts.passkeys import UnknownPasskey
from support_groups.accounts.queries import sign_in_days, token_hash
from support_groups.accounts.rules import DISCREET_LAPSES_DAYS
from support_groups.core import clock
from support_groups.core.chores import UNHURRIED_SECONDS, chore
from support_groups.core.database import db
from support_groups.core.errors import NotFound
from support_groups.core.retention import let_go
from support_groups.core.transaction import announce, transaction

from .proving import Proven, WrongNameOrPassphrase, still_proven


def start_sign_in(account: Account, device: str, *, is_discreet: bool = False) -> str:
    """Sign a device in; the token that is given back is 256 random bits, and only its hash is kept."""
    token = new_token()
    today = clock.today_in("UTC")
    with transaction() as session:
        session.add(
            SignIn(
                account_id=account.id,
                token_hash=token_hash(token),
                device=device,
                is_discreet=is_discreet,
                created_on=today,
                seen_on=today,
            )
        )
    return token


def start_proven_sign_in(proven: Proven, device: str, *, is_discreet: bool = False) -> str:
    """Sign a device in if what was proven still holds; raises what a wrong passphrase, or an unknown passkey, does."""
    refusal = UnknownPasskey() if proven.proof_hash is None else WrongNameOrPassphrase()
    with still_proven(proven, refusal) as account:
        return start_sign_in(account, device, is_discreet=is_discreet)


def new_token() -> str:
    """The token of a sign-in: 256 random bits."""
    return secrets.token_urlsafe(32)


def be_discreet(account: Account, sign_in_id: int, is_discreet: bool) -> str:
    """Let a device be discreet, or no longer; under a new token, so that no cookie from before lasts longer."""
    token = new_token()
    with transaction() as session:
        owned = select(SignIn).where(SignIn.id == sign_in_id, SignIn.account_id == account.id)
        sign_in = session.scalar(owned.execution_options(populate_existing=True))
        if sign_in is None:
            raise NotFound
        sign_in.is_discreet, sign_in.token_hash = is_discreet, token_hash(token)
    return token


def end_sign_in(account: Account, sign_in_id: int) -> None:
    """Sign one device of an account out; a second time changes nothing."""
    with transaction() as session:
        end(session.scalars(select(SignIn).where(SignIn.id == sign_in_id, SignIn.account_id == account.id)).all())


def end_other_sign_ins(account: Account, but_sign_in_id: int | None) -> int:
    """Sign out all devices of an account except one, and say how many those were."""
    with transaction() as session:
        others = session.scalars(
            select(SignIn).where(SignIn.account_id == account.id, SignIn.id != (but_sign_in_id or 0))
        ).all()
        end(others)
        return len(others)


def end(sign_ins: Sequence[SignIn]) -> None:
    """Sign devices out inside a transaction."""
    with transaction() as session:
        for sign_in in sign_ins:
            session.delete(sign_in)
            announce(SignedOut(sign_in.account_id, sign_in.id))


def mark_seen(sign_in_id: int) -> None:
    """Note the day on which a device was last seen; no hour is kept."""
    with transaction() as session:
        sign_in = session.get(SignIn, sign_in_id)
        if sign_in is None:
            raise NotFound
        sign_in.seen_on = clock.today_in("UTC")


@chore("let forgotten sign-ins lapse", pause_seconds=UNHURRIED_SECONDS)
def lapse_sign_ins() -> int:
    """Forget devices that have stayed away too long or signed in too long ago, and say how many."""
    today = clock.today_in("UTC")
    discreet = SignIn.is_discreet & (SignIn.seen_on < today - timedelta(days=DISCREET_LAPSES_DAYS))
    # A day later than pages ask to sign in anew: nobody who is just in a meeting loses their line.
    over = SignIn.created_on < today - timedelta(days=sign_in_days())
    return let_go(DEVICES) + _let_go_of(discreet | over)


def _let_go_of(forgotten: ColumnElement[bool]) -> int:
    # Looked for without the lock of a writer: nearly always there are none.
    if db.session.scalar(select(SignIn.id).where(forgotten).limit(1)) is None:
        return 0
    with transaction() as session:
        return len(session.execute(delete(SignIn).where(forgotten).returning(SignIn.id)).all())
