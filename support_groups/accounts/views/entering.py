"""Letting a browser in and out, and handing it words that are shown once."""

import base64
import hashlib

from cryptography.fernet import Fernet, InvalidToken
from flask import Response, current_app, redirect, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user, login_user, logout_user

from support_groups.accounts import actions
from support_groups.accounts.models import Account
from support_groups.accounts.queries import visitor_with
from support_groups.accounts.rules import device_label
from support_groups.core.brought import carried, carry
from support_groups.core.identity import be_discreet, safe_next

HELD_SECONDS = 600
_HELD = "held"


def enter(account: Account, *, stay: bool = False, discreet: bool = False) -> None:
    """Sign this browser in under a new token; nothing of the visit before stays in its session."""
    if current_user.is_authenticated:
        actions.end_sign_in(current_user.account, current_user.sign_in_id)
    token = actions.start_sign_in(account, device_label(request.user_agent.string), is_discreet=discreet)
    # But for what opens a door: a newcomer joins because of it.
    secrets = carried()
    session.clear()
    carry(secrets)
    session.permanent = stay
    be_discreet(discreet)
    login_user(visitor_with(token))


def let_out(response: Response) -> Response:
    """Leave nothing in this browser: no session, no cache, no storage."""
    logout_user()
    session.clear()
    response.headers["Clear-Site-Data"] = '"cache", "cookies", "storage"'
    return response


def onward(address: str | None) -> ResponseReturnValue:
    """Go on to where the person came from, else home."""
    return redirect(way_on(address), 303)


def way_on(address: str | None) -> str:
    """Where the person came from, if it lies on this site, else home."""
    home = "directory.home" if "directory.home" in current_app.view_functions else "accounts.account"
    return safe_next(address) or url_for(home)


def hold_words(words: str) -> None:
    """Hold recovery words for the next page of this very device: sealed, in its own cookie, for a few minutes."""
    session[_HELD] = _seal().encrypt(f"{current_user.sign_in_id}:{words}".encode()).decode()


def take_words() -> str | None:
    """The words that were held, the first time they are asked for."""
    held = session.pop(_HELD, None)
    if not held:
        return None
    try:
        sign_in_id, _, words = _seal().decrypt(held.encode(), ttl=HELD_SECONDS).decode().partition(":")
    except InvalidToken:
        return None
    return words if sign_in_id == str(current_user.sign_in_id) else None


def _seal() -> Fernet:
    key = hashlib.sha256(f"held words:{current_app.config['SECRET_KEY']}".encode()).digest()
    return Fernet(base64.urlsafe_b64encode(key))
