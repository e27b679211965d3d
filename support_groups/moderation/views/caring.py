"""Those who may be in danger, for whoever looks after them."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from support_groups.accounts.queries import me
from support_groups.core.forms import Nothing, parse
from support_groups.groups.queries import serving_for
from support_groups.groups.rules import Power

from .. import actions, queries, rules
from .blueprint import bp


@bp.get("/groups/<public_id>/care")
def care(public_id: str) -> ResponseReturnValue:
    """Who may need care, and who talks with them."""
    mine = serving_for(me(), public_id, Power.MODERATE)
    return render_template(
        "moderation/care.html",
        group=mine.group,
        mine=mine,
        flags=[(flag, queries.words_at(flag)) for flag in queries.flags_for(mine)],
    )


@bp.post("/groups/<public_id>/care/<flag_id>/take")
def take_care(public_id: str, flag_id: str) -> ResponseReturnValue:
    """Say that one is talking with somebody."""
    parse(Nothing, request.form)
    flag = actions.take_care(serving_for(me(), public_id, Power.MODERATE), flag_id)
    return _to_care(public_id, rules.talking_words(flag.name))


@bp.post("/groups/<public_id>/care/<flag_id>/hand-on")
def hand_on_care(public_id: str, flag_id: str) -> ResponseReturnValue:
    """Leave somebody to another who serves."""
    parse(Nothing, request.form)
    flag = actions.hand_on_care(serving_for(me(), public_id, Power.MODERATE), flag_id)
    return _to_care(public_id, f"The others see that {flag.name or 'whoever asked'} still needs someone.")


@bp.post("/groups/<public_id>/care/<flag_id>/close")
def close_care(public_id: str, flag_id: str) -> ResponseReturnValue:
    """Say that somebody is looked after."""
    parse(Nothing, request.form)
    actions.close_care(serving_for(me(), public_id, Power.MODERATE), flag_id)
    return _to_care(public_id, rules.AFTERCARE)


def _to_care(public_id: str, words: str) -> ResponseReturnValue:
    flash(words, "care")
    return redirect(url_for("moderation.care", public_id=public_id))
