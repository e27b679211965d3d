"""Who looks into the ask-it basket and who puts something in; with values."""

from datetime import timedelta

import pytest

from support_groups.rooms.events import QuestionDone, QuestionDrawn, RoomStilled, TurnsSet
from support_groups.rooms.rules import decide, refusals, wishes
from support_groups.rooms.rules.basket import IN_BASKET_MAX, DrawnByWhoLeads, EnoughAsked, check_room_for_one

from .states import NOW, a_chaired_room, then

SOON = NOW + timedelta(minutes=2)
GATHERED = then(a_chaired_room(), TurnsSet("fern", "basket", False))
LED = then(GATHERED, *decide(GATHERED, wishes.TakeChair(), "fern", NOW))


def test_only_the_one_who_leads_looks_in_and_nobody_sees_it() -> None:
    assert decide(LED, wishes.LookIntoBasket(), "fern", NOW) == ()
    with pytest.raises(DrawnByWhoLeads):
        decide(LED, wishes.LookIntoBasket(), "cora", NOW)


def test_a_question_is_ended_by_whoever_ends_it_and_once() -> None:
    drawn = then(LED, QuestionDrawn("fern", "How do you sleep?"))
    assert decide(drawn, wishes.EndQuestion(), "cora", NOW) == (QuestionDone("cora"),)
    assert decide(LED, wishes.EndQuestion(), "cora", NOW) == ()


def test_in_a_silence_only_those_who_lead_put_something_in() -> None:
    still = then(LED, RoomStilled("fern", "silence", SOON, None))
    assert decide(still, wishes.PutQuestion(), "cora", NOW) == ()
    with pytest.raises(refusals.RoomIsStill):
        decide(still, wishes.PutQuestion(), "milo", NOW)
    assert decide(still, wishes.PutQuestion(), "milo", SOON) == ()


def test_a_few_questions_of_one_person_lie_in_it_and_no_more() -> None:
    check_room_for_one(IN_BASKET_MAX - 1)
    with pytest.raises(EnoughAsked):
        check_room_for_one(IN_BASKET_MAX)
