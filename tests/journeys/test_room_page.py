"""What the page of a room promises to everyone who sits in it."""

import re
from dataclasses import dataclass
from typing import Any

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.services.server import Server
from tests.services.visitors import Visitors

from . import ways
from .barriers import barriers
from .conftest import Visit

SCRIPT = "<img src=x onerror=\"document.title='broken'\"><script>document.title='broken'</script> & <b>bold</b>"
SMALL = """() => [...document.querySelectorAll("a, button, input, textarea, select, summary")]
    .filter((one) => one.checkVisibility() && !one.closest("p, .skip"))
    .map((one) => (one.closest("label") ?? one))
    .filter((one) => { const box = one.getBoundingClientRect(); return box.width < 43.5 || box.height < 43.5 })
    .map((one) => one.outerHTML)"""


@dataclass(frozen=True)
class Pair:
    """Fern, who leads, and Nell, a member, as browsers remember them, and the way to their group."""

    fern: Any
    nell: Any
    group: str


@pytest.fixture(scope="session")
def pair(browser: Browser, server: Server) -> Pair:
    """A group with a meeting that goes on right now; once a worker, whose order of tests may lead away and back."""
    settings: dict[str, Any] = {"base_url": server.address, "locale": "en-GB", "timezone_id": "Europe/Berlin"}
    one, other = browser.new_context(**settings), browser.new_context(**settings)
    fern, nell = one.new_page(), other.new_page()
    ways.become_founder(fern, server, "Tin Whistle")
    ways.found_group(fern, "The bench by the door", "Fern")
    group = fern.url.removeprefix(server.address)
    ways.set_meeting_for_now(fern, "A room for trying", floor="open")
    join(nell, group, "Oat Field", "Nell")
    pair = Pair(one.storage_state(), other.storage_state(), group)
    one.close()
    other.close()
    return pair


@pytest.fixture
def fern(wide: Visit, pair: Pair) -> Page:
    """Fern at a desk, in the room; the floor is open."""
    page = wide(storage_state=pair.fern, bypass_csp=True)
    ways.enter_from_home(page)
    set_floor(page, "Open")
    return page


@pytest.fixture
def nell(phone: Visit, pair: Pair, fern: Page) -> Page:
    """Nell with a phone, in the room after Fern."""
    page = phone(storage_state=pair.nell, bypass_csp=True)
    ways.enter_from_home(page)
    expect(page.get_by_role("button", name="Send")).to_be_visible()
    return page


def join(page: Page, group: str, account: str, name: str) -> None:
    """Open an account on the way into the group."""
    ways.join_group(page, group, account, name)
    expect(page.get_by_text(f"Here you are {name}.")).to_be_visible()


def set_floor(fern: Page, label: str) -> None:
    """Change how people speak, sure of it when asked."""
    button = fern.get_by_role("button", name=label, exact=True)
    if button.get_attribute("aria-pressed") == "true":
        return
    button.click()
    sure = fern.get_by_role("button", name="Change it")
    expect(sure.or_(fern.locator("button[aria-pressed=true]", has_text=label)).first).to_be_visible()
    if sure.is_visible():
        sure.click()
    expect(button).to_have_attribute("aria-pressed", "true")


def call_nell(fern: Page, nell: Page) -> None:
    """Nell raises a hand and is called."""
    set_floor(fern, "In turn")
    is_settled(nell, "Raise hand")
    nell.get_by_role("button", name="Raise hand").click()
    fern.get_by_role("button", name="Call Nell").first.click()
    expect(ways.reading(nell, "It is your turn. Take your time.")).to_be_visible()
    is_settled(nell, "Pass")


def is_settled(page: Page, name: str) -> None:
    """A button has its new meaning for long enough to take a press: none is taken just after a change."""
    expect(page.get_by_role("button", name=name)).to_have_attribute("aria-disabled", "false")


def test_everything_can_be_done_by_keyboard(fern: Page, wide: Visit, pair: Pair) -> None:
    set_floor(fern, "In turn")
    page = wide(storage_state=pair.nell)
    ways.enter_from_home(page)
    focus_on(page, "Raise hand")
    page.keyboard.press("Enter")
    expect(ways.reading(page, "You are next.")).to_be_visible()
    expect(fern.get_by_role("button", name="Call Nell").first).to_be_visible()
    focus_on(fern, "Call Nell")
    fern.keyboard.press("Space")
    expect(ways.reading(page, "It is your turn. Take your time.")).to_be_visible()
    focus_on(page, "Your words")
    page.keyboard.type("Said without a mouse.")
    page.keyboard.press("Control+Enter")
    expect(ways.message(fern, "Said without a mouse.")).to_be_visible()
    focus_on(page, "I am done")
    is_settled(page, "I am done")
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="Raise hand")).to_be_visible()
    focus_on(fern, "About this message")
    fern.keyboard.press("Enter")
    expect(fern.get_by_role("dialog")).to_contain_text("Remove this message by Nell?")
    fern.keyboard.press("Escape")
    expect(fern.get_by_role("dialog")).to_have_count(0)
    assert focused(fern) == "About this message"


def focus_on(page: Page, name: str) -> None:
    """Go there by F6 and Tab, as long as it takes."""
    page.keyboard.press("F6")
    for _ in range(60):
        if focused(page).startswith(name):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"{name} cannot be reached by keyboard")


def focused(page: Page) -> str:
    """What the focus is on, by its name."""
    name: str = page.evaluate(
        """() => { const one = document.activeElement;
            return one.getAttribute("aria-label") ?? one.labels?.[0]?.textContent ?? one.textContent.trim() }"""
    )
    return name.strip()


def test_each_state_holds_for_everyone(fern: Page, nell: Page) -> None:
    look(fern, nell)
    set_floor(fern, "In turn")
    is_settled(nell, "Raise hand")
    look(nell)
    nell.get_by_role("button", name="Raise hand").click()
    is_settled(nell, "Lower hand")
    expect(fern.get_by_role("button", name="Call Nell").first).to_be_visible()
    look(fern, nell)
    fern.get_by_role("button", name="Call Nell").first.click()
    is_settled(nell, "Pass")
    look(fern, nell)
    nell.get_by_role("button", name="here").click()
    look(nell)
    fern.get_by_role("button", name="What can be done for Nell").click()
    look(fern)
    fern.get_by_role("button", name=re.compile("^Mute for a time")).click()
    look(fern)
    fern.set_viewport_size({"width": 1366, "height": 500})
    sure = fern.get_by_role("button", name="Mute Nell for 5 minutes")
    expect(sure).to_be_in_viewport(ratio=1)
    expect(sure).to_be_focused()
    expect(fern.get_by_label("What is said here stays here.")).not_to_be_checked()
    expect(fern.get_by_label("In your own words")).to_have_value("To keep the room calm for everyone.")
    sure.click()
    expect(fern.get_by_role("button", name="What can be done for Nell")).to_be_focused()
    fern.set_viewport_size({"width": 1280, "height": 800})
    nell.get_by_role("button", name="Back to the words").click()
    expect(nell.locator(".told")).to_be_visible()
    look(nell)
    nell.context.set_offline(True)
    expect(nell.locator(".line-lost")).to_be_visible()
    look(nell)
    nell.context.set_offline(False)
    fern.get_by_role("button", name="What can be done for Nell").click()
    fern.get_by_role("button", name=re.compile("^End the mute")).click()
    expect(fern.get_by_text("listening for a while")).to_have_count(0)


def look(*pages: Page) -> None:
    """No known barrier by day or by night, nothing too small for a thumb, nothing beyond the edge of a small phone."""
    for page in pages:
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme="dark" if scheme == "dark" else "light", reduced_motion="reduce")
            page.evaluate("() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")
            page.wait_for_function("document.getAnimations().every((one) => one.playState !== 'running')")
            assert barriers(page, colours_alone=scheme == "dark") == []
        assert page.evaluate(SMALL) == []
        size = page.viewport_size
        page.set_viewport_size({"width": 320, "height": 640})
        assert page.evaluate("document.documentElement.scrollWidth") == 320
        assert page.locator(".scroller").evaluate("one => one.scrollWidth - one.clientWidth") == 0
        if size:
            page.set_viewport_size(size)


def test_a_lost_line_loses_nothing_and_repeats_nothing(fern: Page, nell: Page) -> None:
    nell.context.set_offline(True)
    expect(ways.reading(nell, "What you wrote is safe here.")).to_be_visible()
    ways.say(nell, "First in the dark.")
    ways.say(nell, "Second in the dark.")
    ways.say(fern, "Meanwhile here.")
    expect(ways.message(fern, "Meanwhile here.")).to_be_visible()
    expect(nell.locator(".pending")).to_have_count(2)
    nell.context.set_offline(False)
    for page in (fern, nell):
        expect(ways.message(page, "Second in the dark.")).to_be_visible()
        assert ways.said(page)[-3:] == ["Meanwhile here.", "First in the dark.", "Second in the dark."]
    expect(nell.locator(".pending")).to_have_count(0)
    expect(ways.reading(nell, "You were away for a moment.")).to_be_visible()


def test_a_lost_line_keeps_the_turn(fern: Page, nell: Page) -> None:
    call_nell(fern, nell)
    nell.context.set_offline(True)
    expect(fern.locator(".stage")).to_contain_text("Nell has lost the line")
    expect(fern.locator(".stage")).to_contain_text("Their place is kept.")
    nell.context.set_offline(False)
    expect(ways.reading(nell, "Your turn is still yours.")).to_be_visible()
    expect(fern.locator(".stage")).to_contain_text("Nell is sharing")
    ways.say(nell, "Where was I.")
    expect(ways.message(fern, "Where was I.")).to_have_count(1)


def test_words_refused_for_a_lost_line_say_so_calmly(fern: Page, nell: Page) -> None:
    call_nell(fern, nell)
    nell.context.set_offline(True)
    expect(nell.locator("#room")).to_have_attribute("data-line", "lost")
    ways.say(nell, "Too late for my turn.")
    fern.get_by_role("button", name="Take the floor back").click()
    fern.get_by_role("dialog").get_by_role("button", name="Take the floor back").click()
    expect(fern.locator(".stage")).to_contain_text("Nobody is sharing just now")
    nell.context.set_offline(False)
    held = nell.locator(".pending.held")
    expect(held).to_contain_text("The line was lost before this could be sent.")
    expect(held).to_contain_text("Too late for my turn.")
    expect(nell.locator(".pending .error")).to_have_count(0)
    held.get_by_role("button", name="Back into the field").click()
    nell.locator("#body").fill("")


def test_words_outlive_a_reload_and_then_leave_the_browser(fern: Page, nell: Page) -> None:
    nell.locator("#body").fill("Half a thought")
    nell.context.set_offline(True)
    expect(nell.locator("#room")).to_have_attribute("data-line", "lost")
    ways.say(nell, "Not sent yet.")
    nell.locator("#body").fill("Half a thought")
    nell.context.set_offline(False)
    nell.reload()
    ways.is_here(nell)
    expect(ways.message(fern, "Not sent yet.")).to_have_count(1)
    expect(nell.locator("#body")).to_have_value("Half a thought")
    nell.get_by_role("button", name="Send").click()
    expect(ways.message(fern, "Half a thought")).to_be_visible()
    expect(nell.locator(".pending")).to_have_count(0)
    assert nell.evaluate("sessionStorage.length + localStorage.length") == 0


def test_leaving_at_once_leaves_no_words_behind(nell: Page, visitors: Visitors) -> None:
    elsewhere = "https://www.wikipedia.org/"
    visitors.may_leave_to(elsewhere)
    room = nell.url
    nell.locator("#body").fill("Nobody should find this")
    nell.get_by_role("link", name="Leave", exact=True).click()
    nell.wait_for_url(elsewhere)
    nell.goto(room)
    ways.is_here(nell)
    expect(nell.locator("#body")).to_have_value("")


def test_scripts_in_words_are_words(fern: Page, nell: Page) -> None:
    ways.say(nell, SCRIPT)
    expect(ways.message(fern, "onerror")).to_have_count(1)
    assert ways.said(fern)[-1] == SCRIPT
    assert fern.locator("[role=log] img, [role=log] script, [role=log] b").count() == 0
    ways.message(fern, "onerror").get_by_role("button").click()
    fern.get_by_label("In your own words").fill(SCRIPT)
    fern.get_by_role("button", name="Remove the message").click()
    expect(nell.locator(".told")).to_contain_text(SCRIPT)
    for page in (fern, nell):
        assert "broken" not in page.title()


def test_someone_who_reads_further_up_keeps_their_place(fern: Page, nell: Page) -> None:
    for number in range(9):
        ways.say(fern, f"A longer share, number {number}.\n\nIt takes several lines.\n\nAnd then some more.")
        expect(ways.message(fern, f"number {number}.")).to_have_count(1)
    expect(ways.message(nell, "number 8.")).to_be_visible()
    scroller = nell.locator(".scroller")
    scroller.evaluate("one => { one.scrollTop = 40 }")
    nell.wait_for_timeout(300)
    first = nell.locator("[role=log] .message").first
    first.evaluate("one => { one.dataset.stays = 'yes' }")
    ways.say(fern, "Something new.")
    below = nell.get_by_role("button", name="1 new below")
    expect(below).to_be_visible()
    assert scroller.evaluate("one => one.scrollTop") == 40
    below.click()
    expect(below).to_be_hidden()
    expect(ways.message(nell, "Something new.")).to_be_in_viewport()
    assert first.get_attribute("data-stays") == "yes"


def test_a_turn_can_be_passed_and_typed_signs_work(fern: Page, nell: Page) -> None:
    call_nell(fern, nell)
    nell.get_by_role("button", name="Pass").click()
    expect(ways.reading(fern, "Nell passed, which is always all right.")).to_be_visible()
    call_nell(fern, nell)
    ways.say(nell, "done")
    expect(nell.get_by_role("button", name="Raise hand")).to_be_visible()
    expect(ways.reading(fern, "Nell finished. Thank you, Nell.")).to_be_visible()
    expect(ways.message(fern, "done")).to_have_count(0)


def test_a_button_that_has_just_changed_shows_that_it_takes_no_press(fern: Page, nell: Page) -> None:
    # Noted by the page itself: the moment may be over before a test looks.
    nell.evaluate(
        """() => {
            const button = document.querySelector("[data-part=second]");
            window.seen = [];
            new MutationObserver(() => window.seen.push(button.getAttribute("aria-disabled")))
                .observe(button, { attributeFilter: ["aria-disabled"] });
        }"""
    )
    call_nell(fern, nell)
    seen = nell.evaluate("window.seen")
    assert (seen[0], seen[-1]) == ("true", "false")


def test_without_scripts_the_page_says_so(wide: Visit, nell: Page, pair: Pair) -> None:
    page = wide(storage_state=pair.nell, java_script_enabled=False)
    page.goto(nell.url)
    expect(page.get_by_text("a part of this page did not arrive")).to_be_visible()


def test_four_lines_stay_in_sight_above_the_keyboard(fern: Page, nell: Page) -> None:
    ways.say(fern, "A line to measure by.")
    expect(ways.message(nell, "A line to measure by.")).to_be_visible()
    call_nell(fern, nell)
    for page in (fern, nell):
        page.set_viewport_size({"width": 390, "height": 460})
        page.locator("#body").focus()
        expect(page.locator(".stage-title")).to_be_in_viewport()
        line = page.locator(".share").first.evaluate("one => parseFloat(getComputedStyle(one).lineHeight)")
        assert page.locator(".scroller").evaluate("one => one.clientHeight") >= 4 * line
        look(page)


def pasted(page: Page) -> Locator:
    """Where what was copied is pasted, as a person finds it: no page here may read it by itself."""
    paper = page.context.new_page()
    paper.set_content("<textarea></textarea>")
    paper.locator("textarea").press("Control+V")
    return paper.locator("textarea")


def test_unsent_words_stay_when_one_is_removed(fern: Page, wide: Visit, pair: Pair) -> None:
    page = wide(permissions=["clipboard-read", "clipboard-write"])
    join(page, pair.group, "Wheat Field", "Ray")
    ways.enter_from_home(page)
    page.locator("#body").fill("Half a thought of mine")
    fern.get_by_role("button", name="What can be done for Ray").click()
    fern.get_by_role("button", name=re.compile("^Remove from this meeting")).click()
    fern.get_by_label("No contact details.").check()
    fern.get_by_role("button", name="Remove Ray from this meeting").click()
    expect(page.get_by_role("heading", name="You are no longer in this room")).to_be_visible()
    expect(page.get_by_role("textbox", name="Words you have not sent")).to_have_value("Half a thought of mine")
    page.get_by_role("button", name="Copy", exact=True).click()
    expect(page.get_by_role("button", name="Copied")).to_be_visible()
    expect(pasted(page)).to_have_value("Half a thought of mine")
    expect(fern.get_by_role("button", name="What can be done for Ray")).to_have_count(0)
    expect(fern.locator("[data-part=sideTitle]")).to_be_focused()


def test_whoever_is_removed_no_longer_reads_that_they_may_stay_and_listen(fern: Page, wide: Visit, pair: Pair) -> None:
    page = wide()
    join(page, pair.group, "Rye Field", "Ines")
    ways.enter_from_home(page)
    fern.get_by_role("button", name="What can be done for Ines").click()
    fern.get_by_role("button", name=re.compile("^Mute for a time")).click()
    fern.get_by_role("button", name="Mute Ines").click()
    expect(page.locator(".told")).to_contain_text("You can still read")
    fern.get_by_role("button", name="What can be done for Ines").click()
    fern.get_by_role("button", name=re.compile("^Remove from this meeting")).click()
    fern.get_by_label("No contact details.").check()
    fern.get_by_role("button", name="Remove Ines from this meeting").click()
    expect(page.get_by_role("heading", name="You are no longer in this room")).to_be_visible()
    expect(page.locator(".told")).to_have_count(0)


def test_who_is_about_to_act_on_one_who_goes_keeps_a_place_nearby(fern: Page, nell: Page) -> None:
    fern.get_by_role("button", name="What can be done for Nell").click()
    nell.get_by_role("link", name="Step out").click()
    # Whoever was here in another story stands in the list for a while yet.
    expect(fern.locator("[data-part=here] .person").filter(has_text="Nell")).to_have_count(0)
    fern.get_by_role("dialog").get_by_role("button", name="Close", exact=True).click()
    expect(fern.locator("[data-part=sideTitle]")).to_be_focused()


def test_in_a_silence_nobody_is_asked_to_write_and_words_are_kept(fern: Page, nell: Page) -> None:
    nell.locator("#body").fill("Not yet.")
    fern.get_by_role("button", name="A minute of silence").click()
    for page in (fern, nell):
        expect(page.locator(".stage")).to_contain_text("A moment of silence")
    expect(nell.get_by_text("We keep silent together.")).to_be_visible()
    expect(nell.get_by_role("button", name="Send")).to_be_hidden()
    expect(nell.locator("#body")).to_have_value("Not yet.")
    fern.get_by_role("button", name="Go on now").click()
    is_settled(nell, "Send")
    nell.get_by_role("button", name="Send").click()
    expect(ways.message(fern, "Not yet.")).to_be_visible()


def test_with_a_pace_one_is_told_how_long_to_wait(fern: Page, nell: Page) -> None:
    fern.get_by_label("Slow mode").select_option("one message in 15 seconds")
    expect(ways.reading(nell, "Fern asked us to go slowly: one message each in 15 seconds.")).to_be_visible()
    ways.say(nell, "Slowly, then.")
    # At once: it is said for a quarter of a minute only.
    expect(nell.get_by_text(re.compile("You can send again in \\d+ seconds"))).to_be_visible()
    expect(nell.get_by_role("button", name="Send")).to_be_hidden()
    expect(ways.message(fern, "Slowly, then.")).to_be_visible()
    fern.get_by_label("Slow mode").select_option("off")
    expect(nell.get_by_role("button", name="Send")).to_be_visible()


def test_in_a_shelter_members_read_no_name_of_one_another(fern: Page, nell: Page, wide: Visit, pair: Pair) -> None:
    # Not the one whom another test removes from this meeting: tests come in any order.
    page = wide()
    join(page, pair.group, "Barley Field", "Sol")
    ways.enter_from_home(page)
    ways.say(page, "Said before it went wrong.")
    for reader in (fern, nell):
        expect(ways.message(reader, "Said before it went wrong.")).to_be_visible()
        expect(reader.get_by_role("log")).to_contain_text("Sol")
    fern.get_by_role("button", name="Shelter the room").click()
    expect(ways.reading(nell, re.compile("Fern asked for shelter"))).to_be_visible()
    expect(nell.locator("main")).not_to_contain_text("Sol")
    expect(nell.get_by_role("log")).to_contain_text("A member")
    expect(ways.message(nell, "Said before it went wrong.")).to_be_visible()
    expect(fern.get_by_role("log")).to_contain_text("Sol")
    fern.get_by_role("button", name="Go on as before").first.click()
    expect(nell.get_by_role("log")).to_contain_text("Sol")
    expect(ways.reading(nell, "We go on where we were.")).to_be_visible()


def test_a_shelter_stops_everything_and_brings_it_back(fern: Page, nell: Page) -> None:
    set_floor(fern, "In turn")
    is_settled(nell, "Raise hand")
    nell.get_by_role("button", name="Raise hand").click()
    expect(nell.get_by_text("You are next.").last).to_be_visible()
    fern.get_by_role("button", name="Shelter the room").click()
    for page in (fern, nell):
        expect(page.locator(".stage")).to_contain_text("We take care of the room")
    expect(nell.get_by_text("Nothing is lost: turns and raised hands are kept.")).to_be_visible()
    expect(fern.get_by_role("button", name="In turn", exact=True)).to_be_disabled()
    fern.get_by_role("button", name="Go on as before").first.click()
    expect(nell.get_by_text("You are next.").last).to_be_visible()
    expect(fern.get_by_role("button", name="Call Nell").first).to_be_visible()


def test_a_room_is_as_high_as_its_screen_however_long_its_parts_are(fern: Page, nell: Page) -> None:
    for page in (fern, nell):
        size = page.evaluate("[document.scrollingElement.scrollHeight, innerHeight]")
        assert size[0] <= size[1], size
