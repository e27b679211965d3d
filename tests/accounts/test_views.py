"""The pages of accounts, as a browser meets them."""

import re
from collections.abc import Callable, Iterator

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import DateTime
from werkzeug.test import TestResponse

from support_groups.accounts import actions, queries
from support_groups.accounts.actions import Proven
from support_groups.accounts.format import to_text
from support_groups.accounts.models import Account
from support_groups.accounts.rules import names
from support_groups.core.database import Base, UtcDateTime, db
from support_groups.core.web import CSRF_WORDS
from tests.services.clock import Clock
from tests.services.keys import (
    PASSPHRASE,
    WORDS,
    join,
    key_of,
    open_account,
    passphrase_way,
    sent,
    sign_in,
    words_way,
)
from tests.services.lines import Line, dropped_at_last

ANOTHER = "tiger lamp ocean forty"
NEW_WORDS = "twelve other words"
PHONE = "Mozilla/5.0 (Linux; Android 15; Pixel 9 Pro Build/XYZ123) Chrome/140.0.7339.51 Mobile Safari/537.36"
PAGES = ["/account", "/account/passphrase", "/account/words", "/account/open", "/account/passkeys", "/account/delete"]

Browser = Callable[[], FlaskClient]
PageLine = Callable[[FlaskClient], Line]


@pytest.fixture
def browser(app: Flask) -> Browser:
    """Opens further browsers."""
    return app.test_client


@pytest.fixture
def milo(app: Flask) -> Account:
    """Milo has an account; so does Nell."""
    open_account("Nell", ANOTHER, words="words of Nell's")
    return open_account("Milo")


@pytest.fixture
def at_home(client: FlaskClient, milo: Account) -> FlaskClient:
    """Milo's browser, signed in."""
    assert sign_in(client, "Milo").status_code == 200
    return client


def confirm(
    client: FlaskClient, path: str, passphrase: str = PASSPHRASE, new: dict[str, dict[str, str]] | None = None
) -> TestResponse:
    """Do a serious step with the key of a passphrase."""
    return client.post(path, json={"key": to_text(key_of(passphrase)), **(new or {})})


def come_back(client: FlaskClient, name: str, words: str, **more: object) -> TestResponse:
    """Come back with words; ANOTHER is the new passphrase."""
    new = {"passphrase": sent(passphrase_way(ANOTHER)), "words": sent(words_way(NEW_WORDS))}
    return client.post("/recover", json={"name": name, "key": to_text(key_of(words)), **new, **more})


def is_in(client: FlaskClient) -> bool:
    """Whether a browser is signed in."""
    return client.get("/account").status_code == 200


def is_offline(page: TestResponse) -> bool:
    """Whether what a page asks for as a secret has no name, so that no browser can send it."""
    secrets = re.findall(r"<(?:input|textarea)[^>]*(?:type=\"password\"|id=\"words\")[^>]*>", page.text)
    return bool(secrets) and not any(" name=" in secret for secret in secrets)


# Joining


def test_names_are_suggested_freshly_to_everyone(client: FlaskClient) -> None:
    def suggested() -> list[str]:
        return re.findall(r'name="name"\s+value="([^"]+)"', client.get("/join").text)

    first, second = suggested(), suggested()
    assert len(first) == len(second) == 6
    assert first != second


def test_a_suggested_name_leads_on_with_one_press(client: FlaskClient) -> None:
    page = client.post("/join", data={"name": "Quiet Harbour"}, follow_redirects=True)
    assert page.status_code == 200
    assert 'value="Quiet Harbour"' in page.text
    assert 'autocomplete="new-password"' in page.text
    assert 'autocomplete="username"' in page.text


def test_a_name_that_may_reveal_is_asked_about_once_and_can_be_kept(client: FlaskClient) -> None:
    asked = client.post("/join", data={"name": "Anna Schmidt"})
    assert asked.status_code == 422
    assert names.FULL_NAME in asked.text
    assert "Keep this name" in asked.text
    kept = client.post("/join", data={"name": "Anna Schmidt", "keep": "yes"}, follow_redirects=True)
    assert kept.status_code == 200
    assert 'name="keep" value="yes"' in kept.text
    assert join(client, "Anna Schmidt").status_code == 422
    assert join(client, "Anna Schmidt", keep=True).status_code == 200


def test_going_back_while_joining_asks_to_send_nothing_again(client: FlaskClient) -> None:
    chosen = client.post("/join", data={"name": "Quiet Harbour", "next": "/meetings"})
    assert chosen.status_code == 303
    assert chosen.location == "/join/passphrase?next=/meetings"
    for _ in range(2):
        page = client.get(chosen.location)
        assert 'value="Quiet Harbour"' in page.text
        assert 'name="next" value="/meetings"' in page.text
        assert PASSPHRASE not in page.text
    assert join(client, next="/meetings").status_code == 200
    assert client.get(chosen.location).location == "/meetings"


def test_a_passphrase_without_a_name_leads_back_to_choosing_one(client: FlaskClient) -> None:
    assert client.get("/join/passphrase?next=/meetings").location == "/join?next=/meetings"


def test_new_words_lead_back_to_where_the_person_was_and_nowhere_else(at_home: FlaskClient) -> None:
    new = {"words": sent(words_way(NEW_WORDS))}
    assert confirm(at_home, "/account/words?next=/meetings", new=new).get_json()["next"] == "/meetings"
    assert confirm(at_home, "/account/words?next=//elsewhere.example", new=new).get_json()["next"] == "/account"


def test_a_name_that_is_taken_is_told_before_a_passphrase_is_thought_of(client: FlaskClient, milo: Account) -> None:
    page = client.post("/join", data={"name": "M1lo"})
    assert page.status_code == 409
    assert actions.NameIsTaken.words in page.text
    assert 'value="M1lo"' in page.text


def test_joining_opens_an_account_signs_in_and_leads_on(client: FlaskClient) -> None:
    response = join(client, zone="Europe/Berlin", next="/meetings")
    assert response.status_code == 200
    assert response.headers["Cache-Control"] == "no-store"
    account = queries.account_named("Quiet Harbour")
    assert account
    [device] = queries.devices_of(account)
    assert response.get_json() == {"next": "/meetings", "device_key": to_text(device.device_key)}
    assert account.zone == "Europe/Berlin"
    assert is_in(client)


def test_no_page_can_send_a_secret(client: FlaskClient, browser: Browser, milo: Account) -> None:
    client.post("/join", data={"name": "Quiet Harbour"})
    assert is_offline(client.get("/join/passphrase"))
    for path in ("/sign-in", "/recover"):
        assert is_offline(client.get(path)), path
    sign_in(client, "Milo")
    for path in PAGES[1:]:
        assert is_offline(client.get(path)), path


def test_a_form_of_the_old_kind_is_refused_with_its_secret(client: FlaskClient, milo: Account) -> None:
    for path in ("/sign-in", "/join/passphrase", "/recover"):
        refused = client.post(path, data={"name": "Milo", "passphrase": PASSPHRASE})
        assert refused.status_code == 422
        assert PASSPHRASE not in refused.text


@pytest.mark.parametrize("key", ["", "x", "A" * 42, "A" * 44, "!" * 43, PASSPHRASE, None, 7, ["A" * 43]])
def test_what_is_no_key_is_refused_in_kind_words(client: FlaskClient, milo: Account, key: object) -> None:
    refused = client.post("/sign-in", json={"name": "Milo", "key": key})
    assert refused.status_code == 422
    assert list(refused.get_json()["errors"]) == ["key"]


@pytest.mark.parametrize(
    "onward", ["https://evil.example/", "//evil.example/", "/\\evil.example", "javascript:alert(1)", "http:/evil"]
)
def test_nobody_is_led_to_another_site(client: FlaskClient, milo: Account, browser: Browser, onward: str) -> None:
    ways = [join(client, next=onward), sign_in(browser(), "Milo", next=onward), come_back(browser(), "Milo", WORDS)]
    for address in (response.get_json()["next"] for response in ways):
        assert address.startswith("/")
        assert "evil" not in address


def test_a_time_zone_we_do_not_know_is_refused_at_its_field(client: FlaskClient) -> None:
    refused = join(client, zone="Mars/Base")
    assert refused.status_code == 422
    assert list(refused.get_json()["errors"]) == ["zone"]


def test_nobody_makes_themselves_a_steward_by_sending_more_fields(client: FlaskClient) -> None:
    assert join(client, is_steward="yes").status_code == 422
    assert queries.account_named("Quiet Harbour") is None


def test_a_network_opens_only_so_many_accounts_a_minute(app: Flask, browser: Browser, clock: Clock) -> None:
    limit = app.config["SETTINGS"].new_accounts_per_minute
    for number in range(limit):
        assert join(browser(), f"Quiet Harbour {number + 100}").status_code == 200
    assert join(browser(), "One Too Many").status_code == 429
    clock.forward(seconds=61)
    assert join(browser(), "One Too Many").status_code == 200


def test_what_is_refused_takes_nothing_from_the_accounts_of_a_network(
    app: Flask, client: FlaskClient, milo: Account, clock: Clock
) -> None:
    limit = app.config["SETTINGS"].new_accounts_per_minute
    for number in range(limit + 1):
        refused = join(client, zone="Mars/Base") if number % 2 else join(client, "Milo")
        assert refused.status_code in (409, 422)
    assert join(client).status_code == 200


def test_names_are_not_tried_without_end_by_joining(client: FlaskClient, milo: Account, clock: Clock) -> None:
    tried = [join(client, "Milo").status_code for _ in range(11)]
    assert tried == [409] * 10 + [429]
    clock.forward(seconds=61)
    assert join(client, "Milo").status_code == 409


def test_someone_who_is_signed_in_is_led_on_instead_of_joining_again(at_home: FlaskClient) -> None:
    assert at_home.get("/join?next=/account/passphrase").location == "/account/passphrase"
    assert at_home.get("/sign-in?next=/account/passphrase").location == "/account/passphrase"


# Signing in and out


def test_signing_in_leads_to_where_the_person_wanted_to_go(client: FlaskClient, milo: Account) -> None:
    refused = client.get("/account/passphrase?from=here")
    assert refused.status_code == 302
    assert refused.location == "/sign-in?next=/account/passphrase?from%3Dhere"
    page = client.get(refused.location)
    assert 'name="next" value="/account/passphrase?from=here"' in page.text
    onward = sign_in(client, "Milo", next="/account/passphrase?from=here").get_json()["next"]
    assert onward == "/account/passphrase?from=here"
    assert is_in(client)


def test_signing_in_gives_what_the_passphrase_opens_and_the_key_of_the_device(
    client: FlaskClient, milo: Account
) -> None:
    told = sign_in(client, "Milo").get_json()
    [device] = queries.devices_of(milo)
    assert told == {
        "next": "/home",
        "sealed": to_text(passphrase_way(PASSPHRASE).sealed),
        "public_key": to_text(milo.public_key),
        "device_key": to_text(device.device_key),
    }
    assert client.get("/account/device-key").get_json() == {"device_key": told["device_key"]}


def test_each_device_has_a_key_of_its_own_that_goes_with_it(
    client: FlaskClient, browser: Browser, milo: Account
) -> None:
    other = browser()
    keys = {sign_in(one, "Milo").get_json()["device_key"] for one in (client, other, browser())}
    assert len(keys) == 3
    client.post("/account/devices/sign-out")
    refused = other.get("/account/device-key")
    assert refused.status_code == 302
    kept = {to_text(device.device_key) for device in queries.devices_of(milo)}
    assert len(kept & keys) == 1


def as_seen(answer: TestResponse) -> tuple[int, str, list[tuple[str, str]]]:
    """An answer as someone outside sees it, without what is new in every one."""
    changing = {"Content-Security-Policy", "Set-Cookie"}
    headers = [(name, "" if name in changing else value) for name, value in answer.headers]
    return answer.status_code, answer.text, headers


def test_a_name_that_nobody_has_is_answered_as_one_that_somebody_has(
    client: FlaskClient, browser: Browser, milo: Account
) -> None:
    salts = [browser().post("/sign-in/salt", json={"name": name}) for name in ("Milo", "Olim")]
    told = [as_seen(salt) for salt in salts]
    assert told[0][0] == told[1][0] == 200
    assert told[0][2] == told[1][2]
    assert [len(salt.get_json()["salt"]) for salt in salts] == [22, 22]
    assert as_seen(sign_in(browser(), "Milo", ANOTHER)) == as_seen(sign_in(browser(), "Olim", ANOTHER))
    wrong = {"key": to_text(key_of("other words"))}
    shown = [as_seen(browser().post("/recover/words", json={"name": name, **wrong})) for name in ("Milo", "Olim")]
    assert shown[0] == shown[1]
    assert as_seen(come_back(browser(), "Milo", "other words")) == as_seen(come_back(browser(), "Olim", "other words"))
    assert not is_in(client)


def test_names_are_asked_for_their_salts_only_so_often(client: FlaskClient, milo: Account, clock: Clock) -> None:
    answers = [client.post("/sign-in/salt", json={"name": f"Milo {number}"}).status_code for number in range(61)]
    assert answers == [200] * 60 + [429]


def test_after_many_wrong_tries_the_page_says_how_long_to_wait(
    client: FlaskClient, milo: Account, clock: Clock
) -> None:
    for _ in range(5):
        sign_in(client, "Milo", ANOTHER)
    refused = sign_in(client, "Milo")
    assert refused.status_code == 429
    assert refused.headers["Retry-After"] == "2"
    assert "wait 2 seconds" in refused.text
    assert "You are not locked out" in refused.text
    clock.forward(seconds=2)
    assert sign_in(client, "Milo").status_code == 200


def test_after_ninety_days_a_device_in_daily_use_is_kindly_asked_to_sign_in_anew(
    client: FlaskClient, milo: Account, clock: Clock
) -> None:
    sign_in(client, "Milo", stay=True)
    for _ in range(89):
        clock.forward(days=1)
        assert client.get("/account").status_code == 200
    clock.forward(days=1)
    asked = client.get("/account", follow_redirects=True)
    assert "It is 90 days or more since you signed in on this device." in asked.text
    assert queries.devices_of(milo) == []
    assert "It is 90 days" not in client.get("/sign-in").text
    assert sign_in(client, "Milo").status_code == 200
    assert client.get("/account").status_code == 200


def test_signing_in_begins_a_new_visit(client: FlaskClient, milo: Account) -> None:
    with client.session_transaction() as visit:
        visit["planted"] = "by someone else"
    sign_in(client, "Milo")
    with client.session_transaction() as visit:
        assert "planted" not in visit


def test_a_device_stays_signed_in_only_if_asked_to(client: FlaskClient, browser: Browser, milo: Account) -> None:
    sign_in(client, "Milo")
    cookie = client.get_cookie("visit")
    assert cookie
    assert cookie.expires is None
    assert cookie.http_only
    staying = browser()
    sign_in(staying, "Milo", stay=True)
    cookie = staying.get_cookie("visit")
    assert cookie
    assert cookie.expires is not None


def test_a_passphrase_that_is_changed_while_somebody_signs_in_with_it_lets_nobody_in(
    browser: Browser, milo: Account, monkeypatch: pytest.MonkeyPatch
) -> None:
    prove = actions.prove

    def prove_and_be_late(name: str, key: bytes, network: str) -> Proven:
        proven = prove(name, key, network)
        actions.change_passphrase(proven.account, key, passphrase_way(ANOTHER), 0)
        return proven

    monkeypatch.setattr(actions, "prove", prove_and_be_late)
    elsewhere = browser()
    answer = sign_in(elsewhere, "Milo")
    assert (answer.status_code, answer.get_json()["words"]) == (422, actions.WrongNameOrPassphrase.words)
    assert elsewhere.get("/account").status_code != 200
    assert queries.devices_of(milo) == []


def test_signing_out_ends_the_device_and_clears_the_browser(at_home: FlaskClient, milo: Account) -> None:
    stolen = at_home.get_cookie("visit")
    assert stolen
    response = at_home.post("/sign-out")
    assert response.status_code == 303
    assert response.headers["Clear-Site-Data"] == '"cache", "cookies", "storage"'
    assert not is_in(at_home)
    at_home.set_cookie("visit", stolen.value)
    assert not is_in(at_home), "an old cookie opens nothing"
    assert queries.devices_of(milo) == []


def test_signing_out_twice_does_no_harm(at_home: FlaskClient) -> None:
    at_home.post("/sign-out")
    assert at_home.post("/sign-out").status_code == 303


def test_signing_out_is_never_done_by_a_link(at_home: FlaskClient) -> None:
    assert at_home.get("/sign-out").status_code == 405
    assert is_in(at_home)


def test_signing_in_as_someone_else_ends_the_first_one_here(at_home: FlaskClient, milo: Account) -> None:
    assert sign_in(at_home, "Nell", ANOTHER).status_code == 200
    assert queries.devices_of(milo) == []


def test_what_is_sent_without_the_token_of_a_page_is_refused(app: Flask, client: FlaskClient, milo: Account) -> None:
    app.config["WTF_CSRF_ENABLED"] = True
    try:
        refused = sign_in(client, "Milo")
        assert (refused.status_code, refused.get_json()["words"]) == (400, CSRF_WORDS)
        token = re.search(r'name="csrf_token" value="([^"]+)"', client.get("/sign-in").text)
        assert token
        assert sign_in(client, "Milo", headers={"X-CSRFToken": token.group(1)}).status_code == 200
    finally:
        app.config["WTF_CSRF_ENABLED"] = False


# Sockets


@pytest.fixture
def socket(app: Flask) -> Iterator[PageLine]:
    """Opens the line of a browser's page."""
    with dropped_at_last() as lines:

        def opened(client: FlaskClient) -> Line:
            with client.session_transaction() as cookie:
                token = cookie.get("_user_id")
            lines.append(Line(app, token))
            return lines[-1]

        yield opened


def test_a_signed_out_device_hears_no_more(socket: PageLine, at_home: FlaskClient, browser: Browser) -> None:
    other = browser()
    sign_in(other, "Milo")
    lines = [socket(at_home), socket(other)]
    assert [line.is_open for line in lines] == [True, True]
    at_home.post("/sign-out")
    assert [line.is_open for line in lines] == [False, True]


def test_a_deleted_account_hears_no_more(socket: PageLine, at_home: FlaskClient) -> None:
    line = socket(at_home)
    confirm(at_home, "/account/delete")
    assert not line.is_open


def test_nobody_connects_without_being_signed_in(socket: PageLine, client: FlaskClient) -> None:
    assert not socket(client).is_open


# Coming back


def test_lost_passphrases_are_replaced_with_the_words_once(
    client: FlaskClient, browser: Browser, milo: Account
) -> None:
    sign_in(client, "Milo")
    elsewhere = browser()
    opened = elsewhere.post("/recover/words", json={"name": "milo", "key": to_text(key_of(WORDS))}).get_json()
    assert opened == {"sealed": to_text(words_way(WORDS).sealed), "public_key": to_text(milo.public_key)}
    assert not is_in(elsewhere), "looking is not coming in"
    assert come_back(elsewhere, "milo", WORDS, next="/account").get_json()["next"] == "/account"
    assert is_in(elsewhere)
    assert not is_in(client), "every other device is signed out"
    assert come_back(browser(), "Milo", WORDS).status_code == 422
    assert sign_in(browser(), "Milo", ANOTHER).status_code == 200
    assert come_back(browser(), "Milo", NEW_WORDS).status_code == 200


# One's own account


def test_devices_are_listed_by_kind_and_day_and_can_be_signed_out(
    client: FlaskClient, browser: Browser, milo: Account
) -> None:
    sign_in(client, "Milo")
    phone = browser()
    sign_in(phone, "Milo", headers={"User-Agent": PHONE})
    page = client.get("/account").text
    assert "Chrome on Android" in page
    assert "This device" in page
    assert "Pixel" not in page
    [device] = [device for device in queries.devices_of(milo) if device.device == "Chrome on Android"]
    assert client.post(f"/account/devices/{device.public_id}/sign-out").status_code == 303
    assert not is_in(phone)
    assert is_in(client)


def test_a_device_of_someone_else_is_not_found(at_home: FlaskClient, browser: Browser) -> None:
    other = browser()
    sign_in(other, "Nell", ANOTHER)
    nell = queries.account_named("Nell")
    assert nell
    [device] = queries.devices_of(nell)
    assert at_home.post(f"/account/devices/{device.public_id}/sign-out").status_code == 404
    assert at_home.post("/account/devices/guessed/sign-out").status_code == 404
    assert is_in(other)


def test_all_others_are_signed_out_with_one_press(at_home: FlaskClient, browser: Browser) -> None:
    others = [browser(), browser()]
    for other in others:
        sign_in(other, "Milo")
    at_home.post("/account/devices/sign-out")
    assert is_in(at_home)
    assert not any(is_in(other) for other in others)


def test_a_time_zone_can_be_chosen_anew(at_home: FlaskClient, milo: Account) -> None:
    assert at_home.post("/account", data={"zone": "Asia/Calcutta"}).status_code == 303
    assert milo.zone == "Asia/Calcutta"
    assert at_home.post("/account", data={"zone": "Nowhere"}).status_code == 422


def test_a_passphrase_is_changed_here_and_other_devices_are_signed_out(at_home: FlaskClient, browser: Browser) -> None:
    other = browser()
    sign_in(other, "Milo")
    new = {"passphrase": sent(passphrase_way(ANOTHER))}
    wrong = confirm(at_home, "/account/passphrase", ANOTHER, new=new)
    assert (wrong.status_code, list(wrong.get_json()["errors"])) == (422, ["old"])
    assert is_in(other)
    assert confirm(at_home, "/account/passphrase", new=new).status_code == 200
    assert is_in(at_home)
    assert not is_in(other)
    assert sign_in(browser(), "Milo", ANOTHER).status_code == 200


def test_new_recovery_words_are_taken_for_the_passphrase_and_sign_other_devices_out(
    at_home: FlaskClient, browser: Browser
) -> None:
    other = browser()
    sign_in(other, "Milo")
    new = {"words": sent(words_way(NEW_WORDS))}
    assert confirm(at_home, "/account/words", ANOTHER, new=new).status_code == 422
    assert confirm(at_home, "/account/words", new=new).status_code == 200
    assert is_in(at_home)
    assert not is_in(other)
    assert come_back(browser(), "Milo", NEW_WORDS).status_code == 200


def test_the_vault_is_opened_on_a_device_for_the_passphrase(at_home: FlaskClient, milo: Account) -> None:
    assert confirm(at_home, "/account/open", ANOTHER).status_code == 422
    opened = confirm(at_home, "/account/open").get_json()
    assert opened["sealed"] == to_text(passphrase_way(PASSPHRASE).sealed)
    assert opened["device_key"] == at_home.get("/account/device-key").get_json()["device_key"]
    page = at_home.get("/account/open?next=//evil.example").text
    assert 'data-onward="/home"' in page


def test_deleting_says_what_goes_asks_for_the_passphrase_and_is_complete(at_home: FlaskClient, milo: Account) -> None:
    number = milo.id
    page = at_home.get("/account/delete").text
    for thing in ("name", "group", "sponsor", "clean dates"):
        assert thing in page
    assert confirm(at_home, "/account/delete", ANOTHER).status_code == 422
    assert queries.account_named("Milo")
    response = confirm(at_home, "/account/delete")
    assert response.status_code == 200
    assert response.headers["Clear-Site-Data"]
    assert "Your account is gone" in at_home.get(response.get_json()["next"]).text
    db.session.rollback()
    assert db.session.get(Account, number) is None
    assert not is_in(at_home)
    assert sign_in(at_home, "Milo").status_code == 422


@pytest.mark.parametrize("path", [*PAGES, "/account/device-key"])
def test_ones_account_is_open_to_nobody_who_is_not_signed_in(client: FlaskClient, path: str) -> None:
    response = client.get(path)
    assert response.status_code == 302
    assert response.location.startswith("/sign-in")


@pytest.mark.parametrize("path", PAGES)
def test_pages_of_an_account_are_kept_by_no_cache_and_show_no_hash_and_no_key(
    at_home: FlaskClient, milo: Account, path: str
) -> None:
    page = at_home.get(path)
    assert page.headers["Cache-Control"] == "no-store"
    assert "argon2" not in page.text
    [device] = queries.devices_of(milo)
    way = passphrase_way(PASSPHRASE)
    assert not any(to_text(key) in page.text for key in (device.device_key, way.key, way.sealed))


# Founding


def brings(client: FlaskClient, secret: str) -> str:
    """Come with the secret of a founder's link, as its page sends it; where that leads."""
    answer = client.post("/found", data={"secret": secret})
    assert answer.status_code == 303
    return str(answer.location)


def test_an_invitation_leads_a_newcomer_through_joining_and_back(client: FlaskClient) -> None:
    path = brings(client, actions.invite_founder())
    page = client.get(path)
    assert page.status_code == 200
    assert f'href="/join?next={path}"' in page.text
    assert join(client, "Fern Valley", next=path).get_json()["next"] == path
    assert "Accept and go on" in client.get(path).text
    assert client.post(path).status_code == 303
    account = queries.account_named("Fern Valley")
    assert account
    assert account.may_found_groups


def test_a_used_or_made_up_invitation_is_gone(at_home: FlaskClient, browser: Browser) -> None:
    secret = actions.invite_founder()
    assert at_home.post(brings(at_home, secret)).status_code == 303
    for made_up in (secret, "made-up"):
        stranger = browser()
        assert stranger.get(brings(stranger, made_up)).status_code == 404
    assert browser().get("/found/open").status_code == 404
    nell = browser()
    sign_in(nell, "Nell", ANOTHER)
    assert nell.post(brings(nell, secret)).status_code == 404


# Traces


def test_nothing_is_kept_of_where_a_person_came_from_or_when(app: Flask, client: FlaskClient, milo: Account) -> None:
    sign_in(client, "Milo", headers={"User-Agent": PHONE}, environ_overrides={"REMOTE_ADDR": "203.0.113.77"})
    [row] = queries.devices_of(milo)
    kept = " ".join(str(value) for value in vars(row).values())
    assert "203.0.113" not in kept
    assert "Pixel" not in kept
    assert "140" not in row.device
    columns = [column for table in ("sign_ins", "accounts") for column in Base.metadata.tables[table].columns]
    assert [column.name for column in columns if isinstance(column.type, UtcDateTime | DateTime)] == []


def test_no_log_line_of_signing_in_holds_a_name_or_an_address(
    client: FlaskClient, milo: Account, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("DEBUG")
    sign_in(client, "Milo", ANOTHER)
    sign_in(client, "Milo")
    client.get("/account")
    for word in ("Milo", "127.0.0.1", to_text(key_of(PASSPHRASE)), to_text(key_of(ANOTHER))):
        assert word not in caplog.text


def test_a_device_is_noted_once_a_day(clock: Clock, client: FlaskClient, milo: Account) -> None:
    sign_in(client, "Milo")
    clock.forward(days=1)
    assert is_in(client)
    [device] = queries.devices_of(milo)
    assert device.seen_on == clock.now.date()
    clock.forward(days=31)
    assert not is_in(client)
