"""The record of a group for those who moderate it; for everybody, what concerns themselves."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from support_groups.accounts.queries import me
from support_groups.core.forms import Filled, Nothing, ask, parse
from support_groups.groups.models import Role, Standing
from support_groups.groups.queries import serving_for
from support_groups.groups.rules import ROLE_WORDS, Power

from . import actions, queries, rules
from .forms import GuardsForm, ReviewForm
from .models import WORDS_KEPT_DAYS, Act, Record, Side
from .rules import Guards

bp = Blueprint("moderation", __name__)


@bp.context_processor
def words() -> dict[str, object]:
    """The words of acts, for the templates of moderation."""
    return {
        "act_words": rules.ACT_WORDS,
        "acts": Act,
        "by": lambda record: record.on(Side.BY),
        "whom": lambda record: record.on(Side.WHOM),
        "role_given": _role_given,
        "days_kept": WORDS_KEPT_DAYS,
        "may_be_reviewed": lambda record: record.act in rules.REVIEWABLE and record.review is None,
    }


def _role_given(record: Record) -> str:
    return ROLE_WORDS[Role(record.detail)][0] if record.act is Act.ROLE_GIVEN else ""


@bp.get("/groups/<public_id>/record")
def record(public_id: str) -> ResponseReturnValue:
    """What was done by those who serve the group, the newest first."""
    mine = serving_for(me(), public_id, Power.MODERATE)
    page = queries.record_of(mine.group_id, request.args.get("before", type=int))
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
    return render_template(
        "moderation/about_me.html",
        group=mine.group,
        is_member=mine.standing is Standing.ACTIVE,
        is_banned=mine.standing is Standing.BANNED,
        records=queries.acts_about(mine.id),
        servants=queries.moderators_of(mine.group_id),
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

    return ask("moderation/review.html", ReviewForm, send, group=mine.group, record=found)


@bp.route("/groups/<public_id>/guards", methods=["GET", "POST"])
def guards(public_id: str) -> ResponseReturnValue:
    """Choose what is looked at before a message is posted."""
    mine = serving_for(me(), public_id, Power.MANAGE)

    def change(form: GuardsForm) -> ResponseReturnValue:
        actions.change_guards(mine, form.guards())
        flash("The guards are kept. They hold from the next message on.", "notice")
        return redirect(url_for("groups.settings", public_id=public_id))

    filled = _as_they_are(queries.guards_of(mine.group_id))
    offered = [(most, f"{most} messages") for most in rules.PER_MINUTE_OFFERED]
    return ask("moderation/guards.html", GuardsForm, change, filled=filled, group=mine.group, offered=offered)


def _as_they_are(guards: Guards) -> Filled:
    lists = guards.lists
    return Filled(
        {
            "on_personal": guards.on_personal.value,
            "no_solicitation": "yes" if guards.no_solicitation else "",
            "holds": guards.holds.value,
            "holds_listed": "yes" if guards.holds_listed else "",
            "per_minute": guards.per_minute or rules.PER_MINUTE_DEFAULT,
            "words": lists.words,
            "patterns": lists.patterns,
            "exceptions": lists.exceptions,
        }
    )


@bp.get("/groups/<public_id>/care")
def care(public_id: str) -> ResponseReturnValue:
    """Who may need care, and who talks with them."""
    mine = serving_for(me(), public_id, Power.MODERATE)
    flags = queries.flags_of(mine.group_id)
    return render_template(
        "moderation/care.html",
        group=mine.group,
        mine=mine,
        flags=[(flag, queries.words_at(flag)) for flag in flags],
    )


@bp.post("/groups/<public_id>/care/<flag_id>/take")
def take_care(public_id: str, flag_id: str) -> ResponseReturnValue:
    """Say that one is talking with somebody."""
    parse(Nothing, request.form)
    flag = actions.take_care(serving_for(me(), public_id, Power.MODERATE), flag_id)
    return _to_care(public_id, f"You are talking with {flag.participant.name}, and the others see it.")


@bp.post("/groups/<public_id>/care/<flag_id>/hand-on")
def hand_on_care(public_id: str, flag_id: str) -> ResponseReturnValue:
    """Leave somebody to another who serves."""
    parse(Nothing, request.form)
    flag = actions.hand_on_care(serving_for(me(), public_id, Power.MODERATE), flag_id)
    return _to_care(public_id, f"The others see that {flag.participant.name} still needs someone.")


@bp.post("/groups/<public_id>/care/<flag_id>/close")
def close_care(public_id: str, flag_id: str) -> ResponseReturnValue:
    """Say that somebody is looked after."""
    parse(Nothing, request.form)
    actions.close_care(serving_for(me(), public_id, Power.MODERATE), flag_id)
    return _to_care(public_id, rules.AFTERCARE)


def _to_care(public_id: str, words: str) -> ResponseReturnValue:
    flash(words, "care")
    return redirect(url_for("moderation.care", public_id=public_id))
