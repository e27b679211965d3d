"""Bodies that no browser makes, at every address that takes one: a kind no, and never a failure."""

import pytest
from flask import Flask

from support_groups.core.web import WORDS
from tests.cast import Person

from .test_rights import Address, _browser, addresses

_ = addresses

FORM, JSON = "application/x-www-form-urlencoded", "application/json"
PARTS = "multipart/form-data; boundary=b"


def part(disposition: str, more: str = "") -> str:
    """A body of one part."""
    return f"--b\r\nContent-Disposition: {disposition}\r\n{more}\r\nx\r\n--b--\r\n"


MALFORMED = {
    "a part without a name": (PARTS, part("form-data")),
    "a part with half a name": (PARTS, part("form-data; name")),
    "a part without headers": (PARTS, "--b\r\n\r\nx\r\n--b--\r\n"),
    "a part in no encoding": (PARTS, part('form-data; name="name"', "Content-Type: text/plain; charset=none\r\n")),
    "a name in no encoding": (PARTS, part("form-data; name*=none''%ff")),
    "a part that does not end": (PARTS, part('form-data; name="name"').removesuffix("--b--\r\n")),
    "no boundary": ("multipart/form-data", "x"),
    "an endless boundary": ("multipart/form-data; boundary=" + "b" * 900, "x"),
    "fields without names": (FORM, "=&=a&&&%&%ff=%ff"),
    "fields that are no text": (FORM, "name=%ff%fe&next=%ed%a0%80"),
    "a form in another encoding": (FORM + "; charset=utf-16", "name=a"),
    "no JSON": (JSON, "{"),
    "JSON that is no object": (JSON, "[[1]]"),
    "JSON in another encoding": (JSON + "; charset=utf-16", "{}"),
    "half of a pair": (JSON, '{"name": "\\ud800", "key": "\\udfff"}'),
    "no number": (JSON, '{"name": NaN, "key": Infinity}'),
    "an endless number": (JSON, "9" * 5000),
    "no kind": (";", "x"),
}
LETS_GO = {"accounts.sign_out", "accounts.leave"}


@pytest.mark.parametrize("kind", MALFORMED)
def test_no_address_fails_on_a_body_that_is_malformed(
    app: Flask, addresses: list[Address], fern: Person, kind: str
) -> None:
    content_type, body = MALFORMED[kind]
    asked = [one for one in addresses if one.method != "GET" and one.endpoint not in LETS_GO]
    assert len(asked) > 50
    # Whoever is not signed in is shown what they wrote, which reads a form as well.
    strangers = [app.test_client()] if content_type == PARTS else []
    for browser in (_browser(app, fern), *strangers):
        for address in asked:
            answer = browser.post(address.path, data=body, content_type=content_type)
            assert answer.status_code < 500, (address, answer.status_code)


@pytest.mark.parametrize("kind", ["a part without a name", "a part with half a name"])
def test_a_part_without_a_name_is_refused_kindly(app: Flask, kind: str) -> None:
    content_type, body = MALFORMED[kind]
    answer = app.test_client().post("/join", data=body, content_type=content_type)
    assert (answer.status_code, WORDS[400] in answer.text) == (400, True)
