"""Asking a sponsor, and a sponsor's answers."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from support_groups.accounts.queries import me
from support_groups.core import limits
from support_groups.core.errors import NotFound
from support_groups.core.forms import Filled, FormRefused, Nothing, parse
from support_groups.core.forms import ask as asked_for
from support_groups.sponsorship import actions, queries, rules
from support_groups.sponsorship.forms import AskForm, DeclineForm
from support_groups.sponsorship.models import NOTE_MAX_CHARS

from .blueprint import bp
from .naming import first_name, proposals, weigh_name

TRIES = "30 per hour"


@bp.route("/sponsors/<public_id>/ask", methods=["GET", "POST"])
def ask(public_id: str) -> ResponseReturnValue:
    """Ask a sponsor, under a name of one's choice, with a note."""
    person = me()
    try:
        offer = queries.offer_for(person, public_id)
    except NotFound:
        if request.method != "POST":
            raise
        offer = None
    if offer and offer.account_id == person.id:
        raise rules.SponsorIsYou

    own = queries.offer_of(person)

    def send(form: AskForm) -> ResponseReturnValue:
        # Paused, blocked and never there look the same; but what someone dared to write must not be lost.
        if offer is None:
            raise rules.SponsorHasNoPlace
        limits.take(TRIES, "sponsorship.ask", person.id)
        if own is None or form.name != own.name:
            weigh_name(person, form.name, form.sure)
        try:
            actions.ask(person, offer, form.name, form.note, temporary=form.is_temporary)
        except NotFound:
            raise rules.SponsorHasNoPlace from None
        flash(f"{offer.name} has your words now, and seven days to answer. You will find the answer here.", "care")
        return redirect(url_for("sponsorship.mine"))

    names = [] if own else proposals(person)
    first = {"name": first_name(person, names), "note": queries.last_note_of(person)}
    return asked_for(
        "sponsorship/ask.html",
        AskForm,
        send,
        filled=Filled(first),
        offer=offer,
        names=names,
        is_of_offer=own is not None,
        note_max_chars=NOTE_MAX_CHARS,
        has_kept_note=first["note"] is not None,
    )


@bp.get("/sponsorship/asks/<public_id>")
def answer(public_id: str) -> ResponseReturnValue:
    """Someone's ask, whole, and the answers one can give."""
    return _answer_page(public_id, Filled(), 200)


def _answer_page(public_id: str, filled: Filled, status: int) -> ResponseReturnValue:
    person = me()
    asked = queries.ask_to(person, public_id)
    offer = queries.offer_of(person)
    has_place = offer is not None and queries.has_place(offer)
    return render_template("sponsorship/answer.html", asked=asked, has_place=has_place, filled=filled), status


@bp.post("/sponsorship/asks/<public_id>/accept")
def accept(public_id: str) -> ResponseReturnValue:
    """Say yes."""
    person = me()
    asked = queries.ask_to(person, public_id)
    parse(Nothing, request.form)
    try:
        begun = actions.accept(person, asked)
    except rules.SponsorIsFull as full:
        return _answer_page(public_id, Filled(words=full.words), full.status)
    except rules.AskIsSettled:
        # As it is a moment after one was taken back: no yes may come to nothing in a way of its own.
        raise NotFound from None
    flash(f"You sponsor {begun.sponsee_name} now. A first word from you will do them good.", "care")
    return redirect(url_for("sponsorship.one", public_id=begun.public_id))


@bp.post("/sponsorship/asks/<public_id>/decline")
def decline(public_id: str) -> ResponseReturnValue:
    """Say no, in prepared words."""
    person = me()
    asked = queries.ask_to(person, public_id)
    try:
        form = parse(DeclineForm, request.form)
    except FormRefused as refused:
        return _answer_page(public_id, Filled(request.form, refused.errors), refused.status)
    actions.decline(person, asked, form.answer)
    flash("Your answer is on its way, in kind words. Thank you for giving one.", "notice")
    return redirect(url_for("sponsorship.mine"))


@bp.post("/sponsorship/asks/<public_id>/withdraw")
def withdraw(public_id: str) -> ResponseReturnValue:
    """No longer ask."""
    person = me()
    asked = queries.ask_by(person, public_id)
    parse(Nothing, request.form)
    actions.withdraw(person, asked)
    flash("You have taken it back. Your words are kept for you, in case you ask someone else.", "notice")
    return redirect(url_for("sponsorship.mine"))


@bp.post("/sponsorship/asks/<public_id>/block")
def block_asker(public_id: str) -> ResponseReturnValue:
    """Want nothing to do with someone who asks."""
    person = me()
    asked = queries.ask_to(person, public_id)
    parse(Nothing, request.form)
    limits.take("30 per day", "sponsorship.block", person.id)
    actions.block(person, asked.asker_id, asked.asker_name, asked.sponsor_name)
    flash("Done. Nothing of theirs reaches you here any more, and they are not told why.", "care")
    return redirect(url_for("sponsorship.mine"))
