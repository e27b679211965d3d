"""Passkeys: coming in with one, adding and removing one's own."""

from typing import Any

from flask import current_app, flash, jsonify, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from support_groups.accounts import actions, challenges, passkeys, queries
from support_groups.accounts.format import to_text
from support_groups.accounts.forms import AddPasskey, Confirm, EnterWithPasskey
from support_groups.accounts.models import WayIn
from support_groups.accounts.passkeys import Made, challenge_in
from support_groups.accounts.queries import me
from support_groups.accounts.rules import PASSKEYS_MAX, device_label
from support_groups.core import limits
from support_groups.core.forms import Filled, Nothing, parse_json
from support_groups.core.identity import public

from .blueprint import bp
from .entering import device_key, enter_with, opened_with, way_on
from .proofs import here, own_purpose, proof_in, shown_in

FROM_A_NETWORK_PER_MINUTE = 60
"""Enough for a whole house; each answer costs a signature to check and a mark to keep."""
OF_AN_ACCOUNT = "20 per minute; 120 per hour"


@bp.post("/sign-in/passkey/ask")
@public
def ask_for_passkey() -> ResponseReturnValue:
    """What a device is asked to let somebody in; the same for everyone, for nobody has said who they are."""
    parse_json(Nothing)
    limits.take_here(FROM_A_NETWORK_PER_MINUTE, "passkeys-asked")
    return {"options": passkeys.options_to_show(here(), challenges.challenge(challenges.SIGN_IN), [])}


@bp.post("/sign-in/passkey")
@public
def enter_with_passkey() -> ResponseReturnValue:
    """Sign in with a passkey alone."""
    form = parse_json(EnterWithPasskey)
    limits.take_here(FROM_A_NETWORK_PER_MINUTE, "passkeys-shown")
    proven = actions.prove_passkey(shown_in(form.passkey, challenges.SIGN_IN))
    opened = opened_with(proven)
    enter_with(proven, stay=form.stay, discreet=form.discreet)
    return {"next": way_on(form.next), **opened, **device_key()}


@bp.get("/account/passkeys")
def own_passkeys() -> ResponseReturnValue:
    """One's passkeys, and the place to add one."""
    return render_template(
        "accounts/passkeys.html",
        passkeys=[_as_seen(way) for way in queries.passkeys_of(me())],
        most=PASSKEYS_MAX,
        host=here().host,
        filled=Filled({"label": device_label(request.user_agent.string)}),
    )


@bp.post("/account/passkeys/ask")
def ask_for_own_passkey() -> ResponseReturnValue:
    """What a device is asked to confirm a step with one of one's own passkeys, and what each of them opens."""
    _take()
    own = queries.passkeys_of(me())
    ids = [way.credential_id for way in own if way.credential_id]
    return {
        "options": passkeys.options_to_show(here(), challenges.challenge(own_purpose()), ids),
        "sealed": {to_text(way.credential_id): to_text(way.sealed) for way in own if way.credential_id and way.sealed},
        "public_key": to_text(me().public_key),
    }


@bp.post("/account/passkeys/new")
def ask_for_new_passkey() -> ResponseReturnValue:
    """What a device is asked to make a passkey of."""
    _take()
    challenge = challenges.challenge(_making())
    ids = [way.credential_id for way in queries.passkeys_of(me()) if way.credential_id]
    handle = challenges.handle_for(challenge)
    return {"options": passkeys.options_to_make(here(), _plain_title(), challenge, handle, ids)}


@bp.post("/account/passkeys")
def add_passkey() -> ResponseReturnValue:
    """Add a passkey that a device has just made."""
    form = parse_json(AddPasskey)
    limits.take(OF_AN_ACCOUNT, "passkeys-added", me().id)
    challenge = challenge_in(form.made.client_data)
    challenges.use(challenge, _making())
    made = Made(**form.made.model_dump())
    new = passkeys.check_made(here(), made, challenges.handle_for(challenge))
    actions.add_passkey(me(), proof_in(form), new, form.label, form.sealed, current_user.sign_in_id)
    flash("Your passkey is added. Your other devices were signed out.", "notice")
    return {"next": url_for("accounts.own_passkeys")}


@bp.get("/account/passkeys/<public_id>/remove")
def ask_to_remove_passkey(public_id: str) -> ResponseReturnValue:
    """The page to remove a passkey on."""
    own = queries.passkeys_of(me())
    passkey = queries.passkey_of(me(), public_id)
    return render_template("accounts/remove_passkey.html", passkey=_as_seen(passkey), passkeys=own, host=here().host)


@bp.post("/account/passkeys/<public_id>/remove")
def remove_passkey(public_id: str) -> ResponseReturnValue:
    """Let a passkey open nothing any more."""
    queries.passkey_of(me(), public_id)
    form = parse_json(Confirm)
    actions.remove_passkey(me(), proof_in(form), public_id, current_user.sign_in_id)
    flash("That passkey is removed and opens nothing any more. Your other devices were signed out.", "notice")
    return jsonify(next=url_for("accounts.own_passkeys"))


def _as_seen(way: WayIn) -> dict[str, Any]:
    known = passkeys.Passkey.of(way.credential_id or b"", way.credential or {})
    return {
        "public_id": way.public_id,
        "id": to_text(known.id),
        "label": way.label,
        "week": way.created_on,
        "opens": way.sealed is not None,
        "on_device": passkeys.name_on_device(_plain_title(), known.handle),
    }


def _take() -> None:
    parse_json(Nothing)
    limits.take(OF_AN_ACCOUNT, "passkeys-asked", me().id)


def _making() -> str:
    return challenges.making_for(me().id, current_user.sign_in_id)


def _plain_title() -> str:
    return str(current_app.config["SETTINGS"].plain_title)
