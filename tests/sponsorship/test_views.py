"""The pages: what they show, what they keep when refused, and what is not found."""

from collections.abc import Callable

import pytest
from flask.testing import FlaskClient

from support_groups.sponsorship import actions, queries, rules
from support_groups.sponsorship.models import Answer, AskState, Gender
from tests.cast import Person

Browsers = Callable[[Person], FlaskClient]

OFFER = {
    "name": "Slow River",
    "words": "I listen first, and I tell you how it was for me.",
    "capacity": "2",
    "languages": ["en", "de"],
    "zone": "Europe/Berlin",
    "hours": ["weekday_evening"],
    "clean_years": "2",
    "steps": "12",
    "has_sponsor": "yes",
    "may_be_temporary": "yes",
    "gender": "woman",
    "prefers": "",
}
ASK = {"name": "Plain Harbour", "note": "Would you walk with me for a while?"}


def test_offering_asking_and_agreeing_through_the_pages(browser_of: Browsers, sol: Person, nell: Person) -> None:
    sols, nells = browser_of(sol), browser_of(nell)
    place = sols.post("/sponsors/offer", data=OFFER).location
    assert (sol.offer.name, sol.offer.languages, sol.offer.gender) == ("Slow River", "en de", Gender.WOMAN)
    assert "Slow River" in nells.get("/sponsors").text
    assert "Ask Slow River" in nells.get(place).text
    assert nells.post(f"{place}/ask", data=ASK).location == "/sponsorship"
    [asked] = queries.asks_to(sol.account)
    page = sols.get(f"/sponsorship/asks/{asked.public_id}").text
    assert ASK["note"] in page
    assert "New here" in page
    place = sols.post(f"/sponsorship/asks/{asked.public_id}/accept").location
    assert "Plain Harbour" in sols.get(place).text
    assert "Slow River" in nells.get("/sponsorship").text
    assert "Slow River" in nells.get("/conversations").text


def test_a_refused_offer_keeps_everything_that_was_typed(browser_of: Browsers, sol: Person) -> None:
    answer = browser_of(sol).post("/sponsors/offer", data=OFFER | {"capacity": "99", "languages": ["de"], "hours": []})
    assert answer.status_code == 422
    assert "Please choose 8 or less." in answer.text
    assert "Please choose at least one part of the week." in answer.text
    for kept in (OFFER["words"], 'value="Slow River"', 'value="99"', 'value="de" autocomplete="off" checked'):
        assert str(kept) in answer.text
    assert queries.offer_of(sol.account) is None


def test_who_offers_to_sponsor_asks_under_that_same_name(browser_of: Browsers, sol: Person, ray: Person) -> None:
    offer, rays = sol.offers(), browser_of(ray)
    rays.post("/sponsors/offer", data=OFFER)
    page = rays.get(f"/sponsors/{offer.public_id}/ask").text
    assert 'value="Slow River"' in page
    assert "two names here could be seen to be one person" in page
    assert 'class="proposal"' not in page
    refused = rays.post(f"/sponsors/{offer.public_id}/ask", data=ASK)
    assert refused.status_code == 409
    assert rules.NameIsOfOffer.words in refused.text
    assert ASK["note"] in refused.text
    assert not queries.asks_to(sol.account)
    assert rays.post(f"/sponsors/{offer.public_id}/ask", data=ASK | {"name": "Slow River"}).location == "/sponsorship"


def test_a_refused_ask_keeps_everything_that_was_typed(browser_of: Browsers, sol: Person, nell: Person) -> None:
    offer = sol.offers(capacity=1)
    answer = browser_of(nell).post(f"/sponsors/{offer.public_id}/ask", data=ASK | {"name": "Nell at home"})
    assert answer.status_code == 409
    assert ASK["note"] in answer.text
    assert "This is the name you sign in with." in answer.text
    assert queries.asks_to(sol.account) == []


@pytest.mark.parametrize(
    "unfair", [{"is_verified": "yes"}, {"languages": ["xx"]}, {"zone": "Mars"}, {"words": "x" * 401}]
)
def test_an_offer_is_parsed_and_bounded(unfair: dict[str, object], browser_of: Browsers, sol: Person) -> None:
    assert browser_of(sol).post("/sponsors/offer", data=OFFER | unfair).status_code == 422
    assert queries.offer_of(sol.account) is None


@pytest.mark.parametrize("turn", ["pauses", "blocks", "is not there"])
def test_words_to_a_sponsor_who_is_away_meanwhile_are_not_lost(
    browser_of: Browsers, sol: Person, nell: Person, turn: str
) -> None:
    path = f"/sponsors/{sol.offers(name='Slow River').public_id}/ask"
    nells = browser_of(nell)
    assert nells.get(path).status_code == 200
    if turn == "pauses":
        actions.pause_offer(sol.account)
    elif turn == "blocks":
        sol.blocks(nell)
    else:
        path = "/sponsors/nobody/ask"
    answer = nells.post(path, data=ASK | {"is_temporary": "yes"})
    assert answer.status_code == 409
    assert rules.SponsorHasNoPlace.words in answer.text
    for kept in (ASK["note"], f'value="{ASK["name"]}"', 'name="is_temporary" value="yes" autocomplete="off" checked'):
        assert kept in answer.text
    assert "Slow River" not in answer.text
    assert nells.get(path).status_code == 404
    assert queries.asks_to(sol.account) == []


def test_a_name_that_may_tell_too_much_is_asked_about_once(browser_of: Browsers, sol: Person, nell: Person) -> None:
    offer = sol.offers()
    nells = browser_of(nell)
    telling = ASK | {"name": "Martin Schneider"}
    asked = nells.post(f"/sponsors/{offer.public_id}/ask", data=telling)
    assert (asked.status_code, queries.asks_to(sol.account)) == (422, [])
    assert ASK["note"] in asked.text
    assert nells.post(f"/sponsors/{offer.public_id}/ask", data=telling | {"sure": telling["name"]}).status_code == 302


def test_an_answer_is_one_of_the_prepared_words(browser_of: Browsers, sol: Person, nell: Person) -> None:
    sol.offers()
    public_id = nell.asks(sol).public_id
    sols = browser_of(sol)
    for answer in ("", "found_one", "Go away"):
        assert sols.post(f"/sponsorship/asks/{public_id}/decline", data={"answer": answer}).status_code == 422
    assert nell.asked(sol).state is AskState.OPEN
    sols.post(f"/sponsorship/asks/{public_id}/decline", data={"answer": "too_much"})
    assert nell.asked(sol).answer is Answer.TOO_MUCH
    assert "I could not be there as I would like" in browser_of(nell).get("/sponsorship").text


def test_a_full_sponsor_is_told_kindly_on_the_page_of_the_ask(
    browser_of: Browsers, sol: Person, nell: Person, ray: Person
) -> None:
    sol.offers(capacity=1)
    public_id = ray.asks(sol).public_id
    sol.sponsors(nell)
    answer = browser_of(sol).post(f"/sponsorship/asks/{public_id}/accept")
    assert answer.status_code == 409
    assert "There is no free place right now." in answer.text


def test_no_page_tells_whom_or_how_many_a_sponsor_sponsors(
    browser_of: Browsers, sol: Person, nell: Person, ray: Person
) -> None:
    offer = sol.offers(capacity=3)
    sol.sponsors(nell)
    rays = browser_of(ray)
    before = [rays.get(path).text for path in ("/sponsors", f"/sponsors/{offer.public_id}")]
    nell.ends_with(sol)
    after = [rays.get(path).text for path in ("/sponsors", f"/sponsors/{offer.public_id}")]
    for one, other in zip(before, after, strict=True):
        assert without_nonces(one) == without_nonces(other)
        assert nell.name_here not in one


def without_nonces(page: str) -> str:
    """A page without what is new on every load."""
    return "\n".join(line for line in page.splitlines() if "nonce" not in line and "csrf_token" not in line)


@pytest.fixture
def addresses(sol: Person, nell: Person, ray: Person) -> dict[str, str]:
    """What Sol, Nell and Ray have with each other."""
    sol.offers(capacity=3)
    block = ray.blocks(nell)
    sponsorship = sol.sponsors(nell)
    return {
        "ask": ray.asks(sol).public_id,
        "sponsorship": sponsorship.public_id,
        "block": block.public_id,
    }


POSTS = (
    "/sponsorship/asks/{ask}/accept",
    "/sponsorship/asks/{ask}/decline",
    "/sponsorship/asks/{ask}/withdraw",
    "/sponsorship/asks/{ask}/block",
    "/sponsorship/{sponsorship}/end",
    "/sponsorship/{sponsorship}/block",
    "/sponsorship/blocks/{block}/lift",
    "/conversations/{sponsorship}/delete",
)
GETS = ("/sponsorship/asks/{ask}", "/sponsorship/{sponsorship}", "/conversations/{sponsorship}")


def test_what_is_not_yours_is_not_found(browser_of: Browsers, iris: Person, addresses: dict[str, str]) -> None:
    iris.account.is_steward = True
    stranger = browser_of(iris)
    guessed = dict.fromkeys(addresses, "A" * 22)
    for known in (addresses, guessed):
        for path in POSTS:
            assert stranger.post(path.format(**known), data={"answer": "too_much"}).status_code == 404, path
        for path in GETS:
            assert stranger.get(path.format(**known)).status_code == 404, path


def test_who_asks_cannot_answer_and_who_is_asked_cannot_take_back(
    browser_of: Browsers, sol: Person, ray: Person, addresses: dict[str, str]
) -> None:
    for path in POSTS[:2] + POSTS[3:4] + GETS[:1]:
        assert browser_of(ray).post(path.format(**addresses), data={"answer": "too_much"}).status_code in {404, 405}
    assert browser_of(sol).post(POSTS[2].format(**addresses)).status_code == 404


def test_every_page_needs_a_sign_in(client: FlaskClient, addresses: dict[str, str]) -> None:
    for path in ("/sponsors", "/sponsors/offer", "/sponsors/looking-for", "/sponsorship", "/conversations", *GETS):
        assert client.get(path.format(**addresses)).location.startswith("/sign-in")
    for path in POSTS:
        assert client.post(path.format(**addresses)).status_code == 401


def test_the_blocked_find_nothing_on_any_page(
    browser_of: Browsers, sol: Person, nell: Person, addresses: dict[str, str]
) -> None:
    offer = sol.offer.public_id
    browser_of(sol).post(f"/sponsorship/{addresses['sponsorship']}/block")
    nells = browser_of(nell)
    for path in (f"/sponsors/{offer}", f"/sponsors/{offer}/ask", *(path.format(**addresses) for path in GETS[1:])):
        assert nells.get(path).status_code == 404
    for path in ("/sponsors", "/sponsorship", "/conversations"):
        assert "Sol walks" not in nells.get(path).text
    assert "Nell walks" in browser_of(sol).get("/sponsorship").text


def test_a_search_is_kept_and_shown_again(browser_of: Browsers, nell: Person) -> None:
    nells = browser_of(nell)
    sent = {"languages": ["de"], "hours": ["weekend_night"], "gender": "", "prefers": "woman", "wants_temporary": "yes"}
    assert nells.post("/sponsors/looking-for", data=sent).location == "/sponsors"
    kept = queries.search_of(nell.account)
    assert kept is not None
    assert (kept.languages, kept.hours, kept.gender, kept.prefers) == ("de", "weekend_night", None, Gender.WOMAN)
    assert nells.get("/sponsors/looking-for").text.count(" checked") == 5


def test_resting_and_taking_back_an_offer(browser_of: Browsers, sol: Person, nell: Person) -> None:
    sol.offers()
    sols = browser_of(sol)
    sols.post("/sponsors/offer/pause")
    assert nell.is_shown() == []
    sols.post("/sponsors/offer/resume")
    assert nell.is_shown() == ["Sol walks"]
    sols.post("/sponsors/offer/withdraw")
    assert queries.offer_of(sol.account) is None
    assert sols.post("/sponsors/offer/pause").status_code == 404


@pytest.mark.parametrize("page", ["0", "-1", "two", "7"])
def test_a_page_of_offers_that_is_not_there_is_not_found(page: str, browser_of: Browsers, nell: Person) -> None:
    assert browser_of(nell).get(f"/sponsors?page={page}").status_code == 404
