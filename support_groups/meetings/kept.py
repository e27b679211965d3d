"""What is kept of meetings: nothing of anyone who comes, but the readings they have taken on until then."""

from datetime import timedelta

from sqlalchemy import ColumnElement, select

from support_groups.core.retention import Span, keep
from support_groups.groups.models import Membership

from .models import Meeting, Occurrence, ReadingClaim, RunSheet


def _claimed_by(account_id: int) -> ColumnElement[bool]:
    return ReadingClaim.membership_id.in_(select(Membership.id).where(Membership.account_id == account_id))


keep(
    Meeting,
    "id public_id group_id name weekday local_time minutes fellowship_minutes formats floor lobby first_on ended_on"
    " created_at",
    what="When a group meets.",
    why="So that people find the meeting. It says nothing about who comes.",
    until="As long as the group.",
)
keep(
    Occurrence,
    "id public_id meeting_id on_date starts_at ends_at closes_at opened_at room_id run_sheet_id most_here spoke"
    " cancelled_at cancel_note",
    what="The dates on which a meeting was held, or why it was not; how many were there at most and how many spoke.",
    why="So that its room opens once, and those who serve see how meetings go. It says nothing about who came.",
    until="As long as the group.",
)
keep(
    RunSheet,
    "id public_id group_id meeting_id number steps",
    what="The order in which a group meets: what is read, and when.",
    why="So that whoever leads can go by it. A version goes once there is a newer one and no meeting runs by it.",
    until="As long as the group.",
)
CLAIMS = keep(
    ReadingClaim,
    "id meeting_id on_date step membership_id over_at",
    what="Which reading you have taken on, for which date.",
    why="So that two do not prepare the same one, and you are called when it is its turn.",
    until=Span(ReadingClaim.over_at, timedelta(0), "Until you give it back, or the meeting is over."),
    mine=_claimed_by,
)
