"""A block holds both ways on every path, and the one who is blocked is told nothing."""

import pytest

from support_groups.core.errors import NotFound
from support_groups.sponsorship import actions, queries
from support_groups.sponsorship.events import AskDeclined, AskWithdrawn, PersonBlocked, SponsorshipEnded
from support_groups.sponsorship.models import AskState
from tests.cast import Person
from tests.services.announced import Announced


@pytest.mark.parametrize("blocker", ["sol", "nell"])
def test_after_a_block_neither_finds_the_others_offer(blocker: str, sol: Person, nell: Person, iris: Person) -> None:
    offers = {person: person.offers().public_id for person in (sol, nell)}
    by, other = (sol, nell) if blocker == "sol" else (nell, sol)
    by.blocks(other)
    for viewer, hidden in ((sol, nell), (nell, sol)):
        assert viewer.is_shown() == []
        with pytest.raises(NotFound):
            queries.offer_for(viewer.account, offers[hidden])
        with pytest.raises(NotFound):
            viewer.asks(hidden)
    assert sorted(iris.is_shown()) == ["Nell walks", "Sol walks"]


@pytest.mark.parametrize("blocker", ["sol", "nell"])
def test_a_block_ends_a_sponsorship_and_hides_it_from_both(
    blocker: str, sol: Person, nell: Person, announced: Announced
) -> None:
    begun = sol.sponsors(nell)
    by, other = (sol, nell) if blocker == "sol" else (nell, sol)
    by.blocks(other)
    assert announced.one(SponsorshipEnded).told_account_id is None
    for one in (sol, nell):
        assert queries.sponsorships_of(one.account) == []
        with pytest.raises(NotFound):
            queries.sponsorship_for(one.account, begun.public_id)
        with pytest.raises(NotFound):
            actions.end_sponsorship(one.account, begun)
    assert queries.taken_places(sol.account_id) == 0


def test_a_sponsor_who_blocks_an_asker_declines_like_anyone(sol: Person, nell: Person, announced: Announced) -> None:
    sol.offers()
    nell.asks(sol)
    sol.blocks(nell)
    assert nell.asked(sol).state is AskState.DECLINED
    assert announced.one(AskDeclined).asker_account_id == nell.account_id
    assert queries.asks_to(sol.account) == []


def test_an_asker_who_blocks_a_sponsor_takes_the_ask_back(sol: Person, nell: Person, announced: Announced) -> None:
    sol.offers()
    nell.asks(sol)
    nell.blocks(sol)
    assert announced.one(AskWithdrawn).found_one is False
    assert queries.asks_to(sol.account) == []


def test_blocking_twice_is_once(sol: Person, nell: Person, announced: Announced) -> None:
    assert sol.blocks(nell).id == sol.blocks(nell).id
    assert len(announced.of(PersonBlocked)) == 1


def test_only_the_blocker_sees_and_lifts_a_block(sol: Person, nell: Person) -> None:
    block = sol.blocks(nell)
    assert queries.blocks_by(nell.account) == []
    with pytest.raises(NotFound):
        queries.block_for(nell.account, block.public_id)
    with pytest.raises(NotFound):
        actions.lift_block(nell.account, block)
    sol.lifts_block(nell)
    sol.offers()
    nell.asks(sol)


def test_a_block_both_ways_holds_until_both_have_lifted_it(sol: Person, nell: Person) -> None:
    sol.offers()
    sol.blocks(nell)
    nell.blocks(sol)
    sol.lifts_block(nell)
    assert nell.is_shown() == []
    nell.lifts_block(sol)
    assert nell.is_shown() == ["Sol walks"]


def test_nobody_blocks_themselves(sol: Person) -> None:
    with pytest.raises(NotFound):
        sol.blocks(sol)
