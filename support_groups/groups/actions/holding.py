"""Holding a group: whatever changes who belongs to it happens one after the other, in every process."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import inspect, select
from sqlalchemy.orm import Session

from support_groups.core.errors import NotAllowed, NotFound
from support_groups.core.transaction import announce, transaction
from support_groups.groups import rules
from support_groups.groups.events import GroupClosed
from support_groups.groups.models import Group, Membership, Role, Standing


@dataclass(frozen=True)
class Held:
    """A group whose row is locked, and someone in it as they stand now."""

    session: Session
    group: Group
    by: Membership

    def person(self, member: Membership) -> Membership:
        """Someone else of the same group, as they stand now."""
        found = anew(self.session, member)
        if found is None or found.group_id != self.group.id:
            raise NotFound
        return found

    def below(self, member: Membership) -> Membership:
        """Someone of the group who stands below the actor; nobody acts on their equals."""
        found = self.person(member)
        if not rules.outranks(self.by.role, found.role):
            raise NotAllowed(
                "This is not possible between people with the same position, or with someone above yours. "
                "Please talk with the other facilitators."
            )
        return found


def hold(session: Session, group_id: int) -> Group:
    """Lock a group until the transaction ends; raises GroupHasEnded for one that was closed."""
    # Its key may still be referred to: whoever holds a room of the group writes into its record.
    group = session.get(Group, group_id, with_for_update={"key_share": True}, populate_existing=True)
    if group is None:
        raise NotFound
    if group.closed_at:
        raise rules.GroupHasEnded
    return group


def hold_still(session: Session, group_id: int) -> None:
    """Keep a group from changing until the transaction ends; those who come to its meetings do not wait for each other.

    Comes before a lock of any of its rooms, as where somebody is asked to stay away.
    """
    session.execute(select(Group.id).where(Group.id == group_id).with_for_update(read=True))


@contextmanager
def held_by(member: Membership) -> Iterator[Held]:
    """A transaction in which the group is held and the actor is still a member of it."""
    group_id = member.group_id
    with transaction() as session:
        group = hold(session, group_id)
        by = anew(session, member)
        if by is None or by.standing is not Standing.ACTIVE:
            raise NotFound
        yield Held(session, group, by)


@contextmanager
def held_to_serve(by: Membership, power: rules.Power) -> Iterator[Held]:
    """The same, for one whose position allows something now; raises NotAllowed otherwise."""
    with held_by(by) as held:
        if not rules.may(held.by.role, power):
            raise NotAllowed
        yield held


def anew(session: Session, member: Membership) -> Membership | None:
    """A membership as the database has it now, even where it was read before the lock."""
    # Its id is asked for without reading it: the row may have gone in the meantime.
    identity = inspect(member).identity
    return session.get(Membership, identity[0], populate_existing=True) if identity else None


def active_in(session: Session, group_id: int) -> Sequence[Membership]:
    """All members of a held group as they stand now."""
    members = select(Membership).where(Membership.group_id == group_id, Membership.standing == Standing.ACTIVE)
    return session.scalars(members.execution_options(populate_existing=True)).all()


def check_may_go(members: Sequence[Membership], member: Membership, *, leaving: bool) -> None:
    """Refuse to take away the last facilitator from those who stay."""
    if member.role is Role.FACILITATOR:
        facilitators = sum(one.role is Role.FACILITATOR for one in members)
        rules.check_may_lose_facilitator(facilitators=facilitators, members=len(members), leaving=leaving)


def let_go(member: Membership) -> None:
    """Take a membership out of the group. The row stays, so that a mute outlasts leaving and coming back."""
    member.standing = Standing.LEFT
    member.role = Role.MEMBER
    member.has_met = False
    member.is_home = False
    member.standing_reason = None
    member.request_words = None


def forget_name(member: Membership) -> None:
    """Let nothing of a name stay, so that someone else may take it. The last step: keepers may still need it before."""
    member.name = ""
    member.name_key = f"~{member.public_id}"


def end(session: Session, group: Group, at: datetime) -> None:
    """Close a held group for everybody; those who listen still find its members."""
    group.closed_at = at
    group.is_listed = False
    announce(GroupClosed(group_id=group.id))
    for member in session.scalars(select(Membership).where(Membership.group_id == group.id)):
        let_go(member)
        forget_name(member)
        member.muted_until = None
