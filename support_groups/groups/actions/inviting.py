"""Invitations: links into a group that carry a number of uses and always an end."""

from datetime import timedelta

from sqlalchemy import delete, or_

from support_groups.core.chores import UNHURRIED_SECONDS, chore
from support_groups.core.clock import now
from support_groups.core.errors import NotFound
from support_groups.core.retention import let_go
from support_groups.groups import queries, rules
from support_groups.groups.kept import INVITATIONS, JOIN_COUNTS
from support_groups.groups.models import Invitation, Membership
from support_groups.groups.rules import Power

from .holding import held_to_serve


def invite(by: Membership, uses: int, days: int) -> str:
    """Make an invitation and give its token, which is kept nowhere and cannot be shown again."""
    if not (1 <= uses <= rules.INVITATION_USES_MAX and 1 <= days <= max(rules.INVITATION_DAYS)):
        raise ValueError("an invitation outside of its bounds")
    token = rules.new_token()
    moment = now()
    with held_to_serve(by, Power.INVITE) as held:
        over = or_(Invitation.uses_left <= 0, Invitation.expires_at <= moment, Invitation.revoked_at.is_not(None))
        held.session.execute(delete(Invitation).where(Invitation.group_id == held.group.id, over))
        if len(queries.invitations_of(held.group.id)) >= rules.INVITATIONS_MAX:
            raise rules.TooManyInvitations
        held.session.add(
            Invitation(
                group_id=held.group.id,
                token_hash=rules.token_hash(token),
                uses_left=uses,
                expires_at=moment + timedelta(days=days),
            )
        )
    return token


def revoke_invitation(by: Membership, invitation: Invitation) -> None:
    """Take an invitation back: from now on it opens nothing."""
    invitation_id = invitation.id
    with held_to_serve(by, Power.INVITE) as held:
        found = held.session.get(Invitation, invitation_id, with_for_update=True, populate_existing=True)
        if found is None or found.group_id != held.group.id:
            raise NotFound
        found.revoked_at = found.revoked_at or now()


@chore("let invitations go", pause_seconds=UNHURRIED_SECONDS)
def forget_invitations() -> None:
    """Let go of invitations that have ended, and of how many came an hour ago."""
    let_go(INVITATIONS, JOIN_COUNTS)
