"""The pages of recovery: open to everyone, or the member's alone."""

import re

import pytest
from flask.testing import FlaskClient

from support_groups.accounts.actions import change_zone, start_sign_in
from support_groups.recovery.rules import COUNTRIES
from tests.cast import Person
from tests.services.clock import Clock

PUBLIC = ("/self-check", "/how-people-recover", "/what-to-expect", "/help", "/help?country=DE", "/help?country=ZZ")
OWN = ("/clean-time", "/plan")


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
def test_what_is_a_members_own_is_for_those_signed_in(client: FlaskClient, address: str) -> None:
    answer = client.get(address)
    assert answer.status_code == 302
    assert answer.location.startswith("/sign-in")


@pytest.mark.parametrize("address", OWN)
def test_no_day_and_no_word_can_be_sent_to_where_it_would_be_read(milos: FlaskClient, address: str) -> None:
    text = page(milos, address)
    main = text.split("<main", 1)[1].split("</main>", 1)[0]
    forms = re.findall(r"<form[^>]*>", main)
    assert forms
    assert [form for form in forms if 'method="dialog"' not in form] == []
    assert "formaction" not in main
    assert milos.post(address, data={"clean_on": "2026-01-01"}).status_code == 405


def test_clean_time_is_counted_in_the_zone_of_the_account(milos: FlaskClient, milo: Person) -> None:
    change_zone(milo.account, "Australia/Melbourne")
    assert 'data-zone="Australia/Melbourne"' in page(milos, "/clean-time")


def test_the_plan_is_one_step_from_help_and_from_home_for_members_alone(client: FlaskClient, milo: Person) -> None:
    assert 'href="/plan"' not in page(client, "/help?country=FR")
    with client.session_transaction() as session:
        session["_user_id"] = start_sign_in(milo.account, "A phone")
    for address in ("/help", "/help?country=FR", "/home"):
        assert 'href="/plan"' in page(client, address)
