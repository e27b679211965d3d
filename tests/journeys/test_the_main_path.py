"""One evening of two people side by side, from the first door to a private message."""

import re

import pytest
from playwright.sync_api import Page, expect

from support_groups.rooms.rules import REVIEW
from tests.services.server import Server

from . import ways
from .conftest import Visit

GROUP = "The lamp at the corner"
MEETING = "An hour for whoever comes"


@pytest.mark.journey
@pytest.mark.timeout(300)
def test_a_newcomer_comes_shares_is_moderated_loses_the_server_and_finds_a_sponsor(
    wide: Visit, phone: Visit, server: Server
) -> None:
    fern, nell = wide(), phone()
    ways.become_founder(fern, server, "Quiet Kettle")
    ways.found_group(fern, GROUP, "Fern")
    ways.set_meeting_for_now(fern, MEETING)
    ways.enter_from_home(fern)
    finds_a_meeting_and_joins(nell)
    shares_in_turn(fern, nell)
    is_muted_and_unmuted(fern, nell)
    sees_a_removal(fern, nell)
    outlives_the_server(fern, nell, server)
    asks_a_sponsor_and_writes(fern, nell)


def finds_a_meeting_and_joins(nell: Page) -> None:
    """From the first door, without an account, to the open room."""
    nell.goto("/")
    nell.get_by_role("link", name="All meetings this week").click()
    nell.get_by_role("link", name=MEETING).first.click()
    nell.get_by_role("button", name="Choose a name and enter").click()
    ways.open_account(nell, "Warm Bread")
    nell.get_by_label("Your name in this group").fill("Nell")
    nell.get_by_role("button", name="Join", exact=True).click()
    ways.is_here(nell)


def shares_in_turn(fern: Page, nell: Page) -> None:
    """Raises a hand, is called, shares, and gives the floor back."""
    ways.say(fern, "Welcome, Nell. You can simply listen.")
    expect(ways.reading(nell, "You can simply listen.")).to_be_visible()
    nell.get_by_role("button", name="Raise hand").click()
    expect(ways.reading(nell, "You are next.")).to_be_visible()
    fern.get_by_role("button", name="Call Nell").first.click()
    expect(ways.reading(nell, "It is your turn. Take your time.")).to_be_visible()
    nell.wait_for_timeout(800)
    ways.say(nell, "I have never said this to anyone.")
    expect(ways.message(nell, "I have never said")).to_contain_text("sent")
    expect(ways.reading(fern, "I have never said this to anyone.")).to_be_visible()
    nell.get_by_role("button", name="I am done").click()
    expect(ways.reading(fern, "Nell finished. Thank you, Nell.")).to_be_visible()


def is_muted_and_unmuted(fern: Page, nell: Page) -> None:
    """Is asked to listen, told why, until when and whom to ask, also after a reload, and may speak again."""
    fern.get_by_role("button", name="Open", exact=True).click()
    expect(nell.get_by_role("button", name="Send")).to_be_visible()
    fern.get_by_role("button", name="What can be done for Nell").click()
    fern.get_by_role("button", name=re.compile("^Mute for a time")).click()
    fern.get_by_label("No contact details.").check()
    fern.get_by_role("button", name="Mute Nell").click()
    note = nell.locator(".told")
    expect(note).to_contain_text("You were asked to listen for a while.")
    expect(note).to_contain_text("No contact details.")
    expect(note).to_contain_text(re.compile(r"Until (tomorrow, )?\d\d:\d\d"))
    expect(note).to_contain_text(REVIEW)
    nell.reload()
    ways.is_here(nell)
    expect(note).to_contain_text("You were asked to listen for a while.")
    expect(note).to_contain_text(REVIEW)
    expect(nell.get_by_role("button", name="Send")).to_be_hidden()
    fern.get_by_role("button", name="What can be done for Nell").click()
    fern.get_by_role("button", name=re.compile("^End the mute")).click()
    expect(ways.reading(nell, "You can speak again.")).to_be_visible()
    for _ in ("that she was muted", "that it has ended"):
        nell.get_by_role("button", name="I have read this").first.click()
    ways.say(nell, "Thank you.")
    expect(ways.message(nell, "Thank you.")).to_contain_text("sent")


def sees_a_removal(fern: Page, nell: Page) -> None:
    """A message goes, a soft line stays, and a reload does not bring the words back."""
    ways.say(nell, "My number is on my door.")
    dots = ways.message(fern, "My number is on my door.").get_by_role("button", name="About this message")
    dots.click()
    fern.get_by_label("No contact details.").check()
    fern.get_by_role("button", name="Remove the message").click()
    expect(ways.reading(nell, "Fern removed this message.")).to_be_visible()
    expect(ways.reading(nell, "One of your messages was taken out.")).to_be_visible()
    nell.reload()
    ways.is_here(nell)
    expect(ways.reading(nell, "This message was removed.").or_(ways.reading(nell, "Fern removed this"))).to_be_visible()
    expect(ways.reading(nell, "My number is on my door.")).to_have_count(0)


def outlives_the_server(fern: Page, nell: Page, server: Server) -> None:
    """The server dies as in a power cut; every word that was kept is there once and in order, and none is lost."""
    for number in range(3):
        ways.say(nell, f"Before the dark, {number}.")
    expect(ways.message(fern, "Before the dark, 2.")).to_be_visible()
    ways.say(fern, "We are all still here.")
    expect(ways.message(nell, "We are all still here.")).to_be_visible()
    server.kill()
    expect(ways.reading(nell, "What you wrote is safe here.")).to_be_visible()
    ways.say(nell, "Said while the line was lost.")
    expect(nell.locator(".pending")).to_contain_text("waiting for the line")
    server.start()
    expect(ways.reading(nell, "What you wrote is safe here.")).to_be_hidden(timeout=40_000)
    expect(ways.message(fern, "Said while the line was lost.")).to_be_visible(timeout=40_000)
    expect(nell.locator(".pending")).to_have_count(0)
    ways.say(fern, "Good that you are back.")
    for page in (fern, nell):
        expect(ways.message(page, "Good that you are back.")).to_be_visible()
    expected = [
        *(f"Before the dark, {number}." for number in range(3)),
        "We are all still here.",
        "Said while the line was lost.",
        "Good that you are back.",
    ]
    for page in (fern, nell):
        assert ways.said(page)[-6:] == expected
    nell.reload()
    ways.is_here(nell)
    expect(ways.message(nell, "Good that you are back.")).to_be_visible()
    assert ways.said(nell)[-6:] == expected
    assert len(ways.said(nell)) == len(ways.said(fern))


def asks_a_sponsor_and_writes(fern: Page, nell: Page) -> None:
    """Asks with a note, is accepted, and writes a private message that the sponsor answers."""
    nell.get_by_role("link", name="Step out").click()
    nell.wait_for_url("**/home")
    ways.become_two(fern, nell, ("Lantern Fern", "Paper Lantern"))
    ways.say(nell, "Thank you for saying yes.")
    expect(ways.message(fern, "Thank you for saying yes.")).to_be_visible()
    ways.say(fern, "I am glad you asked.")
    expect(ways.message(nell, "I am glad you asked.")).to_be_visible()
