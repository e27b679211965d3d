"""What was reported in a group, for those who may look at it; each look is seen by the others."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from support_groups.accounts.queries import me
from support_groups.core.clock import now
from support_groups.core.forms import Nothing, ask, parse
from support_groups.groups.queries import serving_for
from support_groups.groups.rules import Power, outranks

from .. import actions, queries, rules
from ..forms import AnswerReportForm
from ..models import ReportState
from .blueprint import bp


@bp.get("/groups/<public_id>/reports")
def reports(public_id: str) -> ResponseReturnValue:
    """What waits to be looked at, without a word of it."""
    mine = serving_for(me(), public_id, Power.MODERATE)
    return render_template(
        "moderation/reports.html",
        group=mine.group,
        mine=mine,
        reports=queries.reports_for(mine),
        kind_words=rules.REPORT_WORDS,
    )


@bp.post("/groups/<public_id>/reports/<report_id>/look")
def look_at_report(public_id: str, report_id: str) -> ResponseReturnValue:
    """Open a report to read it."""
    parse(Nothing, request.form)
    actions.look_at_report(serving_for(me(), public_id, Power.MODERATE), report_id)
    return redirect(url_for("moderation.report", public_id=public_id, report_id=report_id))


@bp.route("/groups/<public_id>/reports/<report_id>", methods=["GET", "POST"])
def report(public_id: str, report_id: str) -> ResponseReturnValue:
    """Read a report that one has opened, and answer it."""
    mine = serving_for(me(), public_id, Power.MODERATE)
    found = queries.report_for(mine, report_id)
    to_reports = url_for("moderation.reports", public_id=public_id)
    if not rules.is_looking([look.at for look in found.looks if look.membership_id == mine.id], now()):
        flash(rules.LookFirst.words, "care")
        return redirect(to_reports)

    is_there = rules.is_there_still(found.whom_public_id, found.whom.public_id)

    def send(form: AnswerReportForm) -> ResponseReturnValue:
        actions.answer_report(mine, report_id, is_upheld=form.outcome == "upheld", words=form.words)
        flash("Your answer is kept, and whoever reported it is told.", "notice")
        return redirect(to_reports)

    return ask(
        "moderation/report.html",
        AnswerReportForm,
        send,
        group=mine.group,
        mine=mine,
        report=found,
        kind_words=rules.REPORT_WORDS,
        is_open=found.state is ReportState.OPEN,
        is_there=is_there or found.is_of_question,
        may_act=is_there and outranks(mine.role, found.whom.role),
    )
