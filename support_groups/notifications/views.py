"""The page of notices."""

from typing import Any

from flask import Blueprint, flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from support_groups.accounts.queries import me
from support_groups.core.forms import Nothing, parse
from support_groups.core.identity import is_signed_in

from . import actions, queries, rules
from .models import KEPT_DAYS, Notice

bp = Blueprint("notifications", __name__)


@bp.app_template_global()
def unread_notices() -> int:
    """How many notices wait for whoever looks; asked once a page."""
    if "unread_notices" not in g:
        g.unread_notices = queries.unread_count(me().id) if is_signed_in() else 0
    return int(g.unread_notices)


@bp.get("/notices")
def notices() -> ResponseReturnValue:
    """What I should hear of, the newest first."""
    before = request.args.get("before")
    page = queries.notices_for(me(), before)
    here = url_for("notifications.notices")
    return render_template(
        "notifications/notices.html",
        notices=[(notice, rules.told(notice.kind, notice.data)) for notice in page.notices],
        page={
            "older": url_for("notifications.notices", before=page.older) if page.older else None,
            "newer": here if before else None,
        },
        days_kept=KEPT_DAYS,
    )


@bp.post("/notices/<public_id>")
def read(public_id: str) -> ResponseReturnValue:
    """Mark a notice as read and go on to what it is about."""
    parse(Nothing, request.form)
    return redirect(_onward(actions.read(me(), public_id)))


@bp.post("/notices/read")
def read_all() -> ResponseReturnValue:
    """Mark all notices as read."""
    parse(Nothing, request.form)
    actions.read_all(me())
    flash("All read. They stay here for a while.", "notice")
    return redirect(url_for("notifications.notices"))


def _onward(notice: Notice) -> str:
    told = rules.told(notice.kind, notice.data)
    if told.endpoint is None:
        return url_for("notifications.notices")
    values: dict[str, Any] = {**(told.values or {})}
    return url_for(told.endpoint, **values)
