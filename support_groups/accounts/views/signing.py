"""Signing in and out, and coming back with recovery words."""

from flask import Response, current_app, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from support_groups.accounts import actions, queries
from support_groups.accounts.forms import ComeBack, EnterAccount
from support_groups.accounts.queries import Visitor
from support_groups.core import clock, limits
from support_groups.core.errors import NotFound
from support_groups.core.forms import Filled, ask
from support_groups.core.identity import is_discreet, is_signed_in, lay_idle, public, stir

from .blueprint import bp
from .entering import enter, hold_words, let_out, onward


def visitor(token: str) -> Visitor | None:
    """Who shows this token; the day is noted, the hour is not."""
    found = queries.visitor_with(token)
    if found is None:
        return None
    if found.is_discreet:
        if lay_idle():
            actions.end_sign_in(found.account, found.sign_in_id)
            return None
        stir()
    if found.seen_on == clock.today_in("UTC"):
        return found
    try:
        actions.mark_seen(found.sign_in_id)
    except NotFound:
        return None
    return found


@bp.route("/sign-in", methods=["GET", "POST"])
@public
def sign_in() -> ResponseReturnValue:
    """Sign in with name and passphrase."""
    address = request.values.get("next")
    if request.method == "GET" and is_signed_in():
        return onward(address)
    return ask(
        "accounts/sign_in.html", EnterAccount, _enter, filled=Filled({"next": address, "discreet": is_discreet()})
    )


def _enter(form: EnterAccount) -> ResponseReturnValue:
    account = actions.prove(form.name, form.passphrase, limits.network())
    enter(account, stay=form.stay, discreet=form.discreet)
    return onward(form.next)


@bp.post("/sign-out")
@public
def sign_out() -> ResponseReturnValue:
    """Sign this device out and leave nothing on it."""
    if is_signed_in():
        actions.end_sign_in(current_user.account, current_user.sign_in_id)
    door = "directory.door" if "directory.door" in current_app.view_functions else "accounts.sign_in"
    return let_out(Response(status=303, headers={"Location": url_for(door)}))


@bp.route("/recover", methods=["GET", "POST"])
@public
def recover() -> ResponseReturnValue:
    """Come back with name and recovery words."""
    return ask("accounts/recover.html", ComeBack, _come_back, filled=Filled({"next": request.args.get("next")}))


def _come_back(form: ComeBack) -> ResponseReturnValue:
    recovered = actions.recover(form.name, form.words, form.passphrase, limits.network())
    enter(recovered.account)
    hold_words(recovered.recovery_words)
    return redirect(url_for("accounts.recovery_words", next=form.next), 303)
