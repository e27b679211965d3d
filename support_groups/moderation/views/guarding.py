"""What a group wants to be looked at before a message is posted."""

from flask import flash, redirect, url_for
from flask.typing import ResponseReturnValue

from support_groups.accounts.queries import me
from support_groups.core.forms import Filled, ask
from support_groups.groups.queries import serving_for
from support_groups.groups.rules import Power

from .. import actions, queries, rules
from ..forms import GuardsForm
from ..rules import Guards
from .blueprint import bp


@bp.route("/groups/<public_id>/guards", methods=["GET", "POST"])
def guards(public_id: str) -> ResponseReturnValue:
    """Choose what is looked at before a message is posted."""
    mine = serving_for(me(), public_id, Power.MANAGE)

    def change(form: GuardsForm) -> ResponseReturnValue:
        actions.change_guards(mine, form.guards())
        flash("The guards are kept. They hold from the next message on.", "notice")
        return redirect(url_for("groups.settings", public_id=public_id))

    filled = _as_they_are(queries.guards_of(mine.group_id))
    offered = [(most, f"{most} messages") for most in rules.PER_MINUTE_OFFERED]
    return ask("moderation/guards.html", GuardsForm, change, filled=filled, group=mine.group, offered=offered)


def _as_they_are(guards: Guards) -> Filled:
    lists = guards.lists
    return Filled(
        {
            "on_personal": guards.on_personal.value,
            "no_solicitation": "yes" if guards.no_solicitation else "",
            "holds": guards.holds.value,
            "holds_listed": "yes" if guards.holds_listed else "",
            "hides_reported": "yes" if guards.hides_reported else "",
            "per_minute": guards.per_minute or rules.PER_MINUTE_DEFAULT,
            "words": lists.words,
            "patterns": lists.patterns,
            "exceptions": lists.exceptions,
        }
    )
