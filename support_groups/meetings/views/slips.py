"""Attendance slips: given to whoever was there, checked for anybody, and kept nowhere."""

import secrets

from flask import render_template, url_for
from flask.typing import ResponseReturnValue

from support_groups.accounts.queries import me
from support_groups.core.clock import now
from support_groups.core.errors import DomainError, NotFound
from support_groups.core.forms import ask
from support_groups.core.identity import public
from support_groups.core.vouching import is_vouched, own_public_key, vouch
from support_groups.meetings import queries, rules
from support_groups.meetings.forms import SlipForm
from support_groups.meetings.models import Occurrence
from support_groups.rooms import actions as rooms
from support_groups.rooms.queries import Place, comings_and_goings, place_for
from support_groups.rooms.rules import time_here

from .blueprint import bp


@bp.get("/slips/<public_id>")
def slip(public_id: str) -> ResponseReturnValue:
    """Give somebody who was in a room a slip of that, as long as the room is there; nothing is written down of it."""
    place = place_for(me().id, public_id)
    rooms.check_may_read(place)
    held = queries.occurrence_in(place.room.id)
    if held is None:
        raise NotFound
    back = url_for("rooms.show", public_id=public_id)
    try:
        given = _slip(place, held)
    except DomainError as refused:
        return render_template("meetings/no_slip.html", words=refused.words, back=back), refused.status
    body = rules.packed(given)
    code = rules.code_of(body, vouch(rules.to_sign(body)))
    return render_template("meetings/slip.html", slip=given, code=code, back=back)


@bp.route("/slips/check", methods=["GET", "POST"])
@public
def check_slip() -> ResponseReturnValue:
    """Tell anybody whether a code is that of a slip from here, and publish the key to check it elsewhere."""
    key = own_public_key().hex()

    def check(form: SlipForm) -> ResponseReturnValue:
        given, body, signature = rules.read_code(form.code)
        if not is_vouched(rules.to_sign(body), signature):
            raise rules.NoSuchSlip
        return render_template("meetings/checked_slip.html", slip=given)

    return ask("meetings/check_slip.html", SlipForm, check, key=key)


def _slip(place: Place, held: Occurrence) -> rules.Slip:
    group = held.meeting.group
    return rules.slip_of(
        gives_slips=group.gives_slips,
        title=group.slip_title or place.room.title,
        on=held.on_date,
        here=time_here(comings_and_goings(place.room.id), place.participant.public_id, now()),
        mark=secrets.token_bytes(rules.MARK_BYTES),
    )
