"""What a facilitator does: set a meeting, change it, end it, cancel a date."""

from typing import Any

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from support_groups.accounts.queries import me
from support_groups.core import limits
from support_groups.core.clock import now, today_in
from support_groups.core.forms import Filled, Nothing, ask, parse
from support_groups.groups import queries as groups
from support_groups.groups.models import Group, Membership
from support_groups.groups.rules import Power, formats_in_sets
from support_groups.meetings import actions, queries, rules
from support_groups.meetings.forms import CancelForm, DateForm, MeetingForm
from support_groups.meetings.models import FELLOWSHIP_DEFAULT_MINUTES, Meeting
from support_groups.rooms.models import FloorMode, Lobby

from .blueprint import bp
from .words import FLOOR_WORDS, LOBBY_WORDS

CHANGES_PER_PERSON = "30 per hour"


@bp.route("/groups/<public_id>/meetings/new", methods=["GET", "POST"])
def create(public_id: str) -> ResponseReturnValue:
    """A facilitator lets the group meet weekly."""
    by = groups.serving_for(me(), public_id, Power.MANAGE)

    def act(form: MeetingForm) -> ResponseReturnValue:
        limits.take(CHANGES_PER_PERSON, "change meetings", by.account_id)
        meeting = actions.schedule_meeting(by, form.values())
        flash("The meeting is set. Its room opens by itself 15 minutes before it begins.", "notice")
        return redirect(url_for(".show", public_id=meeting.public_id))

    return ask("meetings/create.html", MeetingForm, act, filled=_blank(by.group), **_about_form(by.group))


@bp.route("/meetings/<public_id>/edit", methods=["GET", "POST"])
def edit(public_id: str) -> ResponseReturnValue:
    """A facilitator gives a meeting other settings."""
    by, meeting = _managed(public_id)

    def act(form: MeetingForm) -> ResponseReturnValue:
        limits.take(CHANGES_PER_PERSON, "change meetings", by.account_id)
        actions.change_meeting(by, meeting, form.values())
        flash("The meeting is changed, from its next date on.", "notice")
        return redirect(url_for(".show", public_id=public_id))

    return ask(
        "meetings/edit.html",
        MeetingForm,
        act,
        filled=_filled(meeting),
        meeting=meeting,
        open_now=queries.open_now(meeting, now()),
        **_about_form(meeting.group, meeting),
    )


@bp.route("/meetings/<public_id>/end", methods=["POST"])
def end(public_id: str) -> ResponseReturnValue:
    """A facilitator ends a meeting."""
    by, meeting = _managed(public_id)
    parse(Nothing, request.form)
    actions.end_meeting(by, meeting)
    flash("The meeting is not held any more. If its room is open right now, it stays open until its time.", "notice")
    return redirect(url_for("groups.show", public_id=meeting.group.public_id))


@bp.route("/meetings/<public_id>/cancel", methods=["GET", "POST"])
def cancel(public_id: str) -> ResponseReturnValue:
    """A facilitator cancels one date, with a kind word."""
    by, meeting = _managed(public_id)

    def act(form: CancelForm) -> ResponseReturnValue:
        limits.take(CHANGES_PER_PERSON, "change meetings", by.account_id)
        actions.cancel_occurrence(by, meeting, form.on, form.note)
        flash("That date is cancelled, and your words stand beside it.", "notice")
        return redirect(url_for(".show", public_id=public_id))

    dates = queries.next_of(meeting, now(), rules.DATES_OFFERED)
    offered = [one for one in dates if not one.is_cancelled and not one.phase.is_open]
    return ask(
        "meetings/cancel.html",
        CancelForm,
        act,
        filled=Filled({"on": request.args.get("on", ""), "note": rules.CANCEL_WORDS}),
        meeting=meeting,
        dates=[(one.times.on.isoformat(), rules.date_words(one.times.on)) for one in offered],
        cancelled=[one for one in dates if one.is_cancelled],
    )


@bp.route("/meetings/<public_id>/restore", methods=["POST"])
def restore(public_id: str) -> ResponseReturnValue:
    """A facilitator holds a cancelled date after all."""
    by, meeting = _managed(public_id)
    limits.take(CHANGES_PER_PERSON, "change meetings", by.account_id)
    actions.restore_occurrence(by, meeting, parse(DateForm, request.form).on)
    flash("That date is held after all.", "notice")
    return redirect(url_for(".show", public_id=public_id))


def _managed(public_id: str) -> tuple[Membership, Meeting]:
    by, meeting = queries.managing_for(me(), public_id)
    if meeting.ended_on:
        raise rules.MeetingHasEnded
    return by, meeting


def _about_form(group: Group, meeting: Meeting | None = None) -> dict[str, Any]:
    lengths = {*rules.MINUTES_OFFERED, *([meeting.minutes] if meeting else [])}
    fellowship = {*rules.FELLOWSHIP_OFFERED, *([meeting.fellowship_minutes] if meeting else [])}
    return {
        "group": group,
        "weekdays": list(enumerate(rules.WEEKDAYS)),
        "lengths": [(minutes, rules.length_words(minutes)) for minutes in sorted(lengths)],
        "fellowship": [(minutes, rules.length_words(minutes) or "Not at all") for minutes in sorted(fellowship)],
        "floors": [(mode.value, *words) for mode, words in FLOOR_WORDS.items()],
        "lobbies": [(lobby.value, *words) for lobby, words in LOBBY_WORDS.items()],
        "formats": formats_in_sets(),
        "today": today_in(group.zone),
    }


def _blank(group: Group) -> Filled:
    return Filled(
        {
            "weekday": today_in(group.zone).weekday(),
            "minutes": 60,
            "fellowship_minutes": FELLOWSHIP_DEFAULT_MINUTES,
            "floor": FloorMode.OPEN.value,
            "lobby": Lobby.NOBODY.value,
            "formats": group.formats.split(),
        }
    )


def _filled(meeting: Meeting) -> Filled:
    return Filled(
        {
            "name": meeting.name,
            "weekday": meeting.weekday,
            "local_time": f"{meeting.local_time:%H:%M}",
            "minutes": meeting.minutes,
            "fellowship_minutes": meeting.fellowship_minutes,
            "floor": meeting.floor.value,
            "lobby": meeting.lobby.value,
            "formats": meeting.formats.split(),
            "first_on": meeting.first_on.isoformat() if meeting.first_on > today_in(meeting.group.zone) else "",
        }
    )
