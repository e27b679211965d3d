"""A question nobody signs, drawn by the one who leads, in the browsers of two people."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.services.server import Server

from . import ways
from .conftest import Visit

TO_DRAW = re.compile("^(Draw one|Nothing to draw)")
QUESTION = "How did you tell the people at home?"
LOOKS = 20
BETWEEN_LOOKS_MS = 500


@pytest.mark.journey
@pytest.mark.timeout(240)
def test_a_question_is_put_in_drawn_and_answered_and_another_is_passed_over(
    wide: Visit, phone: Visit, server: Server
) -> None:
    otis, lena = wide(), phone()
    ways.become_founder(otis, server, "Wicker Lid")
    ways.found_group(otis, "The wicker basket", "Otis")
    group = otis.url
    ways.set_meeting_for_now(otis, "Questions at dusk")
    ways.enter_from_home(otis)
    ways.join_group(lena, group, "Folded Paper", "Lena")
    ways.enter_from_home(lena)
    otis.get_by_label("Who is next").select_option("basket")
    otis.get_by_role("region", name="The basket").get_by_role("button", name="I lead now").click()
    asks(lena, QUESTION)
    draws(otis, lena)
    expect(ways.reading(lena, QUESTION).first).to_be_visible()
    expect(lena.get_by_role("button", name="Yours")).to_be_hidden()
    lena.get_by_role("button", name="Raise hand").click()
    is_in_sight_above_the_keyboard(lena)
    otis.get_by_role("button", name="That was it").click()
    expect(ways.reading(lena, "No question is drawn yet")).to_be_visible()
    expect(otis.get_by_role("button", name="Nothing to draw yet")).to_be_disabled()
    is_passed_over(otis, lena)
    is_taken_out(otis, lena)


def is_in_sight_above_the_keyboard(lena: Page) -> None:
    """Whoever writes on a phone sees the question and what was said last; what else there is comes back afterwards."""
    before = lena.viewport_size
    lena.set_viewport_size({"width": 390, "height": 460})
    ask = lena.get_by_role("button", name="Ask a question")
    expect(ask).to_be_visible()
    lena.locator("#body").focus()
    expect(ask).to_be_hidden()
    expect(lena.locator(".topic-words")).to_be_in_viewport()
    line = lena.locator(".drawn").first.evaluate("one => parseFloat(getComputedStyle(one).lineHeight)")
    assert lena.locator(".scroller").evaluate("one => one.clientHeight") >= 4 * line
    lena.locator("#body").blur()
    expect(ask).to_be_visible()
    assert before
    lena.set_viewport_size(before)


def asks(page: Page, question: str) -> None:
    """Put a question into the basket."""
    page.get_by_role("button", name="Ask a question").click()
    page.get_by_label("Your question").fill(question)
    page.get_by_role("button", name="Put it in the basket").click()
    expect(page.get_by_role("button", name="Yours (1)")).to_be_visible()


def draws(page: Page, *readers: Page) -> None:
    """Draw the one that is there, until all have it; nothing tells whose it is."""
    before = page.locator(".message.drawn").count()
    page.get_by_role("button", name="Draw one of 1").click()
    dialog = page.get_by_role("dialog")
    expect(dialog).not_to_contain_text("Lena")
    dialog.get_by_role("button", name=QUESTION).click()
    page.get_by_role("dialog").get_by_role("button", name="Draw it").click()
    for one in (page, *readers):
        expect(one.locator(".message.drawn")).to_have_count(before + 1)
    expect(ways.reading(page, QUESTION).first).to_be_visible()
    expect(page.get_by_role("button", name=TO_DRAW)).to_be_hidden()


def is_passed_over(otis: Page, lena: Page) -> None:
    """Only whoever asked is told."""
    asks(lena, "Is there anything good about the night?")
    otis.get_by_role("button", name="Draw one of 1").click()
    otis.get_by_role("dialog").get_by_role("button", name="Is there anything good").click()
    otis.get_by_role("dialog").get_by_role("button", name="Pass it over").click()
    expect(otis.get_by_role("button", name="Nothing to draw yet")).to_be_disabled()
    looks_at_own(lena, "passed over this time")
    lena.get_by_role("dialog").get_by_role("button", name="Is there anything good").click()
    expect(lena.get_by_role("button", name="Yours")).to_be_hidden()


def looks_at_own(page: Page, words: str) -> None:
    """Open one's own questions until they say so: what stands in an open dialog stays as it was when it opened."""
    for _ in range(LOOKS):
        page.get_by_role("button", name="Yours (1)").click()
        if words in page.get_by_role("dialog").inner_text():
            return
        page.keyboard.press("Escape")
        page.wait_for_timeout(BETWEEN_LOOKS_MS)
    raise AssertionError(f"nobody is told: {words}")


def is_taken_out(otis: Page, lena: Page) -> None:
    """What was drawn is reported and taken out like a message; whoever asked is told so alone."""
    asks(lena, QUESTION)
    draws(otis, lena)
    lena.locator(".message.drawn").last.get_by_role("button", name="About this question").click()
    expect(lena.get_by_role("dialog")).to_contain_text("nobody learns who has asked it")
    lena.keyboard.press("Escape")
    otis.locator(".message.drawn").last.get_by_role("button", name="About this question").click()
    dialog = otis.get_by_role("dialog")
    expect(dialog).not_to_contain_text("Lena")
    dialog.get_by_role("textbox").fill("It asks for names.")
    dialog.get_by_role("button", name="Take it out").click()
    expect(ways.reading(lena, "Otis removed this question.").first).to_be_visible()
    expect(lena.get_by_role("region", name="The basket")).to_contain_text("This question is gone now.")
    expect(ways.reading(lena, "nobody was told whose it was").first).to_be_visible()
    expect(otis.get_by_text("nobody was told whose it was")).to_have_count(0)
