"""Two at once: real threads with connections of their own, on both databases; the database decides."""

from collections.abc import Callable
from functools import partial
from threading import Barrier, Thread

import pytest
from flask import Flask

from support_groups.accounts.actions import delete_account
from support_groups.accounts.events import AccountLeaving
from support_groups.core.database import db
from support_groups.core.errors import DomainError, NotFound
from support_groups.core.transaction import announce, transaction
from support_groups.sponsorship import actions, queries, rules
from support_groups.sponsorship.actions.holding import holding
from support_groups.sponsorship.models import Ask, AskState, Sponsorship
from tests.cast import Person
from tests.services.at_once import Turn
from tests.services.at_once import at_once as together

Act = Callable[[], object]


def at_once(app: Flask, *acts: Act) -> list[str]:
    """Start acts together, each in its own thread with its own connection; "done" or the name of the refusal each."""
    db.session.rollback()
    together = Barrier(len(acts))
    outcomes = [""] * len(acts)

    def run(place: int, act: Act) -> None:
        with app.app_context():
            together.wait(timeout=10)
            try:
                act()
                outcomes[place] = "done"
            except DomainError as refused:
                outcomes[place] = refused.code

    threads = [Thread(target=run, args=(place, act)) for place, act in enumerate(acts)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=30)
    return outcomes


def yes(sponsor: Person, ask_id: int) -> Act:
    """The sponsor says yes, with everything read anew in the thread."""

    def act() -> None:
        actions.accept(sponsor.account, db.session.get_one(Ask, ask_id))

    return act


@pytest.fixture
def askers(sol: Person, ray: Person, iris: Person, fern: Person) -> list[Person]:
    """Three who have asked Sol for the one place."""
    sol.offers(capacity=1)
    people = [ray, iris, fern]
    for one in people:
        one.asks(sol)
    return people


def test_many_at_once_for_the_last_place_give_exactly_one(app: Flask, sol: Person, askers: list[Person]) -> None:
    while len(waiting := [ask.id for ask in queries.asks_to(sol.account)]) > 1:
        outcomes = at_once(app, *(yes(sol, ask_id) for ask_id in waiting))
        assert sorted(outcomes) == sorted(["done", *["sponsor_is_full"] * (len(waiting) - 1)])
        assert queries.taken_places(sol.account_id) == 1
        [going_on] = [one for one in queries.sponsorships_of(sol.account) if one.ended_at is None]
        actions.end_sponsorship(sol.account, going_on)


def test_one_ask_accepted_twice_at_once_is_one_sponsorship(app: Flask, sol: Person, ray: Person) -> None:
    sol.offers(capacity=4)
    ask_id = ray.asks(sol).id
    assert sorted(at_once(app, *[yes(sol, ask_id)] * 3)) == ["ask_is_settled", "ask_is_settled", "done"]
    assert queries.taken_places(sol.account_id) == 1


def test_two_sponsors_at_once_for_one_asker_give_exactly_one(
    app: Flask, sol: Person, fern: Person, ray: Person
) -> None:
    sol.offers()
    fern.offers()
    to_sol, to_fern = ray.asks(sol).id, ray.asks(fern).id
    assert sorted(at_once(app, yes(sol, to_sol), yes(fern, to_fern))) == ["ask_is_settled", "done"]
    assert len(queries.sponsorships_of(ray.account)) == 1
    states = sorted(ask.state for ask in queries.asks_by(ray.account))
    assert states == [AskState.WITHDRAWN]


def test_a_yes_and_a_block_at_once_leave_nothing_between_the_two(app: Flask, sol: Person, ray: Person) -> None:
    sol.offers()
    ask_id = ray.asks(sol).id

    def block() -> None:
        actions.block(ray.account, sol.account_id, "Sol walks", "Ray walks")

    outcomes = at_once(app, yes(sol, ask_id), block)
    assert outcomes[1] == "done"
    assert outcomes[0] in {"done", "not_found", "ask_is_settled"}
    assert queries.taken_places(sol.account_id) == 0
    assert (sol.conversations(), ray.conversations()) == ([], [])


def test_the_same_ask_sent_twice_at_once_is_one(app: Flask, sol: Person, ray: Person) -> None:
    sol.offers()

    def ask() -> None:
        actions.ask(ray.account, sol.offer, "Ray walks", "Would you walk with me?")

    assert sorted(at_once(app, ask, ask)) == ["already_asked", "done"]
    assert len(queries.asks_to(sol.account)) == 1


def test_two_look_alike_names_at_once_are_one(app: Flask, sol: Person, fern: Person) -> None:
    acts = (partial(sol.offers, name="Calm Water"), partial(fern.offers, name="calm water"))
    assert sorted(at_once(app, *acts)) == ["done", rules.NameIsTaken().code]


def test_a_place_taken_while_places_are_taken_away_is_never_over_the_number(
    app: Flask, sol: Person, ray: Person, iris: Person
) -> None:
    sol.offers(capacity=2)
    sol.sponsors(ray)
    ask_id = iris.asks(sol).id
    at_once(app, yes(sol, ask_id), lambda: sol.offers(capacity=1))
    db.session.rollback()
    assert queries.taken_places(sol.account_id) <= sol.offer.capacity


def test_deleting_an_account_and_ending_its_sponsorship_at_once_both_end_well(
    app: Flask, sol: Person, ray: Person
) -> None:
    sponsorship_id = sol.sponsors(ray).id
    turn = Turn()

    def ends() -> None:
        with transaction() as session, holding(sol.account_id, ray.account_id):
            turn.begin()
            actions.end_sponsorship(ray.account, session.get_one(Sponsorship, sponsorship_id))

    def deletes() -> None:
        turn.wait()
        delete_account(sol.account)

    assert together(app, ends, deletes) == [None, None]
    assert queries.sponsorships_of(ray.account) == []


def test_deleting_an_account_while_the_other_is_slow_to_end_leaves_nothing_between_them(
    app: Flask, sol: Person, ray: Person
) -> None:
    sponsorship_id = sol.sponsors(ray).id
    turn = Turn()

    def deletes() -> None:
        with transaction():
            announce(AccountLeaving(sol.account_id))
            turn.begin()
            delete_account(sol.account)

    def ends() -> None:
        # Looked at before: however late this one goes on, it is with what it has seen.
        seen = db.session.get_one(Sponsorship, sponsorship_id)
        turn.wait()
        actions.end_sponsorship(ray.account, seen)

    refusals = together(app, deletes, ends)
    assert [type(refused) for refused in refusals] == [type(None), NotFound]
    assert queries.sponsorships_of(ray.account) == []
    assert ray.conversations() == []
