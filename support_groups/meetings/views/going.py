"""A meeting as those who want to go there see it, and the way into its room."""

from flask import current_app, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from itsdangerous import BadSignature, URLSafeTimedSerializer
from werkzeug.wrappers import Response

from support_groups.accounts.models import Account
from support_groups.accounts.queries import me
from support_groups.core.clock import now
from support_groups.core.errors import NotFound
from support_groups.core.forms import parse
from support_groups.core.identity import is_signed_in, public
from support_groups.groups import queries as groups
from support_groups.groups.models import Membership, Standing
from support_groups.groups.rules import ATTENDANCE_WORDS, RETENTION_WORDS, Banned, Power, formats_of, may
from support_groups.meetings import actions, queries, rules
from support_groups.meetings.forms import EnterForm
from support_groups.meetings.models import Meeting
from support_groups.meetings.rules import Upcoming
from support_groups.rooms import queries as rooms
from support_groups.rooms.actions import is_known
from support_groups.rooms.models import KNOCK_MAX_CHARS, Knock
from support_groups.rooms.rules.refusals import OutOfTheRoom

from .blueprint import bp

ENTERING = "entering"
ENTERING_SECONDS = 3600
DATES_SHOWN = 4


@bp.route("/meetings/<public_id>")
@public
def show(public_id: str) -> ResponseReturnValue:
    """A meeting: when it is held next, what it is like, and the way in."""
    viewer = me() if is_signed_in() else None
    try:
        meeting = queries.meeting_for(viewer, public_id)
    except Banned as refused:
        return redirect(url_for("moderation.about_me", public_id=refused.group))
    at = now()
    dates = queries.next_of(meeting, at, DATES_SHOWN)
    open_now = next((one for one in dates if one.is_open), None)
    mine = groups.standing_of(viewer, meeting.group_id) if viewer else None
    serves = mine is not None and mine.standing is Standing.ACTIVE and may(mine.role, Power.MANAGE)
    url = url_for(".show", public_id=public_id, _external=True)
    cancelled = [one.times.on for one in dates if one.is_cancelled]
    order_on = open_now or next((one for one in dates if not one.is_cancelled), None)
    is_member = mine is not None and mine.standing is Standing.ACTIVE
    return render_template(
        "meetings/show.html",
        order_on=order_on,
        order=queries.steps_on(order_on) if order_on and is_member else (),
        readers=queries.readers_on(meeting.id, order_on.times.on) if order_on and is_member else {},
        my_membership_id=mine.id if mine else None,
        meeting=meeting,
        group=meeting.group,
        dates=dates,
        open_now=open_now,
        was_asked_to_leave=viewer is not None and _was_asked_to_leave(viewer, open_now),
        next_held=next((one for one in dates if not one.is_cancelled), None),
        standing=mine.standing if mine else None,
        name_here=mine.name if mine else None,
        may_manage=serves,
        may_wait=_may_wait(meeting, mine if is_member else None),
        formats=formats_of(meeting.formats),
        attendance=ATTENDANCE_WORDS[meeting.group.attendance],
        kept_for=RETENTION_WORDS[meeting.group.retention_hours],
        linked_data=rules.linked_data(meeting, url, cancelled) if _is_told_to_all(meeting) else None,
    )


def _may_wait(meeting: Meeting, mine: Membership | None) -> bool:
    known = mine is not None and is_known(mine)
    return rules.may_wait(meeting.lobby, mine.role if mine else None, is_known=known)


@bp.route("/meetings/<public_id>/enter", methods=["GET", "POST"])
@public
def enter(public_id: str) -> ResponseReturnValue:
    """Lead a person into the room, through signing up and joining the group where that is needed.

    The wish to enter is made by POST; coming back here afterwards carries it on, in the same browser and for an hour.
    """
    viewer = me() if is_signed_in() else None
    meeting = queries.meeting_for(viewer, public_id)
    here = url_for(".enter", public_id=public_id)
    has_account = request.method == "POST" and parse(EnterForm, request.form).account
    if request.method == "GET" and not _wishes_to_enter(public_id):
        return _to_page(public_id)
    if viewer is None:
        endpoint = "accounts.sign_in" if has_account else "accounts.sign_up"
        return _remember_wish(redirect(url_for(endpoint, next=here)), public_id)
    mine = groups.standing_of(viewer, meeting.group_id)
    if mine is None or mine.standing is Standing.LEFT:
        joining = url_for("groups.join", public_id=meeting.group.public_id, next=here)
        return _remember_wish(redirect(joining), public_id)
    if mine.standing is not Standing.ACTIVE:
        return _to_page(public_id)
    try:
        place = actions.enter(viewer, meeting)
    except rules.RoomIsNotOpen as refused:
        flash(refused.words, "care")
        return _to_page(public_id)
    except OutOfTheRoom as refused:
        flash(refused.words, "care")
        return _forget_wish(redirect(url_for("moderation.about_me", public_id=meeting.group.public_id)))
    if isinstance(place, Knock):
        return _forget_wish(redirect(url_for(".wait", public_id=public_id)))
    return _forget_wish(redirect(url_for("rooms.show", public_id=place.room.public_id)))


@bp.route("/meetings/<public_id>/wait")
def wait(public_id: str) -> ResponseReturnValue:
    """The door of a room with a lobby, for somebody who waits there; it tells nothing of what is behind it."""
    viewer = me()
    meeting = queries.meeting_for(viewer, public_id)
    date = queries.open_now(meeting, now())
    try:
        knock = rooms.knock_for(viewer.id, date.room.public_id) if date and date.room else None
    except NotFound:
        knock = None
    if date is None or knock is None:
        return _to_page(public_id)
    return render_template("meetings/wait.html", meeting=meeting, date=date, knock=knock, note_max=KNOCK_MAX_CHARS)


def _was_asked_to_leave(viewer: Account, date: Upcoming | None) -> bool:
    return date is not None and date.room is not None and bool(rooms.left_behind(viewer.id, [date.room.id]))


def _to_page(public_id: str) -> Response:
    return _forget_wish(redirect(url_for(".show", public_id=public_id)))


# A cookie of its own: the session is made anew at sign-in, on the very way that must not be lost. Nobody but this site
# can set it, so a link from elsewhere never takes anyone into a room.
def _signed() -> URLSafeTimedSerializer:
    return URLSafeTimedSerializer(str(current_app.secret_key), salt=ENTERING)


def _remember_wish(response: Response, public_id: str) -> Response:
    wish = _signed().dumps(public_id)
    response.set_cookie(_cookie(), wish, httponly=True, samesite="Lax", secure=_is_secure())
    return response


def _forget_wish(response: Response) -> Response:
    if _cookie() in request.cookies:
        response.delete_cookie(_cookie(), httponly=True, samesite="Lax", secure=_is_secure())
    return response


def _cookie() -> str:
    return f"__Host-{ENTERING}" if _is_secure() else ENTERING


def _is_secure() -> bool:
    return bool(current_app.config["SESSION_COOKIE_SECURE"])


def _wishes_to_enter(public_id: str) -> bool:
    try:
        wish: str = _signed().loads(request.cookies.get(_cookie(), ""), max_age=ENTERING_SECONDS)
    except BadSignature:
        return False
    return wish == public_id


def _is_told_to_all(meeting: Meeting) -> bool:
    return meeting.group.is_listed and meeting.ended_on is None
