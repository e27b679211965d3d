"""What is kept of acts of those who serve."""

from datetime import timedelta

from sqlalchemy import Select, select

from support_groups.core.retention import Span, keep
from support_groups.groups.models import Membership
from support_groups.rooms.kept import WORDS_FADE
from support_groups.rooms.models import Participant

from .models import (
    WORDS_KEPT_DAYS,
    CareFlag,
    Chain,
    GroupGuards,
    Record,
    RecordedPerson,
    Report,
    ReportLine,
    ReportLook,
    Review,
)


def _memberships(account_id: int) -> Select[int]:
    return select(Membership.id).where(Membership.account_id == account_id)


NAMES_FADE = Span(Record.at, timedelta(days=WORDS_KEPT_DAYS), f"{WORDS_KEPT_DAYS} days.")

keep(
    Chain,
    "group_id length head",
    what="How many acts those who serve a group have done.",
    why="So that a line taken out of the record shows.",
    until="As long as the group.",
)
keep(
    Record,
    "id public_id group_id place act detail at until by_seal whom_seal previous digest",
    what="That somebody in a group was muted, removed or banned, or got a position, and when. Without a name.",
    why="So that nobody who serves can act in secret. It cannot be read from it who it was.",
    until="As long as the group.",
)
PEOPLE = keep(
    RecordedPerson,
    "id record_id side membership_id name reason salt",
    what="Who did it, whom it concerned, and why.",
    why="So that you can see what was done about you, and ask for another look at it.",
    until=NAMES_FADE,
    mine=lambda account_id: RecordedPerson.membership_id.in_(_memberships(account_id)),
)
REVIEWS = keep(
    Review,
    "id record_id membership_id words asked_at answer answered_at",
    what="What you wrote when you asked for another look, and the answer.",
    why="So that somebody else who serves can answer you.",
    until=NAMES_FADE,
    mine=lambda account_id: Review.membership_id.in_(_memberships(account_id)),
)
keep(
    GroupGuards,
    "group_id on_personal no_solicitation per_minute words patterns exceptions holds holds_listed hides_reported",
    what="What a group has decided to look at before a message is posted: its own words and patterns too.",
    why="So that its guards are as it wants them. Of messages they stop nothing is kept, but for those that wait.",
    until="As long as the group.",
)
keep(
    CareFlag,
    "id public_id room_id participant_id seq question_id crisis of_other at asked_at taken_by_id closed_at",
    what="That a message or question of yours sounded like danger, for you or another, and who that serves saw to it.",
    why="So that somebody talks with you. Whose a question was they learn only if you ask them to talk with you; "
    "nothing of it goes into the record of the group.",
    until=WORDS_FADE,
    mine=lambda account_id: CareFlag.participant_id.in_(
        select(Participant.id).where(Participant.account_id == account_id)
    ),
)

REPORT_FADES = Span(Report.at, timedelta(days=WORDS_KEPT_DAYS), f"{WORDS_KEPT_DAYS} days, also where it was answered.")


def _made_by(account_id: int) -> Select[int]:
    return select(Report.id).where(Report.by_membership_id.in_(_memberships(account_id)))


keep(
    ReportLine,
    "id report_id membership_id name body at seq follows_others is_reported",
    what="The message that was reported, and up to three of the same person before it; of a question nothing else. "
    "Nothing that others said.",
    why="So that those who serve understand it when the words of the meeting are gone. "
    "What you take back goes here too.",
    until=REPORT_FADES,
)
keep(
    ReportLook,
    "id report_id membership_id at",
    what="Which of those who serve have looked at a report, and when.",
    why="So that nobody looks in secret.",
    until=REPORT_FADES,
    mine=lambda account_id: ReportLook.membership_id.in_(_memberships(account_id)),
)
REPORTS = keep(
    Report,
    "id public_id group_id room_id seq by_membership_id whom_membership_id whom_name whom_public_id kind words at"
    " state",
    what="That you reported a message or somebody in a meeting, why, and what came of it.",
    why="So that somebody who serves can look at it. The one it is about is never told by whom.",
    until=REPORT_FADES,
    mine=lambda account_id: Report.id.in_(_made_by(account_id)),
)
