"""The page of a room."""

from zoneinfo import ZoneInfo

from flask import Blueprint, Response, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from support_groups.accounts.queries import me
from support_groups.core.clock import now
from support_groups.core.database import db
from support_groups.core.errors import NotFound
from support_groups.core.identity import is_signed_in
from support_groups.groups.models import REASON_MAX_CHARS, Group, Membership, Role
from support_groups.groups.rules import POWERS, ground_rule_lines, is_newcomer

from . import actions, queries
from .models import BODY_MAX_CHARS, QUESTION_MAX_CHARS, WELCOME_MAX_CHARS, Participant, Room, RoomKind
from .rules import DECLINES, REVIEW, words_on_file
from .rules.refusals import OutOfTheRoom

bp = Blueprint("rooms", __name__)

MUTE_MINUTES = (5, 15, 60, 24 * 60)


@bp.app_template_global()
def can_still_read(group: Group | None = None) -> list[Room]:
    """The meetings that are over and that the reader can still read, for pages of others; in one group only."""
    return queries.still_readable(me().id, now(), group.id if group else None) if is_signed_in() else []


@bp.get("/rooms/<public_id>")
def show(public_id: str) -> ResponseReturnValue:
    """Show a room to someone who has a place in it; whoever was asked to go is told why, and whom to ask."""
    person = me()
    try:
        place = queries.place_for(person.id, public_id)
    except NotFound:
        if banned_from := queries.group_that_banned(person.id, public_id):
            return redirect(url_for("moderation.about_me", public_id=banned_from))
        raise
    room = place.room
    group = db.session.get(Group, room.group_id) if room.group_id else None
    try:
        actions.check_may_read(place)
    except OutOfTheRoom as refused:
        if group is None:
            raise
        flash(refused.words, "care")
        return redirect(url_for("moderation.about_me", public_id=group.public_id))
    home = "conversations.mine" if room.kind is RoomKind.CONVERSATION else "directory.home"
    return render_template(
        f"rooms/{'room' if room.kind is RoomKind.MEETING else 'conversation'}.html",
        room=room,
        group=group,
        you=_you(place.participant, place.role or place.participant.role),
        hides_roster=queries.state_of(room).hides_roster,
        ground_rules=ground_rule_lines(group.ground_rules) if group else [],
        limits={
            "body_max_chars": BODY_MAX_CHARS,
            "reason_max_chars": REASON_MAX_CHARS,
            "welcome_max_chars": WELCOME_MAX_CHARS,
            "question_max_chars": QUESTION_MAX_CHARS,
        },
        retention_words=_retention_words(room.retention_hours),
        mute_minutes=MUTE_MINUTES,
        review_words=REVIEW,
        declines=DECLINES,
        leave_url=url_for(home),
    )


@bp.get("/rooms/<public_id>/words")
def own_words(public_id: str) -> ResponseReturnValue:
    """Give somebody what they have said in a meeting as a file, and nothing that others have said."""
    person = me()
    place = queries.place_for(person.id, public_id)
    if place.room.kind is not RoomKind.MEETING:
        raise NotFound
    actions.check_may_read(place)
    text = words_on_file(place.participant.name, queries.said_by(place.participant), ZoneInfo(person.zone))
    headers = {"Content-Disposition": 'attachment; filename="words.txt"', "Cache-Control": "no-store"}
    return Response(text, headers=headers, mimetype="text/plain")


def _you(participant: Participant, role: str) -> dict[str, object]:
    powers = sorted(POWERS[Role(role)]) if role in set(Role) else []
    return {
        "id": participant.public_id,
        "name": participant.name,
        "role": role,
        "powers": powers,
        "is_new": _is_new(participant),
    }


def _is_new(participant: Participant) -> bool:
    member = db.session.get(Membership, participant.membership_id) if participant.membership_id else None
    return member is not None and member.role is Role.MEMBER and is_newcomer(member.joined_on, now().date())


def _retention_words(hours: int | None) -> str:
    if hours is None:
        return "What you write here stays until one of you takes it away."
    span = {1: "an hour", 24: "a day", 72: "three days", 168: "a week"}.get(hours, f"{hours} hours")
    return f"What is said here is gone {span} after the meeting closes."
