"""The positions of a group: who has them, which are open, and who would take them."""

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from support_groups.accounts.queries import me
from support_groups.core import limits
from support_groups.core.forms import Filled, ask
from support_groups.groups import actions, queries, rules
from support_groups.groups.forms import PositionForm
from support_groups.groups.models import Role
from support_groups.groups.rules import Power

from .belonging import membership_at
from .blueprint import bp, pressed

OFFERS = "30 per hour"
_MAY = {
    Role.MEMBER: ("Nothing more than others", "Most positions need nothing else."),
    Role.GREETER: ("Welcome and let in", "Lets in those who ask and those who wait at the door, and invites."),
    Role.CO_FACILITATOR: ("Lead and moderate", "Leads meetings, keeps the ground rules, lets people in."),
}
TERMS = [(months, f"{months} months" if months > 1 else "1 month") for months in rules.TERM_MONTHS]


@bp.get("/groups/<public_id>/positions")
def positions(public_id: str) -> ResponseReturnValue:
    """The positions of a group, for its members; who would take one is seen by those who give them."""
    mine = membership_at(public_id)
    return render_template(
        "groups/positions.html",
        group=mine.group,
        mine=mine,
        positions=queries.positions_of(mine.group_id),
        terms=dict(TERMS),
    )


@bp.route("/groups/<public_id>/positions/new", methods=["GET", "POST"])
def add_position(public_id: str) -> ResponseReturnValue:
    """Add a position."""
    by = queries.serving_for(me(), public_id, Power.MANAGE)

    def add(form: PositionForm) -> ResponseReturnValue:
        actions.add_position(by, form.service())
        return _back(public_id, "The position is there, and open. Members see it and can say that they are willing.")

    filled = Filled({"months": 3, "role": Role.MEMBER.value})
    roles = [(role.value, *_MAY[role]) for role in rules.ROLES_WITH_A_TERM]
    return ask("groups/add_position.html", PositionForm, add, filled=filled, group=by.group, terms=TERMS, roles=roles)


@bp.post("/groups/<public_id>/positions/usual")
def usual_positions(public_id: str) -> ResponseReturnValue:
    """Begin with the positions that most groups have."""
    pressed()
    actions.add_usual_positions(queries.serving_for(me(), public_id, Power.MANAGE))
    return _back(public_id, "These are the usual ones. Take away what your group does not need, and add your own.")


@bp.post("/groups/<public_id>/positions/<position_id>/remove")
def remove_position(public_id: str, position_id: str) -> ResponseReturnValue:
    """Have a position no more."""
    pressed()
    actions.remove_position(queries.serving_for(me(), public_id, Power.MANAGE), position_id)
    return _back(public_id, "The position is gone.")


@bp.post("/groups/<public_id>/positions/<position_id>/give/<member_id>")
def give_position(public_id: str, position_id: str, member_id: str) -> ResponseReturnValue:
    """Give a position to somebody who is willing."""
    pressed()
    by = queries.serving_for(me(), public_id, Power.MANAGE)
    actions.give_position(by, position_id, queries.person_for(by, member_id))
    return _back(public_id, "They have it now, and are told.")


@bp.post("/groups/<public_id>/positions/<position_id>/willing")
def offer_service(public_id: str, position_id: str) -> ResponseReturnValue:
    """Say that one is willing."""
    pressed()
    mine = membership_at(public_id)
    limits.take(OFFERS, "groups.willing", mine.id)
    actions.offer_service(mine, position_id)
    return _back(public_id, "Thank you. Those who give positions see that you are willing.")


@bp.post("/groups/<public_id>/positions/<position_id>/unwilling")
def withdraw_service(public_id: str, position_id: str) -> ResponseReturnValue:
    """Think better of it."""
    pressed()
    actions.withdraw_service(membership_at(public_id), position_id)
    return _back(public_id, "That is fine. Nothing of it stays.")


@bp.post("/groups/<public_id>/positions/<position_id>/end")
def end_term(public_id: str, position_id: str) -> ResponseReturnValue:
    """Lay a position down, or end somebody's term."""
    pressed()
    actions.end_term(membership_at(public_id), position_id)
    return _back(public_id, "The position is open again.")


def _back(public_id: str, words: str) -> ResponseReturnValue:
    flash(words, "notice")
    return redirect(url_for("groups.positions", public_id=public_id))
