"""Telling those who serve of what somebody said or did, looking at it, and answering."""

from dataclasses import dataclass

from sqlalchemy import delete, func, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from support_groups.core.clock import now
from support_groups.core.database import db
from support_groups.core.errors import NotFound
from support_groups.core.transaction import announce, transaction
from support_groups.groups.actions.holding import held_to_serve
from support_groups.groups.models import Membership
from support_groups.groups.rules import Power
from support_groups.rooms.actions import check_may_read, end_hiding, hide_message
from support_groups.rooms.events import MessageSaid
from support_groups.rooms.queries import Place, asker_of, held, message_in, participant_in, place_for, said_up_to

from .. import queries, rules
from ..events import ReportAnswered, ReportMade
from ..models import AROUND, LINES_BEFORE, Act, Report, ReportKind, ReportLine, ReportLook, ReportState
from .recording import Person, record


@dataclass(frozen=True)
class About:
    """What a report is about: a message by its `seq`, or else somebody by their public id in the room."""

    seq: int | None = None
    person: str | None = None


def report(account_id: int, room_public_id: str, about: About, kind: ReportKind, words: str | None) -> str:
    """Report a message or somebody in a room, once; gives what is said to whoever does. Nobody else is told by whom."""
    with transaction() as session:
        # The room before the report, as where a message goes: what is quoted stands as long as this takes.
        place = place_for(account_id, room_public_id, lock=True)
        check_may_read(place)
        whom = _whom(place, about)
        group_id, mine = place.room.group_id, place.participant.membership_id
        if group_id is None or mine is None:
            raise NotFound
        at = now()
        if _made_before(session, place, whom.id, about) is None:
            rules.check_few_open(_open_of(session, group_id, mine))
            made = Report(
                group_id=group_id,
                room_id=place.room.id,
                seq=about.seq,
                by_membership_id=mine,
                whom_membership_id=whom.id,
                whom_name=whom.name,
                whom_public_id=whom.public_id,
                kind=kind,
                words=words,
                at=at,
            )
            _keep(session, made, place.room.id)
        is_stranded = not queries.may_be_handled(group_id, whom.id, at)
        # To leave a question standing where nobody else could look would tell that one of those who serve has asked it.
        hides = whom.is_nameless or not is_stranded
        if about.seq is not None and hides and queries.guards_of(group_id).hides_reported:
            _hide(session, place.room.id, about.seq)
    if whom.is_nameless:
        return rules.THANKS_FOR_QUESTION
    return rules.STRANDED if is_stranded else rules.THANKS


def _open_of(session: Session, group_id: int, membership_id: int) -> int:
    """How many reports of somebody wait for an answer."""
    theirs = Report.by_membership_id == membership_id, Report.state == ReportState.OPEN
    return session.scalar(select(func.count()).where(Report.group_id == group_id, *theirs)) or 0


@dataclass(frozen=True)
class _Whom:
    id: int
    name: str | None
    public_id: str | None

    @property
    def is_nameless(self) -> bool:
        """Whether it is whoever asked a question: known to no person."""
        return self.name is None


def _whom(place: Place, about: About) -> _Whom:
    """The membership of whoever a report is about, under the name they have in the room."""
    if about.seq is not None:
        said = message_in(place.room.id, about.seq)
        if said.by is None:
            return _asker(place, about.seq, said.body)
        if said.body is None:
            raise rules.MessageIsGone
        who = said.by
    else:
        who = about.person or ""
    whom = participant_in(place.room.id, who)
    if whom.id == place.participant.id:
        raise rules.ReportIsAboutOneself
    if whom.membership_id is None or whom.account_id is None:
        raise rules.AuthorHasLeft
    member = db.session.get_one(Membership, whom.membership_id)
    # Of a meeting that is over somebody may have left the group and come back under another name: that is told nobody.
    return _Whom(member.id, whom.name, member.public_id if member.name == whom.name else None)


def _asker(place: Place, seq: int, words: str | None) -> _Whom:
    """Whoever asked a question, also oneself or one who has left: a refusal would tell who it is, or is not."""
    asker = asker_of(place.room.id, seq).membership_id if words is not None else None
    if asker is None:
        raise rules.QuestionIsTakenOut
    return _Whom(asker, None, None)


def _made_before(session: Session, place: Place, whom: int, about: About) -> Report | None:
    mine = select(Report).where(
        Report.by_membership_id == place.participant.membership_id,
        Report.room_id == place.room.id,
        Report.whom_membership_id == whom,
        Report.seq.is_(None) if about.seq is None else Report.seq == about.seq,
    )
    if about.seq is None:
        mine = mine.where(Report.state == ReportState.OPEN)
    return session.scalars(mine.limit(1)).first()


def _keep(session: Session, made: Report, room_id: int) -> None:
    try:
        with session.begin_nested():
            session.add(made)
    except IntegrityError:
        # The same came over another line at this moment.
        return
    if made.seq is not None:
        _quote(session, made, room_id, made.seq)
    announce(ReportMade(made.id, made.group_id, room_id, made.whom_membership_id))


def _quote(session: Session, made: Report, room_id: int, seq: int) -> None:
    if made.is_of_question:
        # What else the same person said would tell who it was.
        line = ReportLine(report_id=made.id, membership_id=made.whom_membership_id, name="A question from the basket")
        line.seq, line.body, line.at, line.is_reported = seq, message_in(room_id, seq).body or "", made.at, True
        session.add(line)
        return
    said = said_up_to(room_id, seq, AROUND)
    quoted = rules.quoted([(logged.seq, str(logged.event.by)) for logged in said], seq, LINES_BEFORE)
    for logged in said:
        if logged.seq in quoted and isinstance(logged.event, MessageSaid) and logged.event.body:
            line = ReportLine(report_id=made.id, membership_id=made.whom_membership_id, name=made.whom_name or "")
            line.seq, line.body, line.at = logged.seq, logged.event.body, logged.at
            line.follows_others, line.is_reported = quoted[logged.seq], logged.seq == seq
            session.add(line)


def _hide(session: Session, room_id: int, seq: int) -> None:
    if _is_open(session, room_id, seq):
        hide_message(room_id, seq)


def _answered(session: Session, found: Report) -> bool:
    """What was hidden goes at the first report that was upheld, or comes back when none waits any more.

    Gives whether anything changed by it.
    """
    session.flush()
    if found.room_id is None or found.seq is None:
        return False
    # Whoever reports it too at this moment holds the room as well: their report is seen, or comes afterwards.
    held(found.room_id)
    is_upheld = found.state is ReportState.UPHELD
    is_decided = is_upheld or not _is_open(session, found.room_id, found.seq)
    return is_decided and end_hiding(found.room_id, found.seq, is_upheld=is_upheld)


def _is_open(session: Session, room_id: int, seq: int) -> bool:
    waiting = Report.room_id == room_id, Report.seq == seq, Report.state == ReportState.OPEN
    return session.scalar(select(Report.id).where(*waiting).limit(1)) is not None


def forget_quoted(room_id: int, seq: int) -> None:
    """Quote a message no longer that was taken back by whoever said it; the report stays."""
    with transaction() as session:
        of_room = select(Report.id).where(Report.room_id == room_id)
        session.execute(delete(ReportLine).where(ReportLine.report_id.in_(of_room), ReportLine.seq == seq))


def look_at_report(by: Membership, public_id: str) -> None:
    """Open a report to read it; the others who serve see that one has."""
    with held_to_serve(by, Power.MODERATE) as held:
        found = queries.report_for(held.by, public_id)
        held.session.add(ReportLook(report_id=found.id, membership_id=held.by.id, at=now()))


def answer_report(by: Membership, public_id: str, *, is_upheld: bool, words: str | None) -> None:
    """Say what comes of a report; the first answer stands, and whoever made it is told."""
    with held_to_serve(by, Power.MODERATE) as held:
        found = queries.report_for(held.by, public_id, lock=True)
        if found.state is not ReportState.OPEN:
            raise rules.ReportIsAnswered
        if not any(look.membership_id == held.by.id for look in found.looks):
            raise rules.LookFirst
        found.state = ReportState.UPHELD if is_upheld else ReportState.NOT_UPHELD
        has_changed = _answered(held.session, found)
        servant = Person(held.by.id, held.by.name, held.by.account_id)
        # Without whom it was about, and without a word of it: the record is read by all who moderate. A line about one
        # of them would tell them that there was a report which they could not see.
        # Of a question the line says only that it went: if one was missing, it would name one of them, too.
        if found.is_of_question:
            if is_upheld and has_changed:
                record(held.group.id, Act.QUESTION_REMOVED, by=servant)
        elif found.whom_membership_id not in queries.moderator_ids(found.group_id):
            record(held.group.id, Act.REPORT_ANSWERED, by=servant)
        announce(ReportAnswered(found.id, found.group_id, found.by_membership_id, is_upheld, words or ""))
