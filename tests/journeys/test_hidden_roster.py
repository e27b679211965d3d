"""A group that keeps to itself who comes: those who serve see everyone, members whom an act of their own has shown."""

from playwright.sync_api import Page, WebSocket, expect

from tests.services.server import Server

from .barriers import barriers
from .conftest import Visit
from .sleepers import is_signed_in, joins, opened
from .ways import enter_from_home, found_group, is_here, reading, say, set_meeting_for_now

EVENING = "An evening by lamplight"
FERN, MILO, NELL = "Fern by lamplight", "Milo by lamplight", "Nell by lamplight"


def overheard(page: Page) -> list[str]:
    """All that is sent to a page on its lines from now on."""
    frames: list[str] = []

    def listens(line: WebSocket) -> None:
        line.on("framereceived", lambda frame: frames.append(str(frame)))

    page.on("websocket", listens)
    return frames


def listed(page: Page) -> list[str]:
    """The names in the list of people, as the page has them."""
    names: list[str] = page.locator("[data-part=here] .person-name").all_text_contents()
    return names


def test_members_see_who_serves_and_who_has_raised_a_hand_and_how_many_others_are_there(
    server: Server, wide: Visit, phone: Visit
) -> None:
    fern, milo, nell = wide(), wide(), phone()
    names = ("Lantern without a list", "Lantern of one who listens", "Lantern of one who came late")
    for page, (cookie, _) in zip((fern, milo, nell), opened(server, names), strict=True):
        is_signed_in(page, server, cookie)
    found_group(fern, "A group by lamplight", FERN)
    group = fern.url
    fern.goto(f"{group}/settings")
    fern.get_by_label("Only those who serve see who is in a meeting").check()
    fern.get_by_role("button", name="Keep these settings").click()
    fern.goto(group)
    set_meeting_for_now(fern, EVENING)
    meeting = fern.url
    enter_from_home(fern)
    heard = overheard(milo)
    joins(milo, meeting, MILO)
    joins(nell, meeting, NELL)

    expect(milo.locator(".people-button [data-count]")).to_have_text("3")
    expect(milo.get_by_text("One more is here. In this group only those who serve")).to_be_visible()
    expect(milo.get_by_text("The others see you once you raise a hand")).to_be_visible()
    assert listed(milo) == [FERN, MILO]
    assert NELL not in milo.content()
    assert heard
    assert not any(NELL in frame for frame in heard)
    expect(fern.locator("[data-part=here] li").filter(has_text=NELL)).to_contain_text("not shown to members")
    assert set(listed(fern)) == {FERN, MILO, NELL}
    assert barriers(milo) == []

    nell.get_by_role("button", name="Raise hand").click()
    expect(milo.locator("[data-part=hands]")).to_contain_text(NELL)
    assert set(listed(milo)) == {FERN, NELL, MILO}
    expect(milo.locator(".people-button [data-count]")).to_have_text("3")
    fern.get_by_role("button", name=f"Call {NELL}").first.click()
    say(nell, "I am glad there is a lamp.")
    expect(reading(milo, "I am glad there is a lamp.")).to_be_visible()
    assert set(listed(nell)) == {FERN, NELL}

    nell.reload()
    is_here(nell)
    expect(nell.locator(".people-button [data-count]")).to_have_text("3")
    assert MILO not in nell.content()
    expect(milo.locator("[data-part=here] li").filter(has_text=NELL)).to_contain_text("sharing")

    # Nobody had seen Milo before: the line that tells it names them all the same.
    fern.get_by_role("button", name=f"What can be done for {MILO}").click()
    fern.get_by_role("button", name="Give the floor").click()
    fern.get_by_role("dialog").get_by_role("button", name=f"Call {MILO}").click()
    expect(reading(nell, f"{FERN} gave the floor to {MILO}.")).to_be_visible()
