"""The order of a meeting: those who serve write it, members take on what is read."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from support_groups.accounts.queries import me
from support_groups.core import limits
from support_groups.core.errors import DomainError
from support_groups.core.forms import Filled, FormRefused, parse
from support_groups.groups import queries as groups
from support_groups.groups.models import Membership
from support_groups.groups.rules import Power
from support_groups.meetings import actions, queries, rules
from support_groups.meetings.forms import ReadingForm, RunSheetForm
from support_groups.meetings.models import Meeting, Reads, StepKind
from support_groups.meetings.rules import Step
from support_groups.rooms.models import RUN_SHEET_STEPS_MAX

from .blueprint import bp
from .changing import CHANGES_PER_PERSON
from .words import KIND_WORDS, READS_WORDS

READINGS_PER_PERSON = "60 per hour"


@dataclass(frozen=True)
class Sheet:
    """The run sheet that is being written: whose, where it leads back to, and from which version it was made."""

    by: Membership
    meeting: Meeting | None
    back: str
    made_from: int
    steps: tuple[Step, ...]
    is_new: bool


@bp.route("/groups/<public_id>/run-sheet", methods=["GET", "POST"])
def group_run_sheet(public_id: str) -> ResponseReturnValue:
    """Someone who serves writes the order in which all meetings of the group are held."""
    by = groups.serving_for(me(), public_id, Power.MANAGE)
    return _write(_sheet(by, None, url_for("groups.show", public_id=public_id)))


@bp.route("/meetings/<public_id>/run-sheet", methods=["GET", "POST"])
def run_sheet(public_id: str) -> ResponseReturnValue:
    """Someone who serves writes the order in which one meeting is held."""
    by, meeting = queries.managing_for(me(), public_id)
    if meeting.ended_on:
        raise rules.MeetingHasEnded
    return _write(_sheet(by, meeting, url_for(".show", public_id=public_id)))


@bp.route("/meetings/<public_id>/readings", methods=["POST"])
def claim_reading(public_id: str) -> ResponseReturnValue:
    """A member takes on a reading."""
    meeting = queries.meeting_of_mine(me(), public_id)
    form = parse(ReadingForm, request.form)
    limits.take(READINGS_PER_PERSON, "take on readings", me().id)
    try:
        actions.claim_reading(me(), meeting, form.on, form.step)
    except (rules.AlreadyClaimed, rules.NotToBeClaimed, rules.OneReadingEach) as refused:
        flash(refused.words, "care")
    else:
        flash("It is yours to read. You are called when it is its turn, and can give it back at any time.", "notice")
    return redirect(url_for(".show", public_id=public_id, _anchor="order"))


@bp.route("/meetings/<public_id>/readings/back", methods=["POST"])
def give_reading_back(public_id: str) -> ResponseReturnValue:
    """A member gives a reading back."""
    meeting = queries.meeting_of_mine(me(), public_id)
    form = parse(ReadingForm, request.form)
    actions.give_reading_back(me(), meeting, form.on, form.step)
    flash("Given back. Thank you for having offered.", "notice")
    return redirect(url_for(".show", public_id=public_id, _anchor="order"))


def _sheet(by: Membership, meeting: Meeting | None, back: str) -> Sheet:
    own = queries.newest_run_sheet(by.group_id, meeting.id if meeting else None)
    kept = rules.read(own.steps) if own else ()
    of_group = queries.newest_run_sheet(by.group_id, None) if meeting and not kept else None
    shown = kept or (rules.read(of_group.steps) if of_group else ()) or rules.STARTER
    return Sheet(by, meeting, back, own.number if own else 0, shown, not kept)


def _write(sheet: Sheet) -> ResponseReturnValue:
    if request.method == "GET":
        return _page(sheet, sheet.steps)
    try:
        form = parse(RunSheetForm, request.form)
    except FormRefused as refused:
        words = " ".join([refused.words, *dict.fromkeys(refused.errors.values())])
        return _page(sheet, RunSheetForm.as_typed(request.form), Filled(words=words)), refused.status
    steps, (what, place) = form.steps(), form.pressed
    try:
        match what:
            case "keep" | "none":
                return _keep(sheet, steps if what == "keep" else (), form.made_from)
            case "preview":
                rules.check_run_sheet(steps)
                return _page(sheet, steps, is_preview=True)
        return _page(sheet, rules.arranged(steps, what, place, _new_key), open_at=_opened(what, place))
    except DomainError as refused:
        return _page(sheet, steps, Filled(words=refused.words)), refused.status


def _keep(sheet: Sheet, steps: Sequence[Step], made_from: int) -> ResponseReturnValue:
    limits.take(CHANGES_PER_PERSON, "change meetings", sheet.by.account_id)
    actions.write_run_sheet(sheet.by, sheet.meeting, steps, made_from)
    if steps:
        flash("The run sheet is kept. It counts from the next date on.", "notice")
    else:
        flash("From the next date on there is no run sheet of its own here any more.", "notice")
    return redirect(sheet.back)


def _page(
    sheet: Sheet,
    steps: Sequence[Step],
    filled: Filled | None = None,
    *,
    is_preview: bool = False,
    open_at: int | None = None,
) -> str:
    return render_template(
        "meetings/run_sheet.html",
        sheet=sheet,
        meeting=sheet.meeting,
        group=sheet.by.group,
        steps=steps,
        filled=filled or Filled(),
        is_preview=is_preview,
        open_at=open_at,
        kinds=[(kind.value, KIND_WORDS[kind]) for kind in StepKind],
        readers=[(reads.value, READS_WORDS[reads]) for reads in Reads],
        steps_max=RUN_SHEET_STEPS_MAX,
    )


def _opened(what: str, place: int) -> int | None:
    return place + 1 if what == "add" else None


def _new_key() -> str:
    return secrets.token_urlsafe(6)
