"""Two who have a sponsorship meet again under another name: nothing that either sees puts the two names together."""

import re

import pytest
from werkzeug.test import TestResponse

from support_groups.core.errors import NotFound
from support_groups.notifications import queries as notices
from support_groups.notifications.models import Kind
from support_groups.sponsorship import queries, rules
from support_groups.sponsorship.actions import expire_asks
from support_groups.sponsorship.events import AskExpired, SponsorAsked
from support_groups.sponsorship.models import Answer, Ask, AskState
from tests.cast import Person
from tests.casting.pairs import Browsers
from tests.services.announced import Announced
from tests.services.clock import Clock

HARBOUR, OFFER = "Quiet Harbour", "Nell walks"


@pytest.fixture
def ask(sol: Person, nell: Person) -> Ask:
    """Nell has asked Sol under one name, and then offers under another."""
    sol.offers(capacity=4)
    asked = nell.asks(sol, as_name=HARBOUR)
    nell.offers(capacity=4)
    return asked


def said(answer: TestResponse) -> tuple[int, str]:
    """How a press was answered, without what is another on each page."""
    found = re.search(r"<main.*</main>", answer.text, re.DOTALL)
    return answer.status_code, found[0] if found else answer.headers["Location"]


def told(person: Person) -> list[tuple[Kind, dict[str, object]]]:
    """What stands in a person's notices, the newest first."""
    return [(one.kind, one.data) for one in notices.notices_for(person.account).notices]


def test_a_sponsor_who_asks_their_sponsee_under_another_name_waits_like_anyone(
    ask: Ask, sol: Person, nell: Person, iris: Person, announced: Announced, clock: Clock
) -> None:
    iris.offers()
    sol.accepts(nell)
    before = told(nell)
    asked = {who: sol.asks(who) for who in (nell, iris)}
    assert {sol.asked(who).state for who in (nell, iris)} == {AskState.OPEN}
    assert announced.one(SponsorAsked).sponsor_account_id == iris.account_id
    assert (queries.asks_to(nell.account), told(nell)) == ([], before)
    with pytest.raises(NotFound):
        queries.ask_to(nell.account, asked[nell].public_id)
    clock.forward(days=8)
    expire_asks()
    assert {sol.asked(who).state for who in (nell, iris)} == {AskState.EXPIRED}
    assert [one.asker_account_id for one in announced.of(AskExpired)].count(sol.account_id) == 2
    assert queries.asks_to(nell.account) == []


def test_an_ask_to_another_name_stays_unheard_when_the_sponsorship_has_ended(
    ask: Ask, sol: Person, nell: Person
) -> None:
    sol.accepts(nell)
    sol.asks(nell)
    sol.ends_with(nell)
    assert queries.asks_to(nell.account) == []
    sol.stops_asking(nell)
    sol.asks(nell)
    assert [one.asker_name for one in queries.asks_to(nell.account)] == [sol.name_here]


def test_a_yes_to_another_name_of_the_own_sponsor_is_to_both_as_if_the_other_had_turned_away(
    ask: Ask, sol: Person, nell: Person, ray: Person, fern: Person, browser_of: Browsers
) -> None:
    sol.asks(nell)
    nell.accepts(sol)
    crossed = browser_of(sol).post(f"/sponsorship/asks/{ask.public_id}/accept")

    taken_back = ray.asks(sol)
    ray.stops_asking(sol)
    true = browser_of(sol).post(f"/sponsorship/asks/{taken_back.public_id}/accept")
    assert said(crossed) == said(true)
    first, second = (one for one in told(sol) if one[0] is Kind.ASK_WITHDRAWN)
    assert first == second

    fern.offers()
    nell.asks(fern)
    fern.says_no_to(nell, Answer.NO_PLACE)
    first, second = (one for one in told(nell) if one[0] is Kind.ASK_DECLINED)
    assert first == second
    kept = [(one.state, one.answer) for one in (nell.asked(sol), nell.asked(fern))]
    assert kept[0] == kept[1]
    assert len(queries.active_sponsorships(queries.of_both(sol.account_id, nell.account_id))) == 1


def test_whoever_is_known_by_the_same_name_is_told_that_there_is_a_sponsorship(
    ask: Ask, sol: Person, nell: Person
) -> None:
    sol.asks(nell)
    sol.accepts(nell)
    with pytest.raises(rules.IsSponsee):
        nell.accepts(sol)
    with pytest.raises(rules.IsSponsee):
        nell.asks(sol)


@pytest.mark.parametrize("name", [None, "Somebody else"])
def test_a_block_takes_an_ask_back_exactly_as_its_asker_would(
    name: str | None, sol: Person, nell: Person, ray: Person, browser_of: Browsers
) -> None:
    sol.offers()
    pages = []
    for who in (ray, nell):
        before = len(told(sol))
        asked = who.asks(sol)
        if who is ray:
            ray.stops_asking(sol)
        else:
            nell.blocks(sol, name or sol.name_here, who.name_here)
        browser = browser_of(sol)
        answers = [browser.get(f"/sponsorship/asks/{asked.public_id}")]
        answers += [browser.post(f"/sponsorship/asks/{asked.public_id}/{verb}") for verb in ("accept", "decline")]
        pages.append(([said(one) for one in answers], told(sol)[: len(told(sol)) - before]))
    assert pages[0] == pages[1]
    assert queries.asks_to(sol.account) == []
