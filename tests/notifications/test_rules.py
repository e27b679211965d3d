"""Every kind of notice has kind words and a way to go on."""

from typing import Any

import pytest
from flask import Flask

from support_groups.notifications import rules
from support_groups.notifications.models import Kind

DATA = {
    "group": "g" * 22,
    "group_name": "A quiet group",
    "meeting": "m" * 22,
    "meeting_name": "Friday evening",
    "role": "greeter",
    "reason": "No contact details.",
    "until": "2026-11-20T19:30:00+00:00",
    "starts_at": "2026-11-20T19:00:00+00:00",
    "note": "We rest today.",
    "conversation": "c" * 22,
}


@pytest.mark.parametrize("kind", list(Kind))
def test_every_kind_has_calm_words(kind: Kind) -> None:
    told = rules.told(kind, DATA)
    for words in (told.title, told.words, told.go_on):
        assert words
        assert "!" not in words


@pytest.mark.parametrize("kind", list(Kind))
def test_every_notice_leads_to_a_page_that_exists(kind: Kind, app: Flask) -> None:
    told = rules.told(kind, DATA)
    values: dict[str, Any] = {**(told.values or {})}
    assert told.endpoint is not None
    with app.test_request_context():
        assert app.url_for(told.endpoint, **values).startswith("/")


def test_a_mute_says_until_when_and_why() -> None:
    told = rules.told(Kind.MUTED, DATA)
    assert told.moment is not None
    assert told.moment.isoformat() == DATA["until"]
    assert told.reason == "No contact details."
    assert told.endpoint == "moderation.about_me"


def test_words_prepared_by_a_sponsor_take_the_place_of_ours() -> None:
    assert (
        rules.told(Kind.ASK_DECLINED, {"words": "My hands are full just now."}).words == "My hands are full just now."
    )
