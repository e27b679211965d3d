"""Secrets stay in the browser: what people do with their keys, and what the browser sends meanwhile."""

import re
from pathlib import Path
from typing import Any

from mnemonic import Mnemonic
from playwright.sync_api import Dialog, Page, expect

from support_groups.accounts import format
from support_groups.accounts.models import WayKind
from tests.services.listening import Listening
from tests.services.server import Server

from . import ways
from .conftest import Visit

ANOTHER = "tiger lamp ocean forty"
SEAL = "async (value) => (await (await import('/static/accounts/keyring.js')).ownBox()).seal('plan', value)"
OPEN = """async (envelope) => {
    const box = await (await import('/static/accounts/keyring.js')).ownBox();
    return box && box.open('plan', envelope);
}"""
KEPT = """() => new Promise((told, failed) => {
    const asked = indexedDB.open("own", 1);
    asked.onerror = () => failed(asked.error);
    asked.onsuccess = () => {
        const found = asked.result.transaction("keys").objectStore("keys").get("mine");
        found.onsuccess = () => told(found.result && [...found.result.sealed]);
    };
})"""


def joins(page: Page, name: str) -> str:
    """Open an account; the words."""
    page.goto("/join")
    return ways.open_account(page, name)


def is_signed_out(page: Page) -> None:
    """The device leads to the door again."""
    page.goto("/account")
    expect(page.get_by_role("heading", level=1)).to_have_text("Welcome back")


def test_signing_in_on_a_second_device_opens_there_what_was_sealed_on_the_first(wide: Visit, phone: Visit) -> None:
    first, second = wide(), phone()
    joins(first, "Two Lanterns")
    envelope = first.evaluate(SEAL, {"call": "Sol"})
    assert first.evaluate(OPEN, envelope) == {"call": "Sol"}
    ways.sign_in(second, "two lanterns")
    assert second.evaluate(OPEN, envelope) == {"call": "Sol"}
    second.goto("/account")
    assert second.evaluate(OPEN, envelope) == {"call": "Sol"}, "still open on the next page"


def test_a_device_that_has_lost_its_key_asks_once_for_the_passphrase(wide: Visit) -> None:
    page = wide()
    joins(page, "Lost Ferry")
    envelope = page.evaluate(SEAL, {"call": "Sol"})
    page.evaluate("() => new Promise((told) => { indexedDB.deleteDatabase('own').onsuccess = told; })")
    page.goto("/groups")
    assert page.evaluate(OPEN, envelope) is None
    page.evaluate("async () => (await import('/static/accounts/keyring.js')).askToOpen()")
    page.wait_for_url("**/account/open?next=*")
    page.get_by_label("Your passphrase", exact=True).fill(ANOTHER)
    page.get_by_role("button", name="Open", exact=True).click()
    expect(page.locator("#passphrase-error")).to_contain_text("This is not your passphrase")
    expect(page.get_by_label("Your passphrase", exact=True)).to_have_value(ANOTHER)
    page.get_by_label("Your passphrase", exact=True).fill(ways.PASSPHRASE)
    page.get_by_role("button", name="Open", exact=True).click()
    page.wait_for_url("**/groups")
    assert page.evaluate(OPEN, envelope) == {"call": "Sol"}


def test_words_bring_a_person_back_once_and_open_what_was_theirs(wide: Visit, phone: Visit) -> None:
    before, after = wide(), phone()
    words = joins(before, "Paper Boat")
    envelope = before.evaluate(SEAL, {"call": "Sol"})
    new = comes_back(after, "Paper Boat", words)
    assert new != words
    assert after.evaluate(OPEN, envelope) == {"call": "Sol"}
    is_signed_out(before)
    fills_words(before, "Paper Boat", words)
    expect(before.locator("#errors")).to_contain_text("do not go together")
    expect(before.get_by_label("Your twelve words")).to_have_value(words)
    ways.sign_in(before, "Paper Boat", ANOTHER)
    assert before.evaluate(OPEN, envelope) == {"call": "Sol"}


def fills_words(page: Page, name: str, words: str) -> None:
    """Ask to be let in with words, for another passphrase."""
    page.goto("/recover")
    page.get_by_label("Your name for signing in").fill(name)
    page.get_by_label("Your twelve words").fill(words)
    page.get_by_label("A new passphrase").fill(ANOTHER)
    page.get_by_role("button", name="Let me in").click()


def comes_back(page: Page, name: str, words: str) -> str:
    """Come back with words; the new ones."""
    fills_words(page, name, words)
    return ways.write_words_down(page)


def test_a_phones_capitals_spaces_and_line_breaks_keep_nobody_out(phone: Visit) -> None:
    page = phone()
    words = joins(page, "Amber Ferry")
    signs_out(page)
    ways.sign_in(page, "  aMBER   ferry ", f" {ways.PASSPHRASE} ")
    signs_out(page)
    lines = ",\n".join(word.capitalize() for word in words.split())
    assert comes_back(page, " AMBER ferry  ", lines) != words
    for path, field in (("/sign-in", "#name"), ("/recover", "#name"), ("/recover", "#words")):
        signed_out = phone()
        signed_out.goto(path)
        expect(signed_out.locator(field)).to_have_attribute("autocapitalize", "none")
        expect(signed_out.locator(field)).to_have_attribute("autocorrect", "off")


def test_the_twelve_words_are_not_lost_by_closing_the_page_and_can_be_saved_and_made_anew(phone: Visit) -> None:
    page = phone()
    page.goto("/join")
    page.get_by_label("find your own").fill("Copper Stile")
    page.get_by_role("button", name="Go on").click()
    page.get_by_label("Your passphrase", exact=True).fill(ways.PASSPHRASE)
    page.get_by_role("button", name="Open my account").click()
    words = page.locator("#twelve li")
    expect(words).to_have_count(12)
    expect(page.get_by_text("do not keep it where others look")).to_be_visible()
    expect(page.get_by_text("Then you can have new ones at once")).to_be_visible()
    with page.expect_download() as saved:
        page.get_by_role("button", name="Save as a file").click()
    assert saved.value.suggested_filename == "twelve-words.txt"
    text = Path(saved.value.path()).read_text(encoding="utf-8")
    assert text == "".join(f"{at}. {word}\n" for at, word in enumerate(words.all_inner_texts(), 1))
    asked: list[str] = []

    def stay(dialog: Dialog) -> None:
        asked.append(dialog.type)
        dialog.dismiss()

    page.once("dialog", stay)
    with page.expect_event("dialog"):
        page.close(run_before_unload=True)
    assert asked == ["beforeunload"]
    expect(words).to_have_count(12)
    ways.write_words_down(page)
    page.goto("/account")
    expect(page.get_by_role("link", name="New recovery words")).to_be_visible()


def test_a_single_refusal_is_said_once_and_the_field_waits_for_the_next_try(phone: Visit) -> None:
    page = phone()
    page.goto("/sign-in")
    page.get_by_label("Your passphrase", exact=True).fill(ways.PASSPHRASE)
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_text("Please fill this in.")).to_have_count(1)
    expect(page.get_by_label("Your name for signing in")).to_be_focused()
    page.get_by_label("Your passphrase", exact=True).fill("")
    page.get_by_role("button", name="Sign in").click()
    expect(page.locator("#errors li")).to_have_count(2)
    expect(page.locator("#errors")).to_be_focused()


def test_a_changed_passphrase_signs_the_other_device_out_and_opens_the_same(wide: Visit, phone: Visit) -> None:
    here, there = wide(), phone()
    joins(here, "Slow Tram")
    ways.sign_in(there, "Slow Tram")
    envelope = here.evaluate(SEAL, {"call": "Sol"})
    kept = there.evaluate(KEPT)
    assert there.evaluate(OPEN, envelope) == {"call": "Sol"}
    changes_passphrase(here, ways.PASSPHRASE, ANOTHER)
    expect(here.get_by_role("status").first).to_contain_text("Your passphrase is changed")
    assert here.evaluate(OPEN, envelope) == {"call": "Sol"}, "this device stays open"
    is_signed_out(there)
    assert there.evaluate(KEPT) == kept, "what it kept is still there"
    assert there.evaluate(OPEN, envelope) is None, "and opens no more"
    ways.sign_in(there, "Slow Tram", ANOTHER)
    assert there.evaluate(OPEN, envelope) == {"call": "Sol"}


def changes_passphrase(page: Page, old: str, new: str) -> None:
    """Take another passphrase."""
    page.goto("/account/passphrase")
    page.get_by_label("Your passphrase now").fill(old)
    page.get_by_label("Your new passphrase").fill(new)
    page.get_by_role("button", name="Change it").click()
    page.wait_for_url("**/account")


def test_whoever_asks_to_be_forgotten_is_gone_and_leaves_nothing_in_the_browser(wide: Visit) -> None:
    page = wide()
    joins(page, "Last Train")
    page.goto("/account/delete")
    page.get_by_label("Your passphrase", exact=True).fill(ways.PASSPHRASE)
    page.get_by_role("button", name="Delete my account").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Your account is gone")
    left = page.evaluate("async () => [document.cookie, (await indexedDB.databases()).length, localStorage.length]")
    assert left == ["", 0, 0]
    page.goto("/sign-in")
    page.get_by_label("Your name for signing in").fill("Last Train")
    page.get_by_label("Your passphrase", exact=True).fill(ways.PASSPHRASE)
    page.get_by_role("button", name="Sign in").click()
    expect(page.locator("#errors")).to_contain_text("do not go together")


def test_signing_out_leaves_no_key_in_the_browser(wide: Visit) -> None:
    page = wide()
    joins(page, "Still Pond")
    assert page.evaluate(KEPT)
    signs_out(page)
    assert page.evaluate("async () => (await indexedDB.databases()).length") == 0


def signs_out(page: Page) -> None:
    """Sign this device out."""
    page.goto("/home")
    page.get_by_role("button", name="Sign out", exact=True).click()
    page.wait_for_url(lambda address: "/home" not in address)


def test_a_weak_passphrase_is_refused_before_anything_is_sent(phone: Visit) -> None:
    page = phone()
    page.goto("/join")
    page.get_by_label("find your own").fill("Early Frost")
    page.get_by_role("button", name="Go on").click()
    page.wait_for_url("**/join/passphrase")
    heard = Listening(page)
    passphrase = page.get_by_label("Your passphrase", exact=True)
    for weak, why in (("too short", "at least 15"), ("one day at a time", "tried first"), ("earlyfrost2026!", "name")):
        passphrase.fill(weak)
        page.get_by_role("button", name="Open my account").click()
        expect(page.locator("#passphrase-error")).to_contain_text(why)
        expect(passphrase).to_have_value(weak)
    assert [address for address, _ in heard.sent if address.startswith("POST")] == []
    page.get_by_text("Let us choose words for you").click()
    page.get_by_role("button", name="Use these words").click()
    expect(passphrase).to_have_value(re.compile(r"^\w+ \w+ \w+ \w+ \w+$"))


def test_passphrases_words_and_the_keys_that_open_never_leave_the_browser(wide: Visit, server: Server) -> None:
    page = wide()
    heard = Listening(page)
    words = joins(page, "Deep Well")
    secrets = [*of_passphrase(heard.values("/join/passphrase"), ways.PASSPHRASE), *of_words(words)]
    changes_passphrase(page, ways.PASSPHRASE, ANOTHER)
    secrets += of_passphrase(heard.values("/account/passphrase"), ANOTHER)
    signs_out(page)
    ways.sign_in(page, "Deep Well", ANOTHER)
    page.goto("/account/words")
    page.get_by_label("Your passphrase", exact=True).fill(ANOTHER)
    page.get_by_role("button", name="Show me new words").click()
    words = ways.write_words_down(page)
    signs_out(page)
    again = comes_back(page, "Deep Well", words)
    secrets += [*of_words(words), *of_words(again), *of_passphrase(heard.values("/recover"), ANOTHER)]
    assert len([address for address, _ in heard.sent if address.startswith("POST")]) >= 12
    for secret in secrets:
        assert heard.with_secret(secret) == []
    [key] = {bytes(format.to_bytes(str(heard.values("/recover")["key"])))}
    assert len(heard.with_secret(key)) == 3, "what is sent is found, in the form in which it is sent"


def of_passphrase(sent: dict[str, Any], passphrase: str) -> list[bytes]:
    """What must stay of a passphrase: itself, what it is stretched to open, and what that opens."""
    way = sent["passphrase"]
    keys = format.passphrase_keys(passphrase, format.to_bytes(way["salt"]))
    assert format.to_text(keys.sign_in) == way["key"]
    secrets = [passphrase.encode(), keys.wrap]
    if "public_key" in sent:
        sealed, public_key = format.to_bytes(way["sealed"]), format.to_bytes(sent["public_key"])
        secrets.append(format.open_identity(keys.wrap, WayKind.PASSPHRASE, sealed, public_key).private_key)
    return secrets


def of_words(words: str) -> list[bytes]:
    """What must stay of words: themselves, what they stand for, and the key they open with."""
    entropy = bytes(Mnemonic("english").to_entropy(words))
    return [words.encode(), entropy, format.words_keys(entropy).wrap]


def test_without_scripts_the_page_says_plainly_that_nothing_of_this_works(phone: Visit) -> None:
    page = phone(java_script_enabled=False)
    for path in ("/sign-in", "/recover"):
        page.goto(path)
        expect(page.get_by_role("heading", name="This page needs its scripts")).to_be_visible()
        for button in page.locator("form[data-keys] [type=submit]").all():
            expect(button).to_be_disabled()
        expect(page.locator("#not-ready")).to_be_hidden()


def test_without_a_safe_connection_the_page_says_so_and_takes_nothing(phone: Visit, server: Server) -> None:
    page = phone()
    page.add_init_script("Object.defineProperty(globalThis, 'isSecureContext', { value: false })")
    page.goto("/sign-in")
    expect(page.get_by_role("heading", name="This connection is not safe enough")).to_be_visible()
    expect(page.get_by_role("button", name="Sign in")).to_be_disabled()
