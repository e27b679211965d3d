"""Clean time and the plan: opened, written and counted in the member's own browser, and nowhere else."""

import json
import re
import zipfile
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import Dialog, Locator, Page, Request, expect

from tests.services.server import Server

from . import ways
from .barriers import barriers
from .conftest import Visit

PLAN = {
    "warns": "Payday on the Lindenallee",
    "helps": "- cold water\n- the yellow teakettle",
    "people": "Anouk Winterbottom, +44 7700 900123, any evening\nBen, only in the morning",
    "first": "Put on a coat\nWalk to the lighthouse",
    "reasons": "My sister's christening in Tromsø",
}
# Long enough that no token or ciphertext of other people on this server spells one by chance.
WORDS = ("Lindenallee", "teakettle", "Winterbottom", "7700 900123", "lighthouse", "christening")


def member(page: Page, name: str) -> Page:
    """Someone new, with an account and nothing else, on a day that is not over before their story is."""
    ways.today_lasts()
    page.goto("/join")
    ways.open_account(page, name)
    return page


def days_ago(days: int) -> date:
    """A day in the zone of all these people."""
    return datetime.now(ZoneInfo(ways.ZONE)).date() - timedelta(days=days)


def in_words(day: date) -> str:
    """As pages write it."""
    return f"{day.day} {day:%B} {day.year}"


def begins(page: Page, day: date) -> None:
    """Keep a first day to count from."""
    page.goto("/clean-time")
    page.locator("#begin-on").fill(day.isoformat())
    page.get_by_role("button", name="Keep this day").click()


def comes_back(page: Page, day: date, earlier: str) -> None:
    """Begin again, and keep or forget what was before."""
    page.locator("summary").filter(has_text="Begin again").click()
    page.get_by_label("The day you count from now").fill(day.isoformat())
    page.get_by_label(earlier).check()
    page.get_by_role("button", name="Begin again").click()


def puts_right(page: Page, day: date) -> None:
    """Correct the day that counts."""
    page.locator("summary").filter(has_text="Put the date right").click()
    page.locator("#right-on").fill(day.isoformat())
    page.get_by_role("button", name="Put it right").click()


def writes(page: Page, **parts: str) -> None:
    """Fill in parts of the plan and keep it; begins where they can be filled in."""
    for name, words in parts.items():
        page.locator(f"#{name}").fill(words)
    page.get_by_role("button", name="Keep my plan").click()


def takes_a_copy(page: Page, button: str = "Take a copy") -> dict[str, str]:
    """Save a copy from the account page, and read what is in the file."""
    with page.expect_download() as saved:
        page.get_by_role("button", name=button, exact=True).click()
    with zipfile.ZipFile(saved.value.path()) as archive:
        return {name: archive.read(name).decode() for name in archive.namelist()}


def test_a_copy_of_ones_own_holds_in_plain_words_what_only_the_browser_can_open(phone: Visit) -> None:
    page = member(phone(), "Copied Morning")
    begins(page, days_ago(29))
    expect(told(page)).to_contain_text("Your date is kept.")
    page.goto("/plan")
    writes(page, **PLAN)
    expect(told(page)).to_be_visible()
    sent: list[str] = []
    page.on("request", lambda request: sent.append(request.post_data or ""))
    page.goto("/account")
    copy = takes_a_copy(page)
    assert list(copy) == ["copy.txt", "copy.json"]
    for words in (*WORDS, days_ago(29).isoformat(), "Copied Morning"):
        assert words in copy["copy.txt"]
    opened = json.loads(copy["copy.json"])["in_your_browser"]
    assert opened["plan"] == PLAN
    assert opened["clean-time"]["dates"] == [days_ago(29).isoformat()]
    assert not [words for words in WORDS if words in "".join(sent)]


def test_where_it_is_not_open_yet_a_copy_waits_for_the_passphrase_or_goes_without(phone: Visit) -> None:
    page = member(phone(), "Locked Morning")
    page.goto("/plan")
    writes(page, **PLAN)
    expect(told(page)).to_be_visible()
    other = phone(storage_state=page.context.storage_state(indexed_db=False))
    other.goto("/account")
    other.get_by_role("button", name="Take a copy", exact=True).click()
    expect(other.get_by_text("are locked on this device")).to_be_visible()
    copy = takes_a_copy(other, "Take the copy without it")
    assert "Locked Morning" in copy["copy.txt"]
    assert "lighthouse" not in "".join(copy.values())
    other.get_by_role("button", name="Open what is yours").click()
    other.wait_for_url("**/account/open?next=%2Faccount")


def told(page: Page) -> Locator:
    """What the page says came of a wish."""
    return page.locator("[data-told]")


def test_clean_time_is_counted_and_a_tag_is_reached(phone: Visit) -> None:
    page = member(phone(), "Slow Morning")
    begins(page, days_ago(29))
    expect(told(page)).to_contain_text("Your date is kept. Only you can see it.")
    expect(page.get_by_text("29 days in all, since")).to_be_visible()
    expect(page.get_by_text(f"The next tag is “30 days”, on {in_words(days_ago(-1))}.")).to_be_visible()
    expect(page.get_by_role("heading", name="Your tags")).to_be_hidden()
    puts_right(page, days_ago(30))
    expect(told(page)).to_contain_text("The date is put right.")
    expect(page.get_by_role("img", name="30 days, orange")).to_have_count(2)
    expect(page.get_by_role("heading", name="Your tags")).to_be_visible()
    page.reload()
    expect(page.get_by_text(f"30 days in all, since {in_words(days_ago(30))}.")).to_be_visible()


def test_whoever_comes_back_keeps_or_forgets_what_was_before(phone: Visit) -> None:
    page = member(phone(), "Late Swallow")
    begins(page, days_ago(400))
    comes_back(page, days_ago(40), "Keep my earlier beginnings")
    expect(told(page)).to_contain_text("You came back. That is what counts.")
    expect(page.get_by_text("360 days until you began again")).to_be_visible()
    page.locator("summary").filter(has_text="Forget the earlier").click()
    page.get_by_role("button", name="Forget the earlier ones").click()
    expect(told(page)).to_contain_text("The earlier dates are forgotten.")
    expect(page.get_by_role("heading", name="Earlier beginnings")).to_be_hidden()
    comes_back(page, days_ago(0), "Forget them")
    expect(page.get_by_text("Day one")).to_be_visible()
    page.reload()
    expect(page.get_by_text("Day one")).to_be_visible()
    expect(page.get_by_role("heading", name="Earlier beginnings")).to_be_hidden()
    page.locator("summary").filter(has_text="Forget all").click()
    page.get_by_role("button", name="Forget all my dates").click()
    expect(told(page)).to_contain_text("Your dates are forgotten.")
    page.reload()
    expect(page.get_by_role("button", name="Keep this day")).to_be_visible()


def test_a_day_that_cannot_be_is_refused_with_words_at_its_field(phone: Visit) -> None:
    page = member(phone(), "Plain Pebble")
    for day, words in ((days_ago(-2).isoformat(), "has not come yet"), ("1066-10-14", "look at the year again")):
        begins(page, date.fromisoformat(day))
        field = page.locator("#begin-on")
        expect(field).to_have_attribute("aria-invalid", "true")
        expect(field).to_have_value(day)
        expect(field).to_be_focused()
        expect(page.locator("#begin-on-error")).to_contain_text(words)
    begins(page, days_ago(1))
    expect(page.get_by_text("1 day in all, since")).to_be_visible()


def test_another_device_asks_once_for_the_passphrase_and_then_opens_what_is_mine(phone: Visit, wide: Visit) -> None:
    first = member(phone(), "Silver Birch")
    first.goto("/plan")
    writes(first, first="Walk to the lighthouse")
    expect(told(first)).to_contain_text("Your plan is kept.")
    other = wide()
    ways.sign_in(other, "Silver Birch")
    closes(other)
    other.goto("/plan")
    expect(other.get_by_role("heading", name="Not open on this device yet")).to_be_visible()
    expect(other.locator("#first")).to_be_hidden()
    other.get_by_role("button", name="Open what is yours").click()
    other.get_by_label("Your passphrase", exact=True).fill(ways.PASSPHRASE)
    other.get_by_role("button", name="Open", exact=True).click()
    other.wait_for_url("**/plan")
    expect(other.locator("[data-part=first] li")).to_have_text(["Walk to the lighthouse"])
    begins(other, days_ago(3))
    expect(told(other)).to_contain_text("Your date is kept.")
    first.goto("/clean-time")
    expect(first.get_by_text("3 days in all")).to_be_visible()


def closes(page: Page) -> None:
    """Let this browser forget what it keeps, as one does that clears a site's data but not its cookies."""
    page.evaluate("() => new Promise((done) => { indexedDB.deleteDatabase('own').onsuccess = done; })")


def test_a_plan_is_written_read_and_changed(phone: Visit) -> None:
    page = member(phone(), "Copper Kite")
    page.goto("/home")
    page.get_by_role("link", name="Your plan").click()
    writes(page, **PLAN)
    expect(told(page)).to_contain_text("Your plan is kept. Only you can read it.")
    page.goto("/help?country=FR")
    page.get_by_role("link", name="My plan").click()
    expect(page.get_by_role("heading", level=2)).to_have_text(
        ["In the first ten minutes", "Whom I call", "What helps me", "Why I want this", "What warns me"]
    )
    expect(page.locator("[data-part=helps] li")).to_have_text(["cold water", "the yellow teakettle"])
    expect(page.get_by_role("link", name="+44 7700 900123")).to_have_attribute("href", "tel:+447700900123")
    page.get_by_role("button", name="Change my plan").click()
    expect(page.locator("#reasons")).to_have_value(PLAN["reasons"])
    writes(page, reasons="", warns="Fridays")
    # While it is written no heading is shown either.
    expect(page.get_by_role("button", name="Change my plan")).to_be_visible()
    expect(page.get_by_role("heading", name="Why I want this")).to_be_hidden()
    page.reload()
    expect(page.locator("[data-part=warns] li")).to_have_text(["Fridays"])


def test_a_plan_on_paper_is_the_plan_and_nothing_of_the_place(wide: Visit) -> None:
    page = member(wide(), "Paper Kite")
    page.goto("/plan")
    writes(page, **PLAN)
    page.emulate_media(media="print")
    for part, words in (("first", "Walk to the lighthouse"), ("people", "+44 7700 900123"), ("warns", "Lindenallee")):
        expect(page.locator(f"[data-part={part}] li").filter(has_text=words)).to_be_visible()
    for hidden in (page.get_by_role("banner"), page.get_by_role("contentinfo"), page.get_by_role("button")):
        for one in hidden.all():
            expect(one).to_be_hidden()
    expect(page.get_by_text("Meetings tonight")).to_be_hidden()


def test_of_two_tabs_the_second_is_told_and_no_word_of_either_is_lost(wide: Visit) -> None:
    one = member(wide(), "Paper Lamp")
    other = one.context.new_page()
    for page in (one, other):
        page.goto("/plan")
        expect(page.locator("#first")).to_be_visible()
    writes(one, first="Leave the room", helps="tea")
    expect(told(one)).to_contain_text("Your plan is kept.")
    writes(other, first="Call someone", warns="Fridays")
    expect(told(other)).to_contain_text("in another tab or on another device")
    expect(told(other)).to_contain_text("The words of both stand under “What I do in the first ten minutes”.")
    expect(other.locator("#first")).to_have_value("Call someone\n\nLeave the room")
    expect(other.locator("#helps")).to_have_value("tea")
    expect(other.locator("#warns")).to_have_value("Fridays")
    one.reload()
    expect(one.locator("[data-part=first] li")).to_have_text(["Leave the room"])
    other.get_by_role("button", name="Keep my plan").click()
    expect(told(other)).to_contain_text("Your plan is kept.")
    one.reload()
    expect(one.locator("[data-part=first] li")).to_have_text(["Call someone", "Leave the room"])


def test_of_two_tabs_with_dates_the_second_sees_how_it_is_now_and_keeps_what_was_chosen(wide: Visit) -> None:
    one = member(wide(), "Twin Rivers")
    begins(one, days_ago(100))
    expect(told(one)).to_contain_text("Your date is kept.")
    other = one.context.new_page()
    other.goto("/clean-time")
    expect(other.get_by_text("100 days in all")).to_be_visible()
    comes_back(one, days_ago(50), "Keep my earlier beginnings")
    expect(told(one)).to_contain_text("You came back.")
    puts_right(other, days_ago(10))
    expect(told(other)).to_contain_text("in another tab or on another device")
    expect(other.get_by_text("50 days in all")).to_be_visible()
    expect(other.locator("#right-on")).to_have_value(days_ago(10).isoformat())
    one.reload()
    expect(one.get_by_text("50 days in all")).to_be_visible()
    other.get_by_role("button", name="Put it right").click()
    expect(other.get_by_text("10 days in all")).to_be_visible()
    expect(other.get_by_text(f"{in_words(days_ago(100))}")).to_be_visible()


def test_no_clean_date_and_no_word_of_a_plan_ever_reaches_the_server(wide: Visit, server: Server) -> None:
    page = member(wide(), "Still Harbour")
    sent: list[str] = []
    page.on("request", lambda request: sent.append(whole(request)))
    begins(page, days_ago(400))
    expect(told(page)).to_contain_text("Your date is kept.")
    comes_back(page, days_ago(37), "Keep my earlier beginnings")
    expect(told(page)).to_contain_text("You came back.")
    page.goto("/plan")
    writes(page, **PLAN)
    expect(told(page)).to_contain_text("Your plan is kept.")
    page.reload()
    expect(page.locator("[data-part=first] li").last).to_have_text("Walk to the lighthouse")
    kept = [file.read_bytes().decode("latin-1") for file in server.data.iterdir() if file.is_file()]
    everything = "\n".join([*sent, *kept, server.log]).lower()
    assert everything.count("/vault/clean-time") >= 3
    assert sum(text.count('"sealed"') for text in sent) == 3
    spellings = [spelling for days in (400, 37) for spelling in spellings_of(days_ago(days))]
    words = [word.lower() for word in WORDS] + ["tromsø".encode().decode("latin-1").lower()]
    assert [word for word in spellings + words if word in everything] == []


def whole(request: Request) -> str:
    """All that a request carries."""
    body = (request.post_data_buffer or b"").decode("latin-1")
    return f"{request.method} {request.url}\n{request.all_headers()}\n{body}"


def spellings_of(day: date) -> list[str]:
    """A day as people and programs write it."""
    forms = "%Y-%m-%d %Y%m%d %d.%m.%Y %-d.%-m.%Y %d/%m/%Y %m/%d/%Y %-d/%-m/%Y %-m/%-d/%Y %d.%m.%y %m/%d/%y %Y-%j"
    written = [day.strftime(one) for one in forms.split()]
    written += [day.strftime(one) for one in ("%-d %B %Y", "%d %b %Y", "%B %-d, %Y", "%b %-d, %Y")]
    seconds = int(datetime(day.year, day.month, day.day, tzinfo=ZoneInfo("UTC")).timestamp())
    return [one.lower() for one in (*written, str(seconds), f"{day.month}%2f{day.day}%2f{day.year}")]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_pages_that_are_only_mine_hold_for_everyone(phone: Visit, scheme: str) -> None:
    page = member(phone(color_scheme=scheme, bypass_csp=True), f"Warm {scheme.capitalize()}")
    page.goto("/clean-time")
    expect(page.get_by_role("button", name="Keep this day")).to_be_visible()
    holds(page)
    begins(page, days_ago(-2))
    expect(page.locator("#begin-on-error")).to_be_visible()
    holds(page)
    begins(page, days_ago(1000))
    expect(told(page)).to_be_visible()
    comes_back(page, days_ago(400), "Keep my earlier beginnings")
    expect(page.get_by_role("heading", name="Earlier beginnings")).to_be_visible()
    for more in page.locator("details").all():
        more.evaluate("one => { one.open = true; }")
    holds(page)
    page.goto("/plan")
    expect(page.locator("#first")).to_be_visible()
    holds(page)
    writes(page, **PLAN)
    expect(page.get_by_role("button", name="Change my plan")).to_be_visible()
    holds(page)


def holds(page: Page) -> None:
    """Nothing that axe finds, nothing wider than the smallest phone, nothing too small for a thumb."""
    assert barriers(page) == []
    page.set_viewport_size({"width": 320, "height": 640})
    assert page.evaluate("document.documentElement.scrollWidth") == 320
    small = page.evaluate(
        """() => [...document.querySelectorAll("main :is(a, button, input, textarea, summary)")]
            .filter((one) => one.checkVisibility())
            .map((one) => [one, (one.closest("label") ?? one).getBoundingClientRect()])
            .filter(([, box]) => box.width < 43.5 || box.height < 43.5)
            .map(([one]) => one.outerHTML)"""
    )
    assert small == []
    page.set_viewport_size({"width": 390, "height": 844})


def test_leaving_a_plan_half_written_is_asked_about_and_a_kept_one_is_not(wide: Visit) -> None:
    page = member(wide(), "Half Moon")
    page.goto("/plan")
    page.locator("#first").fill("Leave the room")
    asked: list[str] = []

    def go_on(dialog: Dialog) -> None:
        asked.append(dialog.type)
        dialog.accept()

    page.on("dialog", go_on)
    page.get_by_role("button", name="Keep my plan").click()
    expect(told(page)).to_contain_text("Your plan is kept.")
    page.goto("/home")
    assert asked == []
    page.goto("/plan")
    page.get_by_role("button", name="Change my plan").click()
    page.locator("#first").press_sequentially("x")
    page.goto("/home")
    assert asked == ["beforeunload"]
    assert re.search("/home$", page.url)
