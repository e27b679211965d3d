"""Invitations to open groups: one link, one person."""

import secrets
from datetime import timedelta

from sqlalchemy import delete

from support_groups.accounts.kept import FOUNDERS_LINKS
from support_groups.accounts.models import Account, FounderInvitation
from support_groups.accounts.queries import InvitationIsGone, token_hash
from support_groups.core import clock
from support_groups.core.chores import UNHURRIED_SECONDS, chore
from support_groups.core.retention import let_go
from support_groups.core.transaction import transaction

INVITATION_DAYS = 14


def invite_founder() -> str:
    """Make a one-time invitation; its token is told here and never again."""
    token = secrets.token_urlsafe(32)
    with transaction() as session:
        expires_at = clock.now() + timedelta(days=INVITATION_DAYS)
        session.add(FounderInvitation(token_hash=token_hash(token), expires_at=expires_at))
    return token


def accept_founding(account: Account, token: str) -> None:
    """Let an account open groups by an invitation; of two who use it at once, one succeeds."""
    with transaction():
        if account.may_found_groups:
            return
        use_invitation(token)
        account.may_found_groups = True


def use_invitation(token: str) -> None:
    """Use up an invitation inside a transaction, or raise InvitationIsGone."""
    now = clock.now()
    with transaction() as session:
        used = session.execute(
            delete(FounderInvitation)
            .where(FounderInvitation.token_hash == token_hash(token), FounderInvitation.expires_at > now)
            .returning(FounderInvitation.id)
        ).first()
    if used is None:
        raise InvitationIsGone


@chore("let founders' links go", pause_seconds=UNHURRIED_SECONDS)
def forget_links() -> None:
    """Let go of links that have ended."""
    let_go(FOUNDERS_LINKS)
