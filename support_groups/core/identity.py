"""Flask-Login wiring: sign-in is required unless a view says otherwise."""

from collections.abc import Callable, Collection
from typing import Any, TypeVar
from urllib.parse import urlsplit

from flask import Flask, current_app, redirect, request, url_for
from flask.sessions import SecureCookieSessionInterface
from flask.typing import ResponseReturnValue
from flask_login import LoginManager, current_user
from itsdangerous import BadSignature
from werkzeug.http import parse_cookie

from .errors import SignInNeeded
from .forms import texts_sent

V = TypeVar("V", bound=Callable[..., Any])

SIGN_IN = "accounts.sign_in"
SIGNED_OUT_MEANWHILE = (
    "You were signed out in the meantime. What you wrote is still here, below: "
    "copy it, sign in again, and send it once more."
)

LookUp = Callable[[Collection[str]], dict[str, tuple[int, int]]]
WhoStands = Callable[[Collection[int]], frozenset[int]]

_SIGNER = "support_groups.identity.signer"
_SHOWN = "_user_id"
_look_up: list[LookUp] = []
_who_stands: list[WhoStands] = []

login = LoginManager()
login.session_protection = None


def public(view: V) -> V:
    """Let everyone see a view, signed in or not."""
    view.__dict__["is_public"] = True
    return view


def is_signed_in() -> bool:
    """Whether this request, or this event of a socket, comes from someone signed in right now."""
    return bool(current_user.is_authenticated)


def token_in(app: Flask, environ: dict[str, Any]) -> str | None:
    """The token of sign-in that a request shows, if it shows one that this app has signed; whose it is comes later."""
    shown = parse_cookie(environ).get(app.config["SESSION_COOKIE_NAME"])
    if shown is None:
        return None
    try:
        token = (
            app.extensions[_SIGNER]
            .loads(shown, max_age=int(app.permanent_session_lifetime.total_seconds()))
            .get(_SHOWN)
        )
    except BadSignature:
        return None
    return token if isinstance(token, str) else None


def whose(look_up: LookUp) -> LookUp:
    """Register who knows the owners of tokens: the ids of account and sign-in of those that stand."""
    _look_up.append(look_up)
    return look_up


def owners_of(tokens: Collection[str]) -> dict[str, tuple[int, int]]:
    """Who is signed in with some tokens; one question however many they are."""
    return _look_up[-1](tokens) if tokens and _look_up else {}


def who_stands(look: WhoStands) -> WhoStands:
    """Register who knows which sign-ins still stand."""
    _who_stands.append(look)
    return look


def standing_of(sign_in_ids: Collection[int]) -> frozenset[int]:
    """Which of some sign-ins still stand; one question however many they are."""
    return _who_stands[-1](sign_in_ids) if sign_in_ids and _who_stands else frozenset()


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
    app.extensions[_SIGNER] = SecureCookieSessionInterface().get_signing_serializer(app)
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
