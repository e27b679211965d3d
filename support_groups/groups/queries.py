"""Everything that is read about groups; what the viewer may not see is not found."""

from collections.abc import Sequence
from datetime import date, datetime

from sqlalchemy import ColumnElement, Select, func, select
from sqlalchemy.orm import contains_eager, joinedload, selectinload

from support_groups.accounts.models import Account
from support_groups.core.clock import now
from support_groups.core.database import db
from support_groups.core.errors import NotAllowed, NotFound

from . import rules
from .models import Group, Invitation, Membership, Position, Role, Standing, Willing
from .rules import Power

_KNOWN = (Standing.ACTIVE, Standing.ASKED)


def group_for(viewer: Account | None, public_id: str) -> Group:
    """The group behind an address: listed ones for everyone, others for members and those who have asked.

    Raises Banned, with the reason, for whoever was asked to stay away from one that strangers do not find.
    """
    group = db.session.scalar(select(Group).where(Group.public_id == public_id, Group.closed_at.is_(None)))
    if group and group.is_listed:
        return group
    mine = standing_of(viewer, group.id) if viewer and group else None
    if mine and mine.standing is Standing.BANNED:
        raise rules.Banned(mine.standing_reason, public_id)
    if group is None or mine is None or mine.standing not in _KNOWN:
        raise NotFound
    return group


def _of(account: Account, group_id: int) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    return Membership.account_id == account.id, Membership.group_id == group_id


def membership_of(account: Account, group_id: int) -> Membership | None:
    """The person's membership in a group, if they are a member now."""
    found = standing_of(account, group_id)
    return found if found and found.standing is Standing.ACTIVE else None


def standing_of(account: Account, group_id: int) -> Membership | None:
    """Where the person stands with a group, whatever that is: asked, active, left or banned."""
    return db.session.scalar(select(Membership).where(*_of(account, group_id)))


def membership_for(account: Account, group: Group) -> Membership:
    """The person's membership in a group they are a member of; to others it is not found."""
    if membership := membership_of(account, group.id):
        return membership
    raise NotFound


def memberships_of(account: Account) -> Sequence[Membership]:
    """All groups the person is a member of now, the home group first, each with its group."""
    mine = db.session.scalars(_mine(account, Standing.ACTIVE))
    return sorted(mine, key=lambda one: (not one.is_home, one.group.name.casefold(), one.group_id))


def requests_of(account: Account) -> Sequence[Membership]:
    """The groups the person has asked to join and not been answered by, each with its group."""
    return db.session.scalars(_mine(account, Standing.ASKED).order_by(Group.id)).all()


def _mine(account: Account, standing: Standing) -> Select[Membership]:
    return (
        select(Membership)
        .join(Membership.group)
        .options(contains_eager(Membership.group))
        .where(Membership.account_id == account.id, Membership.standing == standing, Group.closed_at.is_(None))
    )


def serving_for(account: Account, public_id: str, power: Power) -> Membership:
    """The person's membership, with its group, where they may use a power.

    Raises NotFound for strangers and NotAllowed for members without the power.
    """
    mine = _mine(account, Standing.ACTIVE).where(Group.public_id == public_id)
    membership = db.session.scalar(mine)
    if membership is None:
        raise NotFound
    if not rules.may(membership.role, power):
        raise NotAllowed
    return membership


def members_of(group_id: int) -> Sequence[Membership]:
    """The members of a group, those who serve first."""
    return _standing_in(group_id, Standing.ACTIVE)


def roster_for(viewer: Membership) -> Sequence[Membership]:
    """The members someone of the group may see at any time: all for who admits, else those who serve."""
    everyone = members_of(viewer.group_id)
    if rules.may(viewer.role, Power.ADMIT):
        return everyone
    return [member for member in everyone if member.role is not Role.MEMBER]


def facilitators_of(group_id: int) -> Sequence[Membership]:
    """The facilitators of a group; there is always one."""
    return [member for member in members_of(group_id) if member.role is Role.FACILITATOR]


def asking_in(group_id: int) -> Sequence[Membership]:
    """Those who have asked to join and wait for an answer."""
    return _standing_in(group_id, Standing.ASKED)


def banned_from(group_id: int) -> Sequence[Membership]:
    """Those who may not come back for now."""
    return _standing_in(group_id, Standing.BANNED)


def _standing_in(group_id: int, standing: Standing) -> Sequence[Membership]:
    found = select(Membership).where(Membership.group_id == group_id, Membership.standing == standing)
    # Never in the order of joining: it would tell who came when.
    return sorted(
        db.session.scalars(found), key=lambda one: (-rules.RANK[one.role], one.name.casefold(), one.name, one.public_id)
    )


def quiet_doors(at: datetime) -> Sequence[int]:
    """The groups whose doors a wave has shut and before which it is quiet again."""
    quiet = select(Group.id).where(Group.shut_until <= at, Group.closed_at.is_(None))
    return db.session.scalars(quiet.order_by(Group.id)).all()


def count_asking(group_id: int) -> int:
    """How many wait for an answer."""
    asking = select(func.count()).where(Membership.group_id == group_id, Membership.standing == Standing.ASKED)
    return db.session.scalar(asking) or 0


def person_for(by: Membership, public_id: str) -> Membership:
    """Someone of the same group: a member, one who has asked, or one who was banned."""
    found = db.session.scalar(
        select(Membership).where(
            Membership.public_id == public_id,
            Membership.group_id == by.group_id,
            Membership.standing != Standing.LEFT,
        )
    )
    if found is None:
        raise NotFound
    return found


def taken_name_keys(group_id: int, besides: Account) -> frozenset[str]:
    """The keys of the names that others have in a group."""
    others = select(Membership.name_key).where(Membership.group_id == group_id, Membership.account_id != besides.id)
    return frozenset(db.session.scalars(others))


def names_serving(group_id: int, besides: Account) -> frozenset[str]:
    """The names of others who have a position in a group now."""
    serving = select(Membership.name).where(
        Membership.group_id == group_id,
        Membership.account_id != besides.id,
        Membership.standing == Standing.ACTIVE,
        Membership.role != Role.MEMBER,
    )
    return frozenset(db.session.scalars(serving))


def name_keys_elsewhere(account: Account, group_id: int | None) -> frozenset[str]:
    """The keys of the names the person has in other groups."""
    mine = select(Membership.name_key).where(
        Membership.account_id == account.id, Membership.group_id != (group_id or 0)
    )
    return frozenset(db.session.scalars(mine))


def invitation_for(token: str) -> Invitation:
    """The invitation behind a link, with its group, while it is good; else raises InvitationIsOver."""
    found = db.session.scalar(select(Invitation).where(Invitation.token_hash == rules.token_hash(token)))
    if found is None or found.group.closed_at or not is_good(found):
        raise rules.InvitationIsOver
    return found


def is_good(invitation: Invitation) -> bool:
    """Whether an invitation still opens the door."""
    return rules.is_good(
        uses_left=invitation.uses_left,
        expires_at=invitation.expires_at,
        revoked_at=invitation.revoked_at,
        now=now(),
    )


def invitations_of(group_id: int) -> Sequence[Invitation]:
    """The good invitations into a group, those that end first before the others."""
    open_ones = select(Invitation).where(
        Invitation.group_id == group_id,
        Invitation.revoked_at.is_(None),
        Invitation.uses_left > 0,
        Invitation.expires_at > now(),
    )
    return db.session.scalars(open_ones.order_by(Invitation.expires_at, Invitation.id)).all()


def invitation_in(group_id: int, public_id: str) -> Invitation:
    """An invitation into a group by its id."""
    found = db.session.scalar(
        select(Invitation).where(Invitation.group_id == group_id, Invitation.public_id == public_id)
    )
    if found is None:
        raise NotFound
    return found


def positions_of(group_id: int) -> Sequence[Position]:
    """The positions of a group, the open ones first, each with who has it and who would take it."""
    found = db.session.scalars(
        select(Position)
        .where(Position.group_id == group_id)
        .options(joinedload(Position.holder), selectinload(Position.willing).joinedload(Willing.member))
        .execution_options(populate_existing=True)
    )
    return sorted(found, key=lambda one: (one.holder_id is not None, one.name.casefold(), one.id))


def position_in(group_id: int, public_id: str) -> Position:
    """One position of a group."""
    found = db.session.scalar(
        select(Position)
        .where(Position.group_id == group_id, Position.public_id == public_id)
        .execution_options(populate_existing=True)
    )
    if found is None:
        raise NotFound
    return found


def terms_over(today: date) -> Sequence[Position]:
    """The positions whose term has ended, in all groups."""
    over = select(Position).join(Group).where(Position.ends_on < today, Group.closed_at.is_(None))
    return db.session.scalars(over.order_by(Position.group_id, Position.id)).all()
