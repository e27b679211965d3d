"""Each act of someone who serves is kept in the record, in the transaction of the act: one line an act."""

import logging
from dataclasses import replace

from support_groups.accounts.events import AccountLeaving
from support_groups.core.database import db
from support_groups.core.transaction import on
from support_groups.groups.events import BanLifted, MemberBanned, MemberMuted, RoleChanged
from support_groups.groups.models import Membership
from support_groups.rooms.actions import guards_rooms, tell_why_muted
from support_groups.rooms.events import (
    Event,
    Happened,
    MessageRemoved,
    MessageSaid,
    PersonMuted,
    PersonRemoved,
    QuestionPut,
    RoomClosed,
    RoomLocked,
    RoomSheltered,
    RoomUnlocked,
    ShelterEnded,
    WordsAnswered,
)
from support_groups.rooms.models import HeldState, Participant, Question
from support_groups.rooms.queries import participant_in

from . import actions, queries, rules
from .actions import Person
from .models import Act

guards_rooms(queries.guard_for)

_log = logging.getLogger(__name__)


@on(MemberMuted)
def record_mute(event: MemberMuted) -> None:
    """Someone was asked to listen, or may speak again."""
    act = Act.MUTED if event.until else Act.UNMUTED
    whom = _member(event.membership_id, event.reason)
    actions.record(event.group_id, act, by=_member(event.by_membership_id), whom=whom, until=event.until)


@on(Happened)
def say_why_in_the_next_room(happened: Happened) -> None:
    """Whoever comes into a meeting while they are asked to listen reads there why."""
    match happened.event:
        case PersonMuted(who=who) if happened.reason is None:
            mine = participant_in(happened.room_id, who).membership_id
            if mine is not None:
                tell_why_muted(happened.room_id, who, queries.why_muted(mine))


@on(MemberBanned)
def record_ban(event: MemberBanned) -> None:
    """Someone was asked to stay away."""
    whom = _member(event.membership_id, event.reason)
    actions.record(event.group_id, Act.BANNED, by=_member(event.by_membership_id), whom=whom)


@on(BanLifted)
def record_lifted_ban(event: BanLifted) -> None:
    """Someone may come back."""
    whom = _member(event.membership_id, event.reason)
    actions.record(event.group_id, Act.BAN_LIFTED, by=_member(event.by_membership_id), whom=whom)


@on(RoleChanged)
def record_role(event: RoleChanged) -> None:
    """Someone was given another position."""
    whom = _member(event.membership_id)
    actions.record(event.group_id, Act.ROLE_GIVEN, by=_member(event.by_membership_id), whom=whom, detail=event.role)


@on(Happened)
def look_after(happened: Happened) -> None:
    """Somebody may be in danger: never in the way of what they say, whatever becomes of the looking."""
    event, group_id, author_id = happened.event, happened.group_id, happened.by_participant_id
    if not isinstance(event, MessageSaid) or not event.body or group_id is None or author_id is None:
        return
    if signal := _danger_in(event.body):
        actions.flag_message(group_id, happened.room_id, author_id, happened.seq, signal)


@on(QuestionPut)
def look_after_who_asks(event: QuestionPut) -> None:
    """Somebody may be in danger who asks a question for the basket: never in its way either."""
    question = db.session.get_one(Question, event.question_id)
    if question.body and question.room.group_id and (signal := _danger_in(question.body)):
        actions.flag_question(question.room.group_id, question, signal)


def _danger_in(words: str) -> rules.Signal | None:
    try:
        return rules.crisis(words)
    except Exception as error:
        _log.error("%s while looking for somebody in danger", type(error).__name__)
        return None


@on(AccountLeaving)
def forget_flags(event: AccountLeaving) -> None:
    """Nothing of a person in danger outlasts their account."""
    actions.forget_flags(event.account_id)


@on(Happened)
def forget_taken_back(happened: Happened) -> None:
    """What somebody takes back is quoted nowhere any more."""
    match happened.event:
        case MessageRemoved(message=seq, by=str(by), author=author) if by == author:
            actions.forget_quoted(happened.room_id, seq)


@on(Happened)
def record_in_room(happened: Happened) -> None:
    """What someone who serves did in a meeting; bans and mutes come from the group."""
    if happened.group_id is None or happened.by_participant_id is None:
        return
    found = _act_in_room(happened.event)
    if found is None:
        return
    act, who = found
    whom = _participant(participant_in(happened.room_id, who), happened.reason or "") if who else None
    by = _participant(db.session.get_one(Participant, happened.by_participant_id))
    actions.record(happened.group_id, act, by=by, whom=whom)


@on(WordsAnswered)
def record_answer(event: WordsAnswered) -> None:
    """Someone who serves has let words through that waited, or has not."""
    if event.group_id is None or event.by_participant_id is None:
        return
    act = Act.LET_THROUGH if event.state == HeldState.LET_THROUGH else Act.NOT_LET_THROUGH
    by, whom = (db.session.get_one(Participant, one) for one in (event.by_participant_id, event.author_id))
    actions.record(event.group_id, act, by=_participant(by), whom=_participant(whom, event.reason))


def _act_in_room(event: Event) -> tuple[Act, str | None] | None:
    match event:
        case MessageRemoved(author=None):
            return Act.QUESTION_REMOVED, None
        case MessageRemoved(by=by, author=author) if by != author:
            return Act.MESSAGE_REMOVED, author
        case PersonRemoved(who=who, banned=False):
            return Act.PERSON_REMOVED, who
        case RoomLocked():
            return Act.ROOM_LOCKED, None
        case RoomUnlocked():
            return Act.ROOM_UNLOCKED, None
        case RoomSheltered():
            return Act.ROOM_SHELTERED, None
        case ShelterEnded():
            return Act.SHELTER_ENDED, None
        case RoomClosed():
            return Act.ROOM_CLOSED, None
    return None


def _member(membership_id: int, reason: str = "") -> Person:
    found = db.session.get_one(Membership, membership_id)
    return Person(found.id, found.name, found.account_id, reason)


def _participant(found: Participant, reason: str = "") -> Person | None:
    if found.membership_id is None:
        return None
    # Under the name they had in the room, also when they have left the group since.
    return replace(_member(found.membership_id, reason), name=found.name)
