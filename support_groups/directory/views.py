"""The first door, the list of meetings, and a member's own home page."""

from typing import Any

from flask import Blueprint, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue

from support_groups.accounts.queries import me
from support_groups.core.clock import now
from support_groups.core.forms import Filled, FormRefused, parse
from support_groups.core.identity import is_signed_in, public
from support_groups.groups import queries as groups
from support_groups.meetings.rules import WEEKDAYS, place_of
from support_groups.rooms import queries as rooms

from . import queries, rules
from .forms import SEARCH_MAX_CHARS, WantedForm

bp = Blueprint("directory", __name__)

ASKED = tuple(name for name in WantedForm.model_fields if name != "q")
"""What may stand in an address; the words that somebody looks for may not."""
_WORDS = "words"


@bp.get("/")
@public
def door() -> ResponseReturnValue:
    """The first door: what this is, who meets next, and three ways on."""
    return render_template("directory/door.html", meetings=queries.next_open_doors(now()))


@bp.get("/meetings")
@public
def meetings() -> ResponseReturnValue:
    """All meetings of the next seven days that the visitor may see, narrowed as they wish."""
    viewer = me() if is_signed_in() else None
    asked = {name: request.args[name] for name in ASKED if name in request.args}
    if words := session.get(_WORDS):
        asked["q"] = words
    errors: dict[str, str] = {}
    try:
        form = parse(WantedForm, asked)
    except FormRefused as refused:
        form, errors = WantedForm(), refused.errors
    zone = form.zone or (viewer.zone if viewer else "UTC")
    at = now()
    found = queries.whole_week(viewer, at)
    wanted, offered = form.wanted(), rules.offered_in(found)
    fitting = [one for one in found if rules.matches(one, wanted, at, zone)]
    pages = max(1, -(-len(fitting) // rules.LIST_LINES))
    page = min(form.page or 1, pages)
    kept = fitting[(page - 1) * rules.LIST_LINES : page * rules.LIST_LINES]
    return render_template(
        "directory/meetings.html",
        filled=Filled({**asked, "zone": zone}, errors),
        wanted=wanted,
        offered=offered,
        kinds=[(one.key, one.name) for one in offered.formats],
        weekdays=list(enumerate(WEEKDAYS)),
        zones=[(one, place_of(one)) for one in sorted({*rules.COMMON_ZONES, zone}, key=place_of)],
        zone=zone,
        reader_zone=zone,
        open_now=[one for one in kept if one.is_open],
        days=rules.by_day([one for one in kept if not one.is_open], at, zone),
        page=page,
        pages=pages,
        asked={name: value for name, value in asked.items() if value and name not in ("page", "q")},
        any_at_all=bool(found),
    )


@bp.post("/meetings")
@public
def look_for() -> ResponseReturnValue:
    """Narrow the list: what was typed is kept in this visit, so that no history tells what somebody was looking for."""
    session.pop(_WORDS, None)
    if words := request.form.get("q", "").strip():
        session[_WORDS] = words[: SEARCH_MAX_CHARS + 1]
    chosen: dict[str, Any] = {name: request.form[name] for name in ASKED if request.form.get(name)}
    return redirect(url_for("directory.meetings", **chosen), 303)


@bp.get("/home")
def home() -> ResponseReturnValue:
    """What a member can do now: a room that is open first, then their next meetings, groups and conversations."""
    person, at = me(), now()
    mine = queries.own_week(person, at)
    # Nobody is offered a room they were asked to leave.
    closed_to_me = rooms.left_behind(person.id, [one.room.id for one in mine if one.is_open and one.room])
    memberships = groups.memberships_of(person)
    return render_template(
        "directory/home.html",
        open_now=[one for one in mine if one.is_open and not (one.room and one.room.id in closed_to_me)],
        coming=[one for one in mine if not one.is_open][: rules.HOME_MEETINGS],
        others=queries.next_open_doors(at, besides={member.group_id for member in memberships}),
        memberships=memberships,
    )
