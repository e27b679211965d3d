"""What is refused before any view is asked: what other sites send, and more than a form of ours could hold."""

from typing import Any

import gevent
from flask import Flask, Response, abort, current_app, request
from werkzeug.exceptions import Forbidden

from .origin import own_origin

BODY_MAX_BYTES = 256 * 1024
JSON_MAX_BYTES = 64 * 1024
"""Anybody may send it, and all of it is read at once; the longest of ours seals some 50,000 characters."""
FIELDS_MAX = 200
ARGUMENTS_MAX = 20
SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})
URLENCODED = "application/x-www-form-urlencoded"
FORMS = frozenset({URLENCODED, "multipart/form-data"})
JSON = "application/json"
DEPTH_MAX = 10


class FromElsewhere(Forbidden):
    """A page of another site tried to change something here."""


def init_app(app: Flask) -> None:
    """Look at every request before its view does."""
    app.config.update(
        MAX_CONTENT_LENGTH=BODY_MAX_BYTES,
        MAX_FORM_MEMORY_SIZE=BODY_MAX_BYTES,
        MAX_FORM_PARTS=FIELDS_MAX,
        # Our own look at where a request comes from stands in its place: no page of ours sends a referrer.
        WTF_CSRF_SSL_STRICT=False,
    )
    app.before_request(refuse_two_names)
    app.before_request(refuse_nulls)
    app.before_request(refuse_other_sites)
    app.before_request(refuse_what_is_no_form)


def receive_first(app: Flask) -> None:
    """Have the whole body here before anything else is asked for: who sends it slowly holds nothing of the service."""
    app.before_request(_receive)


def _receive() -> None:
    if "Transfer-Encoding" in request.headers:
        # Every browser knows how long a form is before it sends it.
        abort(411)
    if not request.content_length:
        return
    try:
        with gevent.Timeout(current_app.config["SETTINGS"].request_seconds, TimeoutError()):
            request.get_data()
    except TimeoutError:
        # What still comes would be read as another request.
        abort(Response(status=408, headers={"Connection": "close"}))


def refuse_two_names() -> None:
    """Refuse a request that calls this place by two names, or by none: what is ours is told by the name."""
    host = request.environ.get("HTTP_HOST")
    if not host or "," in host:
        abort(400)


def refuse_nulls() -> None:
    """Refuse a NUL in an address: no text we keep holds one, and not every database can be asked for it."""
    if "\0" in request.path or any("\0" in text for pair in request.args.items(multi=True) for text in pair):
        abort(404)
    if len(list(request.args.items(multi=True))) > ARGUMENTS_MAX:
        abort(400)


def refuse_other_sites() -> None:
    """Let nobody else's page change anything here, whatever token it shows."""
    if request.method not in SAFE_METHODS and not is_from_here():
        raise FromElsewhere


def is_from_here() -> bool:
    """Whether the browser says that a page of ours has sent this; one that says nothing has the token to show."""
    site = request.headers.get("Sec-Fetch-Site")
    if site is not None:
        return site in ("same-origin", "none")
    # A page that sends no referrer has "null" for its origin, also when it sends a form to itself.
    return request.headers.get("Origin") in (None, "null", own_origin(request.environ))


def refuse_what_is_no_form() -> None:
    """Refuse files, other kinds of bodies, and forms with more fields than any of ours."""
    if request.method in SAFE_METHODS or not (request.content_length or request.mimetype):
        return
    if request.mimetype == JSON:
        _refuse_strange_json()
        return
    if request.mimetype not in FORMS:
        abort(415)
    # Kept by the request; a form in parts counts its parts while it is read.
    if request.mimetype == URLENCODED and request.get_data().count(b"&") >= FIELDS_MAX:
        abort(413)
    if request.files:
        abort(415)
    if None in request.form:
        abort(400)  # A part that says no name.
    if sum(len(values) for _, values in request.form.lists()) > FIELDS_MAX:
        abort(413)


def _refuse_strange_json() -> None:
    if (request.content_length or 0) > JSON_MAX_BYTES:
        abort(413)
    try:
        # Kept by the request: a view that asks for it is given the same.
        sent = request.get_json(silent=True)
    except RecursionError:
        abort(400)
    level: list[Any] = [sent]
    held = 0
    for _ in range(DEPTH_MAX):
        level = [inner for one in level for inner in _inside(one)]
        held += len(level)
        if held > FIELDS_MAX:
            abort(413)
    if level:
        abort(400)


def _inside(value: Any) -> list[Any]:
    return list(value.values()) if isinstance(value, dict) else value if isinstance(value, list) else []
