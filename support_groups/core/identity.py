"""Flask-Login wiring: sign-in is required unless a view says otherwise."""

from collections.abc import Callable
from typing import Any, TypeVar
from urllib.parse import urlsplit

from flask import Flask, current_app, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import LoginManager, current_user

from .errors import SignInNeeded
from .forms import texts_sent

V = TypeVar("V", bound=Callable[..., Any])

SIGN_IN = "accounts.sign_in"
SIGNED_OUT_MEANWHILE = (
    "You were signed out in the meantime. What you wrote is still here, below: "
    "copy it, sign in again, and send it once more."
)

login = LoginManager()
login.session_protection = None


def public(view: V) -> V:
    """Let everyone see a view, signed in or not."""
    view.__dict__["is_public"] = True
    return view


def is_signed_in() -> bool:
    """Whether this request, or this event of a socket, comes from someone signed in right now."""
    return bool(current_user.is_authenticated)


def caller_of(app: Flask, environ: dict[str, Any]) -> tuple[int, int] | None:
    """Whose request this is, by the ids of their account and of the device they signed in on; None is a stranger."""
    with app.request_context(environ):
        return (current_user.account.id, current_user.sign_in_id) if is_signed_in() else None


def safe_next(address: str | None) -> str | None:
    """An address to go on to, if it lies on this site; else None."""
    if not address or not address.startswith("/") or address.startswith(("//", "/\\")) or "\\" in address:
        return None
    if any(character < " " for character in address):
        return None
    try:
        parts = urlsplit(address)
    except ValueError:
        return None
    return None if parts.scheme or parts.netloc else address


def init_app(app: Flask) -> None:
    """Ask for sign-in before every view that is not public."""
    login.init_app(app)
    app.before_request(_require_sign_in)


def _require_sign_in() -> ResponseReturnValue | None:
    if request.endpoint is None or request.endpoint == "static" or is_signed_in():
        return None
    view = current_app.view_functions[request.endpoint]
    if getattr(view, "is_public", False):
        return None
    if request.method != "GET":
        # A redirect would throw away what was typed, and the browser keeps no page of ours to go back to.
        raise SignInNeeded(SIGNED_OUT_MEANWHILE if texts_sent() else None)
    return redirect(url_for(SIGN_IN, next=request.full_path.rstrip("?")))
