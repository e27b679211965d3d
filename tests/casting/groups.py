"""What a person of the cast does in groups."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

from sqlalchemy import select

from support_groups.core.clock import now
from support_groups.core.database import db
from support_groups.groups import actions, queries
from support_groups.groups.models import Group, Invitation, Membership, Role, Standing
from support_groups.groups.rules import GroupValues, token_hash

from .person import Acting

QUIET = GroupValues(
    name="A quiet group",
    purpose="For anyone who wonders about their use.",
    language="en",
    zone="Europe/Berlin",
    ground_rules="What is said here stays here.\nNo contact details.",
)


class InGroups(Acting):
    """The verbs of groups; where none is named, the one group the person belongs to is meant."""

    def founds(self, name: str = QUIET.name, *, as_name: str | None = None, **values: Any) -> Group:
        """Begin a group like QUIET, but for what is said."""
        self.account.may_found_groups = True
        db.session.commit()
        return actions.create_group(self.account, replace(QUIET, name=name, **values), as_name or self.name)

    def joins(self, group: Group, *, as_name: str | None = None, with_link: str | None = None) -> Membership:
        """Join a group, or ask to, under one's name or another."""
        return actions.join(self.account, group, as_name or self.name, with_link)

    def membership(self, group: Group | None = None) -> Membership:
        """The person's membership, wherever it stands."""
        mine = select(Membership).where(Membership.account_id == self.account_id)
        if group is not None:
            mine = mine.where(Membership.group_id == group.id)
        return db.session.scalars(mine.order_by(Membership.standing != Standing.ACTIVE, Membership.id)).all()[0]

    def is_in(self, group: Group) -> bool:
        """Whether the person is a member of a group now."""
        return queries.membership_of(self.account, group.id) is not None

    def leaves(self, group: Group | None = None, *, keep_name: bool = False) -> None:
        """Leave a group."""
        actions.leave(self.membership(group), keep_name=keep_name)

    def is_named(self, name: str, group: Group | None = None) -> Membership:
        """Take another name."""
        return actions.rename(self.membership(group), name)

    def admits(self, other: "InGroups", group: Group | None = None) -> None:
        """Let someone in who has asked."""
        mine = self.membership(group)
        actions.admit(mine, other.membership(mine.group))

    def declines(self, other: "InGroups", group: Group | None = None) -> None:
        """Do not let someone in."""
        mine = self.membership(group)
        actions.decline(mine, other.membership(mine.group))

    def gives(self, role: Role, other: "InGroups", group: Group | None = None) -> None:
        """Give someone a position."""
        mine = self.membership(group)
        actions.give_role(mine, other.membership(mine.group), role)

    def mutes(
        self, other: "InGroups", group: Group | None = None, *, minutes: int = 30, why: str = "No contact details."
    ) -> None:
        """Ask someone to listen for a while."""
        mine = self.membership(group)
        actions.mute(mine, other.membership(mine.group), now() + timedelta(minutes=minutes), why)

    def unmutes(self, other: "InGroups", group: Group | None = None) -> None:
        """Let someone speak again."""
        mine = self.membership(group)
        actions.mute(mine, other.membership(mine.group), None, "")

    def bans(self, other: "InGroups", group: Group | None = None, *, why: str = "No contact details.") -> None:
        """Have someone stay away."""
        mine = self.membership(group)
        actions.ban(mine, other.membership(mine.group), why)

    def lifts_ban_of(self, other: "InGroups", group: Group | None = None, *, why: str = "We have talked.") -> None:
        """Let someone come back."""
        mine = self.membership(group)
        actions.lift_ban(mine, other.membership(mine.group), why)

    def invites(self, group: Group | None = None, *, uses: int = 1, days: int = 7) -> str:
        """Make an invitation; the token of its link."""
        return actions.invite(self.membership(group), uses, days)

    def takes_back(self, token: str) -> None:
        """Take an invitation back."""
        found = db.session.scalars(select(Invitation).where(Invitation.token_hash == token_hash(token))).one()
        actions.revoke_invitation(self.membership(found.group), found)
