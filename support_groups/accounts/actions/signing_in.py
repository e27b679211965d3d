"""Devices: each has a token of its own and can be signed out alone."""

import secrets
from collections.abc import Sequence

from sqlalchemy import select

from support_groups.accounts.events import SignedOut
from support_groups.accounts.kept import DEVICES
from support_groups.accounts.models import Account, SignIn
from support_groups.accounts.queries import token_hash
from support_groups.core import clock
from support_groups.core.chores import UNHURRIED_SECONDS, chore
from support_groups.core.errors import NotFound
from support_groups.core.retention import let_go
from support_groups.core.transaction import announce, transaction


def start_sign_in(account: Account, device: str) -> str:
    """Sign a device in; the token that is given back is 256 random bits, and only its hash is kept."""
    token = secrets.token_urlsafe(32)
    today = clock.today_in("UTC")
    with transaction() as session:
        session.add(
            SignIn(
                account_id=account.id,
                token_hash=token_hash(token),
                device=device,
                created_on=today,
                seen_on=today,
            )
        )
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
    """Forget devices that have stayed away too long, and say how many."""
    return let_go(DEVICES)
