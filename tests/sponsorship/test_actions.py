"""Offering, asking, agreeing, ending: what is kept and what is announced."""

from collections.abc import Callable

import pytest
from sqlalchemy import event, select

from support_groups.accounts.actions import delete_account
from support_groups.core.database import db
from support_groups.core.errors import DomainError, NotFound
from support_groups.sponsorship import actions, queries, rules
from support_groups.sponsorship.events import (
    AskAccepted,
    AskDeclined,
    AskExpired,
    AskWithdrawn,
    SponsorAsked,
    SponsorshipBegun,
    SponsorshipEnded,
)
from support_groups.sponsorship.models import Answer, Ask, AskState, Gender, Search, SponsorOffer, Time
from tests.cast import Person
from tests.services.announced import Announced
from tests.services.clock import Clock


def test_an_offer_is_kept_as_it_was_said(sol: Person) -> None:
    sol.offers(languages=("de", "en"), hours=(Time.WEEKEND_NIGHT, Time.WEEKDAY_MORNING), gender=Gender.WOMAN)
    offer = sol.offer
    assert (offer.name, offer.languages, offer.hours) == ("Sol walks", "en de", "weekday_morning weekend_night")
    assert (offer.gender, offer.prefers, offer.is_paused) == (Gender.WOMAN, None, False)


def test_offering_again_changes_the_one_offer(sol: Person) -> None:
    before = sol.offers().public_id
    sol.offers(capacity=3, words="I have more room now, and I am glad of it.")
    assert (sol.offer.public_id, sol.offer.capacity) == (before, 3)


def test_a_sponsor_goes_by_a_name_they_have_nowhere_else(sol: Person, fern: Person) -> None:
    fern.offers()
    sol.founds("A group of Sol", as_name="Sol there")
    for name, refusal in {
        "sol at HOME": rules.NameIsSignIn,
        "Sol  There": rules.NameIsOfGroup,
        "Fern wa1ks": rules.NameIsTaken,
        "Facilitator": rules.NameLooksLikeService,
    }.items():
        with pytest.raises(refusal):
            sol.offers(name=name)
    sol.offers(name="Sunday")


def test_an_asker_goes_by_a_name_they_have_nowhere_else(sol: Person, nell: Person) -> None:
    sol.offers()
    with pytest.raises(rules.NameIsSignIn):
        nell.asks(sol, as_name="Nell at home")
    with pytest.raises(rules.NameIsTaken):
        nell.asks(sol, as_name="Sol walks")
    nell.asks(sol)


def test_a_sponsor_hears_who_asks_under_the_chosen_name(sol: Person, nell: Person, announced: Announced) -> None:
    sol.offers()
    asked = nell.asks(sol)
    heard = announced.one(SponsorAsked)
    assert (heard.sponsor_account_id, heard.asker_account_id) == (sol.account_id, nell.account_id)
    assert (heard.asker_name, heard.sponsor_name) == ("Nell walks", "Sol walks")
    assert [ask.id for ask in queries.asks_to(sol.account)] == [asked.id]


def test_a_yes_begins_a_sponsorship(sol: Person, nell: Person, announced: Announced) -> None:
    begun = sol.sponsors(nell)
    assert (begun.sponsor_id, begun.sponsee_id, begun.ended_at) == (sol.account_id, nell.account_id, None)
    assert (begun.sponsor_name, begun.sponsee_name) == ("Sol walks", "Nell walks")
    assert announced.one(SponsorshipBegun).sponsorship_id == begun.id
    assert announced.one(AskAccepted).asker_account_id == nell.account_id
    assert queries.asks_to(sol.account) == []


def test_a_temporary_sponsorship_is_looked_at_again_after_90_days(sol: Person, nell: Person, clock: Clock) -> None:
    clock.at("2026-01-31 12:00")
    assert str(sol.sponsors(nell, temporary=True).review_on) == "2026-05-01"


def test_a_lasting_sponsorship_has_no_day_of_review(sol: Person, nell: Person) -> None:
    assert sol.sponsors(nell).review_on is None


def test_who_is_no_temporary_sponsor_is_not_asked_for_it(sol: Person, nell: Person) -> None:
    sol.offers(may_be_temporary=False)
    with pytest.raises(rules.OnlyTemporary):
        nell.asks(sol, temporary=True)


def test_nobody_is_accepted_beyond_the_places_offered(sol: Person, nell: Person, ray: Person) -> None:
    sol.offers(capacity=1)
    nell.asks(sol)
    ray.asks(sol)
    sol.accepts(nell)
    with pytest.raises(rules.SponsorIsFull):
        sol.accepts(ray)
    assert ray.asked(sol).state is AskState.OPEN
    sol.ends_with(nell)
    sol.accepts(ray)


def test_a_sponsor_without_a_place_cannot_be_asked_and_is_not_shown(sol: Person, nell: Person, ray: Person) -> None:
    sol.offers(capacity=1)
    assert ray.is_shown() == ["Sol walks"]
    nell.asks(sol)
    sol.accepts(nell)
    assert ray.is_shown() == []
    with pytest.raises(rules.SponsorHasNoPlace):
        ray.asks(sol)


def test_one_yes_takes_back_the_other_asks(
    sol: Person, fern: Person, ray: Person, iris: Person, announced: Announced
) -> None:
    sol.offers(capacity=4)
    fern.offers(capacity=4)
    for asker, sponsor in ((ray, sol), (ray, fern), (iris, fern)):
        asker.asks(sponsor)
    sol.accepts(ray)
    taken_back = announced.one(AskWithdrawn)
    assert (taken_back.sponsor_account_id, taken_back.found_one) == (fern.account_id, True)
    assert (ray.asked(fern).state, ray.asked(fern).answer) == (AskState.WITHDRAWN, Answer.FOUND_ONE)
    assert iris.asked(fern).state is AskState.OPEN
    with pytest.raises(StopIteration):
        fern.accepts(ray)


def test_a_no_comes_in_prepared_words(sol: Person, nell: Person, announced: Announced) -> None:
    sol.offers()
    nell.asks(sol)
    sol.says_no_to(nell, Answer.OTHER_TIMES)
    assert announced.one(AskDeclined).words == rules.ANSWER_WORDS[Answer.OTHER_TIMES]
    assert (nell.asked(sol).state, queries.asks_to(sol.account)) == (AskState.DECLINED, [])


def test_after_a_no_the_words_are_kept_for_the_asker_only(sol: Person, nell: Person) -> None:
    sol.offers()
    asked = nell.asks(sol, "I have been using for two years and I am tired.").public_id
    sol.says_no_to(nell)
    assert queries.last_note_of(nell.account) == "I have been using for two years and I am tired."
    with pytest.raises(NotFound):
        queries.ask_to(sol.account, asked)


@pytest.mark.parametrize("settle", [Person.says_no_to, lambda sol, nell: nell.stops_asking(sol), Person.accepts])
def test_a_settled_ask_stays_settled(sol: Person, nell: Person, settle: Callable[[Person, Person], object]) -> None:
    sol.offers(capacity=3)
    asked = nell.asks(sol)
    settle(sol, nell)
    for again in (
        lambda: actions.accept(sol.account, asked),
        lambda: actions.decline(sol.account, asked, Answer.TOO_MUCH),
        lambda: actions.withdraw(nell.account, asked),
    ):
        with pytest.raises(rules.AskIsSettled):
            again()


def test_only_the_sponsor_answers_and_only_the_asker_takes_back(sol: Person, nell: Person, iris: Person) -> None:
    sol.offers()
    asked = nell.asks(sol)
    for stranger in (iris, nell):
        with pytest.raises(NotFound):
            actions.accept(stranger.account, asked)
        with pytest.raises(NotFound):
            actions.decline(stranger.account, asked, Answer.TOO_MUCH)
    for stranger in (iris, sol):
        with pytest.raises(NotFound):
            actions.withdraw(stranger.account, asked)
    assert nell.asked(sol).state is AskState.OPEN


def test_an_ask_without_an_answer_expires_after_seven_days(
    sol: Person, nell: Person, clock: Clock, announced: Announced
) -> None:
    sol.offers()
    asked = nell.asks(sol)
    clock.forward(days=6, hours=23)
    actions.expire_asks()
    assert announced.of(AskExpired) == []
    clock.forward(hours=1)
    with pytest.raises(rules.AskIsSettled):
        actions.accept(sol.account, asked)
    actions.expire_asks()
    actions.expire_asks()
    assert [expired.ask_id for expired in announced.of(AskExpired) if expired.ask_id == asked.id] == [asked.id]
    assert nell.asked(sol).state is AskState.EXPIRED
    nell.asks(sol)


def test_an_ask_that_cannot_be_settled_keeps_no_other_from_expiring(
    sol: Person, nell: Person, ray: Person, clock: Clock
) -> None:
    sol.offers()
    stuck_id = nell.asks(sol).id
    ray.asks(sol)
    clock.forward(days=8)

    def refuse(_mapper: object, _connection: object, ask: Ask) -> None:
        if ask.id == stuck_id:
            raise OSError

    event.listen(Ask, "before_update", refuse)
    try:
        with pytest.raises(ExceptionGroup):
            actions.expire_asks()
    finally:
        event.remove(Ask, "before_update", refuse)
    assert (nell.asked(sol).state, ray.asked(sol).state) == (AskState.OPEN, AskState.EXPIRED)


def test_an_expired_ask_that_nobody_has_settled_yet_is_no_obstacle(sol: Person, nell: Person, clock: Clock) -> None:
    sol.offers()
    nell.asks(sol)
    clock.forward(days=8)
    nell.asks(sol)
    assert [ask.state for ask in queries.asks_by(nell.account)] == [AskState.OPEN, AskState.EXPIRED]


def test_settled_asks_are_forgotten_after_a_month(sol: Person, nell: Person, ray: Person, clock: Clock) -> None:
    sol.offers()
    nell.asks(sol)
    sol.says_no_to(nell)
    clock.forward(days=29)
    ray.asks(sol)
    actions.forget_settled_asks()
    assert len(queries.asks_by(nell.account)) == 1
    clock.forward(days=2)
    actions.forget_settled_asks()
    assert queries.asks_by(nell.account) == []
    assert len(queries.asks_by(ray.account)) == 1


def test_one_sponsor_has_one_open_ask_of_a_person(sol: Person, nell: Person) -> None:
    sol.offers(capacity=3)
    nell.asks(sol)
    with pytest.raises(rules.AlreadyAsked):
        nell.asks(sol)


def test_who_has_a_lasting_sponsor_asks_no_other_until_it_ends(sol: Person, fern: Person, nell: Person) -> None:
    fern.offers(may_be_temporary=True)
    sol.sponsors(nell)
    for temporary in (False, True):
        with pytest.raises(rules.AlreadySponsored):
            nell.asks(fern, temporary=temporary)
    nell.ends_with(sol)
    nell.asks(fern)


def test_who_has_a_temporary_sponsor_may_look_for_a_lasting_one(sol: Person, fern: Person, nell: Person) -> None:
    fern.offers(may_be_temporary=True)
    sol.sponsors(nell, temporary=True)
    with pytest.raises(rules.AlreadySponsored):
        nell.asks(fern, temporary=True)
    nell.asks(fern)
    fern.accepts(nell)
    assert len([one for one in queries.sponsorships_of(nell.account) if one.ended_at is None]) == 2


def test_two_do_not_sponsor_each_other(sol: Person, fern: Person) -> None:
    fern.offers()
    sol.sponsors(fern)
    with pytest.raises(rules.IsSponsee):
        sol.asks(fern)


def test_nobody_asks_themselves(sol: Person) -> None:
    sol.offers()
    with pytest.raises(rules.SponsorIsYou):
        sol.asks(sol)


@pytest.mark.parametrize(("who", "most"), [("nell", 2), ("ray", 3)])
def test_first_contacts_are_capped_a_day_more_so_for_who_is_new_here(
    who: str, most: int, sol: Person, nell: Person, ray: Person, clock: Clock
) -> None:
    asker = {"nell": nell, "ray": ray}[who]
    sol.offers(capacity=5)
    for _ in range(most):
        asker.asks(sol)
        asker.stops_asking(sol)
    with pytest.raises(rules.TooManyAsks):
        asker.asks(sol)
    clock.forward(hours=24, seconds=1)
    asker.asks(sol)


def test_at_most_five_asks_wait_at_a_time() -> None:
    rules.check_may_ask_more(asked_lately=0, open_asks=4, new_here=False)
    with pytest.raises(rules.TooManyAsks):
        rules.check_may_ask_more(asked_lately=0, open_asks=5, new_here=False)


def test_a_paused_sponsor_is_not_found_but_may_still_answer(sol: Person, nell: Person, ray: Person) -> None:
    public_id = sol.offers().public_id
    nell.asks(sol)
    actions.pause_offer(sol.account)
    assert ray.is_shown() == []
    with pytest.raises(NotFound):
        queries.offer_for(ray.account, public_id)
    with pytest.raises(DomainError):
        ray.asks(sol)
    assert queries.offer_for(sol.account, public_id).is_paused
    sol.accepts(nell)
    actions.resume_offer(sol.account)
    sol.offers(capacity=2)
    assert ray.is_shown() == ["Sol walks"]


def test_an_offer_taken_back_declines_kindly_and_keeps_sponsorships(
    sol: Person, nell: Person, ray: Person, announced: Announced
) -> None:
    sol.offers(capacity=2)
    sol.sponsors(nell)
    ray.asks(sol)
    actions.withdraw_offer(sol.account)
    assert announced.one(AskDeclined).asker_account_id == ray.account_id
    assert announced.of(SponsorshipEnded) == []
    assert ray.asked(sol).state is AskState.DECLINED


def test_places_are_not_taken_from_people(sol: Person, nell: Person, ray: Person) -> None:
    sol.offers(capacity=2)
    sol.sponsors(nell)
    sol.sponsors(ray)
    with pytest.raises(rules.CapacityBelowTaken):
        sol.offers(capacity=1)
    assert sol.offer.capacity == 2


@pytest.mark.parametrize("ends", ["sol", "nell"])
def test_either_ends_it_at_once_without_a_reason_and_the_other_is_told(
    ends: str, sol: Person, nell: Person, announced: Announced
) -> None:
    sol.sponsors(nell)
    by, other = (sol, nell) if ends == "sol" else (nell, sol)
    by.ends_with(other)
    by.ends_with(other)
    ended = announced.one(SponsorshipEnded)
    assert (ended.told_account_id, ended.by_name) == (other.account_id, by.name_here)
    assert queries.taken_places(sol.account_id) == 0


def test_a_stranger_ends_nothing(sol: Person, nell: Person, iris: Person) -> None:
    begun = sol.sponsors(nell)
    with pytest.raises(NotFound):
        actions.end_sponsorship(iris.account, begun)
    with pytest.raises(NotFound):
        queries.sponsorship_for(iris.account, begun.public_id)
    assert begun.ended_at is None


def test_when_an_account_goes_those_on_the_other_side_hear_of_it(
    sol: Person, fern: Person, nell: Person, ray: Person, announced: Announced
) -> None:
    sol.sponsors(nell)
    ray.asks(sol)
    fern.offers()
    sol.looks_for(languages=("en",))
    delete_account(sol.account)
    assert announced.one(SponsorshipEnded).told_account_id == nell.account_id
    assert announced.one(AskDeclined).asker_account_id == ray.account_id
    for table in (SponsorOffer.account_id, Search.account_id, Ask.sponsor_id):
        assert sol.account_id not in set(db.session.scalars(select(table)))
    nell.asks(fern)


def test_when_an_asker_goes_the_ask_goes(sol: Person, nell: Person, announced: Announced) -> None:
    sol.offers()
    nell.asks(sol)
    delete_account(nell.account)
    assert announced.one(AskWithdrawn).sponsor_account_id == sol.account_id
    assert queries.asks_to(sol.account) == []


def test_what_someone_looks_for_orders_what_they_see(sol: Person, fern: Person, nell: Person) -> None:
    sol.offers(languages=("de",))
    fern.offers(languages=("en",))
    nell.looks_for(languages=("de",))
    assert nell.is_shown() == ["Sol walks", "Fern walks"]
    nell.looks_for(languages=("en",))
    assert nell.is_shown() == ["Fern walks", "Sol walks"]
    assert sol.is_shown() == ["Fern walks"]
