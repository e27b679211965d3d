"""One's own offer to sponsor."""

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from support_groups.accounts.models import Account
from support_groups.accounts.queries import me
from support_groups.accounts.rules import ZONES_BY_REGION
from support_groups.core import limits
from support_groups.core.forms import Filled, Nothing, ask, parse
from support_groups.sponsorship import actions, queries, rules
from support_groups.sponsorship.forms import OfferForm
from support_groups.sponsorship.models import CAPACITY_MAX, CLEAN_YEARS, STEPS, SponsorOffer

from .blueprint import bp
from .naming import first_name, proposals, weigh_name

CHANGES = "30 per day"


@bp.route("/sponsors/offer", methods=["GET", "POST"])
def offer() -> ResponseReturnValue:
    """Offer to sponsor, or change one's offer."""
    person = me()
    mine = queries.offer_of(person)

    def keep(form: OfferForm) -> ResponseReturnValue:
        if mine is None or form.name != mine.name:
            weigh_name(person, form.name, form.sure)
        limits.take(CHANGES, "sponsorship.offer", person.id)
        kept = actions.offer_to_sponsor(person, form.values())
        flash(f"Your offer is kept. Here you are {kept.name}.", "notice")
        return redirect(url_for("sponsorship.show", public_id=kept.public_id))

    names = proposals(person)
    return ask(
        "sponsorship/offer.html",
        OfferForm,
        keep,
        filled=_kept(mine) if mine else _blank(person, names),
        mine=mine,
        names=names,
        taken=queries.taken_places(person.id),
        capacity_max=CAPACITY_MAX,
        clean_years=CLEAN_YEARS,
        steps_max=STEPS,
        zones=ZONES_BY_REGION,
    )


def _blank(person: Account, names: list[str]) -> Filled:
    return Filled({"name": first_name(person, names), "capacity": 1, "zone": person.zone, "clean_years": 1})


def _kept(mine: SponsorOffer) -> Filled:
    kept = {name: getattr(mine, name) for name in OfferForm.model_fields if name != "sure"}
    return Filled(kept | {"languages": rules.words_of(mine.languages), "hours": rules.words_of(mine.hours)})


@bp.post("/sponsors/offer/pause")
def pause() -> ResponseReturnValue:
    """Be asked by nobody new for a while."""
    parse(Nothing, request.form)
    actions.pause_offer(me())
    flash("Your offer rests. Nobody new can find it until you say so; rest well.", "care")
    return redirect(url_for("sponsorship.mine"))


@bp.post("/sponsors/offer/resume")
def resume() -> ResponseReturnValue:
    """Be found again."""
    parse(Nothing, request.form)
    actions.resume_offer(me())
    flash("Welcome back. People can find your offer again.", "notice")
    return redirect(url_for("sponsorship.mine"))


@bp.post("/sponsors/offer/withdraw")
def withdraw_offer() -> ResponseReturnValue:
    """Offer no longer."""
    parse(Nothing, request.form)
    actions.withdraw_offer(me())
    flash("Your offer is gone. Thank you for having been there.", "care")
    return redirect(url_for("sponsorship.mine"))
