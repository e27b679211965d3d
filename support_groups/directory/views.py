"""The first door, the list of meetings, and a member's own home page."""

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue

from support_groups.accounts.queries import me
from support_groups.core.clock import now
from support_groups.core.forms import Filled, FormRefused, parse
from support_groups.core.identity import is_signed_in, public
from support_groups.groups import queries as groups
from support_groups.meetings import queries as meetings_queries
from support_groups.meetings.rules import WEEKDAYS, Upcoming, place_of

from . import rules
from .forms import WantedForm

bp = Blueprint("directory", __name__)

ASKED = tuple(WantedForm.model_fields)


@bp.get("/")
@public
def door() -> ResponseReturnValue:
    """The first door: what this is, who meets next, and three ways on."""
    found = meetings_queries.upcoming(None, now(), days=7)
    held = [one for one in found if not one.is_cancelled]
    return render_template("directory/door.html", meetings=_open_first(held)[: rules.DOOR_MEETINGS])


@bp.get("/meetings")
@public
def meetings() -> ResponseReturnValue:
    """All meetings of the next seven days that the visitor may see, narrowed as they wish."""
    viewer = me() if is_signed_in() else None
    asked = {name: request.args[name] for name in ASKED if name in request.args}
    errors: dict[str, str] = {}
    try:
        form = parse(WantedForm, asked)
    except FormRefused as refused:
        form, errors = WantedForm(), refused.errors
    zone = form.zone or (viewer.zone if viewer else "UTC")
    at = now()
    found = meetings_queries.upcoming(viewer, at)
    wanted, offered = form.wanted(), rules.offered_in(found)
    kept = [one for one in found if rules.matches(one, wanted, at, zone)]
    return render_template(
        "directory/meetings.html",
        filled=Filled({**asked, "zone": zone}, errors),
        wanted=wanted,
        offered=offered,
        kinds=[(one.key, one.name) for one in offered.formats],
        weekdays=list(enumerate(WEEKDAYS)),
        zones=[(one, place_of(one)) for one in sorted({*rules.COMMON_ZONES, zone}, key=place_of)],
        zone=zone,
        reader_zone=form.zone or (viewer.zone if viewer else None),
        open_now=[one for one in kept if one.is_open],
        days=rules.by_day([one for one in kept if not one.is_open], at, zone),
        any_at_all=bool(found),
    )


@bp.get("/home")
def home() -> ResponseReturnValue:
    """What a member can do now: a room that is open first, then their next meetings, groups and conversations."""
    person = me()
    found = [one for one in meetings_queries.upcoming(person, now()) if not one.is_cancelled or one.is_mine]
    mine = [one for one in found if one.is_mine]
    return render_template(
        "directory/home.html",
        open_now=[one for one in mine if one.is_open],
        coming=[one for one in mine if not one.is_open][: rules.HOME_MEETINGS],
        others=_open_first([one for one in found if not one.is_mine])[: rules.DOOR_MEETINGS],
        memberships=groups.memberships_of(person),
    )


def _open_first(found: list[Upcoming]) -> list[Upcoming]:
    return sorted(found, key=lambda one: (not one.is_open, one.starts_at))
