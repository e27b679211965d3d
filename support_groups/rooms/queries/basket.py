"""Questions in the ask-it basket of a room, found by whoever asked them and by the one who leads."""

from collections.abc import Sequence

from sqlalchemy import select

from support_groups.core.database import db
from support_groups.core.errors import NotFound

from ..models import Participant, Question, QuestionState
from .beside_log import count_beside_log, one_beside_log, own_beside_log
from .log import message_in


def own_questions(participant_id: int) -> Sequence[Question]:
    """What somebody has asked that was not drawn, in its order."""
    return own_beside_log(Question, participant_id)


def questions_in(room_id: int) -> Sequence[Question]:
    """What lies in a basket, mixed: the order in which they came would tell who asked."""
    waiting = select(Question).where(Question.room_id == room_id, Question.state == QuestionState.WAITING)
    return db.session.scalars(waiting.order_by(Question.public_id)).all()


def count_asked(participant_id: int) -> int:
    """How many questions of somebody lie in the basket."""
    return count_beside_log(Question, participant_id, QuestionState.WAITING)


def was_taken_out(participant_id: int) -> bool:
    """Whether a question of somebody was drawn and then removed by those who serve; also of a place they had before."""
    mine = select(Participant.room_id, Participant.membership_id).where(Participant.id == participant_id).subquery()
    gone = (
        select(Question.id)
        .join(Participant, Participant.id == Question.participant_id)
        .join(mine, mine.c.room_id == Participant.room_id)
        .where(Question.state == QuestionState.TAKEN_OUT, Participant.membership_id == mine.c.membership_id)
    )
    return db.session.scalar(gone.limit(1)) is not None


def asker_of(room_id: int, seq: int) -> Participant:
    """Who asked the question that stands at a `seq` of a log: for what is done to them unseen, and told to nobody."""
    asked = select(Participant).join(Question, Question.participant_id == Participant.id)
    found = db.session.scalar(asked.where(Question.room_id == room_id, Question.drawn_seq == seq))
    if found is None:
        raise NotFound
    return found


def has_asked(participant_id: int, client_id: str) -> bool:
    """Whether a question of somebody came before under a client id, whatever became of it."""
    same = select(Question.id).where(Question.participant_id == participant_id, Question.client_id == client_id)
    return db.session.scalar(same) is not None


def words_asked(question: Question) -> str | None:
    """The words of a question, in the basket or where it stands in the log; None once they are gone."""
    return question.body if question.drawn_seq is None else message_in(question.room_id, question.drawn_seq).body


def question_in(room_id: int, public_id: str) -> Question:
    """A question that was put into the basket of a room, locked until the transaction ends."""
    return one_beside_log(Question, room_id, public_id)
