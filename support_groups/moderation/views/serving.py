"""The page of those who serve a group: what waits for them, what was done, and which positions are free."""

from flask import render_template
from flask.typing import ResponseReturnValue

from support_groups.accounts.queries import me
from support_groups.groups.queries import asking_in, members_of, positions_of, serving_for
from support_groups.groups.rules import Power, may
from support_groups.rooms.queries import rooms_of, rooms_that_hold

from .. import queries, rules
from .blueprint import bp


@bp.get("/groups/<public_id>/serving")
def serving(public_id: str) -> ResponseReturnValue:
    """What those who serve a group have to see to, in one place."""
    person = me()
    mine = serving_for(person, public_id, Power.ADMIT)
    group_id, moderates = mine.group_id, may(mine.role, Power.MODERATE)
    holding = rooms_that_hold(group_id) if moderates else ()
    return render_template(
        "moderation/serving.html",
        group=mine.group,
        mine=mine,
        holding=holding,
        own_rooms=rooms_of(person.id, [room.id for room, _ in holding]),
        reports=queries.count_reports_for(mine) if moderates else 0,
        flags=len(queries.flags_for(mine)) if moderates else 0,
        reviews=len(queries.open_reviews(group_id)) if moderates else 0,
        asking=len(asking_in(group_id)),
        newest=queries.record_of(group_id).records[:3] if moderates else (),
        free=rules.free_positions([member.role for member in members_of(group_id)]),
        positions=rules.POSITIONS,
        vacant=[one for one in positions_of(group_id) if one.holder_id is None],
    )
