"""Whatever a form refuses, a person reads our words: one kind sentence, never those of a library."""

import re
from typing import Any

from flask import Flask
from pydantic import ValidationError

from support_groups.core.forms import Form, FormRefused, parse

from .test_bad_fields import EVIL, forms

WORDS_OF_LIBRARIES = re.compile(
    r"\b(input|string|field required|valid|value error|assertion|bytes|base64|padding|pattern|integer|extra inputs?"
    r"|literal|tuple|dict|none|decimal|parse|type)\b",
    re.IGNORECASE,
)
A_SENTENCE = re.compile(r"[A-Z].+[.?]")
BARE: dict[str, Any] = {"nothing at all": None, "empty": "", "a word": "nonsense", "zero": "0", "many": "999999999"}


def refusals_of(kind: type[Form], sent: dict[str, Any]) -> tuple[dict[str, str], set[str]]:
    """What a person reads, and what the library would have said."""
    try:
        parse(kind, sent)
    except FormRefused as refused:
        try:
            kind.model_validate(sent)
        except ValidationError as error:
            return refused.errors, {problem["msg"] for problem in error.errors()}
        return refused.errors, set()
    return {}, set()


def test_no_form_ever_shows_the_words_of_a_library(app: Flask) -> None:
    cold: set[tuple[str, str, str]] = set()
    seen = 0
    for kind in forms():
        tries = [{}, *({name: value} for name in kind.model_fields for value in (EVIL | BARE).values())]
        for sent in tries:
            told, library = refusals_of(kind, sent)
            seen += len(told)
            for name, words in told.items():
                is_ours = A_SENTENCE.fullmatch(words) and not WORDS_OF_LIBRARIES.search(words) and words not in library
                if not is_ours:
                    cold.add((kind.__name__, name, words))
    assert seen > 1_000
    assert cold == set()


def test_no_form_leaves_a_refusal_to_the_browser(app: Flask) -> None:
    loader = app.jinja_env.loader
    assert loader
    cold = []
    for template in loader.list_templates():
        source = loader.get_source(app.jinja_env, template)[0]
        for form in re.findall(r"<form\b[^>]*method=\"post\"[^>]*>.*?</form>", source, re.DOTALL):
            if re.search(r"required(=True)?\b", form) and "novalidate" not in form.partition(">")[0]:
                cold.append(template)
    assert cold == []
