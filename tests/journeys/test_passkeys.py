"""Passkeys: coming in with a finger, on one device and on another, and when one of them is lost."""

import json
import re
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from support_groups.accounts import format
from support_groups.accounts.models import WayKind
from tests.services.device import Device
from tests.services.listening import Listening
from tests.services.server import Server

from . import ways
from .barriers import barriers
from .conftest import Visit
from .test_secrets import ANOTHER, KEPT, OPEN, SEAL, fills_words, is_signed_out, joins, signs_out

ASK_THE_DEVICE = """async (question) => {
    const shown = await navigator.credentials.get({ publicKey: {
        challenge: new Uint8Array(32), rpId: location.hostname, userVerification: "required",
        extensions: { prf: { eval: { first: new TextEncoder().encode(question) } } },
    } });
    return [...new Uint8Array(shown.getClientExtensionResults().prf.results.first)];
}"""

AtAName = Callable[..., Page]


@pytest.fixture
def desk(wide: Visit, server: Server) -> AtAName:
    """`desk()` is the page of a new person at a desk; passkeys need an address with a name."""
    return lambda: wide(base_url=server.by_name)


@pytest.fixture
def pocket(phone: Visit, server: Server) -> AtAName:
    """`pocket()` is the page of a new person with a phone, at the same address."""
    return lambda: phone(base_url=server.by_name)


def adds_passkey(page: Page, label: str, *, by_passkey: bool = False) -> None:
    """Add a passkey for this device and see it in the list."""
    asks_for_passkey(page, label, by_passkey=by_passkey)
    expect(page.get_by_role("listitem").filter(has_text=label)).to_be_visible()
    expect(page.get_by_role("status").first).to_contain_text("Your passkey is added")


def asks_for_passkey(page: Page, label: str, *, by_passkey: bool = False) -> None:
    """Fill the form for one more passkey, and send it."""
    page.goto("/account/passkeys")
    page.get_by_label("What do you call this device?").fill(label)
    if by_passkey:
        page.get_by_role("button", name="Confirm with a passkey").click()
        return
    page.get_by_label("Your passphrase", exact=True).fill(ways.PASSPHRASE)
    page.get_by_role("button", name="Add a passkey").click()


def enters_with_passkey(page: Page) -> None:
    """Sign in with a passkey alone."""
    page.goto("/sign-in")
    page.get_by_role("button", name="Use a passkey").click()
    page.wait_for_url(lambda address: "/sign-in" not in address)


def removes_passkey(page: Page, label: str) -> None:
    """Remove a passkey by what it is called."""
    page.goto("/account/passkeys")
    page.get_by_role("link", name=f"Remove {label}").click()
    page.get_by_label("Your passphrase", exact=True).fill(ways.PASSPHRASE)
    page.get_by_role("button", name="Remove it").click()
    expect(page.get_by_role("status").first).to_contain_text("is removed")
    expect(page.get_by_role("listitem").filter(has_text=label)).to_have_count(0)


def test_a_passkey_lets_its_person_in_and_opens_what_is_theirs_without_a_passphrase(desk: AtAName) -> None:
    page = desk()
    device = Device(page)
    joins(page, "Green Harbour")
    envelope = page.evaluate(SEAL, {"call": "Sol"})
    adds_passkey(page, "My laptop")
    assert page.get_by_text("opens what only you can read").count() == 1
    signs_out(page)
    enters_with_passkey(page)
    assert page.evaluate(OPEN, envelope) == {"call": "Sol"}
    [listed] = device.listed()
    assert listed["isResidentCredential"]


def test_the_list_of_a_device_names_neither_the_person_nor_the_place(desk: AtAName) -> None:
    page = desk()
    device = Device(page)
    joins(page, "Cobalt Chimney")
    adds_passkey(page, "My laptop")
    [listed] = device.listed()
    assert re.fullmatch(r"Notes \d{3}", listed["userName"])
    assert listed["userDisplayName" if "userDisplayName" in listed else "userName"].startswith("Notes ")
    # Long enough that no key among it spells one by chance.
    for telling in ("Cobalt", "Chimney", "Lantern", "laptop"):
        assert telling not in json.dumps(listed)
    expect(page.get_by_text(f"“{listed['userName']}” in its device")).to_be_visible()


def test_where_a_device_makes_no_key_the_passphrase_is_asked_for_once(desk: AtAName) -> None:
    page = desk()
    Device(page, has_prf=False)
    joins(page, "Grey Windmill")
    envelope = page.evaluate(SEAL, {"call": "Sol"})
    adds_passkey(page, "Old computer")
    expect(page.get_by_text("each device asks once for your passphrase")).to_be_visible()
    signs_out(page)
    enters_with_passkey(page)
    assert page.evaluate(OPEN, envelope) is None
    page.goto("/account/open?next=/groups")
    expect(page.get_by_role("button", name="Open", exact=True)).to_be_enabled()
    expect(page.get_by_role("button", name="Confirm with a passkey")).to_have_count(0)
    page.get_by_label("Your passphrase", exact=True).fill(ways.PASSPHRASE)
    page.get_by_role("button", name="Open", exact=True).click()
    page.wait_for_url(lambda address: address.endswith("/groups") and "/open" not in address)
    assert page.evaluate(OPEN, envelope) == {"call": "Sol"}
    page.goto("/account")
    assert page.evaluate(OPEN, envelope) == {"call": "Sol"}, "and not again"


def test_a_passkey_that_cannot_open_says_so_where_something_must_be_opened(desk: AtAName) -> None:
    page = desk()
    Device(page, has_prf=False)
    joins(page, "Pale Ladder")
    adds_passkey(page, "Old computer")
    signs_out(page)
    enters_with_passkey(page)
    asks_for_passkey(page, "Once more", by_passkey=True)
    expect(page.locator("#errors")).to_contain_text("Please use your passphrase here")


def test_a_lost_device_is_signed_out_from_another_and_its_passkey_opens_nothing(desk: AtAName, pocket: AtAName) -> None:
    here, lost = desk(), pocket()
    Device(here)
    phone = Device(lost)
    joins(here, "Amber Staircase")
    envelope = here.evaluate(SEAL, {"call": "Sol"})
    adds_passkey(here, "My laptop")
    ways.sign_in(lost, "Amber Staircase")
    adds_passkey(lost, "My phone")
    is_signed_out(here)
    enters_with_passkey(here)
    signs_out(lost)
    enters_with_passkey(lost)
    assert lost.evaluate(OPEN, envelope) == {"call": "Sol"}
    kept = lost.evaluate(KEPT)
    removes_passkey(here, "My phone")
    assert here.evaluate(OPEN, envelope) == {"call": "Sol"}, "this device stays open"
    is_signed_out(lost)
    assert lost.evaluate(KEPT) == kept, "what it kept is still there"
    assert lost.evaluate(OPEN, envelope) is None, "and opens no more"
    assert len(phone.listed()) == 1
    lost.goto("/sign-in")
    lost.get_by_role("button", name="Use a passkey").click()
    expect(lost.locator("#errors")).to_contain_text("does not open an account here")
    is_signed_out(lost)


def test_coming_back_with_words_ends_every_passkey(desk: AtAName, pocket: AtAName) -> None:
    lost, here = desk(), pocket()
    Device(lost)
    words = joins(lost, "Copper Kettle")
    adds_passkey(lost, "My laptop")
    fills_words(here, "Copper Kettle", words)
    ways.write_words_down(here)
    is_signed_out(lost)
    lost.get_by_role("button", name="Use a passkey").click()
    expect(lost.locator("#errors")).to_contain_text("does not open an account here")
    here.goto("/account/passkeys")
    expect(here.get_by_role("heading", name="Yours")).to_have_count(0)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_pages_of_passkeys_hold_for_everyone(phone: Visit, server: Server, scheme: str) -> None:
    page = phone(base_url=server.by_name, color_scheme=scheme, bypass_csp=True)
    Device(page)
    joins(page, f"Paper Crane by {scheme}")
    adds_passkey(page, "My phone")
    assert barriers(page) == []
    page.get_by_role("link", name="Remove My phone").click()
    expect(page.get_by_role("button", name="Remove it")).to_be_enabled()
    assert barriers(page) == []
    page.set_viewport_size({"width": 320, "height": 640})
    for address in ("/account/passkeys", "/account/passphrase"):
        page.goto(address)
        expect(page.locator("[data-by=passkey]").first).to_be_visible()
        assert page.evaluate("document.documentElement.scrollWidth") == 320, address


def test_a_passkey_that_is_removed_on_its_own_device_leaves_the_list_there(desk: AtAName) -> None:
    page = desk()
    device = Device(page)
    joins(page, "Silver Bakery")
    adds_passkey(page, "My laptop")
    removes_passkey(page, "My laptop")
    assert device.listed() == []


def test_one_device_holds_one_passkey_of_a_person(desk: AtAName) -> None:
    page = desk()
    device = Device(page)
    joins(page, "Round Lantern")
    adds_passkey(page, "My laptop")
    asks_for_passkey(page, "Once more")
    expect(page.locator("#errors")).to_contain_text("has a passkey for you already")
    assert len(device.listed()) == 1


def test_a_finger_that_a_device_does_not_know_lets_nobody_in(desk: AtAName) -> None:
    page = desk()
    device = Device(page)
    joins(page, "Narrow Bridge")
    adds_passkey(page, "My laptop")
    signs_out(page)
    device.knows_the_hand(does=False)
    page.goto("/sign-in")
    page.get_by_role("button", name="Use a passkey").click()
    expect(page.locator("#errors")).to_contain_text("Nothing was done")
    is_signed_out(page)


def test_whoever_has_forgotten_the_passphrase_chooses_another_with_a_passkey(desk: AtAName, pocket: AtAName) -> None:
    page, elsewhere = desk(), pocket()
    Device(page)
    joins(page, "Warm Gravel")
    envelope = page.evaluate(SEAL, {"call": "Sol"})
    adds_passkey(page, "My laptop")
    page.goto("/account/passphrase")
    page.get_by_label("Your new passphrase").fill(ANOTHER)
    page.get_by_role("button", name="Confirm with a passkey").click()
    page.wait_for_url("**/account")
    ways.sign_in(elsewhere, "Warm Gravel", ANOTHER)
    assert elsewhere.evaluate(OPEN, envelope) == {"call": "Sol"}


def test_what_a_passkey_opens_with_never_leaves_the_browser(desk: AtAName) -> None:
    page = desk()
    Device(page)
    joins(page, "Quiet Orchard")
    heard = Listening(page)
    adds_passkey(page, "My laptop")
    signs_out(page)
    enters_with_passkey(page)
    page.goto("/account/words")
    page.get_by_role("button", name="Confirm with a passkey").click()
    ways.write_words_down(page)
    made = bytes(page.evaluate(ASK_THE_DEVICE, "support-groups/1 passkey"))
    wrap = format.passkey_wrap(made)
    sent = heard.values("/account/passkeys")
    sealed, public_key = format.to_bytes(str(sent["sealed"])), format.to_bytes(public_key_of(page))
    identity = format.open_identity(wrap, WayKind.PASSKEY, sealed, public_key)
    for secret in (made, wrap, identity.private_key):
        assert heard.with_secret(secret) == []
    shown: Any = heard.values("/sign-in/passkey")["passkey"]
    credential = format.to_bytes(shown["id"])
    assert len(heard.with_secret(credential)) >= 3, "what is sent is found, in the form in which it is sent"


def public_key_of(page: Page) -> str:
    """The open half of the pair of keys of whoever is signed in."""
    key: str = page.evaluate(
        """async () => {
            const token = document.querySelector("input[name=csrf_token]").value;
            const headers = { "Content-Type": "application/json", "X-CSRFToken": token };
            const answer = await fetch("/account/passkeys/ask", { method: "POST", headers, body: "{}" });
            return (await answer.json()).public_key;
        }"""
    )
    return key


def test_at_an_address_without_a_name_no_passkey_is_offered(phone: Visit) -> None:
    page = phone()
    page.goto("/sign-in")
    expect(page.get_by_role("button", name="Sign in")).to_be_enabled()
    expect(page.locator("[data-by=passkey]")).to_be_hidden()
    joins(page, "Plain Number")
    page.goto("/account/passkeys")
    expect(page.get_by_text("This browser has no passkeys for")).to_be_visible()
    expect(page.get_by_role("button", name="Add a passkey")).to_be_hidden()


def test_without_a_safe_connection_no_passkey_is_offered(pocket: AtAName) -> None:
    page = pocket()
    page.add_init_script("Object.defineProperty(globalThis, 'isSecureContext', { value: false })")
    page.goto("/sign-in")
    expect(page.get_by_role("heading", name="This connection is not safe enough")).to_be_visible()
    expect(page.locator("[data-by=passkey]")).to_be_hidden()
