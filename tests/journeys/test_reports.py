"""Somebody tells those who serve of what happened, and hears what came of it; the one it is about hears a warning."""

import pytest
from playwright.sync_api import expect

from tests.services.server import Server

from . import ways
from .barriers import barriers
from .conftest import Visit
from .test_held_words import join

pytestmark = [pytest.mark.journey, pytest.mark.timeout(300)]


def test_a_report_is_handled_to_its_end_and_whoever_made_it_is_told(wide: Visit, phone: Visit, server: Server) -> None:
    fern, reporter, other = wide(), phone(), wide()
    ways.become_founder(fern, server, "Sloe Lantern")
    ways.found_group(fern, "The house with the sloe", "Maren")
    address = fern.url
    ways.set_meeting_for_now(fern, "Under the sloe", floor="open")
    ways.enter_from_home(fern)
    for page, account, name in ((reporter, "Hazel Ferry", "Ilka"), (other, "Willow Ferry", "Bertil")):
        join(page, address.removeprefix(server.address), account, name)
    ways.say(other, "You are weak, all of you")
    message = ways.message(reporter, "You are weak, all of you")
    message.get_by_role("button", name="About this message").click()
    dialog = reporter.get_by_role("dialog")
    expect(dialog).to_contain_text("Bertil does not hear of it.")
    dialog.get_by_label("They say something that hurts or shames").check()
    dialog.get_by_label("In your own words").fill("It made me want to leave.")
    assert barriers(reporter) == []
    dialog.get_by_role("button", name="Send the report").click()
    expect(reporter.get_by_text("you are told what comes of it")).to_be_visible()
    expect(fern.get_by_role("listitem").filter(has_text="1 report waits")).to_be_visible()
    expect(fern.get_by_role("button", name="1 to see to")).to_have_count(0)
    ways.say(fern, "We go on in the meantime.")
    expect(ways.message(other, "We go on in the meantime.")).to_be_visible()
    expect(other.get_by_text("report waits")).to_have_count(0)
    assert barriers(fern) == []
    reporter.get_by_role("dialog").get_by_role("button", name="Close").click()

    desk = wide(storage_state=fern.context.storage_state())
    desk.goto(f"{address}/serving")
    expect(desk.get_by_text("1 report", exact=True)).to_be_visible()
    expect(desk.get_by_text("A second facilitator")).to_be_visible()
    assert barriers(desk) == []
    desk.get_by_role("link", name="Look at it").click()
    assert "You are weak" not in desk.content()
    desk.get_by_role("button", name="Look at it").click()
    expect(desk.get_by_text("You are weak, all of you")).to_be_visible()
    expect(desk.get_by_text("It made me want to leave.")).to_be_visible()
    assert "Ilka" not in desk.locator("main").inner_text()
    assert barriers(desk) == []

    fern.get_by_role("button", name="What can be done for Bertil").click()
    fern.get_by_role("dialog").get_by_role("button", name="Remind of a ground rule").click()
    assert barriers(fern) == []
    fern.get_by_role("dialog").get_by_label("What is said here stays here.").check()
    fern.get_by_role("dialog").get_by_role("button", name="Remind Bertil").click()
    expect(ways.reading(other, "Someone who serves reminds you of a ground rule.")).to_be_visible()
    other.get_by_role("button", name="I have read this").click()
    fern.get_by_role("button", name="What can be done for Bertil").click()
    fern.get_by_role("dialog").get_by_role("button", name="Warn in private").click()
    fern.get_by_role("dialog").get_by_label("In your own words").fill("Please be kind.")
    fern.get_by_role("dialog").get_by_role("button", name="Warn Bertil").click()
    expect(ways.reading(other, "Someone who serves asks you to take care.")).to_be_visible()
    ways.say(fern, "Who would like to go on?")
    expect(ways.message(reporter, "Who would like to go on?")).to_be_visible()
    expect(reporter.get_by_text("take care")).to_have_count(0)

    desk.get_by_label("I see it so too").check()
    desk.get_by_label("A word to whoever reported it").fill("We have talked with them.")
    desk.get_by_role("button", name="Answer the report").click()
    expect(desk.get_by_text("Nothing was reported")).to_be_visible()
    expect(fern.get_by_text("1 report waits")).to_have_count(0)
    desk.goto(f"{address}/serving")
    expect(desk.get_by_text("Nothing waits just now.")).to_be_visible()
    expect(desk.get_by_text("answered a report")).to_be_visible()
    reporter.goto("/notices")
    expect(reporter.get_by_text("What you reported in The house with the sloe was looked at")).to_be_visible()
    expect(reporter.get_by_text("We have talked with them.")).to_be_visible()
    other.goto("/notices")
    expect(other.get_by_text("reported")).to_have_count(0)
