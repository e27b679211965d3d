"""What a person does for themselves: ask, join, take a name, choose a home group, leave."""

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from support_groups.accounts.models import Account
from support_groups.core.clock import now
from support_groups.core.database import new_public_id
from support_groups.core.errors import NotFound
from support_groups.core.transaction import announce, transaction
from support_groups.groups import queries, rules
from support_groups.groups.events import MemberJoined, MemberLeft, MemberRenamed, MembershipAsked
from support_groups.groups.models import Group, Invitation, Membership, Role, Standing

from .guarding import count_stranger
from .holding import active_in, anew, check_may_go, end, forget_name, held_by, hold, let_go


def join(
    account: Account,
    group: Group,
    name: str,
    invitation_token: str | None = None,
    request_words: str | None = None,
) -> Membership:
    """Become a member under a name for this group, or ask to (ASKED) where the group answers first.

    Twice is once: a member stays the member they are, and no invitation is used up.
    """
    account_id, group_id = account.id, group.id
    with transaction() as session:
        group = hold(session, group_id)
        person = session.get(Account, account_id)
        if person is None:
            raise NotFound
        mine = _standing(session, account_id, group_id)
        _check_may_join(group, mine, invited=invitation_token is not None)
        if mine and (mine.standing is Standing.ACTIVE or (mine.standing is Standing.ASKED and not invitation_token)):
            return mine
        if invitation_token:
            _use_invitation(session, group_id, invitation_token)
        invited, is_stranger = invitation_token is not None, mine is None
        if rules.is_shut(group.shut_until, now()) and is_stranger and not invited:
            raise rules.DoorIsShut
        standing = rules.standing_on_joining(group.door, invited=invited)
        key = rules.check_name(name, taken=queries.taken_name_keys(group_id, person), sign_in_key=person.name_key)
        rules.check_imitates_nobody(name, queries.names_serving(group_id, person))
        mine = mine or Membership(group_id=group_id, account_id=account_id)
        # A new id: nobody can tell that someone who is new here was here before.
        mine.public_id = new_public_id()
        mine.name, mine.name_key = name, key
        mine.standing = standing
        mine.role = Role.MEMBER
        mine.joined_on = now().date()
        mine.request_words = request_words if standing is Standing.ASKED else None
        session.add(mine)
        session.flush()
        if standing is Standing.ASKED:
            announce(MembershipAsked(group_id=group_id, membership_id=mine.id))
        else:
            announce(MemberJoined(group_id=group_id, membership_id=mine.id, account_id=account_id))
            # Whom somebody has invited is no stranger, however many they are.
            if is_stranger and not invited:
                count_stranger(session, group)
        return mine


def _standing(session: Session, account_id: int, group_id: int) -> Membership | None:
    mine = select(Membership).where(Membership.account_id == account_id, Membership.group_id == group_id)
    return session.scalar(mine.execution_options(populate_existing=True))


def _check_may_join(group: Group, mine: Membership | None, *, invited: bool) -> None:
    if mine and mine.standing is Standing.BANNED:
        raise rules.Banned(mine.standing_reason)
    is_known = mine is not None and mine.standing is not Standing.LEFT
    if not (group.is_listed or invited or is_known):
        raise NotFound


def _use_invitation(session: Session, group_id: int, token: str) -> None:
    wanted = select(Invitation).where(Invitation.group_id == group_id, Invitation.token_hash == rules.token_hash(token))
    found = session.scalar(wanted.with_for_update().execution_options(populate_existing=True))
    if found is None or not queries.is_good(found):
        raise rules.InvitationIsOver
    found.uses_left -= 1


def withdraw_request(member: Membership) -> None:
    """Take back one's wish to join; nothing of it stays."""
    group_id = member.group_id
    with transaction() as session:
        hold(session, group_id)
        mine = anew(session, member)
        if mine is None:
            raise NotFound
        if mine.standing is Standing.ACTIVE:
            raise rules.AlreadyDecided("You have been let in already. If you would rather go, you can leave the group.")
        if mine.standing is Standing.ASKED:
            let_go(mine)
            forget_name(mine)


def leave(member: Membership, *, keep_name: bool = False) -> None:
    """Leave a group; the name goes too unless one wishes to find it again.

    A group whose last member goes has ended. Raises LastFacilitator where others would stay without one.
    """
    with held_by(member) as held:
        _go(held.session, held.group, held.by, keep_name=keep_name)


def leave_everywhere(account_id: int) -> None:
    """Leave all groups, because the account goes; raises LastFacilitator naming the groups that need one first."""
    with transaction() as session:
        mine = select(Membership).where(Membership.account_id == account_id, Membership.standing == Standing.ACTIVE)
        needed: list[str] = []
        # In one order for everybody, all groups before any room, so that no two wait for each other.
        held = [
            (hold(session, member.group_id), member) for member in session.scalars(mine.order_by(Membership.group_id))
        ]
        for group, member in held:
            try:
                _go(session, group, member, keep_name=False, account_goes=True)
            except rules.LastFacilitator:
                needed.append(group.name)
        if needed:
            raise rules.LastFacilitator(
                f"You are the only facilitator of {_listed(needed)}, and the people there need one. Before your "
                "account can go, make someone else there a facilitator, or close the group."
            )


def _listed(names: list[str]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"


def _go(session: Session, group: Group, member: Membership, *, keep_name: bool, account_goes: bool = False) -> None:
    members = active_in(session, group.id)
    if member not in members:
        return
    check_may_go(members, member, leaving=True)
    if rules.ends_with(len(members)):
        end(session, group, now())
        return
    let_go(member)
    announce(MemberLeft(group.id, member.id, member.account_id, account_goes))
    if not keep_name:
        forget_name(member)


def rename(member: Membership, name: str) -> Membership:
    """Take another name in the group."""
    with held_by(member) as held:
        person = held.session.get_one(Account, held.by.account_id)
        taken = queries.taken_name_keys(held.group.id, person)
        key = rules.check_name(name, taken=taken, sign_in_key=person.name_key)
        rules.check_imitates_nobody(name, queries.names_serving(held.group.id, person))
        if held.by.name != name:
            held.by.name, held.by.name_key = name, key
            held.session.flush()
            announce(MemberRenamed(group_id=held.group.id, membership_id=held.by.id, name=name))
        return held.by


def make_home(member: Membership) -> None:
    """Make this group the one home group of the person."""
    with held_by(member) as held:
        # Two groups at once, from two devices: the second waits here and takes the place of the first.
        held.session.get_one(Account, held.by.account_id, with_for_update={"key_share": True}, populate_existing=True)
        held.session.refresh(held.by)
        others = Membership.account_id == held.by.account_id, Membership.id != held.by.id
        held.session.execute(update(Membership).where(*others, Membership.is_home).values(is_home=False))
        held.by.is_home = True


def unset_home(member: Membership) -> None:
    """Have no home group for now."""
    with held_by(member) as held:
        held.by.is_home = False
