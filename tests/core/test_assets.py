"""Static files change their address with their content."""

import json
import re

from flask import Flask, url_for
from flask.testing import FlaskClient
from werkzeug.datastructures import Headers

from support_groups.core.assets import FOREVER


def address(app: Flask, name: str) -> str:
    """Where a page finds a file."""
    with app.test_request_context():
        return url_for("static", filename=name)


def get(client: FlaskClient, path: str, **headers: str) -> tuple[int, Headers]:
    """The status and the headers of an answer; its file is closed."""
    with client.get(path, headers=headers) as response:
        return response.status_code, response.headers


def test_a_file_under_the_address_of_its_content_is_kept_for_good(app: Flask, client: FlaskClient) -> None:
    assert "?v=" in address(app, "base.css")
    _, headers = get(client, address(app, "base.css"))
    assert headers["Cache-Control"] == FOREVER
    assert headers["Content-Type"].startswith("text/css")


def test_a_file_under_any_other_address_is_asked_for_again(client: FlaskClient) -> None:
    for path in ("/static/base.css", "/static/base.css?v=of-yesterday"):
        assert get(client, path)[1]["Cache-Control"] == "no-cache"


def test_a_missing_file_is_not_found_and_not_kept(client: FlaskClient) -> None:
    status, headers = get(client, "/static/none.css?v=1")
    assert status == 404
    assert headers["Cache-Control"] != FOREVER
    assert get(client, "/static/../config.py")[0] == 404


def test_modules_find_each_other_by_plain_paths(client: FlaskClient) -> None:
    page = client.get("/sign-in").text
    shown = re.search(r'<script type="importmap"[^>]*>(.*?)</script>', page, re.DOTALL)
    assert shown
    imports = json.loads(shown.group(1))["imports"]
    assert imports["/static/core/forms.js"].startswith("/static/core/forms.js?v=")
    assert get(client, imports["/static/core/forms.js"])[0] == 200


def test_the_same_file_may_be_asked_for_without_being_sent_again(app: Flask, client: FlaskClient) -> None:
    path = address(app, "base.css")
    _, first = get(client, path)
    status, again = get(client, path, **{"If-None-Match": first["ETag"]})
    assert status == 304
    assert again["Cache-Control"] == FOREVER
