"""Help and the mark for those who serve are there again after a reload, until somebody has seen to it."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.services.server import Server

from . import ways
from .barriers import barriers
from .conftest import Visit

pytestmark = [pytest.mark.journey, pytest.mark.timeout(180)]

WORDS = "I want to kill myself tonight"


def test_help_and_who_needs_someone_outlive_a_reload_and_the_end_of_the_room(
    wide: Visit, phone: Visit, server: Server
) -> None:
    fern, member = wide(), phone()
    ways.become_founder(fern, server, "Sorrel Lantern")
    ways.found_group(fern, "The house with the sorrel", "Gesche")
    group = fern.url
    ways.set_meeting_for_now(fern, "Under the sorrel", floor="open")
    ways.join_group(member, group, "Sorrel Ferry", "Veikko")
    for page in (fern, member):
        ways.enter_from_home(page)
    ways.say(member, WORDS)
    help_note, flag = member.locator("[data-care]"), fern.locator("[data-care]")
    expect(flag).to_contain_text("Veikko may need someone to talk with.")
    again(fern, member)
    expect(flag).to_contain_text("Veikko may need someone to talk with.")
    expect(help_note.get_by_role("link", name="Emergency: 112")).to_be_visible()
    help_note.get_by_role("button", name="Please, someone talk with me").click()
    expect(flag).to_contain_text("Veikko asks that someone talks with them.")
    flag.get_by_role("button", name="I am talking with them").click()
    expect(help_note).to_contain_text("Gesche has seen what you wrote and is here for you.")
    again(fern, member)
    expect(help_note).to_contain_text("Gesche has seen what you wrote and is here for you.")
    expect(help_note).to_contain_text("They know that you would like to talk.")
    expect(flag).to_contain_text("The other people who serve see that you do.")
    flag.get_by_role("button", name="Someone else, please").click()
    expect(flag.get_by_role("button", name="I am talking with them")).to_be_visible()
    fern.goto(f"{group}/serving")
    expect(fern.get_by_text("Somebody may need care now")).to_be_visible()
    expect(fern.get_by_text("as your own evening")).to_have_count(0)
    ways.enter_from_home(fern)
    fern.get_by_role("button", name="Close the room …").click()
    dialog = fern.get_by_role("dialog")
    expect(dialog).to_contain_text("Veikko still waits for someone to talk with.")
    assert barriers(fern) == []
    dialog.get_by_role("button", name="Close the room").click()
    for _ in range(2):
        expect(help_note).to_contain_text("nobody can talk with you here any more")
        expect(help_note.get_by_role("link", name="Emergency: 112")).to_be_visible()
        expect(member.get_by_text(re.compile("is here for you|Stay here"))).to_have_count(0)
        expect(flag).to_contain_text("Veikko asks that someone talks with them.")
        assert barriers(member) == []
        again(fern, member)
    help_note.get_by_role("button", name="Put this away").click()
    again(member)
    expect(member.get_by_role("heading", name="The room is closed")).to_be_visible()
    expect(help_note).to_have_count(0)
    flag.get_by_role("button", name="I am talking with them").click()
    flag.get_by_role("button", name="They are looked after").click()
    expect(flag).to_contain_text("Thank you for staying with them.")
    again(fern)
    expect(flag).to_have_count(0)


def again(*pages: Page) -> None:
    """Reload, and be in the room."""
    for page in pages:
        page.reload()
        ways.is_here(page)
