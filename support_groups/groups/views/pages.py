"""What anyone may see of a group, and one's own groups."""

from flask import redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from support_groups.accounts.queries import me
from support_groups.core.clock import now
from support_groups.core.identity import is_signed_in, public
from support_groups.groups import queries, rules
from support_groups.groups.models import Standing

from .blueprint import bp


@bp.get("/groups")
def mine() -> ResponseReturnValue:
    """One's own groups, and those one has asked to join."""
    person = me()
    return render_template(
        "groups/mine.html",
        memberships=queries.memberships_of(person),
        requests=queries.requests_of(person),
        may_found=person.may_found_groups,
    )


@bp.get("/groups/<public_id>")
@public
def show(public_id: str) -> ResponseReturnValue:
    """A group as this viewer may see it: a stranger, someone who asked, a member, one who serves."""
    viewer = me() if is_signed_in() else None
    try:
        group = queries.group_for(viewer, public_id)
    except rules.Banned:
        return redirect(url_for("moderation.about_me", public_id=public_id))
    standing = queries.standing_of(viewer, group.id) if viewer else None
    mine = standing if standing and standing.standing is Standing.ACTIVE else None
    asking = queries.count_asking(group.id) if mine and rules.may(mine.role, rules.Power.ADMIT) else 0
    return render_template(
        "groups/show.html",
        group=group,
        standing=standing,
        mine=mine,
        asking=asking,
        facilitators=queries.facilitators_of(group.id) if mine else (),
        open_positions=len([one for one in queries.positions_of(group.id) if one.holder_id is None]) if mine else 0,
        is_muted=mine is not None and rules.is_muted(mine.muted_until, now()),
    )
