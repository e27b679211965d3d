"""One's own account: time zone, passphrase, recovery words, devices, leaving for good."""

from flask import Response, flash, jsonify, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user, login_user

from support_groups.accounts import actions, queries
from support_groups.accounts.actions import NewWay
from support_groups.accounts.forms import ChangeDiscretion, ChangePassphrase, ChangeWords, ChangeZone, Confirm, CopyForm
from support_groups.accounts.queries import me
from support_groups.accounts.rules import ZONES_BY_REGION
from support_groups.core import limits
from support_groups.core.copies import as_archive, as_json
from support_groups.core.forms import Filled, ask, parse, parse_json
from support_groups.core.identity import be_discreet, public
from support_groups.core.retention import copy_of

from .blueprint import bp
from .entering import came_from, device_key, let_out, opened_with, way_on
from .proofs import proof_in

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
        sign_in_days=queries.sign_in_days(),
    )


def _change_zone(form: ChangeZone) -> ResponseReturnValue:
    actions.change_zone(me(), form.zone)
    flash("Times are now shown for the place you chose.", "notice")
    return _back()


@bp.get("/account/open")
def open_vault() -> ResponseReturnValue:
    """The page that asks once for the passphrase, so that this device can read what only its owner can."""
    onward = way_on(request.args.get("next"))
    own = queries.passkeys_of(me())
    openers = [passkey for passkey in own if passkey.sealed]
    return render_template(
        "accounts/open.html", onward=onward, passkeys=openers, some_only_let_in=len(openers) < len(own)
    )


@bp.post("/account/open")
def opened_vault() -> ResponseReturnValue:
    """What the passphrase or a passkey opens, for a browser that has it."""
    form = parse_json(Confirm)
    return {**opened_with(actions.confirm(me(), proof_in(form), current_user.sign_in_id)), **device_key()}


@bp.get("/account/device-key")
def own_device_key() -> ResponseReturnValue:
    """The key of what this very device keeps."""
    return device_key()


@bp.get("/account/passphrase")
def passphrase() -> ResponseReturnValue:
    """The page to take another passphrase on."""
    return _to_confirm("accounts/passphrase.html")


@bp.post("/account/passphrase")
def change_passphrase() -> ResponseReturnValue:
    """Take another passphrase."""
    form = parse_json(ChangePassphrase)
    new = NewWay(**form.passphrase.model_dump())
    actions.change_passphrase(me(), proof_in(form), new, current_user.sign_in_id)
    flash("Your passphrase is changed. Your other devices were signed out.", "notice")
    return {"next": url_for("accounts.account")}


@bp.get("/account/words")
def new_recovery_words() -> ResponseReturnValue:
    """The page to take new recovery words on."""
    return _to_confirm("accounts/new_recovery_words.html", came_from=came_from())


@bp.post("/account/words")
def renew_words() -> ResponseReturnValue:
    """Take new recovery words in place of the old ones."""
    form = parse_json(ChangeWords)
    new = NewWay(**form.words.model_dump())
    actions.renew_recovery_words(me(), proof_in(form), new, current_user.sign_in_id)
    return {"next": came_from()}


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


@bp.get("/account/delete")
def delete() -> ResponseReturnValue:
    """The page to delete the account on."""
    return _to_confirm("accounts/delete.html")


@bp.post("/account/delete")
def be_forgotten() -> ResponseReturnValue:
    """Delete the account with everything that is the person's."""
    form = parse_json(Confirm)
    actions.confirm(me(), proof_in(form), current_user.sign_in_id)
    actions.delete_account(me())
    return let_out(jsonify(next=url_for("accounts.goodbye")))


@bp.get("/goodbye")
@public
def goodbye() -> ResponseReturnValue:
    """What is shown once an account is gone."""
    return render_template("accounts/deleted.html")


def _to_confirm(template: str, **context: str) -> str:
    """A page with a step that is confirmed with the passphrase or, where there is one, with a passkey."""
    return render_template(template, passkeys=queries.passkeys_of(me()), **context)


def _back() -> ResponseReturnValue:
    return redirect(url_for("accounts.account"), 303)
