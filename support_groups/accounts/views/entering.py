"""Letting a browser in and out."""

from flask import Response, current_app, redirect, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user, login_user, logout_user

from support_groups.accounts import actions
from support_groups.accounts.actions import Proven
from support_groups.accounts.format import to_text
from support_groups.accounts.models import Account
from support_groups.accounts.queries import visitor_with
from support_groups.accounts.rules import device_label
from support_groups.core.brought import carried, carry
from support_groups.core.identity import be_discreet, is_discreet, safe_next, stay_plain

LEAVE_NOTHING = '"cache", "cookies", "storage"'
LEAVE_THE_COOKIE = '"cache", "storage"'
LEFT = ("left", "__Host-left")
"""What the cookie of static/core/gone.js may be called: somebody has left, and going back shows nothing."""


def enter(account: Account) -> None:
    """Sign this browser in under a new token; nothing of the visit before stays in its session."""
    _begin(actions.start_sign_in(account, _device()), stay=False, discreet=False)


def enter_with(proven: Proven, *, stay: bool, discreet: bool) -> None:
    """Sign this browser in as enter does, if what was proven still holds."""
    _begin(actions.start_proven_sign_in(proven, _device(), is_discreet=discreet), stay=stay, discreet=discreet)


def _device() -> str:
    return device_label(request.user_agent.string)


def _begin(token: str, *, stay: bool, discreet: bool) -> None:
    if current_user.is_authenticated:
        actions.end_sign_in(current_user.account, current_user.sign_in_id)
    # But for what opens a door: a newcomer joins because of it.
    secrets = carried()
    session.clear()
    carry(secrets)
    session.permanent = stay
    be_discreet(discreet)
    login_user(visitor_with(token))


def let_out(response: Response) -> Response:
    """Leave nothing in this browser: no session, no cache, no storage.

    A discreet one keeps the wish to be shown no name, until it is closed: going back must not tell where one was.
    """
    stays_plain = is_discreet()
    logout_user()
    session.clear()
    if stays_plain:
        stay_plain()
    response.headers["Clear-Site-Data"] = LEAVE_THE_COOKIE if stays_plain else LEAVE_NOTHING
    return without_other_cookies(response)


def without_other_cookies(response: Response) -> Response:
    """Let no cookie stay but that of the visit and LEFT: another one may say where somebody was about to go."""
    config = current_app.config
    for name in request.cookies:
        if name not in (config["SESSION_COOKIE_NAME"], *LEFT) and name.isascii():
            secure = bool(config["SESSION_COOKIE_SECURE"])
            response.delete_cookie(name, httponly=True, samesite="Lax", secure=secure)
    return response


def onward(address: str | None) -> ResponseReturnValue:
    """Go on to where the person came from, else home."""
    return redirect(way_on(address), 303)


def way_on(address: str | None) -> str:
    """Where the person came from, if it lies on this site, else home."""
    home = "directory.home" if "directory.home" in current_app.view_functions else "accounts.account"
    return safe_next(address) or url_for(home)


def came_from() -> str:
    """Where the person came from, if it lies on this site, else their account."""
    return safe_next(request.args.get("next")) or url_for("accounts.account")


def device_key() -> dict[str, str]:
    """The key with which this very device keeps the vault open while it is signed in."""
    return {"device_key": to_text(current_user.device_key)}


def opened_with(proven: Proven) -> dict[str, str]:
    """What a browser needs to open the private key with what it has just proven to have; a passkey may open nothing."""
    return {"sealed": to_text(proven.sealed), "public_key": to_text(proven.account.public_key)}
