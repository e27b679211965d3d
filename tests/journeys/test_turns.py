"""A round, a pick and quiet words of support, in the browsers of two people."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.services.server import Server

from . import ways
from .conftest import Visit

MEETING = "An hour that goes round"


@pytest.mark.journey
@pytest.mark.timeout(240)
def test_the_turn_goes_round_by_itself_is_handed_on_and_is_met_without_a_word(
    wide: Visit, phone: Visit, server: Server
) -> None:
    rosa, theo = wide(), phone()
    ways.become_founder(rosa, server, "Round Table")
    ways.found_group(rosa, "The circle of chairs", "Rosa")
    group = rosa.url
    ways.set_meeting_for_now(rosa, MEETING)
    ways.enter_from_home(rosa)
    ways.join_group(theo, group, "Willow Chair", "Theo")
    ways.enter_from_home(theo)
    goes_round(rosa, theo)
    is_handed_on(rosa, theo)


def goes_round(rosa: Page, theo: Page) -> None:
    """Nobody asks: the turn comes, is met by a quiet word, and passing is fine."""
    rosa.get_by_label("Who is next").select_option("round")
    expect(ways.reading(theo, "your turn comes by itself")).to_be_visible()
    expect(theo.get_by_role("button", name="Raise hand")).to_be_hidden()
    rosa.get_by_role("button", name="Call yourself").click()
    theo.get_by_role("button", name="With you").click()
    expect(rosa.get_by_role("button", name=re.compile("With you 1"))).to_be_visible()
    rosa.wait_for_timeout(800)
    ways.say(rosa, "It was a quiet week.")
    rosa.get_by_role("button", name="I am done").click()
    expect(ways.reading(theo, "It is your turn. Take your time.")).to_be_visible()
    theo.wait_for_timeout(800)
    theo.get_by_role("button", name="Pass").click()
    expect(ways.reading(rosa, "The round is complete.")).to_be_visible()


def is_handed_on(rosa: Page, theo: Page) -> None:
    """Whoever has shared says who is next."""
    rosa.get_by_label("Who is next").select_option("pitch")
    theo.get_by_role("button", name="Raise hand").click()
    rosa.get_by_role("button", name="Call Theo").first.click()
    theo.wait_for_timeout(800)
    ways.say(theo, "I am glad to be here.")
    expect(ways.message(theo, "I am glad to be here.")).to_contain_text("sent")
    theo.get_by_role("button", name="Choose who is next").click()
    theo.get_by_role("dialog").get_by_role("button", name="Rosa").click()
    expect(ways.reading(rosa, "It is your turn. Take your time.")).to_be_visible()
