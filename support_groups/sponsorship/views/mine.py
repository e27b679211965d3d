"""One's own sponsorships, asks and blocks."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from support_groups.accounts.queries import me
from support_groups.core import limits
from support_groups.core.clock import today_in
from support_groups.core.forms import Nothing, parse
from support_groups.sponsorship import actions, queries

from .blueprint import bp


@bp.get("/sponsorship")
def mine() -> ResponseReturnValue:
    """Who asks, whom one has asked, one's sponsorships, and whom one has blocked."""
    person = me()
    return render_template(
        "sponsorship/mine.html",
        offer=queries.offer_of(person),
        asks_to_me=queries.asks_to(person),
        my_asks=queries.asks_by(person),
        sponsorships=queries.sponsorships_of(person),
        blocks=queries.blocks_by(person),
        today=today_in(person.zone),
    )


@bp.get("/sponsorship/<public_id>")
def one(public_id: str) -> ResponseReturnValue:
    """One sponsorship: what it is, and how it ends."""
    person = me()
    sponsorship = queries.sponsorship_for(person, public_id)
    return render_template("sponsorship/one.html", sponsorship=sponsorship, today=today_in(person.zone))


@bp.post("/sponsorship/<public_id>/end")
def end(public_id: str) -> ResponseReturnValue:
    """End it, without a reason."""
    person = me()
    sponsorship = queries.sponsorship_for(person, public_id)
    parse(Nothing, request.form)
    actions.end_sponsorship(person, sponsorship)
    flash("It has ended. Nobody needs a reason, and what was good about it stays good.", "care")
    return redirect(url_for("sponsorship.one", public_id=public_id))


@bp.post("/sponsorship/<public_id>/block")
def block_other(public_id: str) -> ResponseReturnValue:
    """End it, and want nothing to do with the other."""
    person = me()
    sponsorship = queries.sponsorship_for(person, public_id)
    parse(Nothing, request.form)
    limits.take("30 per day", "sponsorship.block", person.id)
    other_id = sponsorship.other_id(person.id)
    actions.block(person, other_id, sponsorship.other_name(person.id), sponsorship.other_name(other_id))
    flash("Done. Nothing of theirs reaches you here any more, and they are not told.", "care")
    return redirect(url_for("sponsorship.mine"))


@bp.post("/sponsorship/blocks/<public_id>/lift")
def lift_block(public_id: str) -> ResponseReturnValue:
    """Let someone be met again."""
    person = me()
    block = queries.block_for(person, public_id)
    parse(Nothing, request.form)
    actions.lift_block(person, block)
    flash("You can meet each other here again.", "notice")
    return redirect(url_for("sponsorship.mine"))
