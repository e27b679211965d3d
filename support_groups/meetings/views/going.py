"""A meeting as those who want to go there see it, and the way into its room."""

from datetime import timedelta

from flask import flash, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue

from support_groups.accounts.queries import me
from support_groups.core.clock import now
from support_groups.core.forms import parse
from support_groups.core.identity import is_signed_in, public
from support_groups.groups import queries as groups
from support_groups.groups.models import Standing
from support_groups.groups.rules import ATTENDANCE_WORDS, RETENTION_WORDS, Power, formats_of, may
from support_groups.meetings import actions, queries, rules
from support_groups.meetings.forms import EnterForm
from support_groups.meetings.models import Meeting

from .blueprint import bp

ENTERING = "entering"
ENTERING_LASTS = timedelta(hours=1)
DATES_SHOWN = 4


@bp.route("/meetings/<public_id>")
@public
def show(public_id: str) -> ResponseReturnValue:
    """A meeting: when it is held next, what it is like, and the way in."""
    viewer = me() if is_signed_in() else None
    meeting = queries.meeting_for(viewer, public_id)
    at = now()
    dates = queries.next_of(meeting, at, DATES_SHOWN)
    mine = groups.standing_of(viewer, meeting.group_id) if viewer else None
    serves = mine is not None and mine.standing is Standing.ACTIVE and may(mine.role, Power.MANAGE)
    url = url_for(".show", public_id=public_id, _external=True)
    cancelled = [one.times.on for one in dates if one.is_cancelled]
    return render_template(
        "meetings/show.html",
        meeting=meeting,
        group=meeting.group,
        dates=dates,
        open_now=next((one for one in dates if one.is_open), None),
        next_held=next((one for one in dates if not one.is_cancelled), None),
        standing=mine.standing if mine else None,
        name_here=mine.name if mine else None,
        may_manage=serves,
        formats=formats_of(meeting.formats),
        attendance=ATTENDANCE_WORDS[meeting.group.attendance],
        kept_for=RETENTION_WORDS[meeting.group.retention_hours],
        linked_data=rules.linked_data(meeting, url, cancelled) if _is_told_to_all(meeting) else None,
    )


@bp.route("/meetings/<public_id>/enter", methods=["GET", "POST"])
@public
def enter(public_id: str) -> ResponseReturnValue:
    """Lead a person into the room, through signing up and joining the group where that is needed.

    The wish to enter is made by POST; coming back here afterwards carries it on, in the same browser and for an hour.
    """
    viewer = me() if is_signed_in() else None
    meeting = queries.meeting_for(viewer, public_id)
    there = redirect(url_for(".show", public_id=public_id))
    has_account = False
    if request.method == "POST":
        has_account = parse(EnterForm, request.form).account
        session[ENTERING] = {"meeting": public_id, "until": (now() + ENTERING_LASTS).timestamp()}
    elif not _wishes_to_enter(public_id):
        return there
    if viewer is None:
        endpoint = "accounts.sign_in" if has_account else "accounts.sign_up"
        return redirect(url_for(endpoint, next=url_for(".enter", public_id=public_id)))
    mine = groups.standing_of(viewer, meeting.group_id)
    if mine is None or mine.standing is Standing.LEFT:
        onward = url_for(".enter", public_id=public_id)
        return redirect(url_for("groups.join", public_id=meeting.group.public_id, next=onward))
    session.pop(ENTERING, None)
    if mine.standing is not Standing.ACTIVE:
        return there
    try:
        participant = actions.enter(viewer, meeting)
    except rules.RoomIsNotOpen as refused:
        flash(refused.words, "care")
        return there
    return redirect(url_for("rooms.show", public_id=participant.room.public_id))


def _wishes_to_enter(public_id: str) -> bool:
    wish = session.get(ENTERING)
    return isinstance(wish, dict) and wish.get("meeting") == public_id and wish.get("until", 0) > now().timestamp()


def _is_told_to_all(meeting: Meeting) -> bool:
    return meeting.group.is_listed and meeting.ended_on is None
