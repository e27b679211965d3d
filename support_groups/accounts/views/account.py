"""One's own account: time zone, passphrase, recovery words, devices, leaving for good."""

from flask import Response, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user, login_user

from support_groups.accounts import actions, queries
from support_groups.accounts.forms import ChangeDiscretion, ChangePassphrase, ChangeZone, Confirm, CopyForm
from support_groups.accounts.queries import me
from support_groups.accounts.rules import ZONES_BY_REGION, suggest_passphrase
from support_groups.core import limits
from support_groups.core.copies import as_archive, as_json
from support_groups.core.forms import Filled, ask, parse
from support_groups.core.identity import be_discreet, safe_next
from support_groups.core.retention import copy_of

from .blueprint import bp
from .entering import hold_words, let_out

COPIES = "6 per hour"


@bp.route("/account", methods=["GET", "POST"])
def account() -> ResponseReturnValue:
    """What can be seen and changed about one's own account."""
    return ask(
        "accounts/account.html",
        ChangeZone,
        _change_zone,
        filled=Filled({"zone": me().zone}),
        zones=ZONES_BY_REGION,
        devices=queries.devices_of(me()),
        this_device=current_user.sign_in_id,
    )


def _change_zone(form: ChangeZone) -> ResponseReturnValue:
    actions.change_zone(me(), form.zone)
    flash("Times are now shown for the place you chose.", "notice")
    return _back()


@bp.route("/account/passphrase", methods=["GET", "POST"])
def passphrase() -> ResponseReturnValue:
    """Take another passphrase."""
    return ask("accounts/passphrase.html", ChangePassphrase, _change_passphrase, offered=suggest_passphrase())


def _change_passphrase(form: ChangePassphrase) -> ResponseReturnValue:
    actions.change_passphrase(me(), form.old, form.passphrase, limits.network(), current_user.sign_in_id)
    flash("Your passphrase is changed. Your other devices were signed out.", "notice")
    return _back()


@bp.route("/account/words", methods=["GET", "POST"])
def new_recovery_words() -> ResponseReturnValue:
    """Take new recovery words in place of the old ones."""
    return ask("accounts/new_recovery_words.html", Confirm, _renew_words, came_from=_came_from())


def _renew_words(form: Confirm) -> ResponseReturnValue:
    hold_words(actions.renew_recovery_words(me(), form.passphrase, limits.network()))
    return redirect(url_for("accounts.recovery_words", next=_came_from()), 303)


def _came_from() -> str:
    return safe_next(request.args.get("next")) or url_for("accounts.account")


@bp.post("/account/devices/<public_id>/sign-out")
def sign_out_device(public_id: str) -> ResponseReturnValue:
    """Sign one of one's own devices out."""
    device = queries.device_of(me(), public_id)
    this_one = device.id == current_user.sign_in_id
    actions.end_sign_in(me(), device.id)
    if this_one:
        return let_out(Response(status=303, headers={"Location": url_for("accounts.sign_in")}))
    flash("That device is signed out.", "notice")
    return _back()


@bp.post("/account/devices/sign-out")
def sign_out_others() -> ResponseReturnValue:
    """Sign out all devices but this one."""
    ended = actions.end_other_sign_ins(me(), current_user.sign_in_id)
    flash("All other devices are signed out." if ended else "No other device was signed in.", "notice")
    return _back()


@bp.post("/account/discreet")
def change_discretion() -> ResponseReturnValue:
    """Let this device be discreet, or no longer."""
    wanted = parse(ChangeDiscretion, request.form).discreet
    token = actions.be_discreet(me(), current_user.sign_in_id, wanted)
    be_discreet(wanted)
    login_user(queries.visitor_with(token))
    flash("This device is discreet now." if wanted else "This device is as any other now.", "notice")
    return _back()


@bp.post("/account/copy")
def copy() -> ResponseReturnValue:
    """A copy of everything that is one's own, made now and kept nowhere.

    A script that adds what lies in the browser asks for the JSON alone.
    """
    form = parse(CopyForm, request.form)
    limits.take(COPIES, "accounts.copy", me().id)
    copied = copy_of(me().id)
    if form.alone:
        return Response(as_json(copied), mimetype="application/json")
    headers = {"Content-Disposition": 'attachment; filename="copy.zip"'}
    return Response(as_archive(copied), mimetype="application/zip", headers=headers)


@bp.route("/account/delete", methods=["GET", "POST"])
def delete() -> ResponseReturnValue:
    """Delete the account with everything that is the person's."""
    return ask("accounts/delete.html", Confirm, _delete)


def _delete(form: Confirm) -> ResponseReturnValue:
    actions.confirm(me(), form.passphrase, limits.network())
    actions.delete_account(me())
    response = let_out(Response(mimetype="text/html"))
    response.set_data(render_template("accounts/deleted.html", me=None))
    return response


def _back() -> ResponseReturnValue:
    return redirect(url_for("accounts.account"), 303)
