"""Looking at sponsors, and saying what one looks for."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from support_groups.accounts.models import Account
from support_groups.accounts.queries import me
from support_groups.core import limits
from support_groups.core.errors import NotFound
from support_groups.core.forms import Filled, FormRefused, Nothing, ask, parse
from support_groups.sponsorship import actions, queries, rules
from support_groups.sponsorship.forms import PageForm, SearchForm

from .blueprint import bp

OFFERS_ON_A_PAGE = 12


@bp.get("/sponsors")
def offers() -> ResponseReturnValue:
    """The sponsors who have a place, those who fit best first, each with the reasons."""
    person = me()
    try:
        page = parse(PageForm, request.args).page
    except FormRefused:
        raise NotFound from None
    shown = queries.suggestions_for(person)
    first = (page - 1) * OFFERS_ON_A_PAGE
    if page > 1 and first >= len(shown):
        raise NotFound
    return render_template(
        "sponsorship/offers.html",
        shown=shown[first : first + OFFERS_ON_A_PAGE],
        page=page,
        has_more=len(shown) > first + OFFERS_ON_A_PAGE,
        search=queries.search_of(person),
        mine=queries.offer_of(person),
    )


@bp.route("/sponsors/looking-for", methods=["GET", "POST"])
def looking_for() -> ResponseReturnValue:
    """What one looks for, so that those who fit stand first; seen by nobody else."""
    person = me()

    def keep(form: SearchForm) -> ResponseReturnValue:
        actions.look_for(person, form.values())
        flash("The sponsors are in your order now.", "notice")
        return redirect(url_for("sponsorship.offers"))

    return ask("sponsorship/looking_for.html", SearchForm, keep, filled=_filled(person), zone=person.zone)


def _filled(person: Account) -> Filled:
    search = queries.search_of(person)
    if search is None:
        return Filled()
    return Filled(
        {
            "languages": rules.words_of(search.languages),
            "hours": rules.words_of(search.hours),
            "gender": search.gender,
            "prefers": search.prefers,
            "wants_temporary": search.wants_temporary,
        }
    )


@bp.get("/sponsors/<public_id>")
def show(public_id: str) -> ResponseReturnValue:
    """One sponsor, why they may fit, and the way to ask."""
    person = me()
    offer = queries.offer_for(person, public_id)
    return render_template(
        "sponsorship/show.html",
        shown=queries.shown_to(person, offer),
        has_place=queries.has_place(offer),
        is_mine=offer.account_id == person.id,
    )


@bp.post("/sponsors/<public_id>/block")
def block_sponsor(public_id: str) -> ResponseReturnValue:
    """Want nothing to do with a sponsor."""
    person = me()
    offer = queries.offer_for(person, public_id)
    parse(Nothing, request.form)
    limits.take("30 per day", "sponsorship.block", person.id)
    known_as = queries.name_known_to(person, offer.account_id)
    actions.block(person, offer.account_id, offer.name, known_as)
    flash("Done. Nothing of theirs reaches you here any more, and they are not told.", "care")
    return redirect(url_for("sponsorship.offers"))
