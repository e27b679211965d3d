"""Static files change their address with their content."""

import json
import re
from pathlib import Path

import pytest
from flask import Flask, render_template_string, url_for
from flask.testing import FlaskClient
from werkzeug.datastructures import Headers

from support_groups.core import assets
from support_groups.core.assets import FOREVER

pytestmark = pytest.mark.once


def address(app: Flask, name: str) -> str:
    """Where a page finds a file."""
    with app.test_request_context():
        return url_for("static", filename=name)


def get(client: FlaskClient, path: str, **headers: str) -> tuple[int, Headers]:
    """The status and the headers of an answer; its file is closed."""
    with client.get(path, headers=headers) as response:
        return response.status_code, response.headers


def test_a_file_under_the_address_of_its_content_is_kept_for_good(app: Flask, client: FlaskClient) -> None:
    assert "?v=" in address(app, "core/elements.css")
    _, headers = get(client, address(app, "core/elements.css"))
    assert headers["Cache-Control"] == FOREVER
    assert headers["Content-Type"].startswith("text/css")


def test_a_file_under_any_other_address_is_asked_for_again(client: FlaskClient) -> None:
    for path in ("/static/core/elements.css", "/static/core/elements.css?v=of-yesterday"):
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
    path = address(app, "core/elements.css")
    _, first = get(client, path)
    status, again = get(client, path, **{"If-None-Match": first["ETag"]})
    assert status == 304
    assert again["Cache-Control"] == FOREVER


@pytest.fixture
def small(tmp_path: Path) -> Flask:
    """An app with one module, which a test may change."""
    (tmp_path / "a.js").write_text("one")
    app = Flask("small", static_folder=str(tmp_path), static_url_path="/static")
    assets.init_app(app)
    return app


def imports_of(app: Flask) -> dict[str, str]:
    """The import map a page of an app carries."""
    with app.test_request_context():
        found: dict[str, dict[str, str]] = json.loads(render_template_string("{{ static_map()|tojson }}"))
    return found["imports"]


def test_files_are_looked_at_once_and_not_for_every_page(small: Flask, tmp_path: Path) -> None:
    before, where = imports_of(small), address(small, "a.js")
    assert before == {"/static/a.js": where}
    (tmp_path / "a.js").write_text("other words")
    (tmp_path / "b.js").write_text("two")
    assert (imports_of(small), address(small, "a.js")) == (before, where)


def test_what_has_changed_is_not_kept_under_the_address_of_before(small: Flask, tmp_path: Path) -> None:
    where = address(small, "a.js")
    assert get(small.test_client(), where)[1]["Cache-Control"] == FOREVER
    (tmp_path / "a.js").write_text("other words")
    assert get(small.test_client(), where)[1]["Cache-Control"] == "no-cache"


def test_a_file_that_comes_later_is_found(small: Flask, tmp_path: Path) -> None:
    assert "v=" not in address(small, "later.css")
    (tmp_path / "later.css").write_text("a {}")
    assert "v=" in address(small, "later.css")


def test_whoever_works_on_them_sees_each_change(small: Flask, tmp_path: Path) -> None:
    small.debug = True
    before = imports_of(small)
    (tmp_path / "a.js").write_text("other words")
    (tmp_path / "b.js").write_text("two")
    after = imports_of(small)
    assert after["/static/a.js"] != before["/static/a.js"]
    assert "/static/b.js" in after
