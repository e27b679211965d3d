"""Looking after somebody who may be in danger: seen, taken by one who serves, and closed."""

from collections.abc import Callable

from sqlalchemy import and_, delete, or_, select
from sqlalchemy.orm import Session

from support_groups.core.clock import now
from support_groups.core.database import db
from support_groups.core.errors import NotAllowed, NotFound
from support_groups.core.transaction import announce, transaction
from support_groups.groups import rules as group_rules
from support_groups.groups.models import Membership, Standing
from support_groups.groups.rules import Power
from support_groups.rooms.models import Participant, Question
from support_groups.rooms.rules import basket

from .. import queries, rules
from ..events import CareAsked, CareClosed, CareNeeded, CareTaken, DangerTold
from ..models import IN_THE_BASKET, CareFlag, Crisis
from ..rules import Signal


def flag_message(group_id: int, room_id: int, participant_id: int, seq: int, signal: Signal) -> None:
    """Let those who serve know that somebody may be in danger; again only of graver danger, until it was seen to."""
    with transaction() as session:
        known = queries.open_flag(participant_id)
        if known is not None:
            _tell_again(known, group_id, signal)
            return
        _flag(session, group_id, CareFlag(room_id=room_id, participant_id=participant_id, seq=seq), signal)


def flag_question(group_id: int, question: Question, signal: Signal) -> None:
    """Let those who serve know that whoever asked a question may be in danger, without telling them who it is."""
    with transaction() as session:
        # Each has its own: a question beside a flag, and without one, would tell that both are of the same person.
        known = queries.open_flags_of_questions(question.participant_id)
        if rules.is_one_more(signal, [_signal_of(flag) for flag in known], basket.IN_BASKET_MAX):
            flag = CareFlag(room_id=question.room_id, participant_id=question.participant_id, seq=IN_THE_BASKET)
            flag.question_id = question.id
            _flag(session, group_id, flag, signal)
        else:
            _answer_again(known[-1], group_id, signal, is_graver=False)


def _flag(session: Session, group_id: int, flag: CareFlag, signal: Signal) -> None:
    flag.crisis, flag.of_other, flag.at = signal.crisis.value, signal.of_other, now()
    session.add(flag)
    session.flush()
    announce(CareNeeded(flag.id, group_id, flag.room_id))


def _tell_again(flag: CareFlag, group_id: int, signal: Signal) -> None:
    is_graver = rules.is_graver(signal, _signal_of(flag))
    if is_graver:
        flag.crisis, flag.of_other = signal.crisis.value, signal.of_other
        db.session.flush()
    _answer_again(flag, group_id, signal, is_graver=is_graver)


def _answer_again(flag: CareFlag, group_id: int, signal: Signal, *, is_graver: bool) -> None:
    announce(DangerTold(flag.id, group_id, flag.room_id, signal.crisis.value, signal.of_other, is_graver))


def _signal_of(flag: CareFlag) -> Signal:
    return Signal(Crisis(flag.crisis), flag.of_other)


def ask_for_someone(account_id: int, room_public_id: str, public_id: str) -> str:
    """Ask, as the author of a message that was marked, that somebody talks with one, also once it was looked after.

    Gives the words for them.
    """
    with transaction() as session:
        flag = queries.own_flag(account_id, room_public_id, public_id)
        if flag.asked_at is None or flag.closed_at is not None:
            if flag.closed_at is not None:
                flag.closed_at = flag.taken_by_id = None
            flag.asked_at = now()
            session.flush()
            announce(CareAsked(flag.id, flag.room.group_id or 0, flag.room_id))
        return rules.asked_words(is_open=flag.room.closed_at is None)


def take_care(by: Membership, public_id: str) -> CareFlag:
    """Say that one is talking with somebody; twice is once."""

    def take(flag: CareFlag, member: Membership) -> object:
        flag.taken_by_id = member.id
        return CareTaken(flag.id, member.group_id, flag.room_id)

    return _change(by, public_id, take)


def hand_on_care(by: Membership, public_id: str) -> CareFlag:
    """Leave somebody to another who serves."""

    def hand_on(flag: CareFlag, member: Membership) -> object:
        flag.taken_by_id = None
        return CareTaken(flag.id, member.group_id, flag.room_id)

    return _change(by, public_id, hand_on)


def close_care(by: Membership, public_id: str) -> CareFlag:
    """Say that somebody is looked after."""

    def close(flag: CareFlag, member: Membership) -> object:
        flag.closed_at, flag.taken_by_id = now(), member.id
        return CareClosed(flag.id, member.group_id, flag.room_id)

    return _change(by, public_id, close)


def forget_flags(account_id: int) -> None:
    """Let go of every flag at what somebody has said whose account goes."""
    theirs = select(Membership.id).where(Membership.account_id == account_id)
    # Rooms may have let go of who they were before.
    nobodys = and_(Participant.account_id.is_(None), Participant.membership_id.is_(None))
    whose = or_(Participant.account_id == account_id, Participant.membership_id.in_(theirs), nobodys)
    with transaction() as session:
        session.flush()
        places = select(Participant.id).where(whose)
        session.execute(delete(CareFlag).where(CareFlag.participant_id.in_(places)))


def _change(by: Membership, public_id: str, change: Callable[[CareFlag, Membership], object]) -> CareFlag:
    by_id = by.id
    with transaction() as session:
        member = session.get(Membership, by_id, populate_existing=True)
        if member is None or member.standing is not Standing.ACTIVE:
            raise NotFound
        if not group_rules.may(member.role, Power.MODERATE):
            raise NotAllowed
        flag = queries.flag_in(member.group_id, public_id, lock=True)
        if queries.is_about(flag, member):
            raise NotFound
        rules.check_may_take(flag.taken_by_id, member.id, is_closed=flag.closed_at is not None)
        event = change(flag, member)
        session.flush()
        announce(event)
        return flag
