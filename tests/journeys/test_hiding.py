"""What was reported is hidden in the browsers of the others until somebody who serves has looked at it."""

import pytest
from playwright.sync_api import Page, expect

from tests.services.server import Server

from . import ways
from .conftest import Visit
from .test_held_words import join

WORDS = "None of you will ever change"
HIDDEN = "Hidden while somebody who serves looks at it."

pytestmark = [pytest.mark.journey, pytest.mark.timeout(300)]


def test_what_was_reported_is_hidden_and_comes_back(wide: Visit, phone: Visit, server: Server) -> None:
    thea, reporter, author = wide(), phone(), wide()
    ways.become_founder(thea, server, "Larch Lantern")
    ways.found_group(thea, "The house with the larch", "Thea")
    address = thea.url
    thea.goto(f"{address}/guards")
    thea.get_by_text("Hide a message that was reported").click()
    thea.get_by_text("Whatever people write is read by everyone at once.").click()
    thea.get_by_role("button", name="Keep these guards").click()
    thea.goto(address)
    ways.set_meeting_for_now(thea, "Under the larch", floor="open")
    ways.enter_from_home(thea)
    for page, account, name in ((reporter, "Moss Ferry", "Wanda"), (author, "Fern Ferry", "Gero")):
        join(page, address.removeprefix(server.address), account, name)
    ways.say(author, WORDS)
    ways.message(reporter, WORDS).get_by_role("button", name="About this message").click()
    reporter.get_by_role("dialog").get_by_label("They say something that hurts or shames").check()
    reporter.get_by_role("dialog").get_by_role("button", name="Send the report").click()
    reporter.get_by_role("dialog").get_by_role("button", name="Close").click()
    expect(ways.message(reporter, HIDDEN)).to_be_visible()
    expect(ways.message(thea, WORDS)).to_contain_text("Hidden from the others while it is looked at.")
    ways.say(thea, "We go on in the meantime.")
    expect(ways.message(author, "We go on in the meantime.")).to_be_visible()
    expect(ways.message(author, WORDS)).not_to_contain_text("idden")
    reporter.reload()
    ways.is_here(reporter)
    expect(ways.message(reporter, HIDDEN)).to_be_visible()
    assert WORDS not in reporter.content()

    desk = wide(storage_state=thea.context.storage_state())
    gives(desk, address, "Wanda", "co_facilitator")
    expect(ways.message(reporter, WORDS)).to_contain_text("Hidden from the others while it is looked at.")
    gives(desk, address, "Wanda", "member")
    expect(ways.message(reporter, HIDDEN)).to_be_visible()
    desk.goto(f"{address}/serving")
    desk.get_by_role("link", name="Look at it").click()
    desk.get_by_role("button", name="Look at it").click()
    desk.locator("input[value=not_upheld]").check()
    desk.get_by_role("button", name="Answer the report").click()
    expect(ways.message(reporter, WORDS)).to_be_visible()
    expect(ways.message(thea, WORDS)).not_to_contain_text("idden")


def gives(desk: Page, group: str, name: str, role: str) -> None:
    """Give somebody a position; their page in the room is left alone."""
    desk.goto(f"{group}/members")
    desk.get_by_role("link", name=name).click()
    desk.locator(f"input[name=role][value={role}]").check()
    desk.get_by_role("button", name="Give this position").click()
    desk.wait_for_load_state()
