"""Signing in and out, and coming back with recovery words."""

from flask import Response, current_app, flash, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from support_groups.accounts import actions, queries
from support_groups.accounts.actions import NewWay
from support_groups.accounts.format import to_text
from support_groups.accounts.forms import AskForSalt, ComeBack, EnterAccount, ShowWords
from support_groups.accounts.queries import Visitor, sign_in_days
from support_groups.accounts.rules import is_over
from support_groups.core import clock, limits
from support_groups.core.errors import NotFound
from support_groups.core.forms import Filled, parse_json
from support_groups.core.identity import is_discreet, is_signed_in, lay_idle, public, stir

from .blueprint import bp
from .entering import device_key, enter, enter_with, let_out, onward, opened_with, way_on

SALTS_PER_MINUTE = 60
"""From one network: enough for a whole house, and nothing is learned from them."""
HASHES_PER_MINUTE = 60
"""From one network, whatever names it gives: all who come in wait in one queue for theirs."""

OVER_WORDS = (
    "It is {} days or more since you signed in on this device. Please sign in once more, so that nobody else comes in "
    "where a device was forgotten. Everything of yours is still here."
)


def visitor(token: str) -> Visitor | None:
    """Who shows this token; the day is noted, the hour is not."""
    found = queries.visitor_with(token)
    if found is None:
        return None
    days, today = sign_in_days(), clock.today_in("UTC")
    if is_over(found.created_on, today, days):
        actions.end_sign_in(found.account, found.sign_in_id)
        flash(OVER_WORDS.format(days), "care")
        return None
    if found.is_discreet:
        if lay_idle():
            actions.end_sign_in(found.account, found.sign_in_id)
            return None
        stir()
    if found.seen_on == today:
        return found
    try:
        actions.mark_seen(found.sign_in_id)
    except NotFound:
        return None
    return found


@bp.get("/sign-in")
@public
def sign_in() -> ResponseReturnValue:
    """The page to sign in on; whoever is signed in already goes on."""
    address = request.args.get("next")
    if is_signed_in():
        return onward(address)
    return render_template("accounts/sign_in.html", filled=Filled({"next": address, "discreet": is_discreet()}))


@bp.post("/sign-in/salt")
@public
def salt() -> ResponseReturnValue:
    """What the passphrase of a name is stretched with; every name has one, whether anybody has the name or not."""
    form = parse_json(AskForSalt)
    limits.take_here(SALTS_PER_MINUTE, "salts")
    return {"salt": to_text(queries.salt_of(form.name))}


@bp.post("/sign-in")
@public
def enter_account() -> ResponseReturnValue:
    """Sign in with a name and the key that a browser has made of the passphrase."""
    form = parse_json(EnterAccount)
    limits.take_here(HASHES_PER_MINUTE, "hashes")
    proven = actions.prove(form.name, form.key, limits.network())
    opened = opened_with(proven)
    enter_with(proven, stay=form.stay, discreet=form.discreet)
    return {"next": way_on(form.next), **opened, **device_key()}


@bp.post("/sign-out")
@public
def sign_out() -> ResponseReturnValue:
    """Sign this device out and leave nothing on it."""
    if is_signed_in():
        actions.end_sign_in(current_user.account, current_user.sign_in_id)
    door = "directory.door" if "directory.door" in current_app.view_functions else "accounts.sign_in"
    return let_out(Response(status=303, headers={"Location": url_for(door)}))


@bp.get("/recover")
@public
def recover() -> ResponseReturnValue:
    """The page to come back on with recovery words."""
    return render_template("accounts/recover.html", filled=Filled({"next": request.args.get("next")}))


@bp.post("/recover/words")
@public
def show_words() -> ResponseReturnValue:
    """What the words of a name open, for a browser that has their key; they are not used up by it."""
    form = parse_json(ShowWords)
    limits.take_here(HASHES_PER_MINUTE, "hashes")
    return opened_with(actions.prove_words(form.name, form.key, limits.network()))


@bp.post("/recover")
@public
def come_back() -> ResponseReturnValue:
    """Come back: the words are used up, a new passphrase and new words take their place."""
    form = parse_json(ComeBack)
    limits.take_here(HASHES_PER_MINUTE, "hashes")
    new = NewWay(**form.passphrase.model_dump()), NewWay(**form.words.model_dump())
    enter(actions.recover(form.name, form.key, *new, limits.network()))
    return {"next": way_on(form.next), **device_key()}
