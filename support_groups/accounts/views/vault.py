"""What lies in a member's vault, for their own browser: it comes sealed and goes sealed."""

from flask import Response, jsonify
from flask.typing import ResponseReturnValue

from support_groups.accounts import actions
from support_groups.accounts.actions import KeptElsewhere
from support_groups.accounts.forms import KeepItem
from support_groups.accounts.queries import me, vault_item_of
from support_groups.core import limits
from support_groups.core.forms import parse_json

from .blueprint import bp

KEEPING = "30 per minute; 300 per hour"


@bp.get("/vault/<purpose>")
def vault_item(purpose: str) -> Response:
    """One thing as it lies there; nothing is revision 0."""
    item = vault_item_of(me(), purpose)
    return jsonify(rev=item.rev if item else 0, sealed=item.sealed if item else None)


@bp.post("/vault/<purpose>")
def keep_vault_item(purpose: str) -> ResponseReturnValue:
    """Keep one thing; where it was changed elsewhere, what is there now comes back with 409."""
    limits.take(KEEPING, "vault", me().id)
    form = parse_json(KeepItem)
    try:
        return jsonify(rev=actions.keep_item(me(), purpose, form.sealed, form.rev))
    except KeptElsewhere as refused:
        return vault_item(purpose), refused.status
