"""The pages of recovery: most of them for everyone; clean time and the plan can be opened by the member alone."""

from flask import Blueprint, render_template, request

from support_groups.accounts.queries import me
from support_groups.core.forms import Filled
from support_groups.core.identity import is_signed_in, public

from . import rules

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


@bp.get("/clean-time")
def clean_time() -> str:
    """The member's clean time and tags; their browser opens, counts and keeps them."""
    return render_template("recovery/clean_time.html", zone=me().zone, filled=Filled({"earlier": "keep"}))


@bp.get("/plan")
def plan() -> str:
    """What a member wrote for a hard moment; their browser opens and keeps it."""
    return render_template("recovery/plan.html")
