"""The list of one's conversations, and the way into one."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from support_groups.accounts.format import to_text
from support_groups.accounts.queries import me
from support_groups.core.forms import Nothing, parse
from support_groups.core.identity import is_signed_in

from . import actions, queries

bp = Blueprint("conversations", __name__)


@bp.app_context_processor
def unread() -> dict[str, object]:
    """How many conversations wait, for the head of every page."""
    return {"unread_messages": queries.count_unread(me().id)} if is_signed_in() else {}


@bp.app_context_processor
def about_two() -> dict[str, object]:
    """What the page of a conversation's room needs: the keys of the two, the ways to end it and to block."""
    if request.endpoint != "rooms.show" or not is_signed_in():
        return {}
    side = queries.side_in(me(), str((request.view_args or {}).get("public_id")))
    if side is None:
        return {}
    way_out = url_for("sponsorship.one", public_id=side.conversation.public_id)
    shown = queries.keys_for(me(), side.conversation)
    return {
        "end_url": f"{way_out}#end",
        "block_url": f"{way_out}#block",
        "other_name": side.other_name,
        "talk": {
            "conversation": side.conversation.public_id,
            "mine": to_text(shown.mine),
            "theirs": to_text(shown.theirs),
        },
    }


@bp.get("/conversations")
def mine() -> ResponseReturnValue:
    """One's conversations, with what is unread."""
    return render_template("conversations/mine.html", listed=queries.conversations_of(me()))


@bp.get("/conversations/<public_id>")
def show(public_id: str) -> ResponseReturnValue:
    """The room of a conversation."""
    side = queries.side_for(me(), public_id)
    return redirect(url_for("rooms.show", public_id=side.conversation.room.public_id))


@bp.post("/conversations/<public_id>/delete")
def delete(public_id: str) -> ResponseReturnValue:
    """Let go of a conversation that has ended, for oneself."""
    person = me()
    side = queries.side_for(person, public_id)
    parse(Nothing, request.form)
    actions.delete_conversation(person, side)
    flash("It is gone for you. When the other deletes it too, nothing of it stays here.", "notice")
    return redirect(url_for("conversations.mine"))
