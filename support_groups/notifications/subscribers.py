"""What becomes a notice: whoever is concerned hears of it, in the transaction in which it happened."""

from support_groups.conversations.events import ConversationGone, ConversationRead, MessageWaiting
from support_groups.core.database import db
from support_groups.core.transaction import on
from support_groups.groups.events import (
    DoorShut,
    GroupClosed,
    MemberJoined,
    MembershipAsked,
    MembershipDeclined,
    PositionGiven,
    ServiceOffered,
    TermEnded,
)
from support_groups.groups.models import Group, Membership
from support_groups.groups.queries import asking_in, members_of
from support_groups.groups.rules import Power, may
from support_groups.meetings.events import OccurrenceCancelled, OccurrenceRestored
from support_groups.meetings.models import Meeting
from support_groups.moderation.events import (
    ActRecorded,
    CareAsked,
    CareNeeded,
    DangerTold,
    ReportAnswered,
    ReportMade,
    ReviewAnswered,
    ReviewAsked,
)
from support_groups.moderation.models import CareFlag, Record, Report, Side
from support_groups.moderation.queries import handlers_of
from support_groups.sponsorship.events import (
    AskAccepted,
    AskDeclined,
    AskExpired,
    AskWithdrawn,
    SponsorAsked,
    SponsorshipEnded,
)

from . import actions
from .models import Kind


@on(MembershipAsked)
def notice_request(event: MembershipAsked) -> None:
    """Those who may let people in hear that someone asks; once until they have looked."""
    asked = _serving(event.group_id, Power.ADMIT)
    actions.keep(asked, Kind.ASKED_TO_JOIN, _group(event.group_id), subject=f"requests:{event.group_id}")


@on(MemberJoined)
def notice_admission(event: MemberJoined) -> None:
    """Whoever had asked hears that they are in; whoever walked in knows."""
    if event.after_asking:
        actions.keep([event.account_id], Kind.LET_IN, _group(event.group_id))


@on(MembershipDeclined)
def notice_refusal(event: MembershipDeclined) -> None:
    """Whoever had asked hears kindly that it does not fit now."""
    actions.keep([event.account_id], Kind.NOT_LET_IN, _group(event.group_id))


@on(DoorShut)
def notice_wave(event: DoorShut) -> None:
    """Those who lead hear that a wave of strangers has shut the door; once until they have looked."""
    data = {**_group(event.group_id), "until": event.until.isoformat()}
    actions.keep(_serving(event.group_id, Power.LEAD), Kind.DOOR_SHUT, data, subject=f"door:{event.group_id}")


@on(ServiceOffered)
def notice_willing(event: ServiceOffered) -> None:
    """Those who give positions hear that somebody would take one; not who."""
    asked = _serving(event.group_id, Power.MANAGE)
    actions.keep(asked, Kind.SERVICE_OFFERED, _group(event.group_id), subject=f"willing:{event.group_id}")


@on(PositionGiven)
def notice_position(event: PositionGiven) -> None:
    """Whoever has a position now hears until when."""
    until = f"{event.ends_on.day} {event.ends_on:%B %Y}"
    data = {**_group(event.group_id), "name": event.name, "until": until}
    actions.keep([event.account_id], Kind.POSITION_GIVEN, data)


@on(TermEnded)
def notice_end_of_term(event: TermEnded) -> None:
    """Whoever had it is thanked, and those who give positions hear that it is open, if the group still has it."""
    data = {**_group(event.group_id), "name": event.name}
    actions.keep([event.account_id], Kind.TERM_ENDED, {**data, "is_gone": event.is_gone})
    if not event.is_gone:
        actions.keep(_serving(event.group_id, Power.MANAGE), Kind.POSITION_OPEN, data)


@on(GroupClosed)
def notice_end_of_group(event: GroupClosed) -> None:
    """Members, and those who wait for an answer, hear that a group has ended."""
    concerned = [*members_of(event.group_id), *asking_in(event.group_id)]
    actions.keep([member.account_id for member in concerned], Kind.GROUP_CLOSED, _group(event.group_id))


@on(ActRecorded)
def notice_act(event: ActRecorded) -> None:
    """Whomever an act concerns hears what was done, why and until when."""
    if event.account_id is None or event.act not in set(Kind):
        return
    record = db.session.get_one(Record, event.record_id, populate_existing=True)
    by, whom = record.on(Side.BY), record.on(Side.WHOM)
    if by and whom and by.membership_id == whom.membership_id:
        return
    data: dict[str, object] = {**_group(event.group_id), "reason": whom.reason if whom else ""}
    if record.until:
        data["until"] = record.until.isoformat()
    if event.act == Kind.ROLE_GIVEN.value:
        data["role"] = record.detail
    actions.keep([event.account_id], Kind(event.act), data)


@on(CareNeeded)
def notice_care(event: CareNeeded) -> None:
    """Those who moderate hear that somebody may need care; once until they have looked."""
    _notice_care(event.group_id, event.flag_id)


@on(DangerTold)
def notice_graver_danger(event: DangerTold) -> None:
    """Those who moderate hear that it is graver than they knew."""
    if event.is_graver:
        _notice_care(event.group_id, event.flag_id)


@on(CareAsked)
def notice_asking_for_care(event: CareAsked) -> None:
    """Those who moderate hear that somebody asks for them, also when it was looked after before."""
    _notice_care(event.group_id, event.flag_id)


def _notice_care(group_id: int, flag_id: int) -> None:
    flag = db.session.get_one(CareFlag, flag_id)
    asked = set(_serving(group_id, Power.MODERATE)) - {flag.participant.account_id}
    actions.keep(asked, Kind.CARE_NEEDED, _group(group_id), subject=f"care:{group_id}")


@on(ReportMade)
def notice_report(event: ReportMade) -> None:
    """Those who may look at a report hear that there is one, without a word of it; the one it is about does not."""
    asked = [member.account_id for member in handlers_of(db.session.get_one(Report, event.report_id))]
    actions.keep(asked, Kind.REPORT_MADE, _group(event.group_id), subject=f"reports:{event.group_id}")


@on(ReportAnswered)
def notice_outcome(event: ReportAnswered) -> None:
    """Whoever made a report hears what came of it."""
    made = db.session.get(Membership, event.by_membership_id) if event.by_membership_id else None
    if made is not None:
        kind = Kind.REPORT_UPHELD if event.is_upheld else Kind.REPORT_NOT_UPHELD
        actions.keep([made.account_id], kind, {**_group(event.group_id), "reason": event.words})


@on(ReviewAsked)
def notice_review(event: ReviewAsked) -> None:
    """Those who moderate hear that someone asks for a review."""
    asked = _serving(event.group_id, Power.MODERATE)
    actions.keep(asked, Kind.REVIEW_ASKED, _group(event.group_id), subject=f"reviews:{event.group_id}")


@on(ReviewAnswered)
def notice_answer(event: ReviewAnswered) -> None:
    """Whoever asked for a review hears that there is an answer."""
    actions.keep([event.account_id], Kind.REVIEW_ANSWERED, _group(event.group_id))


@on(OccurrenceCancelled)
def notice_cancelled(event: OccurrenceCancelled) -> None:
    """The members hear that a meeting is not held this time."""
    data = {**_meeting(event.meeting_id), "starts_at": event.starts_at.isoformat(), "note": event.note}
    actions.keep(_others(event.group_id, event.by_membership_id), Kind.MEETING_CANCELLED, data)


@on(OccurrenceRestored)
def notice_restored(event: OccurrenceRestored) -> None:
    """The members hear that a meeting is held after all."""
    data = {**_meeting(event.meeting_id), "starts_at": event.starts_at.isoformat()}
    actions.keep(_others(event.group_id, event.by_membership_id), Kind.MEETING_RESTORED, data)


@on(SponsorAsked)
def notice_ask(event: SponsorAsked) -> None:
    """A sponsor hears that someone asks."""
    actions.keep([event.sponsor_account_id], Kind.SPONSOR_ASKED, {}, subject=f"ask:{event.ask_id}")


@on(AskAccepted)
def notice_yes(event: AskAccepted) -> None:
    """Whoever asked hears the yes."""
    actions.keep([event.asker_account_id], Kind.ASK_ACCEPTED, {})
    actions.read_about(event.sponsor_account_id, f"ask:{event.ask_id}")


@on(AskDeclined)
def notice_no(event: AskDeclined) -> None:
    """Whoever asked hears the no, in kind words."""
    actions.keep([event.asker_account_id], Kind.ASK_DECLINED, {"words": event.words})
    actions.read_about(event.sponsor_account_id, f"ask:{event.ask_id}")


@on(AskWithdrawn)
def notice_withdrawal(event: AskWithdrawn) -> None:
    """The sponsor hears that nothing is asked of them any more."""
    actions.read_about(event.sponsor_account_id, f"ask:{event.ask_id}")
    actions.keep([event.sponsor_account_id], Kind.ASK_WITHDRAWN, {"words": event.words})


@on(AskExpired)
def notice_silence(event: AskExpired) -> None:
    """Whoever asked hears that no answer came, and what to do next."""
    actions.read_about(event.sponsor_account_id, f"ask:{event.ask_id}")
    actions.keep([event.asker_account_id], Kind.ASK_EXPIRED, {"words": event.words})


@on(SponsorshipEnded)
def notice_end(event: SponsorshipEnded) -> None:
    """The other of the two hears that it has ended; after a block nobody hears anything."""
    if event.told_account_id is not None:
        actions.keep([event.told_account_id], Kind.SPONSORSHIP_ENDED, {})


@on(MessageWaiting)
def notice_message(event: MessageWaiting) -> None:
    """Whoever is away hears once that something was written to them."""
    data = {"conversation": event.conversation_public_id}
    actions.keep([event.account_id], Kind.MESSAGE, data, subject=_conversation(event.conversation_id))


@on(ConversationRead)
def notice_read(event: ConversationRead) -> None:
    """Whoever has come to read needs no notice of it any more."""
    actions.read_about(event.account_id, _conversation(event.conversation_id))


@on(ConversationGone)
def forget_notice(event: ConversationGone) -> None:
    """No notice leads to a conversation that is gone."""
    actions.forget_about(event.account_id, _conversation(event.conversation_id))


def _group(group_id: int) -> dict[str, object]:
    group = db.session.get_one(Group, group_id)
    return {"group": group.public_id, "group_name": group.name}


def _meeting(meeting_id: int) -> dict[str, object]:
    meeting = db.session.get_one(Meeting, meeting_id)
    return {"meeting": meeting.public_id, "meeting_name": meeting.name}


def _conversation(conversation_id: int) -> str:
    return f"conversation:{conversation_id}"


def _serving(group_id: int, power: Power) -> list[int]:
    return [member.account_id for member in members_of(group_id) if may(member.role, power)]


def _others(group_id: int, besides: int) -> list[int]:
    members: list[Membership] = [member for member in members_of(group_id) if member.id != besides]
    return [member.account_id for member in members]
