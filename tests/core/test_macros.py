"""What pages are put together from: nothing typed is lost, errors are tied to fields, no text becomes markup."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest
from flask import Flask, get_template_attribute

from support_groups.core.forms import Filled

pytestmark = pytest.mark.once

EVIL = """"><script>alert('x')</script>"""


def made(app: Flask, macro: str, *values: object, **named: object) -> str:
    """What a macro makes."""
    with app.test_request_context():
        return str(get_template_attribute("core/macros.html", macro)(*values, **named))


def test_a_field_keeps_what_was_typed(app: Flask) -> None:
    html = made(app, "field", Filled({"name": "Quiet Harbour"}), "name", "Your name")
    assert 'value="Quiet Harbour"' in html
    assert '<label for="name">' in html
    assert "aria-invalid" not in html


def test_an_error_is_tied_to_its_field(app: Flask) -> None:
    filled = Filled({"name": "x"}, {"name": "Please use at least 2 characters."})
    html = made(app, "field", filled, "name", "Your name", "Shown to nobody.")
    assert 'aria-describedby="name-hint name-error"' in html
    assert 'aria-invalid="true"' in html
    assert 'id="name-error"' in html
    assert "Please use at least 2 characters." in html


def test_a_passphrase_is_never_filled_in_again(app: Flask) -> None:
    filled = Filled({"passphrase": "four calm words here"}, {"passphrase": "Not this one."})
    html = made(app, "field", filled, "passphrase", "Your passphrase", type="password")
    assert "four calm words here" not in html
    assert "Not this one." in html


def test_a_text_keeps_its_lines_and_its_first_empty_one(app: Flask) -> None:
    html = made(app, "textarea", Filled({"note": "\nfirst\n\nthird"}), "note", "A note", maxlength=200)
    assert ">\n\nfirst\n\nthird</textarea>" in html
    assert 'maxlength="200"' in html


def test_what_was_chosen_stays_chosen(app: Flask) -> None:
    options = [("de", "German"), ("en", "English"), ("fa", "Persian")]
    assert '<option value="en" selected>' in made(app, "select", Filled({"lang": "en"}), "lang", "Language", options)
    one = made(app, "choices", Filled({"lang": "de"}), "lang", "Language", options)
    many = made(app, "choices", Filled({"lang": ["de", "fa"]}), "lang", "Languages", options, many=True)
    assert (one.count(" checked"), one.count('type="radio"')) == (1, 3)
    assert (many.count(" checked"), many.count('type="checkbox"')) == (2, 3)


def test_an_empty_form_has_nothing_chosen(app: Flask) -> None:
    assert " checked" not in made(app, "choices", Filled(), "lang", "Language", [("de", "German")])
    assert " checked" not in made(app, "tick", Filled(), "yes", "Yes")


@pytest.mark.parametrize("macro", ["field", "textarea"])
def test_what_was_typed_cannot_get_out_of_its_field(app: Flask, macro: str) -> None:
    html = made(app, macro, Filled({"name": EVIL}, {"name": EVIL}), "name", EVIL, EVIL)
    assert "<script>" not in html


def test_names_cannot_get_out_of_their_place(app: Flask) -> None:
    assert "<script>" not in made(app, "who", EVIL)
    assert "<script>" not in made(app, "post_button", "/x", EVIL, hidden={"name": EVIL})


def test_the_summary_leads_to_each_field(app: Flask) -> None:
    html = made(app, "error_summary", Filled({}, {"name": "Please fill this in.", "note": "Too long."}))
    assert '<a href="#name">Please fill this in.</a>' in html
    assert '<a href="#note">Too long.</a>' in html
    assert made(app, "error_summary", Filled()).strip() == ""


def test_a_single_thing_is_said_once_at_its_field_which_is_where_the_reader_begins(app: Flask) -> None:
    filled = Filled({}, {"name": "Please fill this in."})
    html = made(app, "error_summary", filled) + made(app, "field", filled, "name", "Your name")
    assert html.count("Please fill this in.") == 1
    assert '<a href="#name">There is one thing to look at again</a>' in html
    assert html.count("data-focus") == 1
    assert "data-focus" in made(app, "field", filled, "name", "Your name")


def test_what_belongs_to_no_field_is_said_at_the_top(app: Flask) -> None:
    alone = made(app, "error_summary", Filled({}, {"form": "Please choose one of both."}))
    assert alone.count("Please choose one of both.") == 1
    assert "data-focus" in alone
    among = made(app, "error_summary", Filled({}, {"form": "Please choose one of both.", "name": "Too long."}))
    assert '<li>Please choose one of both.</li><li><a href="#name">Too long.</a></li>' in among


def test_words_over_the_whole_form_are_shown_without_fields_too(app: Flask) -> None:
    assert "The room is full." in made(app, "error_summary", Filled({}, {}, "The room is full."))


def test_an_act_is_a_form_with_its_token(app: Flask) -> None:
    html = made(app, "post_button", "/leave", "Leave", "danger", "log-out", {"what": "all"})
    assert 'method="post" action="/leave"' in html
    assert 'name="csrf_token"' in html
    assert 'name="what" value="all"' in html


def test_a_moment_names_its_zone_until_a_script_tells_it_the_readers_way(app: Flask) -> None:
    moment = datetime(2026, 11, 20, 19, 0, tzinfo=UTC)
    assert "Friday 20 November, 19:00 (UTC)" in made(app, "when", moment)
    assert "Friday 20 November, 20:00 (Europe/Berlin)" in made(app, "when", moment, "soon", ZoneInfo("Europe/Berlin"))
    assert 'datetime="2026-11-20T19:00:00+00:00"' in made(app, "when", moment)
    assert 'data-local="soon"' in made(app, "when", moment, "soon")


def test_a_date_is_the_same_everywhere(app: Flask) -> None:
    html = made(app, "date", date(2026, 3, 1))
    assert ">1 March 2026<" in html
    assert "data-local" not in html


@pytest.mark.parametrize(
    ("name", "hue", "shape", "turn"),
    [
        # The cases of pictures.test.js: a page's script draws the same mark.
        ("Fern", 0, 0, 0),
        ("fern", 0, 0, 0),
        ("Quiet Harbour", 3, 1, 0),
        ("Нина", 0, 6, 0),
        ("Öl", 0, 5, 270),
    ],
)
def test_a_name_has_its_mark(app: Flask, name: str, hue: int, shape: int, turn: int) -> None:
    html = made(app, "mark", name)
    assert f'class="mark hue-{hue}"' in html
    assert f"#shape-{shape}" in html
    assert f"rotate({turn} 12 12)" in html


def test_more_pages_are_offered_only_where_there_are_some(app: Flask) -> None:
    assert made(app, "pager", {"newer": None, "older": None}).strip() == ""
    older = made(app, "pager", {"newer": None, "older": "/x?before=3"})
    assert 'href="/x?before=3"' in older
    assert "Newer" not in older
