"""A font is fetched once and not asked for again with every page."""

from flask.testing import FlaskClient


def test_a_font_is_kept_by_the_browser(client: FlaskClient) -> None:
    with client.get("/static/vendor/atkinson-hyperlegible-next-latin-wght-normal.woff2") as response:
        assert response.status_code == 200
        assert response.headers["Cache-Control"] == "public, max-age=604800"
