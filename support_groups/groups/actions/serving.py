"""What those who serve do for the group: let in, give positions, mute, ban, and take it back."""

from datetime import datetime

from sqlalchemy import select

from support_groups.core.clock import now
from support_groups.core.transaction import announce
from support_groups.groups import rules
from support_groups.groups.events import (
    BanLifted,
    MemberBanned,
    MemberJoined,
    MemberMuted,
    MembershipDeclined,
    RoleChanged,
    TermEnded,
)
from support_groups.groups.models import Membership, Position, Role, Standing
from support_groups.groups.rules import Power

from .holding import Held, active_in, check_may_go, forget_name, held_by, held_to_serve, let_go


def admit(by: Membership, member: Membership) -> None:
    """Let in someone who has asked; twice is once."""
    with held_to_serve(by, Power.ADMIT) as held:
        asking = held.person(member)
        if asking.standing is Standing.ACTIVE:
            return
        if asking.standing is not Standing.ASKED:
            raise rules.AlreadyDecided
        asking.standing = Standing.ACTIVE
        asking.request_words = None
        asking.joined_on = now().date()
        announce(
            MemberJoined(
                group_id=held.group.id,
                membership_id=asking.id,
                account_id=asking.account_id,
                after_asking=True,
            )
        )


def decline(by: Membership, member: Membership) -> None:
    """Do not let in someone who has asked; nothing of the request stays."""
    with held_to_serve(by, Power.ADMIT) as held:
        asking = held.person(member)
        if asking.standing is not Standing.ASKED:
            raise rules.AlreadyDecided
        let_go(asking)
        announce(MembershipDeclined(group_id=held.group.id, membership_id=asking.id, account_id=asking.account_id))
        forget_name(asking)


def give_role(by: Membership, member: Membership, role: Role) -> None:
    """Give a member a position, or lay down one's own; the group keeps a facilitator always."""
    with held_to_serve(by, Power.MANAGE) as held:
        found = held.by if member.id == held.by.id else held.below(member)
        if found.standing is not Standing.ACTIVE:
            raise rules.NotAMember
        change_role(held, found, role)


def lay_down(member: Membership) -> None:
    """Lay down one's own position, whatever it is, and be a member among members."""
    with held_by(member) as held:
        change_role(held, held.by, Role.MEMBER)


def change_role(held: Held, member: Membership, role: Role) -> None:
    """Let a member of a held group have another role, given by whoever holds it; positions that need more end."""
    if member.role is role:
        return
    check_may_go(active_in(held.session, held.group.id), member, leaving=False)
    member.role = role
    announce(
        RoleChanged(
            group_id=held.group.id,
            membership_id=member.id,
            account_id=member.account_id,
            by_membership_id=held.by.id,
            role=role.value,
        )
    )
    _open_what_ends(held, member)


def _open_what_ends(held: Held, member: Membership) -> None:
    for found in held.session.scalars(select(Position).where(Position.holder_id == member.id)).all():
        if rules.allows_more(found.role, member.role):
            found.holder_id = found.ends_on = None
            announce(TermEnded(found.group_id, member.account_id, found.name))


def mute(by: Membership, member: Membership, until: datetime | None, reason: str) -> None:
    """Ask a member to listen until a moment, or let them speak again (None); they are told why."""
    moment = now()
    if until is not None:
        rules.check_mute_end(until, moment)
        reason = rules.check_reason(reason)
    with held_to_serve(by, Power.MODERATE) as held:
        found = held.below(member)
        if found.standing is not Standing.ACTIVE:
            raise rules.NotAMember
        if until is None and not rules.is_muted(found.muted_until, moment):
            return
        found.muted_until = until
        announce(
            MemberMuted(
                group_id=held.group.id,
                membership_id=found.id,
                account_id=found.account_id,
                by_membership_id=held.by.id,
                until=until,
                reason=reason,
            )
        )


def ban(by: Membership, member: Membership, reason: str) -> None:
    """Have someone stay away, under whatever name they come back; twice is once."""
    reason = rules.check_reason(reason)
    with held_to_serve(by, Power.MODERATE) as held:
        found = held.below(member)
        if found.standing is Standing.BANNED:
            return
        found.standing = Standing.BANNED
        found.standing_reason = reason
        found.role = Role.MEMBER
        found.is_home = False
        found.muted_until = None
        found.request_words = None
        announce(
            MemberBanned(
                group_id=held.group.id,
                membership_id=found.id,
                account_id=found.account_id,
                by_membership_id=held.by.id,
                reason=reason,
            )
        )


def lift_ban(by: Membership, member: Membership, reason: str) -> None:
    """Let someone come back, if they wish to, under a name they choose anew."""
    reason = rules.check_reason(reason)
    with held_to_serve(by, Power.MODERATE) as held:
        found = held.person(member)
        if found.standing is not Standing.BANNED:
            raise rules.AlreadyDecided
        let_go(found)
        announce(
            BanLifted(
                group_id=held.group.id,
                membership_id=found.id,
                account_id=found.account_id,
                by_membership_id=held.by.id,
                reason=reason,
            )
        )
        forget_name(found)
