"""Whatever comes in is read, bounded or kindly refused; nothing that was typed is lost."""

import unicodedata
from enum import StrEnum
from typing import Annotated, Any, ClassVar

import pytest
from flask import Flask, render_template_string
from hypothesis import given
from hypothesis import strategies as st
from pydantic import Field, field_validator
from werkzeug.datastructures import MultiDict

from support_groups.core import forms
from support_groups.core.errors import DomainError, NotFound
from support_groups.core.forms import Filled, Form, FormRefused, Line, Maybe, Text, ask, parse, plain_line, plain_text
from support_groups.core.invisible import MARKS_MAX


class Leaf(StrEnum):
    """Kinds of tea."""

    GREEN = "green"
    BLACK = "black"


class Tea(Form):
    """A form with a field of each kind."""

    many: ClassVar[frozenset[str]] = frozenset({"guests"})
    name: Annotated[str, Line(10, min_chars=2)]
    note: Maybe[Annotated[str, Text(20)]] = None
    cups: Annotated[int, Field(ge=1, le=6)] = 1
    leaf: Leaf = Leaf.BLACK
    sugar: bool = False
    guests: list[Annotated[str, Line(5)]] = Field([], max_length=3)

    @field_validator("name")
    @classmethod
    def not_coffee(cls, name: str) -> str:
        """Tea only."""
        if name == "coffee":
            raise ValueError("This is about tea.")
        return name


def refused(sent: object) -> dict[str, str]:
    """The words at the fields."""
    with pytest.raises(FormRefused) as told:
        parse(Tea, sent)
    return told.value.errors


def test_a_form_is_read() -> None:
    sent = MultiDict([("name", " Earl "), ("note", ""), ("cups", "3"), ("leaf", "green"), ("sugar", "yes")])
    sent.add("guests", "Fern")
    sent.add("guests", "Milo")
    tea = parse(Tea, sent)
    assert (tea.name, tea.note, tea.cups, tea.leaf, tea.sugar) == ("Earl", None, 3, Leaf.GREEN, True)
    assert tea.guests == ["Fern", "Milo"]


def test_a_wish_from_a_socket_is_read_alike() -> None:
    assert parse(Tea, {"name": "Earl", "cups": 2, "guests": ["Fern"]}).cups == 2


REFUSED: list[tuple[dict[str, Any], str, str]] = [
    ({}, "name", "Please fill this in."),
    ({"name": ""}, "name", "Please use at least 2 characters."),
    ({"name": "x"}, "name", "Please use at least 2 characters."),
    ({"name": "x" * 11}, "name", "Please keep this within 10 characters."),
    ({"name": "coffee"}, "name", "This is about tea."),
    ({"name": "\u200b\u202e"}, "name", "Please use at least 2 characters."),
    ({"name": "Earl", "cups": "7"}, "cups", "Please choose 6 or less."),
    ({"name": "Earl", "cups": "0"}, "cups", "Please choose 1 or more."),
    ({"name": "Earl", "cups": "many"}, "cups", "Please give a whole number, such as 5."),
    ({"name": "Earl", "cups": "9" * 5000}, "cups", "Please give a whole number, such as 5."),
    ({"name": "Earl", "leaf": "coffee"}, "leaf", "Please choose one of those offered."),
    ({"name": "Earl", "note": "x" * 21}, "note", "Please keep this within 20 characters."),
    ({"name": "Earl", "is_steward": "yes"}, "is_steward", "This page is not up to date. Please load it again."),
]


@pytest.mark.parametrize(
    ("sent", "field", "words"), REFUSED, ids=[f"{field} {sent}"[:40] for sent, field, _ in REFUSED]
)
def test_what_does_not_fit_is_told_at_its_field(sent: dict[str, Any], field: str, words: str) -> None:
    assert refused(sent) == {field: words}
    assert refused(MultiDict(sent)) == {field: words}


@pytest.mark.parametrize("sent", [None, [], "tea", 7, [{"name": "Earl"}], True])
def test_a_wish_that_is_no_form_at_all_is_refused(sent: object) -> None:
    assert list(refused(sent)) == ["form"]


@pytest.mark.parametrize(
    "value", [None, 7, True, ["Earl"], {"a": 1}, "\ud800", float("nan"), {"__proto__": {}}], ids=repr
)
def test_a_wish_with_a_value_of_another_kind_is_refused_at_its_field(value: object) -> None:
    assert list(refused({"name": value})) == ["name"]


def test_several_faults_are_told_at_once() -> None:
    assert set(refused({"name": "", "cups": "7", "more": "1"})) == {"name", "cups", "more"}


def test_of_a_thousand_fields_that_are_none_of_the_form_not_one_is_told_back() -> None:
    many = {"name": "Earl"} | {f"field {n}": "1" for n in range(1000)}
    assert refused(many) == refused(MultiDict(many)) == {"form": "This page is not up to date. Please load it again."}


def test_the_token_of_a_form_is_no_field_of_it() -> None:
    assert parse(Tea, MultiDict({"name": "Earl", "csrf_token": "x"})).name == "Earl"


def test_a_field_that_comes_twice_counts_once_unless_it_may() -> None:
    sent = MultiDict([("name", "Earl"), ("name", "Grey"), ("guests", "Fern")])
    assert parse(Tea, sent).name == "Earl"


@given(st.text())
def test_a_line_is_one_line_without_hidden_characters(text: str) -> None:
    line = plain_line(text)
    assert line == plain_line(line)
    assert "\n" not in line
    assert not any(c in line for c in "\u200b\u202e\u2066\ufeff\x00\x1b")
    assert line == line.strip()


UNSEEN = "\u034f\u115f\u1160\u17b4\u17b5\u180b\u180e\u180f\u2064\u2800\u3164\ufe0f\uffa0\ufffc\U000e0100\U000e0041"


@pytest.mark.parametrize("unseen", UNSEEN, ids=ascii)
def test_what_is_not_seen_never_makes_another_line(unseen: str) -> None:
    assert plain_line(f"Har{unseen}bour{unseen}") == "Harbour"
    assert plain_line(unseen * 2) == ""


@pytest.mark.parametrize("unseen", UNSEEN + "\u200c\u200d", ids=ascii)
def test_a_text_of_nothing_that_is_seen_is_empty(unseen: str) -> None:
    assert plain_text(unseen * 2) == ""


@given(st.text())
def test_a_text_keeps_its_lines_and_hides_nothing_dangerous(text: str) -> None:
    plain = plain_text(text)
    assert plain == plain_text(plain)
    assert not any(c in plain for c in "\r\u202e\u2066\ufeff\x00\x1b")


def test_families_of_emoji_and_letters_that_join_stay_whole_in_texts() -> None:
    assert plain_text("👩\u200d👧 می\u200cخواهم\r\nzwei") == "👩\u200d👧 می\u200cخواهم\nzwei"


class KettleIsCold(DomainError):
    """A refusal at a field."""

    words = "The kettle is cold."
    field = "cups"


class NoTea(DomainError):
    """A refusal of the whole."""

    words = "There is no tea."
    status = 410


PAGE = (
    """{{ filled.value("name") }}|{{ filled.error("name") or filled.error("cups") or "" }}|{{ filled.words or "" }}"""
)


@pytest.fixture(autouse=True)
def small_page(monkeypatch: pytest.MonkeyPatch) -> None:
    """Show the small page in place of a template."""
    monkeypatch.setattr(forms, "render_template", lambda _, **context: render_template_string(PAGE, **context))


def answer(app: Flask, act: Any, sent: dict[str, str] | None = None) -> Any:
    """What a page answers."""
    with app.test_request_context(method="GET" if sent is None else "POST", data=sent):
        return ask("page.html", Tea, act, filled=Filled({"name": "Assam"}))


def refuse(error: type[DomainError]) -> Any:
    """An act that refuses."""

    def act(_: Tea) -> str:
        raise error

    return act


def test_a_form_is_shown_with_its_first_values(app: Flask) -> None:
    assert answer(app, lambda _: "done") == "Assam||"


def test_a_form_that_can_be_read_is_acted_on(app: Flask) -> None:
    assert answer(app, lambda tea: f"{tea.name} is ready", {"name": "Earl"}) == "Earl is ready"


def test_a_refused_form_comes_back_as_it_was_typed_with_the_words_and_the_status(app: Flask) -> None:
    typed = {"name": "Darjeeling Tea"}
    assert answer(app, lambda _: "done", typed) == (
        "Darjeeling Tea|Please keep this within 10 characters.|",
        422,
    )


def test_a_rule_that_refuses_speaks_once_at_its_field_or_over_the_whole(app: Flask) -> None:
    assert answer(app, refuse(KettleIsCold), {"name": "Earl"}) == ("Earl|The kettle is cold.|", 409)
    assert answer(app, refuse(NoTea), {"name": "Earl"}) == ("Earl||There is no tea.", 410)


def test_what_is_not_there_is_not_found_and_no_form_is_shown(app: Flask) -> None:
    with pytest.raises(NotFound):
        answer(app, refuse(NotFound), {"name": "Earl"})


def test_thousands_of_marks_on_a_letter_become_as_many_as_any_writing_has() -> None:
    piled = "a" + "\u0301\u0316" * 2_000
    assert len(plain_text(piled)) <= 1 + MARKS_MAX
    assert len(plain_line(piled)) <= 1 + MARKS_MAX


@pytest.mark.parametrize("text", ["Größe", "ก็ได้", "नमस्ते", "é̂̃", "한국어"])
def test_marks_of_every_writing_stay(text: str) -> None:
    assert plain_text(text) == unicodedata.normalize("NFC", text)


def test_a_text_that_is_far_too_long_is_refused_however_little_would_be_left_of_it() -> None:
    class Note(Form):
        note: Annotated[str, Text(10)]

    with pytest.raises(FormRefused) as refused:
        parse(Note, {"note": " " * 10_000 + "x"})
    assert refused.value.errors == {"note": "Please keep this within 10 characters."}
