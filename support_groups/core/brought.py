"""Links that carry a secret: it stands behind a #, so that no server hears of it, and a page takes it out at once.

From then on it is in the visit of this browser, also through joining and signing in, until it was used.
"""

from typing import Annotated

from flask import redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue
from pydantic import Field

from .forms import Form, parse

SECRET_MAX_CHARS = 64
_BROUGHT = "brought"


class Secret(Form):
    """What stood behind the # of a link."""

    secret: Annotated[str, Field(min_length=1, max_length=SECRET_MAX_CHARS)]


def take_in(endpoint: str) -> ResponseReturnValue:
    """The page that takes a secret out of the address; and what it sends, kept for the page that one goes on to."""
    if request.method != "POST":
        return render_template("core/link.html")
    session[_BROUGHT] = carried() | {endpoint: parse(Secret, request.form).secret}
    return redirect(url_for(endpoint), 303)


def brought(endpoint: str) -> str:
    """The secret that was brought for a page; none is like one that was made up."""
    return carried().get(endpoint, "")


def put_away(endpoint: str) -> None:
    """Forget a secret that was used."""
    if endpoint in carried():
        session[_BROUGHT] = {name: secret for name, secret in carried().items() if name != endpoint}


def carried() -> dict[str, str]:
    """All secrets that this visit has brought."""
    found: dict[str, str] = session.get(_BROUGHT, {})
    return found


def carry(secrets: dict[str, str]) -> None:
    """Take them along into a new visit."""
    if secrets:
        session[_BROUGHT] = secrets
