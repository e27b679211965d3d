"""What a browser is told that it may do, with every answer there is."""

import re
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from support_groups.core import headers
from tests.cast import Person
from tests.services.installation import make_app

from ..architecture.test_rights import _browser

pytestmark = pytest.mark.once

STRICT = {
    "default-src": "'none'",
    "script-src": "'self' 'nonce-…'",
    "style-src": "'self'",
    "img-src": "'self'",
    "font-src": "'self'",
    "connect-src": "'self'",
    "manifest-src": "'self'",
    "worker-src": "'self'",
    "object-src": "'none'",
    "base-uri": "'none'",
    "form-action": "'self'",
    "frame-ancestors": "'none'",
    "require-trusted-types-for": "'script'",
    "trusted-types": "own-worker",
}
WANTED = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Embedder-Policy": "require-corp",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Origin-Agent-Cluster": "?1",
    "X-DNS-Prefetch-Control": "off",
}
UNWANTED = {
    "Server",
    "X-Powered-By",
    "Access-Control-Allow-Origin",
    "Report-To",
    "Reporting-Endpoints",
    "NEL",
    "Expect-CT",
}


def every_address(app: Flask) -> list[str]:
    """Every address that can be read, and some that cannot."""
    rules = [re.sub(r"<[^>]+>", "A" * 22, rule.rule) for rule in app.url_map.iter_rules()]
    return [*rules, "/static/icon.svg", "/static/core/page.js", "/nowhere", "/%00", "/socket.io/", "/..%2f..%2fetc"]


def policy_of(value: str) -> dict[str, str]:
    """A policy by its parts, without its one-time word."""
    parts = dict(part.split(" ", 1) for part in value.split("; "))
    return {name: re.sub(r"nonce-[\w-]{22}'", "nonce-…'", words) for name, words in parts.items()}


def test_every_answer_lets_in_what_is_ours_and_nothing_else(app: Flask, iris: Person) -> None:
    for browser in (app.test_client(), _browser(app, iris)):
        for path in every_address(app):
            for method in ("GET", "POST", "PUT"):
                with browser.open(path, method=method) as answer:
                    told = (path, method, answer.status_code)
                    for name, value in WANTED.items():
                        assert answer.headers.get(name) == value, told
                    assert not UNWANTED & set(answer.headers.keys()), told
                    assert answer.headers["Cache-Control"] in ("no-store", "no-cache") or path.startswith("/static")
                    if path != "/socket.io/":
                        assert policy_of(answer.headers["Content-Security-Policy"]) == STRICT, told


def test_whoever_knocks_at_the_line_without_a_handshake_is_told_a_plain_word(client: FlaskClient) -> None:
    answer = client.get("/socket.io/?EIO=4&transport=polling")
    assert answer.status_code == 400
    assert answer.headers["Content-Security-Policy"].startswith("default-src 'none'")
    assert answer.headers["Content-Type"] == "text/plain; charset=utf-8"


def test_a_plain_line_that_is_said_before_the_app_is_asked_is_kept_by_nobody(client: FlaskClient) -> None:
    for path in ("/socket.io/?EIO=4&transport=polling", "/socket.io/?EIO=3&transport=websocket"):
        answer = client.get(path)
        assert answer.status_code == 400
        assert {name: answer.headers.get(name) for name, _ in headers.PLAIN} == dict(headers.PLAIN)
        assert answer.headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize("name", ["camera", "microphone", "geolocation", "payment", "usb", "clipboard-read", "unload"])
def test_no_page_may_use_what_none_needs(client: FlaskClient, name: str) -> None:
    assert f"{name}=()" in client.get("/help").headers["Permissions-Policy"].split(", ")


def test_what_is_allowed_is_allowed_to_our_pages_alone(client: FlaskClient) -> None:
    granted = [one for one in client.get("/help").headers["Permissions-Policy"].split(", ") if not one.endswith("=()")]
    assert granted == [f"{name}=(self)" for name in headers.OWN]


def test_over_tls_every_answer_keeps_browsers_with_it(tmp_path: Path) -> None:
    browser = make_app(tmp_path, "sqlite://", https=True).test_client()
    for path in ("/help", "/static/core/ease.css", "/nowhere"):
        with browser.get(path, base_url="https://lantern.example") as answer:
            assert answer.headers["Strict-Transport-Security"] == "max-age=63072000; includeSubDomains", path


def test_without_tls_no_browser_is_told_to_expect_it(client: FlaskClient) -> None:
    assert "Strict-Transport-Security" not in client.get("/help").headers


def test_every_answer_says_what_it_is(app: Flask, client: FlaskClient) -> None:
    kinds = {".css": "text/css; charset=utf-8", ".js": "text/javascript; charset=utf-8", ".svg": "image/svg+xml"}
    for path in [*every_address(app), "/static/icon.svg"]:
        with client.get(path) as answer:
            kind = answer.headers["Content-Type"]
            if answer.status_code == 200 and path.startswith("/static/"):
                assert kind.startswith(kinds[path[path.rindex(".") :]]), path
            elif path not in ("/metrics", "/socket.io/"):
                assert kind == ("application/json" if answer.is_json else "text/html; charset=utf-8"), path
                is_empty = answer.status_code == 204 or path == "/leave"
                assert is_empty or answer.data[:1] == (b"{" if answer.is_json else b"<"), path


@pytest.mark.parametrize(
    "path",
    [
        "/.git/config",
        "/static/.git/config",
        "/config.py",
        "/static/../config.py",
        "/static/%2e%2e/config.py",
        "/static/..%2fconfig.py",
        "/static//etc/passwd",
        "/static/",
        "/static/core/",
        "/static",
        "/templates/base.html",
        "/data/secret_key",
        "/static/../data/secret_key",
        "/console",
        "/.env",
    ],
)
def test_only_what_is_meant_for_browsers_can_be_read(client: FlaskClient, path: str) -> None:
    assert client.get(path, follow_redirects=True).status_code == 404
