"""No page is forgotten when pictures are taken."""

from flask import Flask

from .places import NEEDLESS, ON_THE_WAY, all_places


def test_every_page_is_pictured_or_named_as_needless(app: Flask) -> None:
    pages = {rule.endpoint for rule in app.url_map.iter_rules() if "GET" in (rule.methods or set())}
    assert {place.endpoint for place in all_places()} | ON_THE_WAY | NEEDLESS.keys() == pages


def test_no_two_pictures_have_one_name() -> None:
    titles = [place.title for place in all_places()]
    assert len(set(titles)) == len(titles)
