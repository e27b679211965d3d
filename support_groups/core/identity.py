"""Flask-Login wiring: sign-in is required unless a view says otherwise."""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Any, TypeVar
from urllib.parse import urlsplit

from flask import Flask, current_app, redirect, request, session, url_for
from flask.sessions import SecureCookieSessionInterface
from flask.typing import ResponseReturnValue
from flask_login import LoginManager, current_user
from itsdangerous import BadSignature, URLSafeTimedSerializer
from werkzeug.http import parse_cookie

from . import clock
from .errors import SignInNeeded
from .forms import texts_sent

V = TypeVar("V", bound=Callable[..., Any])

SIGN_IN = "accounts.sign_in"
SIGNED_OUT_MEANWHILE = (
    "You were signed out in the meantime. What you wrote is still here, below: "
    "copy it, sign in again, and send it once more."
)

IDLE_SECONDS = 30 * 60
"""How long a discreet device may lie untouched before it is signed out."""
STIRS_SECONDS = 60
COMING_IN_MAX = 256

LookUp = Callable[[Collection[str]], dict[str, tuple[int, int]]]
WhoStands = Callable[[Collection[int]], frozenset[int]]

_SIGNER = "support_groups.identity.signer"
_SHOWN = "_user_id"
_DISCREET = "discreet"
_UNTIL = "until"
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


@dataclass(frozen=True)
class Shown:
    """The token of sign-in that a request shows, and until when a discreet device may lie untouched."""

    token: str
    until: int | None


def shown_in(app: Flask, environ: dict[str, Any]) -> Shown | None:
    """What a request shows of a sign-in, if this app has signed it and it is not over; whose it is comes later."""
    shown = parse_cookie(environ).get(app.config["SESSION_COOKIE_NAME"])
    if shown is None:
        return None
    try:
        said, signed = _said_in(app.extensions[_SIGNER], shown)
    except BadSignature:
        return None
    if clock.now() - signed > app.permanent_session_lifetime:
        return None
    token, until = said.get(_SHOWN), said.get(_UNTIL)
    if not isinstance(token, str) or (until is not None and until < _now()):
        return None
    return Shown(token, until)


@lru_cache(maxsize=COMING_IN_MAX)
def _said_in(signer: URLSafeTimedSerializer, shown: str) -> tuple[dict[str, Any], datetime]:
    # Whoever comes in shows the same twice in a moment: for a ticket, and at the door.
    said: tuple[dict[str, Any], datetime] = signer.loads(shown, return_timestamp=True)
    return said


def be_discreet(is_discreet: bool) -> None:
    """Let this browser's visit be discreet, or no longer.

    How long it was not touched is known by its cookie alone: no hour of use is kept here.
    """
    for name in (_DISCREET, _UNTIL):
        session.pop(name, None)
    if is_discreet:
        session[_DISCREET] = True
        session[_UNTIL] = _now() + IDLE_SECONDS
        session.permanent = False


def is_discreet() -> bool:
    """Whether this browser's visit is discreet; also once it is signed out, until the browser is closed."""
    return bool(session.get(_DISCREET))


def stay_plain() -> None:
    """Let pages go on showing no name of this place; nothing else of the visit is kept."""
    session[_DISCREET] = True


def lay_idle() -> bool:
    """Whether nobody has touched this discreet device for too long; one that cannot tell has."""
    return bool(session.get(_UNTIL, 0) < _now())


def stir() -> None:
    """Begin anew the time in which a discreet device may lie untouched."""
    # Not with every answer: each that changes the cookie carries it.
    if session[_UNTIL] - _now() < IDLE_SECONDS - STIRS_SECONDS:
        session[_UNTIL] = _now() + IDLE_SECONDS


def seconds_until(moment: int) -> float:
    """How long it is until a moment that a cookie names."""
    return moment - clock.now().timestamp()


def _now() -> int:
    return int(clock.now().timestamp())


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
