"""Joining: a name, a passphrase, words to come back with."""

import secrets

from flask import current_app, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue

from support_groups.accounts import actions, passphrases, queries, work
from support_groups.accounts.actions import NewWay
from support_groups.accounts.actions.opening import check_name
from support_groups.accounts.forms import ChooseName, OpenAccount
from support_groups.accounts.rules import ZONES_BY_REGION, name_warning, suggest_names
from support_groups.core import limits
from support_groups.core.brought import brought, put_away, take_in
from support_groups.core.errors import DomainError
from support_groups.core.forms import Filled, Nothing, ask, parse_json
from support_groups.core.identity import is_signed_in, public

from .blueprint import bp
from .entering import device_key, enter, onward, way_on

SUGGESTIONS = 6
FOUNDER = "accounts.founder_invitation"
CHECKS_PER_ACCOUNT = 2
"""Each step of joining looks at the name once."""
_CHOSEN = "chosen"


class NameMayReveal(DomainError):
    """A name that may tell who somebody is; asked about once, never forbidden."""

    status = 422
    field = "name"


@bp.route("/join", methods=["GET", "POST"])
@public
def sign_up() -> ResponseReturnValue:
    """Choose a name, the first step of joining; whoever is signed in already goes on."""
    address = request.values.get("next")
    if is_signed_in():
        return onward(address)
    names = queries.names_not_taken(suggest_names(SUGGESTIONS * 2, secrets.randbits(64)))
    return ask(
        "accounts/sign_up.html",
        ChooseName,
        _take_name,
        filled=Filled({"next": address}),
        suggestions=names[:SUGGESTIONS],
        name_warning=name_warning,
    )


def _take_name(form: ChooseName) -> ResponseReturnValue:
    _limit_checks()
    _warn_once(form.name, form.keep)
    check_name(form.name)
    # By a redirect, so that going back never asks to send a form again; in the session, so that no address tells it.
    session[_CHOSEN] = {"name": form.name, "keep": form.keep}
    return redirect(url_for("accounts.sign_up_passphrase", next=form.next), 303)


@bp.get("/join/passphrase")
@public
def sign_up_passphrase() -> ResponseReturnValue:
    """Ask for a passphrase to the name that was chosen; without one, go back to choosing."""
    address, chosen = request.args.get("next"), session.get(_CHOSEN)
    if is_signed_in():
        return onward(address)
    if chosen is None:
        return redirect(url_for("accounts.sign_up", next=address), 303)
    filled = Filled({**chosen, "next": address})
    return render_template("accounts/sign_up_passphrase.html", filled=filled, zones=ZONES_BY_REGION)


@bp.post("/join/passphrase")
@public
def open_account() -> ResponseReturnValue:
    """Open the account with what the browser has made of the passphrase and of the words it shows."""
    form = parse_json(OpenAccount)
    _limit_checks()
    _warn_once(form.name, form.keep)
    # Only what could be an account counts as one: a whole house shares its network's share.
    check_name(form.name)
    passphrases.check_has_room()
    work.check(form.work)
    settings = current_app.config["SETTINGS"]
    limits.take_here(settings.new_accounts_per_minute, "new-accounts")
    new = NewWay(**form.passphrase.model_dump()), NewWay(**form.words.model_dump())
    enter(actions.open_account(form.name, form.zone, form.public_key, *new))
    return {"next": way_on(form.next), **device_key()}


def _limit_checks() -> None:
    # Enough for a whole house to join; too few to learn by trying which names people sign in with.
    limits.take_here(CHECKS_PER_ACCOUNT * current_app.config["SETTINGS"].new_accounts_per_minute, "names")


def _warn_once(name: str, keep: bool) -> None:
    warning = name_warning(name)
    if warning and not keep:
        raise NameMayReveal(warning)


@bp.get("/join/work")
@public
def work_to_do() -> ResponseReturnValue:
    """What a browser has to work out before it opens an account; nothing is kept of it here."""
    challenge = work.challenge()
    return {"challenge": challenge, "bits": work.bits_of(challenge)}


@bp.route("/found", methods=["GET", "POST"])
@public
def founder_link() -> ResponseReturnValue:
    """Where a founder's link leads: what stands behind its # is kept for the page of the invitation."""
    return take_in(FOUNDER)


@bp.route("/found/open", methods=["GET", "POST"])
@public
def founder_invitation() -> ResponseReturnValue:
    """An invitation to open groups."""
    token = brought(FOUNDER)
    if is_signed_in() and request.method == "POST":
        return ask("accounts/founder_invitation.html", Nothing, lambda _: _accept(token))
    if not (is_signed_in() and queries.me().may_found_groups):
        queries.founder_invitation_with(token)
    return render_template("accounts/founder_invitation.html", filled=Filled())


def _accept(token: str) -> ResponseReturnValue:
    actions.accept_founding(queries.me(), token)
    put_away(FOUNDER)
    built = "groups.create" in current_app.view_functions
    return redirect(url_for("groups.create" if built else "accounts.account"), 303)
