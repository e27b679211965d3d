"""The pages of accounts, as a browser meets them."""

import re
from collections.abc import Callable, Iterator

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import DateTime
from werkzeug.test import TestResponse

from support_groups.accounts import actions, queries
from support_groups.accounts.models import Account
from support_groups.accounts.rules import names
from support_groups.core.database import Base, UtcDateTime, db
from tests.services.clock import Clock
from tests.services.lines import Line, dropped_at_last

PASSPHRASE = "a calm and quiet evening"
ANOTHER = "tiger lamp ocean forty"
PHONE = "Mozilla/5.0 (Linux; Android 15; Pixel 9 Pro Build/XYZ123) Chrome/140.0.7339.51 Mobile Safari/537.36"
PAGES = ["/account", "/account/passphrase", "/account/words", "/account/delete"]

Browser = Callable[[], FlaskClient]
PageLine = Callable[[FlaskClient], Line]


@pytest.fixture
def browser(app: Flask) -> Browser:
    """Opens further browsers."""
    return app.test_client


@pytest.fixture
def milo(app: Flask) -> Account:
    """Milo has an account; so does Nell."""
    actions.open_account("Nell", ANOTHER, "UTC")
    return actions.open_account("Milo", PASSPHRASE, "UTC").account


@pytest.fixture
def at_home(client: FlaskClient, milo: Account) -> FlaskClient:
    """Milo's browser, signed in."""
    assert sign_in(client).status_code == 303
    return client


def sign_in(client: FlaskClient, name: str = "Milo", passphrase: str = PASSPHRASE, **more: str) -> TestResponse:
    """Send the form of signing in."""
    return client.post("/sign-in", data={"name": name, "passphrase": passphrase, **more})


def join(client: FlaskClient, name: str = "Quiet Harbour", **more: str) -> TestResponse:
    """Send the second form of joining."""
    return client.post("/join", data={"name": name, "passphrase": PASSPHRASE, "zone": "Europe/Berlin"} | more)


def is_in(client: FlaskClient) -> bool:
    """Whether a browser is signed in."""
    return client.get("/account").status_code == 200


def words_on(page: TestResponse) -> list[str]:
    """The recovery words a page shows."""
    shown = re.search(r'<ol class="words".*?</ol>', page.text, re.DOTALL)
    return re.findall(r"<li>(\w+)</li>", shown.group()) if shown else []


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
    assert join(client, "Anna Schmidt", keep="yes").status_code == 303


def test_going_back_while_joining_asks_to_send_nothing_again(client: FlaskClient) -> None:
    chosen = client.post("/join", data={"name": "Quiet Harbour", "next": "/meetings"})
    assert chosen.status_code == 303
    assert chosen.location == "/join/passphrase?next=/meetings"
    for _ in range(2):
        page = client.get(chosen.location)
        assert 'value="Quiet Harbour"' in page.text
        assert 'name="next" value="/meetings"' in page.text
        assert PASSPHRASE not in page.text
    assert client.get(join(client, next="/meetings").location).status_code == 200
    assert client.get(chosen.location).location == "/meetings"


def test_a_passphrase_without_a_name_leads_back_to_choosing_one(client: FlaskClient) -> None:
    assert client.get("/join/passphrase?next=/meetings").location == "/join?next=/meetings"


def test_losing_the_page_of_words_does_not_lose_the_way_to_the_meeting(client: FlaskClient) -> None:
    shown = join(client, next="/meetings").location
    client.get(shown)
    assert 'href="/account/words?next=/meetings"' in client.get(shown).text
    renewed = client.post("/account/words?next=/meetings", data={"passphrase": PASSPHRASE})
    assert renewed.location == "/join/words?next=/meetings"
    elsewhere = client.post("/account/words?next=//elsewhere.example", data={"passphrase": PASSPHRASE})
    assert elsewhere.location == "/join/words?next=/account"


def test_a_name_that_is_taken_is_told_before_a_passphrase_is_thought_of(client: FlaskClient, milo: Account) -> None:
    page = client.post("/join", data={"name": "M1lo"})
    assert page.status_code == 409
    assert actions.NameIsTaken.words in page.text
    assert 'value="M1lo"' in page.text


def test_joining_opens_an_account_signs_in_and_goes_on_to_the_words(client: FlaskClient) -> None:
    response = join(client, next="/meetings")
    assert response.status_code == 303
    assert response.location == "/join/words?next=/meetings"
    account = queries.account_named("Quiet Harbour")
    assert account
    assert account.zone == "Europe/Berlin"
    assert is_in(client)


def test_recovery_words_are_shown_exactly_once_and_lead_on(client: FlaskClient) -> None:
    page = client.get(join(client, next="/meetings").location)
    words = words_on(page)
    assert len(words) == 12
    assert 'href="/meetings"' in page.text
    assert page.headers["Cache-Control"] == "no-store"
    again = client.get("/join/words?next=/meetings")
    assert words_on(again) == []
    assert "shown already" in again.text
    actions.recover("Quiet Harbour", " ".join(words), ANOTHER)


def test_recovery_words_wait_for_nobody_longer_than_ten_minutes(client: FlaskClient, clock: Clock) -> None:
    join(client)
    clock.forward(minutes=11)
    assert words_on(client.get("/join/words")) == []


def test_recovery_words_are_not_readable_in_the_cookie(client: FlaskClient) -> None:
    import base64
    import zlib

    location = join(client).location
    cookie = client.get_cookie("visit")
    assert cookie
    payload = cookie.value.split(".")[1 if cookie.value.startswith(".") else 0]
    raw = base64.urlsafe_b64decode(payload + "=" * (-len(payload) % 4))
    held = (zlib.decompress(raw) if cookie.value.startswith(".") else raw).decode()
    assert "held" in held
    assert not any(f" {word} " in held for word in words_on(client.get(location)))


@pytest.mark.parametrize(
    "onward", ["https://evil.example/", "//evil.example/", "/\\evil.example", "javascript:alert(1)", "http:/evil"]
)
def test_nobody_is_led_to_another_site(client: FlaskClient, milo: Account, browser: Browser, onward: str) -> None:
    page = client.get(join(client, next=onward).location)
    [address] = re.findall(r'large" href="([^"]+)"', page.text)
    assert address.startswith("/")
    assert "evil" not in address
    response = sign_in(browser(), next=onward)
    assert response.location.startswith("/")
    assert "evil" not in response.location


def test_a_weak_passphrase_is_told_at_its_field_and_never_filled_in_again(client: FlaskClient) -> None:
    page = client.post("/join", data={"name": "Quiet Harbour", "passphrase": "passwordpassword", "zone": "Asia/Tokyo"})
    assert page.status_code == 422
    assert "passwordpassword" not in page.text
    assert 'value="Quiet Harbour"' in page.text
    assert '<option value="Asia/Tokyo" selected>' in page.text
    assert 'id="passphrase-error"' in page.text


def test_a_time_zone_we_do_not_know_is_refused_at_its_field(client: FlaskClient) -> None:
    page = client.post("/join", data={"name": "Quiet Harbour", "passphrase": PASSPHRASE, "zone": "Mars/Base"})
    assert page.status_code == 422
    assert 'id="zone-error"' in page.text


def test_nobody_makes_themselves_a_steward_by_sending_more_fields(client: FlaskClient) -> None:
    assert join(client, is_steward="yes").status_code == 422
    assert queries.account_named("Quiet Harbour") is None


def test_a_network_opens_only_so_many_accounts_an_hour(app: Flask, browser: Browser, clock: Clock) -> None:
    limit = app.config["SETTINGS"].new_accounts_per_hour
    for number in range(limit):
        clock.forward(seconds=4)
        assert join(browser(), f"Quiet Harbour {number + 100}").status_code == 303
    refused = join(browser(), "One Too Many")
    assert refused.status_code == 429
    assert 'value="One Too Many"' in refused.text
    clock.forward(hours=1, seconds=1)
    assert join(browser(), "One Too Many").status_code == 303


def test_what_is_refused_takes_nothing_from_the_accounts_of_a_network(
    app: Flask, client: FlaskClient, milo: Account, clock: Clock
) -> None:
    limit = app.config["SETTINGS"].new_accounts_per_hour
    for number in range(limit + 1):
        clock.forward(seconds=4)
        refused = join(client, passphrase="passwordpassword") if number % 2 else join(client, "Milo")
        assert refused.status_code in (409, 422)
    assert join(client).status_code == 303


def test_names_are_not_tried_without_end_by_joining(client: FlaskClient, milo: Account, clock: Clock) -> None:
    tried = [join(client, "Milo").status_code for _ in range(21)]
    assert tried == [409] * 20 + [429]
    clock.forward(minutes=2)
    for _ in range(81):
        clock.forward(seconds=4)
        tried.append(join(client, "Milo").status_code)
    assert tried[21:] == [409] * 80 + [429]


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
    assert sign_in(client, next="/account/passphrase?from=here").location == "/account/passphrase?from=here"
    assert is_in(client)


def test_a_wrong_passphrase_and_an_unknown_name_get_the_very_same_page(client: FlaskClient, milo: Account) -> None:
    wrong, unknown = sign_in(client, "Milo", ANOTHER), sign_in(client, "Olim", ANOTHER)
    assert wrong.status_code == unknown.status_code == 422
    assert without_chance(wrong.text.replace("Milo", "Olim")) == without_chance(unknown.text)
    assert ANOTHER not in wrong.text
    assert not is_in(client)


def without_chance(text: str) -> str:
    """A page without its one-time words."""
    return re.sub(r'nonce="[^"]+"|name="csrf_token" value="[^"]+"', "", text)


def test_after_many_wrong_tries_the_page_says_how_long_to_wait(
    client: FlaskClient, milo: Account, clock: Clock
) -> None:
    for _ in range(5):
        sign_in(client, "Milo", ANOTHER)
    page = sign_in(client)
    assert page.status_code == 429
    assert "wait 2 seconds" in page.text
    assert "You are not locked out" in page.text
    assert 'value="Milo"' in page.text
    clock.forward(seconds=2)
    assert sign_in(client).status_code == 303


def test_signing_in_begins_a_new_visit(client: FlaskClient, milo: Account) -> None:
    with client.session_transaction() as visit:
        visit["planted"] = "by someone else"
    sign_in(client)
    with client.session_transaction() as visit:
        assert "planted" not in visit


def test_a_device_stays_signed_in_only_if_asked_to(client: FlaskClient, browser: Browser, milo: Account) -> None:
    sign_in(client)
    cookie = client.get_cookie("visit")
    assert cookie
    assert cookie.expires is None
    assert cookie.http_only
    staying = browser()
    sign_in(staying, stay="yes")
    cookie = staying.get_cookie("visit")
    assert cookie
    assert cookie.expires is not None


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
    assert sign_in(at_home, "Nell", ANOTHER).status_code == 303
    assert queries.devices_of(milo) == []


def test_forms_without_their_token_are_refused(app: Flask, client: FlaskClient, milo: Account) -> None:
    app.config["WTF_CSRF_ENABLED"] = True
    try:
        assert sign_in(client).status_code == 400
        token = re.search(r'name="csrf_token" value="([^"]+)"', client.get("/sign-in").text)
        assert token
        assert sign_in(client, csrf_token=token.group(1)).status_code == 303
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
    sign_in(other)
    lines = [socket(at_home), socket(other)]
    assert [line.is_open for line in lines] == [True, True]
    at_home.post("/sign-out")
    assert [line.is_open for line in lines] == [False, True]


def test_a_deleted_account_hears_no_more(socket: PageLine, at_home: FlaskClient) -> None:
    line = socket(at_home)
    at_home.post("/account/delete", data={"passphrase": PASSPHRASE})
    assert not line.is_open


def test_nobody_connects_without_being_signed_in(socket: PageLine, client: FlaskClient) -> None:
    assert not socket(client).is_open


# Coming back


def test_lost_passphrases_are_replaced_with_the_words_once(client: FlaskClient, browser: Browser) -> None:
    words = " ".join(words_on(client.get(join(client).location)))
    elsewhere = browser()
    form = {"name": "quiet harbour", "words": words, "passphrase": ANOTHER, "next": "/account"}
    response = elsewhere.post("/recover", data=form)
    assert response.location == "/join/words?next=/account"
    new = words_on(elsewhere.get(response.location))
    assert len(new) == 12
    assert new != words.split()
    assert is_in(elsewhere)
    assert not is_in(client), "every other device is signed out"
    again = browser().post("/recover", data=form)
    assert again.status_code == 422
    assert words in again.text, "nothing typed is lost"


def test_a_slip_in_the_words_is_told_at_the_field(client: FlaskClient, milo: Account) -> None:
    page = client.post("/recover", data={"name": "Milo", "words": "only three words", "passphrase": ANOTHER})
    assert page.status_code == 422
    assert "There should be 12 words; we can read 3 here." in page.text
    assert "only three words" in page.text


# One's own account


def test_devices_are_listed_by_kind_and_day_and_can_be_signed_out(
    client: FlaskClient, browser: Browser, milo: Account
) -> None:
    sign_in(client)
    phone = browser()
    phone.post("/sign-in", data={"name": "Milo", "passphrase": PASSPHRASE}, headers={"User-Agent": PHONE})
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
        sign_in(other)
    at_home.post("/account/devices/sign-out")
    assert is_in(at_home)
    assert not any(is_in(other) for other in others)


def test_a_time_zone_can_be_chosen_anew(at_home: FlaskClient, milo: Account) -> None:
    assert at_home.post("/account", data={"zone": "Asia/Calcutta"}).status_code == 303
    assert milo.zone == "Asia/Calcutta"
    assert at_home.post("/account", data={"zone": "Nowhere"}).status_code == 422


def test_a_passphrase_is_changed_here_and_other_devices_are_signed_out(at_home: FlaskClient, browser: Browser) -> None:
    other = browser()
    sign_in(other)
    wrong = at_home.post("/account/passphrase", data={"old": ANOTHER, "passphrase": ANOTHER})
    assert wrong.status_code == 422
    assert 'id="old-error"' in wrong.text
    assert at_home.post("/account/passphrase", data={"old": PASSPHRASE, "passphrase": ANOTHER}).status_code == 303
    assert is_in(at_home)
    assert not is_in(other)
    assert sign_in(browser(), "Milo", ANOTHER).status_code == 303


def test_new_recovery_words_are_shown_for_the_passphrase(at_home: FlaskClient) -> None:
    assert at_home.post("/account/words", data={"passphrase": ANOTHER}).status_code == 422
    response = at_home.post("/account/words", data={"passphrase": PASSPHRASE})
    words = words_on(at_home.get(response.location))
    actions.recover("Milo", " ".join(words), ANOTHER)


def test_deleting_says_what_goes_asks_for_the_passphrase_and_is_complete(at_home: FlaskClient, milo: Account) -> None:
    number = milo.id
    page = at_home.get("/account/delete").text
    for thing in ("name", "group", "sponsor", "clean dates"):
        assert thing in page
    assert at_home.post("/account/delete", data={"passphrase": ANOTHER}).status_code == 422
    assert queries.account_named("Milo")
    response = at_home.post("/account/delete", data={"passphrase": PASSPHRASE})
    assert response.status_code == 200
    assert "Your account is gone" in response.text
    assert response.headers["Clear-Site-Data"]
    db.session.rollback()
    assert db.session.get(Account, number) is None
    assert not is_in(at_home)
    assert sign_in(at_home).status_code == 422


@pytest.mark.parametrize(
    "path", ["/account", "/account/passphrase", "/account/words", "/account/delete", "/join/words"]
)
def test_ones_account_is_open_to_nobody_who_is_not_signed_in(client: FlaskClient, path: str) -> None:
    response = client.get(path)
    assert response.status_code == 302
    assert response.location.startswith("/sign-in")


@pytest.mark.parametrize("path", PAGES)
def test_pages_of_an_account_are_kept_by_no_cache_and_show_no_hash(
    at_home: FlaskClient, milo: Account, path: str
) -> None:
    page = at_home.get(path)
    assert page.headers["Cache-Control"] == "no-store"
    assert "argon2" not in page.text
    assert PASSPHRASE not in page.text


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
    words = client.get(join(client, "Fern Valley", next=path).location)
    assert f'href="{path}"' in words.text
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
    client.post(
        "/sign-in",
        data={"name": "Milo", "passphrase": PASSPHRASE},
        headers={"User-Agent": PHONE},
        environ_overrides={"REMOTE_ADDR": "203.0.113.77"},
    )
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
    sign_in(client)
    client.get("/account")
    for word in ("Milo", "127.0.0.1", PASSPHRASE, ANOTHER):
        assert word not in caplog.text


def test_a_device_is_noted_once_a_day(clock: Clock, client: FlaskClient, milo: Account) -> None:
    sign_in(client)
    clock.forward(days=1)
    assert is_in(client)
    [device] = queries.devices_of(milo)
    assert device.seen_on == clock.now.date()
    clock.forward(days=31)
    assert not is_in(client)
