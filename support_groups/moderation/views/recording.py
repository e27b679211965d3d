"""The record of a group for those who moderate it; for everybody, what concerns themselves."""

from flask import current_app, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from support_groups.accounts.queries import me
from support_groups.core.forms import ask
from support_groups.groups.models import Membership, Standing
from support_groups.groups.queries import serving_for
from support_groups.groups.rules import Power

from .. import actions, queries, rules
from ..forms import ReviewForm
from ..models import Record, Side
from .blueprint import bp

PLACE_MAX_DIGITS = 9


def _place(text: str) -> int | None:
    # No record has so many lines that a longer number is one of them, and not every database can be asked for it.
    return int(text) if text.isdecimal() and len(text) <= PLACE_MAX_DIGITS else None


@bp.get("/groups/<public_id>/record")
def record(public_id: str) -> ResponseReturnValue:
    """What was done by those who serve the group, the newest first."""
    mine = serving_for(me(), public_id, Power.MODERATE)
    page = queries.record_of(mine.group_id, _place(request.args.get("before", "")))
    moderators = [member.id for member in queries.moderators_of(mine.group_id)]

    def is_for_me(record: Record) -> bool:
        acted, review = record.on(Side.BY), record.review
        acted_id = acted.membership_id if acted else None
        return review is not None and rules.may_answer_review(
            mine.id, acted=acted_id, asked=review.membership_id, moderators=moderators
        )

    here = url_for("moderation.record", public_id=public_id)
    return render_template(
        "moderation/record.html",
        group=mine.group,
        mine=mine,
        page={"older": f"{here}?before={page.older}" if page.older else None, "newer": None if page.newest else here},
        records=page.records,
        is_newest=page.newest,
        is_for_me=is_for_me,
        reviews=queries.open_reviews(mine.group_id) if page.newest else (),
    )


@bp.route("/groups/<public_id>/record/<record_id>/answer", methods=["GET", "POST"])
def answer(public_id: str, record_id: str) -> ResponseReturnValue:
    """Answer someone who asked that an act about them be looked at again."""
    mine = serving_for(me(), public_id, Power.MODERATE)
    found = queries.record_in(mine.group_id, record_id)

    def send(form: ReviewForm) -> ResponseReturnValue:
        actions.answer_review(mine, record_id, form.words)
        flash("Your answer is kept, and they are told.", "notice")
        return redirect(url_for("moderation.record", public_id=public_id))

    return ask("moderation/answer.html", ReviewForm, send, group=mine.group, record=found)


@bp.get("/groups/<public_id>/record/me")
def about_me(public_id: str) -> ResponseReturnValue:
    """What was done about me: by whom, why, until when, and how to ask for a review."""
    mine = queries.standing_for(me(), public_id)
    records = list(queries.acts_about(mine.id))
    is_banned = mine.standing is Standing.BANNED
    place = rules.that_keeps_out([record.act for record in records], is_banned=is_banned)
    out = records.pop(place) if place is not None else None
    return render_template(
        "moderation/about_me.html",
        group=mine.group,
        is_member=mine.standing is Standing.ACTIVE,
        is_banned=is_banned,
        out=out,
        records=records,
        **_who_looks(mine, out),
    )


@bp.route("/groups/<public_id>/record/me/<record_id>", methods=["GET", "POST"])
def review(public_id: str, record_id: str) -> ResponseReturnValue:
    """Ask that an act about me be looked at again."""
    mine = queries.standing_for(me(), public_id)
    found = queries.act_about(mine.id, record_id)

    def send(form: ReviewForm) -> ResponseReturnValue:
        actions.ask_review(mine, record_id, form.words)
        flash("Those who serve the group will look at it again. Their answer will stand here.", "care")
        return redirect(url_for("moderation.about_me", public_id=public_id))

    return ask("moderation/review.html", ReviewForm, send, group=mine.group, record=found, **_who_looks(mine, found))


def _who_looks(mine: Membership, record: Record | None) -> dict[str, object]:
    """Who would look at an act about me again; whether it is only the one who acted, and whom else there is to ask."""
    servants = queries.moderators_of(mine.group_id)
    by = record.on(Side.BY) if record else None
    moderators = [servant.id for servant in servants]
    return {
        "servants": servants,
        "is_alone": rules.is_alone(by.membership_id if by else None, asked=mine.id, moderators=moderators),
        "contact": current_app.config["SETTINGS"].contact,
    }
