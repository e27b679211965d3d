"""A block of one name says nothing about another name of the same person, and holds for that one too."""

import pytest

from support_groups.core.errors import NotFound
from support_groups.sponsorship import queries, rules
from support_groups.sponsorship.actions import expire_asks
from support_groups.sponsorship.events import AskDeclined, AskExpired, AskWithdrawn, SponsorAsked
from support_groups.sponsorship.models import Ask, AskState
from tests.cast import Person
from tests.casting.pairs import Browsers
from tests.services.announced import Announced
from tests.services.clock import Clock

HARBOUR, OFFER = "Quiet Harbour", "Nell walks"


@pytest.fixture
def ask(sol: Person, nell: Person, iris: Person) -> Ask:
    """Nell has asked Sol under one name, and then offers under another; Iris offers as well."""
    sol.offers(capacity=4)
    iris.offers()
    asked = nell.asks(sol, as_name=HARBOUR)
    nell.offers()
    return asked


def seen_by(viewer: Person) -> tuple[list[str], list[str], list[tuple[str, AskState]]]:
    """Whatever of others someone is shown: offers, who asks, and what they have asked."""
    asks = [(one.sponsor_name, one.state) for one in queries.asks_by(viewer.account)]
    return viewer.is_shown(), [one.asker_name for one in queries.asks_to(viewer.account)], asks


def test_blocking_an_asker_takes_no_offer_away(ask: Ask, sol: Person, nell: Person) -> None:
    shown, asking, _ = seen_by(sol)
    assert (sorted(shown), asking) == (["Iris walks", OFFER], [HARBOUR])
    sol.blocks(nell, HARBOUR, sol.name_here)
    assert seen_by(sol)[0] == shown
    assert queries.offer_for(sol.account, nell.offer.public_id).name == OFFER
    sol.lifts_block(nell)
    assert seen_by(sol)[0] == shown


def test_whoever_blocks_a_sponsor_does_not_vanish_under_another_name(ask: Ask, sol: Person, nell: Person) -> None:
    shown = sol.is_shown()
    nell.blocks(sol, sol.name_here, queries.name_known_to(nell.account, sol.account_id))
    assert seen_by(sol) == (shown, [], [])
    assert nell.is_shown() == ["Iris walks"]


def test_an_ask_across_a_block_looks_like_any_and_nobody_hears_of_it(
    ask: Ask, sol: Person, nell: Person, iris: Person, announced: Announced
) -> None:
    sol.blocks(nell, HARBOUR, sol.name_here)
    before = seen_by(nell)
    asked = {who: sol.asks(who) for who in (nell, iris)}
    heard = [one.sponsor_account_id for one in announced.of(SponsorAsked) if one.asker_account_id == sol.account_id]
    assert heard == [iris.account_id]
    assert seen_by(nell) == before
    with pytest.raises(NotFound):
        queries.ask_to(nell.account, asked[nell].public_id)
    with pytest.raises(rules.AlreadyAsked):
        sol.asks(nell)
    sol.stops_asking(nell)
    assert nell.account_id not in [event.sponsor_account_id for event in announced.of(AskWithdrawn)]
    assert sol.asked(nell).state is AskState.WITHDRAWN


def test_an_ask_across_a_block_expires_like_any(
    ask: Ask, sol: Person, nell: Person, iris: Person, announced: Announced, clock: Clock
) -> None:
    sol.blocks(nell, HARBOUR, sol.name_here)
    for who in (nell, iris):
        sol.asks(who)
    clock.forward(days=8)
    expire_asks()
    assert {sol.asked(who).state for who in (nell, iris)} == {AskState.EXPIRED}
    to_sol = [event for event in announced.of(AskExpired) if event.asker_account_id == sol.account_id]
    assert len(to_sol) == 2


def test_an_open_ask_under_another_name_stays_as_it_looks(
    ask: Ask, sol: Person, nell: Person, announced: Announced
) -> None:
    sol.asks(nell)
    sol.blocks(nell, HARBOUR, sol.name_here)
    assert sol.asked(nell).state is AskState.OPEN
    assert queries.asks_to(nell.account) == []
    assert nell.asked(sol).state is AskState.DECLINED
    assert announced.one(AskWithdrawn).sponsor_account_id == nell.account_id


def test_a_yes_across_a_block_comes_to_nothing_in_the_words_of_any_settled_ask(
    ask: Ask, sol: Person, nell: Person, announced: Announced
) -> None:
    sol.blocks(nell, OFFER, None)
    assert [one.asker_name for one in queries.asks_to(sol.account)] == [HARBOUR]
    with pytest.raises(rules.AskIsSettled):
        sol.accepts(nell)
    assert queries.taken_places(sol.account_id) == 0
    assert announced.one(AskDeclined).asker_account_id == nell.account_id
    assert announced.one(AskWithdrawn).sponsor_account_id == sol.account_id
    assert nell.asked(sol).state is AskState.DECLINED


def test_blocking_each_name_withdraws_an_ask_that_was_heard_once_and_one_that_was_not_never(
    ask: Ask, sol: Person, nell: Person, announced: Announced
) -> None:
    sol.blocks(nell, HARBOUR, sol.name_here)
    sol.asks(nell)
    sol.blocks(nell, "Somebody else", sol.name_here)
    assert announced.of(AskWithdrawn) == []


def test_both_names_of_one_person_can_be_blocked_and_each_is_lifted_by_itself(
    ask: Ask, sol: Person, nell: Person
) -> None:
    sol.blocks(nell, OFFER, None)
    sol.blocks(nell, HARBOUR, sol.name_here)
    assert seen_by(sol) == (["Iris walks"], [], [])
    assert [block.name for block in queries.blocks_by(sol.account)] == [OFFER, HARBOUR]
    sol.lifts_block(nell)
    assert sol.is_shown() != ["Iris walks"]
    assert queries.are_blocked(sol.account_id, nell.account_id)


def test_the_page_with_a_block_button_gives_both_names(
    ask: Ask, sol: Person, nell: Person, browser_of: Browsers
) -> None:
    browser_of(sol).post(f"/sponsorship/asks/{ask.public_id}/block")
    [block] = queries.blocks_by(sol.account)
    assert (block.name, block.own_name) == (HARBOUR, sol.name_here)
    browser_of(nell).post(f"/sponsors/{sol.offer.public_id}/block")
    assert queries.blocks_by(nell.account) == []
