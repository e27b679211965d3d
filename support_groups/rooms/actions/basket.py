"""Questions for the ask-it basket: kept beside the log until one is drawn, seen by their author and who leads."""

from typing import Any

from support_groups.core.clock import now
from support_groups.core.errors import NotFound
from support_groups.core.transaction import announce, transaction

from .. import queries
from ..events import BasketMoved, QuestionPut
from ..models import Question, QuestionState
from ..queries import Place, Seat
from ..rules import basket, decide, wishes
from .log import record
from .view import View
from .weighing import check_guards

Told = dict[str, Any]


def put_question(account_id: int, room_public_id: str, client_id: str, body: str, *, as_it_is: bool) -> None:
    """Put a question into the basket of a room; under the same client id it is put in once."""
    with transaction() as session:
        view, seat = _looked_at(account_id, room_public_id)
        if queries.has_asked(seat.participant_id, client_id):
            return
        decide(view.state, wishes.PutQuestion(), seat.who, view.at)
        basket.check_may_ask(was_taken_out=queries.was_taken_out(seat.participant_id))
        basket.check_room_for_one(queries.count_asked(seat.participant_id))
        check_guards(wishes.Say(body, as_it_is), view, seat)
        question = Question(
            room_id=view.room.id,
            participant_id=seat.participant_id,
            client_id=client_id,
            body=body,
            at=view.at.replace(microsecond=0),
        )
        session.add(question)
        session.flush()
        announce(QuestionPut(question.id, view.room.id), BasketMoved(view.room.id, seat.participant_id))


def see_basket(account_id: int, room_public_id: str) -> Told:
    """What somebody may see of the basket: their own questions and, whoever leads, all that wait."""
    place = queries.place_for(account_id, room_public_id)
    state = queries.state_of(place.room)
    if not state.is_open:
        return {"mine": [], "waiting": None}
    mine = [{**_told(one), "state": one.state.value} for one in queries.own_questions(place.participant.id)]
    if not basket.looks_in(state, place.participant.public_id):
        return {"mine": mine, "waiting": None}
    return {"mine": mine, "waiting": [_told(one) for one in queries.questions_in(place.room.id)]}


def draw_question(account_id: int, room_public_id: str, public_id: str) -> int:
    """Draw a question, once: from now on all speak about it. Gives its `seq`."""
    with transaction():
        place, question = _from_basket(account_id, room_public_id, public_id)
        wish = wishes.DrawQuestion(question.body or "")
        drawn = decide(queries.state_of(place.room), wish, place.participant.public_id, now())
        appended = record(place.room, drawn, author_id=place.participant.id)
        question.state, question.body, question.drawn_seq = QuestionState.DRAWN, None, appended[-1].seq
        announce(BasketMoved(question.room_id, question.participant_id))
        return place.room.last_seq


def pass_over(account_id: int, room_public_id: str, public_id: str) -> None:
    """Do not draw a question this time: only whoever asked is told."""
    with transaction():
        _, question = _from_basket(account_id, room_public_id, public_id)
        question.state = QuestionState.PASSED_OVER
        announce(BasketMoved(question.room_id, question.participant_id))


def take_question_back(account_id: int, room_public_id: str, public_id: str) -> None:
    """Take a question of one's own out of the basket, or put one away that was passed over; twice is once."""
    with transaction():
        place = queries.place_for(account_id, room_public_id, lock=True)
        question = queries.question_in(place.room.id, public_id)
        if question.participant_id != place.participant.id:
            raise NotFound
        if question.state in (QuestionState.DRAWN, QuestionState.TAKEN_OUT):
            raise basket.QuestionIsGone
        question.state, question.body = QuestionState.TAKEN_BACK, None
        announce(BasketMoved(question.room_id, question.participant_id))


def _from_basket(account_id: int, room_public_id: str, public_id: str) -> tuple[Place, Question]:
    place = queries.place_for(account_id, room_public_id, lock=True)
    state, who = queries.state_of(place.room), place.participant.public_id
    # The rules are asked first: to whom the basket is shut, nothing in it is there or not.
    decide(state, wishes.LookIntoBasket(), who, now())
    question = queries.question_in(place.room.id, public_id)
    if question.state is not QuestionState.WAITING:
        raise basket.QuestionIsGone
    return place, question


def _looked_at(account_id: int, room_public_id: str) -> tuple[View, Seat]:
    held = queries.hold({room_public_id}).get(room_public_id)
    if held is None:
        raise NotFound
    queries.seat_people({(held.room, account_id)})
    seat = held.room.seats.get(account_id)
    if seat is None:
        raise NotFound
    return View(held, held.room.state, now()), seat


def _told(question: Question) -> Told:
    return {"question": question.public_id, "body": question.body}
