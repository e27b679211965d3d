"""What a person of the cast does in moderation."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from support_groups.core.database import db
from support_groups.groups.models import Group, Membership
from support_groups.groups.queries import standing_of
from support_groups.moderation import actions, queries
from support_groups.moderation.actions import About
from support_groups.moderation.models import Holds, Record, ReportKind
from support_groups.moderation.rules import Guards
from support_groups.rooms.models import Room

from .person import Acting


class InModeration(Acting):
    """The verbs of moderation."""

    def reads_record_about_self(self, group: Group) -> Sequence[Record]:
        """Read what was done that concerns oneself, the newest first."""
        db.session.rollback()
        return queries.acts_about(self._membership_id(group))

    def asks_review(self, record: Record, words: str = "I did not mean it that way.") -> None:
        """Ask that an act about oneself be looked at again."""
        mine = queries.standing_for(self.account, db.session.get_one(Group, record.group_id).public_id)
        actions.ask_review(mine, record.public_id, words)

    def answers_review(self, record: Record, words: str = "We have talked, and it stays as it is.") -> None:
        """Answer someone who asked for a review."""
        mine = standing_of(self.account, record.group_id)
        assert mine is not None
        actions.answer_review(mine, record.public_id, words)

    def _membership_id(self, group: Group) -> int:
        mine = standing_of(self.account, group.id)
        assert mine is not None
        return mine.id

    def guards(self, group: Group, **values: Any) -> None:
        """Choose what is looked at before a message is posted in a group one facilitates."""
        mine = standing_of(self.account, group.id)
        assert mine is not None
        actions.change_guards(mine, replace(Guards(holds=Holds.NOBODY), **values))

    def reminds(self, other: Acting, room: Room, rule: str = "No contact details.") -> None:
        """Remind somebody in a room of a ground rule."""
        actions.remind(_member_in(self, room), _member_in(other, room), rule, room.id)

    def warns(self, other: Acting, room: Room, why: str = "No links.") -> None:
        """Ask somebody in a room to take care."""
        actions.warn(_member_in(self, room), _member_in(other, room), why, room.id)

    def reports(
        self, room: Room, seq: int | None = None, *, person: str | None = None, words: str | None = None
    ) -> str:
        """Report a message in a room, or somebody; what is said to whoever does."""
        return actions.report(self.account_id, room.public_id, About(seq, person), ReportKind.PRESSURE, words)

    def answers_report(self, group: Group) -> None:
        """Look at the oldest report that waits, and see it as it was meant."""
        mine = standing_of(self.account, group.id)
        assert mine is not None
        [oldest, *_] = queries.reports_for(mine)
        actions.look_at_report(mine, oldest.public_id)
        actions.answer_report(mine, oldest.public_id, is_upheld=True, words=None)


def _member_in(one: Acting, room: Room) -> Membership:
    mine = standing_of(one.account, room.group_id or 0)
    assert mine is not None
    return mine
