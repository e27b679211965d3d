"""What two people write to each other: locked in the one browser, opened in the other, and read by nobody between."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, Route, WebSocket, expect

from support_groups.accounts.format import new_identity
from tests.services.listening import spellings
from tests.services.server import Server

from . import ways
from .barriers import barriers
from .conftest import Visit

Pair = tuple[Page, Page]
Meets = Callable[[str, str], Pair]
SHUT = "This message could not be opened here."


@pytest.fixture
def meets(phone: Visit, wide: Visit) -> Meets:
    """Two people, each with an account, in their conversation: the sponsor at a desk, the sponsee with a phone."""

    def meet(one: str, other: str) -> Pair:
        sponsor, sponsee = wide(), phone()
        for page, name in ((sponsor, one), (sponsee, other)):
            page.goto("/join")
            ways.open_account(page, f"{name} Inside")
        ways.become_two(sponsor, sponsee, (one, other))
        return sponsor, sponsee

    return meet


def comes_back(page: Page) -> None:
    """Load the conversation anew."""
    page.reload()
    ways.is_here(page)


def changes(server: Server, code: str) -> None:
    """Change something in the database behind the service's back, as whoever has broken in could."""
    # Ended in good order, so that no page is left half loaded; that lines are lost meanwhile is no fault.
    server.was_killed = True
    server.stop()
    server.runs_in_app(
        "from sqlalchemy import select\nfrom support_groups.core.database import db\n"
        "from support_groups.rooms.models import LogEntry, Participant\n"
        f"{code}\ndb.session.commit()"
    )
    server.start()


def test_two_write_each_other_and_read_live_and_after_a_reload(meets: Meets) -> None:
    sol, ray = meets("Granite Path", "Thin Ice")
    ways.say(sol, "How was the night?")
    expect(ways.message(sol, "How was the night?")).to_contain_text("sent")
    expect(ways.message(ray, "How was the night?")).to_be_visible()
    ways.say(ray, "Long.\nBut I slept, a little. 🌙")
    for page in (sol, ray):
        expect(ways.message(page, "But I slept")).to_be_visible()
    expected = ["How was the night?", "Long.\nBut I slept, a little. 🌙"]
    for page in (sol, ray):
        assert ways.said(page) == expected
        comes_back(page)
        expect(page.locator("[role=log] .share")).to_have_count(2)
        assert ways.said(page) == expected


def test_a_second_device_reads_what_was_written_before(meets: Meets, phone: Visit) -> None:
    sol, ray = meets("Cold Stove", "Soft Chalk")
    ways.say(ray, "I am on the train.")
    expect(ways.message(sol, "I am on the train.")).to_be_visible()
    other = phone()
    ways.sign_in(other, "Soft Chalk Inside")
    ways.go_to_conversation(other)
    ways.is_here(other)
    expect(ways.message(other, "I am on the train.")).to_be_visible()
    ways.say(other, "Now on my other phone.")
    expect(ways.message(sol, "Now on my other phone.")).to_be_visible()


def test_a_device_without_its_key_says_why_and_asks_once(meets: Meets) -> None:
    sol, ray = meets("Grey Bell", "Torn Map")
    ways.say(sol, "Are you well?")
    expect(ways.message(ray, "Are you well?")).to_be_visible()
    ray.evaluate("() => new Promise((told) => { indexedDB.deleteDatabase('own').onsuccess = told; })")
    ray.reload()
    expect(ray.get_by_role("heading", name="Not open on this device yet")).to_be_visible()
    expect(ray.locator("#body")).to_be_hidden()
    assert ways.said(ray) == []
    ray.get_by_role("button", name="Open your messages").click()
    ray.get_by_label("Your passphrase", exact=True).fill(ways.PASSPHRASE)
    ray.get_by_role("button", name="Open", exact=True).click()
    ray.wait_for_url("**/rooms/*")
    ways.is_here(ray)
    expect(ways.message(ray, "Are you well?")).to_be_visible()
    comes_back(ray)
    expect(ways.message(ray, "Are you well?")).to_be_visible()


def test_no_word_of_a_message_leaves_the_browser(meets: Meets, server: Server) -> None:
    sol, ray = meets("High Window", "Lost Glove")
    sent: list[bytes] = []

    def listens(socket: WebSocket) -> None:
        socket.on("framesent", lambda frame: sent.append(frame if isinstance(frame, bytes) else frame.encode()))

    for page in (sol, ray):
        page.on("websocket", listens)
        page.on("request", lambda request: sent.append(request.url.encode() + (request.post_data_buffer or b"")))
        comes_back(page)
    words = ("Meet me at Rosenquai", "I have the keys of my flat")
    ways.say(sol, words[0])
    ways.say(ray, words[1])
    for page in (sol, ray):
        for one in words:
            expect(ways.message(page, one)).to_be_visible()
    everything = b"\n".join(sent)
    assert everything.count(b"message.seal") == 2
    kept = b"".join(file.read_bytes() for file in server.data.iterdir() if file.is_file())
    for one in words:
        for form in spellings(one.encode()):
            assert form not in everything.lower() + everything
            assert form not in kept


def test_what_was_changed_moved_or_put_in_on_the_way_is_never_shown_as_words(meets: Meets, server: Server) -> None:
    sol, ray = meets("Old Ferry", "Wet Paint")
    for words in ("The first.", "The second.", "The third.", "The fourth."):
        ways.say(sol, words)
        expect(ways.message(ray, words)).to_be_visible()
    changes(
        server,
        """
said = db.session.scalars(select(LogEntry).where(LogEntry.kind == "message.said").order_by(LogEntry.id.desc())).all()
fourth, third, second, first = said[:4]
first.body = first.body[:50] + ("A" if first.body[50] != "A" else "B") + first.body[51:]
places = select(Participant.public_id).where(Participant.room_id == first.room_id)
second.data = {"by": next(who for who in db.session.scalars(places) if who != first.data["by"])}
third.body = fourth.body
fourth.body = "Send me your address, quickly."
""",
    )
    for page in (sol, ray):
        comes_back(page)
        expect(page.locator("[role=log] .share")).to_have_count(4)
        assert ways.said(page) == [SHUT, SHUT, SHUT, "A message came here without its lock, so it is not shown."]
    ways.say(ray, "Did you write that?")
    expect(ways.message(sol, "Did you write that?")).to_be_visible()


def test_what_was_written_before_is_readable_and_marked(meets: Meets, server: Server) -> None:
    sol, ray = meets("Blue Brick", "Dry Leaf")
    ways.say(sol, "A placeholder.")
    expect(ways.message(ray, "A placeholder.")).to_be_visible()
    changes(
        server,
        """
said = select(LogEntry).where(LogEntry.kind == "message.said").order_by(LogEntry.id.desc())
db.session.scalars(said).first().body = "From the old days."
""",
    )
    comes_back(ray)
    expect(ways.message(ray, "From the old days.")).to_contain_text("From before messages were locked")
    ways.say(ray, "And this is locked.")
    expect(ways.message(ray, "And this is locked.")).not_to_contain_text("From before")


def test_a_page_from_before_can_send_nothing_readable_and_loses_nothing(meets: Meets) -> None:
    sol, ray = meets("Slow Lift", "Warm Stone")
    ray.route("**/rooms/line.js*", gives_the_old_page)
    comes_back(ray)
    ways.say(ray, "Written on the old page.")
    expect(ray.locator(".pending")).to_contain_text("Please load it again")
    ray.unroute_all()
    comes_back(ray)
    ray.get_by_role("button", name="Send again").click()
    expect(ways.message(sol, "Written on the old page.")).to_be_visible()
    expect(ray.locator(".pending")).to_have_count(0)


def gives_the_old_page(route: Route) -> None:
    """The line as it was before it could seal."""
    answer = route.fetch()
    route.fulfill(response=answer, body=answer.text().replace("new Opening(box)", "new Opening(null)"))


def test_words_written_while_the_line_is_lost_arrive_once(meets: Meets, server: Server) -> None:
    sol, ray = meets("Loud Rain", "Far Lamp")
    ways.say(sol, "Before the dark.")
    expect(ways.message(ray, "Before the dark.")).to_be_visible()
    server.kill()
    expect(ways.reading(ray, "What you wrote is safe here.")).to_be_visible()
    ways.say(ray, "Said while the line was lost.")
    expect(ray.locator(".pending")).to_contain_text("waiting for the line")
    server.start()
    expect(ways.message(sol, "Said while the line was lost.")).to_be_visible(timeout=40_000)
    expect(ray.locator(".pending")).to_have_count(0)
    ways.say(sol, "Good that you are back.")
    for page in (sol, ray):
        expect(ways.message(page, "Good that you are back.")).to_be_visible()
    expected = ["Before the dark.", "Said while the line was lost.", "Good that you are back."]
    assert ways.said(sol) == ways.said(ray) == expected


def test_both_see_the_same_eight_words_and_another_two_see_others(meets: Meets) -> None:
    sol, ray = meets("Pale Roof", "Red Thread")
    words = [code(page) for page in (sol, ray, *meets("Long Pier", "Quiet Drum"))]
    expect(sol.get_by_text("Red Thread sees the same eight words")).to_have_count(1)
    expect(ray.get_by_text("Pale Roof sees the same eight words")).to_have_count(1)
    assert words[0] == words[1]
    assert words[2] == words[3]
    assert words[0] != words[2]
    assert all(len(set(one)) > 5 for one in words)


def code(page: Page) -> list[str]:
    """The words to compare."""
    page.get_by_role("button", name="compare your words").click()
    expect(page.locator(".code")).not_to_have_attribute("aria-busy", "true")
    words = page.locator(".code li").all_inner_texts()
    page.get_by_role("button", name="Close").last.click()
    return words


def test_another_key_of_the_other_is_told_and_nothing_is_sent_before_one_has_agreed(
    meets: Meets, server: Server, phone: Visit
) -> None:
    sol, ray = meets("Iron Gate", "Small Fire")
    ways.say(sol, "Only for you.")
    expect(ways.message(ray, "Only for you.")).to_be_visible()
    before = code(ray)
    changes(server, another_key("Iron Gate Inside"))
    comes_back(ray)
    told = ray.get_by_role("heading", name="Iron Gate has another key now")
    expect(told).to_be_visible()
    expect(ways.message(ray, "Only for you.")).to_be_visible()
    expect(ray.locator("form.words")).to_have_attribute("inert", "")
    other = phone()
    ways.sign_in(other, "Small Fire Inside")
    ways.go_to_conversation(other)
    expect(other.get_by_role("heading", name="Iron Gate has another key now")).to_be_visible()
    ray.get_by_role("button", name="Show the words").click()
    expect(ray.locator(".code")).not_to_have_attribute("aria-busy", "true")
    assert ray.locator(".code li").all_inner_texts() != before
    ray.get_by_role("button", name="Close").last.click()
    ray.get_by_role("button", name="They are the same: write on").click()
    expect(told).to_be_hidden()
    ways.say(ray, "I go on.")
    expect(ways.message(ray, "I go on.")).to_contain_text("sent")
    comes_back(ray)
    expect(ways.message(ray, "Only for you.")).to_be_visible()
    expect(ways.message(ray, "I go on.")).to_be_visible()
    expect(told).to_be_hidden()


def another_key(sign_in_name: str) -> str:
    """What whoever wants to read along would do: put a key of their own in place of somebody's."""
    key = new_identity().public_key
    return f"""
from support_groups.accounts.queries import account_named
account_named({sign_in_name!r}).public_key = bytes.fromhex({key.hex()!r})
"""


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_page_of_two_holds_for_everyone(phone: Visit, wide: Visit, server: Server, scheme: str) -> None:
    pages = [phone(color_scheme=scheme, bypass_csp=True), wide(color_scheme=scheme, bypass_csp=True)]
    names = (f"Kind {scheme.capitalize()}", f"Calm {scheme.capitalize()}")
    for page, name in zip(pages, names, strict=True):
        page.goto("/join")
        ways.open_account(page, f"{name} Inside")
    ways.become_two(pages[1], pages[0], (names[1], names[0]))
    ways.say(pages[0], "Hello.")
    changes(server, another_key(f"{names[1]} Inside"))
    comes_back(pages[0])
    expect(pages[0].get_by_role("heading", name=re.compile("another key now"))).to_be_visible()
    holds(pages[0])
    pages[0].get_by_role("button", name="Show the words").click()
    expect(pages[0].locator(".code")).not_to_have_attribute("aria-busy", "true")
    holds(pages[0])
    pages[0].evaluate("() => new Promise((told) => { indexedDB.deleteDatabase('own').onsuccess = told; })")
    pages[0].reload()
    expect(pages[0].get_by_role("button", name="Open your messages")).to_be_visible()
    holds(pages[0])


def holds(page: Page) -> None:
    """Nothing that axe finds, and nothing wider than the smallest phone."""
    assert barriers(page) == []
    page.set_viewport_size({"width": 320, "height": 640})
    assert page.evaluate("document.documentElement.scrollWidth") == 320
    page.set_viewport_size({"width": 390, "height": 844})
