"""The pages of recovery: open to everyone, or the member's alone."""

import re
from datetime import date

import pytest
from flask.testing import FlaskClient

from support_groups.accounts.actions import change_zone, start_sign_in
from support_groups.recovery import actions
from support_groups.recovery.queries import clean_dates_of
from support_groups.recovery.rules import COUNTRIES
from tests.cast import Person
from tests.services.clock import Clock

PUBLIC = ("/self-check", "/how-people-recover", "/what-to-expect", "/help", "/help?country=DE", "/help?country=ZZ")
OWN = ("/clean-time", "/clean-time/again", "/clean-time/date")


@pytest.fixture
def milos(client: FlaskClient, milo: Person, clock: Clock) -> FlaskClient:
    """Milo's browser, signed in."""
    token = start_sign_in(milo.account, "A phone")
    with client.session_transaction() as session:
        session["_user_id"] = token
    return client


def page(client: FlaskClient, address: str, **headers: str) -> str:
    """The text of a page that must be there."""
    answer = client.get(address, headers=headers)
    assert answer.status_code == 200
    return answer.text


@pytest.mark.parametrize("address", PUBLIC)
def test_the_pages_for_everyone_need_no_account(client: FlaskClient, address: str) -> None:
    page(client, address)


@pytest.mark.parametrize("address", PUBLIC)
def test_no_title_says_what_the_place_is_for(client: FlaskClient, address: str) -> None:
    title = re.search(r"<title>\s*(.*?)\s*</title>", page(client, address), re.DOTALL)
    assert title
    assert not re.search(r"ketamine|addict|recover|clean|drug|using", title[1], re.IGNORECASE)


@pytest.mark.parametrize("address", PUBLIC)
def test_the_pages_for_everyone_set_nothing_in_the_browser(client: FlaskClient, address: str) -> None:
    answer = client.get(address)
    assert "Set-Cookie" not in answer.headers
    assert answer.headers["Cache-Control"] == "no-store"


def test_the_six_questions_can_be_sent_nowhere(client: FlaskClient) -> None:
    main = page(client, "/self-check").split("<main", 1)[1].split("</main>", 1)[0]
    assert len(re.findall(r"<fieldset", main)) == 6
    assert len(re.findall(r'<input type="radio"', main)) == 24
    for bearer in ("<form", "<button", "<script", "formaction", 'type="submit"'):
        assert bearer not in main
    assert client.post("/self-check", data={"q1": "yes"}).status_code == 405


def test_the_six_questions_lead_to_people(client: FlaskClient) -> None:
    main = page(client, "/self-check").split("<main", 1)[1]
    for address in ("/meetings", "/how-people-recover", "/help"):
        assert f'href="{address}"' in main


def test_help_shows_the_emergency_number_before_everything_else(client: FlaskClient) -> None:
    for country in COUNTRIES:
        calls = re.findall(r'href="((?:tel|sms):[^"]+)"', page(client, f"/help?country={country.code}"))
        assert calls[0] == f"tel:{country.emergency[0]}"
        assert calls == [f"tel:{number}" for number in country.emergency] + [line.address for line in country.lines]


def test_a_language_alone_names_no_numbers_but_stands_first_as_a_guess(client: FlaskClient) -> None:
    text = page(client, "/help", **{"Accept-Language": "en-US,en;q=0.5"})
    assert "Where are you?</h2>" in text
    assert "United States</h2>" not in text
    assert 'href="tel:988"' not in text
    first = text.split('<ul class="countries">', 1)[1].split("</li>", 1)[0]
    assert "United States" in first
    assert "perhaps" in first


def test_help_goes_by_the_clock_of_the_account_before_any_language(milos: FlaskClient, milo: Person) -> None:
    change_zone(milo.account, "Australia/Melbourne")
    text = page(milos, "/help", **{"Accept-Language": "en-US"})
    assert "Australia</h2>" in text
    assert "Not there?" in text
    assert "New Zealand</h2>" in page(milos, "/help?country=NZ")


def test_the_clock_of_an_account_that_is_nowhere_leads_to_the_question(milos: FlaskClient, milo: Person) -> None:
    change_zone(milo.account, "UTC")
    assert "Where are you?</h2>" in page(milos, "/help")


def test_a_country_without_numbers_is_asked_about_and_not_replaced(client: FlaskClient) -> None:
    text = page(client, "/help?country=ZZ")
    assert "Where are you?</h2>" in text
    assert "data-where" not in text


def test_a_chosen_country_goes_before_a_guess(client: FlaskClient) -> None:
    text = page(client, "/help?country=NZ", **{"Accept-Language": "de-AT"})
    assert "New Zealand</h2>" in text
    assert "Not there?" not in text


def test_help_without_a_country_still_tells_numbers(client: FlaskClient) -> None:
    assert 'href="tel:112"' in page(client, "/help")


def test_help_says_when_it_was_written_down_and_what_to_do_if_nobody_answers(client: FlaskClient) -> None:
    text = page(client, "/help?country=FR")
    assert "not every number in it has been called" in text
    assert "does not answer, call the emergency number" in text


@pytest.mark.parametrize("address", OWN)
def test_clean_time_is_for_those_signed_in(client: FlaskClient, address: str) -> None:
    answer = client.get(address)
    assert answer.status_code == 302
    assert answer.location.startswith("/sign-in")


def test_a_member_keeps_a_date_and_sees_what_it_makes(milos: FlaskClient, milo: Person) -> None:
    assert "The day you count from" in page(milos, "/clean-time")
    assert milos.post("/clean-time", data={"clean_on": "2025-09-15"}).status_code == 303
    text = page(milos, "/clean-time")
    assert "1 year, 2 months and 5 days" in text
    assert "431 days in all" in text
    assert "18 months" in text


def test_the_first_day_has_its_own_words(milos: FlaskClient, milo: Person) -> None:
    actions.begin(milo.account, date(2026, 11, 20))
    assert "Day one" in page(milos, "/clean-time")


def test_a_refused_date_comes_back_with_words_at_the_field(milos: FlaskClient, milo: Person) -> None:
    for sent in ("2026-11-21", "1066-10-14", "soon", ""):
        answer = milos.post("/clean-time", data={"clean_on": sent})
        assert answer.status_code == 422
        assert 'id="clean_on-error"' in answer.text
        assert 'aria-invalid="true"' in answer.text
        assert f'value="{sent}"' in answer.text or not sent
    assert not clean_dates_of(milo.account)


def test_coming_back_keeps_or_forgets_as_the_member_wishes(milos: FlaskClient, milo: Person) -> None:
    actions.begin(milo.account, date(2026, 1, 1))
    assert milos.post("/clean-time/again", data={"clean_on": "2026-10-01", "earlier": "keep"}).status_code == 303
    assert "1 January 2026" in page(milos, "/clean-time")
    assert milos.post("/clean-time/again", data={"clean_on": "2026-11-01", "earlier": "forget"}).status_code == 303
    assert [kept.clean_on for kept in clean_dates_of(milo.account)] == [date(2026, 11, 1)]


def test_a_date_is_put_right(milos: FlaskClient, milo: Person) -> None:
    actions.begin(milo.account, date(2026, 1, 1))
    assert 'value="2026-01-01"' in page(milos, "/clean-time/date")
    assert milos.post("/clean-time/date", data={"clean_on": "2026-01-02"}).status_code == 303
    assert [kept.clean_on for kept in clean_dates_of(milo.account)] == [date(2026, 1, 2)]


@pytest.mark.parametrize(("what", "left"), [("earlier", [date(2026, 10, 1)]), ("all", [])])
def test_dates_are_forgotten(milos: FlaskClient, milo: Person, what: str, left: list[date]) -> None:
    actions.begin(milo.account, date(2026, 1, 1))
    actions.begin(milo.account, date(2026, 10, 1))
    assert milos.post("/clean-time/forget", data={"what": what}).status_code == 303
    assert [kept.clean_on for kept in clean_dates_of(milo.account)] == left


def test_an_unknown_field_is_refused(milos: FlaskClient, milo: Person) -> None:
    assert milos.post("/clean-time", data={"clean_on": "2026-01-01", "account_id": "1"}).status_code == 422
    assert milos.post("/clean-time/forget", data={"what": "everything"}).status_code == 422
    assert not clean_dates_of(milo.account)
