"""A closed room can be read for a while: so long one can take back what is one's own, and report or remove others."""

import pytest
from playwright.sync_api import expect

from tests.services.server import Server

from . import ways
from .barriers import barriers
from .conftest import Visit
from .test_held_words import join

MINE = "I told you the name of my street"
THEIRS = "Nobody here will ever change"
LED = "Thank you all for tonight"


@pytest.mark.journey
@pytest.mark.timeout(300)
def test_what_was_said_at_the_last_moment_can_be_taken_back_reported_and_removed(
    wide: Visit, phone: Visit, server: Server
) -> None:
    silke, anso, tore = wide(), phone(), wide()
    ways.become_founder(silke, server, "Hornbeam Lantern")
    ways.found_group(silke, "The house with the hornbeam", "Silke")
    group = silke.url.removeprefix(server.address)
    ways.set_meeting_for_now(silke, "Under the hornbeam", floor="open")
    ways.enter_from_home(silke)
    for page, account, name in ((anso, "Hornbeam Ferry", "Anso"), (tore, "Hornbeam Bench", "Tore")):
        join(page, group, account, name)
    ways.say(silke, LED)
    ways.say(anso, MINE)
    ways.say(tore, THEIRS)
    for page in (silke, anso, tore):
        expect(ways.message(page, MINE)).to_be_visible()
        expect(ways.message(page, THEIRS)).to_be_visible()
    silke.get_by_role("button", name="Close the room …").click()
    silke.get_by_role("dialog").get_by_role("button", name="Close the room").click()
    for page in (silke, anso, tore):
        expect(page.get_by_role("heading", name="The room is closed")).to_be_visible()

    ways.message(anso, MINE).get_by_role("button", name="About your message").click()
    anso.get_by_role("dialog").get_by_role("button", name="Take it back").click()
    for page in (silke, tore):
        expect(ways.reading(page, "This was taken back.")).to_be_visible()
    tore.reload()
    ways.is_here(tore)
    assert MINE not in tore.content()

    ways.message(anso, THEIRS).get_by_role("button", name="About this message").click()
    anso.get_by_role("dialog").get_by_label("They say something that hurts or shames").check()
    anso.get_by_role("dialog").get_by_role("button", name="Send the report").click()
    expect(anso.get_by_role("heading", name="It is sent")).to_be_visible()
    anso.get_by_role("dialog").get_by_role("button", name="Close").click()
    assert barriers(anso) == []

    ways.message(silke, THEIRS).get_by_role("button", name="About this message").click()
    silke.get_by_label("No contact details.").check()
    silke.get_by_role("button", name="Remove the message").click()
    expect(ways.reading(anso, "Silke removed this message.")).to_be_visible()
    expect(ways.message(anso, LED)).to_be_visible()
