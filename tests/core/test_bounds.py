"""More than a form of ours could hold is refused before any view sees it."""

import io

import pytest
from flask import Flask
from flask.testing import FlaskClient

from support_groups.core.bounds import ARGUMENTS_MAX, BODY_MAX_BYTES, DEPTH_MAX, FIELDS_MAX, JSON_MAX_BYTES
from support_groups.core.web import WORDS

FORM = "application/x-www-form-urlencoded"
DEEP = b"[" * 100_000


def posted(client: FlaskClient, body: bytes, kind: str | None = FORM) -> tuple[int, str]:
    """What is answered to a body of some kind."""
    answer = client.post("/join", data=body, content_type=kind)
    return answer.status_code, answer.text


def test_a_body_may_be_as_long_as_allowed_and_no_byte_longer(client: FlaskClient) -> None:
    most = b"name=" + b"x" * (BODY_MAX_BYTES - 5)
    assert posted(client, most)[0] == 422
    status, text = posted(client, most + b"x")
    assert (status, WORDS[413] in text) == (413, True)


def test_a_form_has_no_more_fields_than_any_of_ours(client: FlaskClient) -> None:
    assert posted(client, b"&".join([b"a=1"] * FIELDS_MAX))[0] == 422
    assert posted(client, b"&".join([b"a=1"] * (FIELDS_MAX + 1)))[0] == 413
    assert posted(client, b"&".join(b"a%d=1" % n for n in range(FIELDS_MAX + 1)))[0] == 413


def test_an_address_has_no_more_arguments_than_any_of_ours(client: FlaskClient) -> None:
    assert client.get("/help?" + "&".join(["a=1"] * ARGUMENTS_MAX)).status_code == 200
    assert client.get("/help?" + "&".join(["a=1"] * (ARGUMENTS_MAX + 1))).status_code == 400


@pytest.mark.parametrize(
    "kind",
    [
        "application/csp-report",
        "text/plain",
        "application/xml",
        "application/octet-stream",
        "text/x-form",
        "multipart/mixed",
    ],
)
@pytest.mark.parametrize("body", [b'{"name": "Milo"}', DEEP, b"\xff\xfe\x00"], ids=["small", "deep", "no text"])
def test_what_is_no_form_is_not_even_read(client: FlaskClient, kind: str, body: bytes) -> None:
    status, text = posted(client, body, kind)
    assert (status, WORDS[415] in text) == (415, True)


def test_json_is_no_deeper_than_any_of_ours(client: FlaskClient) -> None:
    for depth, status in ((DEPTH_MAX - 1, 422), (DEPTH_MAX, 400), (900, 400), (40_000, 400)):
        for opens, closes in ((b"[", b"]"), (b'{"a":', b"}")):
            body = opens * depth + b"1" + closes * depth
            assert posted(client, body, "application/json")[0] == (status if len(body) <= JSON_MAX_BYTES else 413), (
                depth
            )
    assert posted(client, DEEP[:JSON_MAX_BYTES], "application/json")[0] in (400, 422)
    for body in (b"", b"NaN", b"{", b"\xff", b'{"a": 1, "a": 2}', b"9" * 5000):
        assert posted(client, body, "application/json")[0] == 422, body


def test_json_is_no_longer_than_any_of_ours_and_is_not_read_if_it_is(client: FlaskClient) -> None:
    most = b'{"name": "' + b"x" * (JSON_MAX_BYTES - 12) + b'"}'
    assert client.post("/sign-in/salt", data=most, content_type="application/json").status_code == 422
    for body in (most + b" ", b"[" * JSON_MAX_BYTES + b"["):
        assert client.post("/sign-in/salt", data=body, content_type="application/json").status_code == 413


def test_json_holds_no_more_values_than_any_of_ours_wherever_they_stand(client: FlaskClient) -> None:
    many = {f"field {n}": 1 for n in range(FIELDS_MAX + 1)}
    for sent in (many, {"passphrase": many}, list(many), {"name": [[1]] * FIELDS_MAX}):
        answer = client.post("/sign-in/salt", json=sent)
        assert (answer.status_code, len(answer.data) < 500) == (413, True)


def test_a_form_with_too_many_fields_is_not_taken_apart(client: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> None:
    def taken_apart(*_: object) -> None:
        raise AssertionError

    monkeypatch.setattr("werkzeug.formparser.FormDataParser._parse_urlencoded", taken_apart)
    assert posted(client, b"&" * BODY_MAX_BYTES)[0] == 413


def test_nobody_can_leave_a_file_here(app: Flask, client: FlaskClient) -> None:
    for rule in app.url_map.iter_rules():
        if "POST" in (rule.methods or ()):
            sent = {"name": (io.BytesIO(b"<svg onload=alert(1)>"), "a.svg")}
            path = rule.rule.replace("<", "").replace(">", "")
            assert client.post(path, data=sent).status_code in (401, 415), rule


def test_a_form_in_parts_has_no_more_of_them_either(client: FlaskClient) -> None:
    part = b'--x\r\nContent-Disposition: form-data; name="a"\r\n\r\n1\r\n'
    assert posted(client, part + b"--x--", "multipart/form-data; boundary=x")[0] == 422
    assert posted(client, part * (FIELDS_MAX + 1) + b"--x--", "multipart/form-data; boundary=x")[0] == 413
    assert posted(client, part, "multipart/form-data")[0] in (400, 422)
    assert posted(client, part[:20], "multipart/form-data; boundary=x")[0] in (400, 422)


@pytest.mark.parametrize("where", ["/help?%00=1", "/help?a=%00", "/groups/a%00b"])
def test_a_nul_in_an_address_leads_nowhere(client: FlaskClient, where: str) -> None:
    assert client.get(where).status_code == 404
