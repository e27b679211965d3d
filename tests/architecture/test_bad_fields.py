"""Fields nobody asked for, and values of another kind: what a browser should never send in a form.

Sessions, words and addresses have theirs in test_bad_input.py, frames and packets in tests/core/realtime/.
"""

import inspect
import types
from typing import Annotated, Any, Union, get_args, get_origin

import pytest
from flask import Flask

from support_groups.accounts.models import Account
from support_groups.core.forms import Form, FormRefused, parse
from support_groups.groups.models import Group
from tests.cast import Person

from .test_rights import Address, _browser, addresses

_ = addresses

EVIL: dict[str, Any] = {
    "a list": ["a", "b"],
    "an object": {"$ne": ""},
    "an object in an object": {"__proto__": {"is_steward": True}},
    "a huge number": 10**400,
    "a huge number as text": "9" * 5000,
    "minus": -1,
    "no number": float("nan"),
    "without end": float("inf"),
    "a half number": 1.5,
    "true": True,
    "nothing": None,
    "a nul": "a\0b",
    "half of a pair": "\ud800",
    "the other half": "\udfff\ud800",
    "line ends": "a\r\nSet-Cookie: b=c\r\n\r\n<b>",
    "separators of lines": "a\u2028b\u2029c\u0085d",
    "turned round": "\u202eRefilitaF\u202c",
    "not seen": "\u200b\u200c\u2060\ufeff",
    "a thousand marks": "a" + "\u0301" * 1000,
    "long": "x" * 100_000,
    "bytes": b"\xff\xfe",
    "a date that never was": "2026-02-30",
    "the last day": "9999-12-31",
    "the first day": "0001-01-01",
    "a date of many digits": "99999-01-01",
    "arabic digits": "١٢",
    "a formula": "=cmd|' /C calc'!A0",
    "a query": "' OR 1=1; --",
    "a path": "../../../../etc/passwd\0.html",
    "a template": "{{ config.SECRET_KEY }}",
}


def forms() -> list[type[Form]]:
    """Every form there is."""
    found: list[type[Form]] = []
    waiting = Form.__subclasses__()
    while waiting:
        one = waiting.pop()
        waiting.extend(one.__subclasses__())
        if one.__module__.startswith("support_groups"):
            found.append(one)
    return sorted(set(found), key=lambda one: f"{one.__module__}.{one.__qualname__}")


def columns() -> set[str]:
    """The names of all columns there are."""
    return {column.name for table in Account.metadata.tables.values() for column in table.columns}


def test_there_are_forms_to_try(app: Flask) -> None:
    assert len(forms()) > 30


def test_no_form_takes_a_field_that_is_none_of_its_own(app: Flask) -> None:
    strange = columns() | {"is_steward", "account_id", "role", "__class__", "__init__", "self", "model_config", ""}
    for form in forms():
        for name in strange - set(form.model_fields):
            with pytest.raises(FormRefused) as refused:
                parse(form, {name: "1"})
            assert name in refused.value.errors or (not name and refused.value.errors), (form, name)


def test_no_form_takes_who_somebody_is_from_a_browser(app: Flask) -> None:
    for form in forms():
        assert not {"account_id", "is_steward", "may_found_groups", "group_id", "standing"} & set(form.model_fields), (
            form
        )


def test_a_value_of_another_kind_is_refused_or_made_plain_and_breaks_nothing(app: Flask) -> None:
    for form in forms():
        for name, field in form.model_fields.items():
            for kind, value in EVIL.items():
                try:
                    kept = getattr(parse(form, {name: value}), name)
                except FormRefused:
                    continue
                assert kept is None or isinstance(kept, _kinds(field.annotation)), (form, name, kind)
                if isinstance(kept, str) and name not in ONLY_HASHED:
                    assert "\0" not in kept, (form, name, kind)
                    kept.encode()


def _kinds(annotation: Any) -> tuple[type, ...]:
    origin = get_origin(annotation)
    if origin is Annotated:
        return _kinds(get_args(annotation)[0])
    if origin in (Union, types.UnionType):
        return tuple(kind for one in get_args(annotation) for kind in _kinds(one))
    if inspect.isclass(origin or annotation):
        return (origin or annotation,)
    return (str, int)


def test_no_address_breaks_on_what_is_sent_to_it(app: Flask, addresses: list[Address], fern: Person) -> None:
    names = sorted({name for form in forms() for name in form.model_fields})
    browser = _browser(app, fern)
    for kind in OVER_HTTP:
        value = _quoted(str(EVIL[kind]))
        sent = "&".join(f"{name}={value}" for name in names[:60])[:200_000]
        asked = "&".join(f"{name}={value[:600]}" for name in ("next", "on", "country", "day", "format", "zone"))
        for address in addresses:
            if address.method == "GET":
                with browser.get(f"{address.path}?{asked}") as page:
                    assert page.status_code < 500 or address.endpoint == "operations.health", (address, kind)
            elif not address.endpoint.startswith("accounts."):
                answer = browser.post(address.path, data=sent, content_type="application/x-www-form-urlencoded")
                assert answer.status_code < 500, (address, kind)


ONLY_HASHED = {"old", "passphrase", "secret"}
"""Taken as they come, and never kept."""

OVER_HTTP = (
    "a huge number as text",
    "a nul",
    "half of a pair",
    "line ends",
    "the last day",
)


def _quoted(text: str) -> str:
    return "".join(f"%{byte:02x}" for byte in text[:2000].encode("utf-8", "surrogatepass"))


@pytest.mark.parametrize(
    "first_on", ["0001-01-01", "1970-01-01", "9999-12-31", "9999-12-25", "2026-02-29", "10000-01-01"]
)
def test_no_date_makes_a_meeting_without_end(app: Flask, fern: Person, quiet_group: Group, first_on: str) -> None:
    sent = {
        "name": "Evening",
        "weekday": "1",
        "local_time": "19:30",
        "minutes": "60",
        "fellowship_minutes": "0",
        "floor": "open",
        "first_on": first_on,
    }
    browser = _browser(app, fern)
    answer = browser.post(f"/groups/{quiet_group.public_id}/meetings/new", data=sent)
    assert answer.status_code in (302, 409, 422)
    for path in (
        "/meetings",
        "/",
        "/home",
        f"/groups/{quiet_group.public_id}",
        answer.headers.get("Location", "/help"),
    ):
        assert browser.get(path).status_code == 200, path


@pytest.mark.parametrize("on", ["0001-01-01", "9999-12-31", "2026-02-30", "x" * 2000, "-1", "2026-11-24\r\nX: y"])
def test_no_date_to_cancel_breaks_a_meeting(app: Flask, fern: Person, quiet_group: Group, on: str) -> None:
    meeting = fern.schedules(quiet_group)
    browser = _browser(app, fern)
    for way in ("cancel", "restore"):
        path = f"/meetings/{meeting.public_id}/{way}"
        assert browser.post(path, data={"on": on, "note": "Not today."}).status_code < 500
        assert browser.get(path, query_string={"on": on}).status_code < 500
    assert browser.get(f"/meetings/{meeting.public_id}").status_code == 200


def test_what_was_sent_twice_counts_once(app: Flask, fern: Person, quiet_group: Group) -> None:
    answer = _browser(app, fern).post(
        f"/groups/{quiet_group.public_id}/me",
        data="name=River&name=Lake",
        query_string={"name": "Sea"},
        content_type="application/x-www-form-urlencoded",
    )
    assert answer.status_code in (302, 422)
    assert fern.membership(quiet_group).name == "River"
