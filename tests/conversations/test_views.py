"""The pages of conversations, and the marks in the head of every page."""

from collections.abc import Callable

from flask.testing import FlaskClient

from tests.cast import Person

Browsers = Callable[[Person], FlaskClient]


def test_the_way_into_a_conversation(browser_of: Browsers, sol: Person, nell: Person) -> None:
    public_id = sol.sponsors(nell).public_id
    nells = browser_of(nell)
    answer = nells.get(f"/conversations/{public_id}")
    assert answer.location == f"/rooms/{sol.side_with(nell).conversation.room.public_id}"
    page = nells.get(answer.location).text
    assert f"/sponsorship/{public_id}#end" in page
    assert f"/sponsorship/{public_id}#block" in page
    assert "Sol walks" in page


def test_what_is_unread_is_marked_in_the_list_and_in_the_head(browser_of: Browsers, sol: Person, nell: Person) -> None:
    sol.sponsors(nell)
    nells = browser_of(nell)
    assert "New</span>" not in nells.get("/conversations").text
    sol.writes(sol.side_with(nell).conversation.room, "Hello.")
    page = nells.get("/conversations").text
    assert "New</span>" in page
    assert '1<span class="unseen"> unread</span>' in page
    assert "New</span>" not in browser_of(sol).get("/conversations").text


def test_deleting_is_offered_when_it_has_ended(browser_of: Browsers, sol: Person, nell: Person) -> None:
    public_id = sol.sponsors(nell).public_id
    nells = browser_of(nell)
    assert "Delete for me" not in nells.get("/conversations").text
    assert nells.post(f"/conversations/{public_id}/delete").status_code == 409
    nells.post(f"/sponsorship/{public_id}/end")
    assert "Delete for me" in nells.get("/conversations").text
    assert nells.post(f"/conversations/{public_id}/delete").location == "/conversations"
    assert "Sol walks" not in nells.get("/conversations").text
    assert "Nell walks" in browser_of(sol).get("/conversations").text
