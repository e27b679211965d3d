"""The pages of recovery: most of them for everyone, clean time for the member alone."""

from collections.abc import Callable
from datetime import date

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from support_groups.accounts.models import Account
from support_groups.accounts.queries import me
from support_groups.core.clock import today_in
from support_groups.core.forms import Filled, ask, parse
from support_groups.core.identity import is_signed_in, public

from . import actions, rules
from .forms import CleanDateForm, Earlier, ForgetForm, NewBeginningForm, What
from .models import EARLIEST
from .queries import clean_dates_of

bp = Blueprint("recovery", __name__)


@bp.get("/self-check")
@public
def self_check() -> str:
    """Six plain questions; the answers never leave the page."""
    return render_template("recovery/self_check.html")


@bp.get("/how-people-recover")
@public
def how() -> str:
    """What helps, and one's own part."""
    return render_template("recovery/how.html")


@bp.get("/what-to-expect")
@public
def what_to_expect() -> str:
    """What a first meeting is like, and who sees what."""
    return render_template("recovery/what_to_expect.html")


@bp.get("/help")
@public
def help_now() -> str:
    """Emergency numbers and help lines of the country chosen, else of the member's zone; else the question where."""
    chosen = rules.country_of(request.args.get("country"))
    by_clock = rules.country_in(me().zone) if chosen is None and is_signed_in() else None
    country = chosen or by_clock
    return render_template(
        "recovery/help_now.html",
        country=country,
        by_clock=by_clock is not None or request.args.get("by") == "clock",
        guess=None if country else rules.guess_country(request.accept_languages.values()),
        zones=None if country or "country" in request.args else rules.COUNTRY_OF_ZONE,
        countries=rules.COUNTRIES,
        written_down_on=rules.WRITTEN_DOWN_ON,
    )


@bp.route("/clean-time", methods=["GET", "POST"])
def clean_time() -> ResponseReturnValue:
    """The member's clean time and tags; before there is a date, the question for one."""
    member = me()
    today = today_in(member.zone)
    dates = clean_dates_of(member)
    if not dates or request.method == "POST":
        return ask(
            "recovery/begin.html",
            CleanDateForm,
            lambda form: _kept(actions.begin, form, "Your date is kept. Only you can see it."),
            today=today,
            earliest=EARLIEST,
        )
    since = dates[0].clean_on
    return render_template(
        "recovery/clean_time.html",
        since=since,
        time=rules.clean_time(since, today),
        tags=rules.tags_reached(since, today),
        coming=rules.next_tag(since, today),
        earlier=rules.earlier_times([kept.clean_on for kept in dates]),
    )


@bp.route("/clean-time/again", methods=["GET", "POST"])
def begin_again() -> ResponseReturnValue:
    """Come back after a slip: a new date, and the earlier ones kept or forgotten as the member wishes."""

    def act(form: NewBeginningForm) -> ResponseReturnValue:
        begin = actions.begin_anew if form.earlier is Earlier.FORGET else actions.begin
        begin(me(), form.clean_on)
        flash("You came back. That is what counts.", "care")
        return redirect(url_for(".clean_time"), 303)

    today = today_in(me().zone)
    first = Filled({"clean_on": today.isoformat(), "earlier": Earlier.KEEP})
    return ask("recovery/again.html", NewBeginningForm, act, filled=first, today=today, earliest=EARLIEST)


@bp.route("/clean-time/date", methods=["GET", "POST"])
def put_right() -> ResponseReturnValue:
    """Correct the date that counts."""
    member = me()
    dates = clean_dates_of(member)
    return ask(
        "recovery/put_right.html",
        CleanDateForm,
        lambda form: _kept(actions.put_right, form, "The date is put right."),
        filled=Filled({"clean_on": dates[0].clean_on.isoformat()} if dates else {}),
        today=today_in(member.zone),
        earliest=EARLIEST,
    )


@bp.post("/clean-time/forget")
def forget() -> ResponseReturnValue:
    """Forget the earlier dates, or all of them."""
    if parse(ForgetForm, request.form).what is What.ALL:
        actions.forget_all(me())
        flash("Your dates are forgotten. You can begin again whenever you like.", "notice")
        return redirect(url_for("directory.home"), 303)
    actions.forget_earlier(me())
    flash("The earlier dates are forgotten.", "notice")
    return redirect(url_for(".clean_time"), 303)


def _kept(act: Callable[[Account, date], None], form: CleanDateForm, words: str) -> ResponseReturnValue:
    act(me(), form.clean_on)
    flash(words, "notice")
    return redirect(url_for(".clean_time"), 303)
