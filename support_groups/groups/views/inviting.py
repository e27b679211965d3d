"""Invitations: making them, taking them back, and coming in by one."""

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from support_groups.accounts.queries import me
from support_groups.core import limits
from support_groups.core.brought import brought, take_in
from support_groups.core.forms import Filled, ask
from support_groups.core.identity import is_signed_in, public
from support_groups.groups import actions, queries, rules
from support_groups.groups.forms import InvitationForm
from support_groups.groups.rules import Power

from .belonging import join_by
from .blueprint import bp, pressed

INVITED = "groups.invited"
LOOKS_PER_MINUTE = 20
NEW_INVITATIONS = "30 per hour"

_DAYS = [(days, f"{days} days" if days > 1 else "1 day") for days in rules.INVITATION_DAYS]


@bp.route("/invitation", methods=["GET", "POST"])
@public
def invitation() -> ResponseReturnValue:
    """Where the link of an invitation leads: what stands behind its # is kept for the page of the invitation."""
    return take_in(INVITED)


@bp.route("/invitation/open", methods=["GET", "POST"])
@public
def invited() -> ResponseReturnValue:
    """Come into a group by an invitation; without an account, first see what it is."""
    limits.take_here(LOOKS_PER_MINUTE, "groups.invitation")
    token = brought(INVITED)
    group = queries.invitation_for(token).group
    if is_signed_in():
        return join_by(me(), group, token)
    return render_template("groups/invited.html", group=group, onward=url_for(INVITED))


@bp.route("/groups/<public_id>/invitations", methods=["GET", "POST"])
def invitations(public_id: str) -> ResponseReturnValue:
    """The open invitations of a group, and a way to make one; its link is shown this once."""
    by = queries.serving_for(me(), public_id, Power.INVITE)
    group = by.group

    def make(form: InvitationForm) -> ResponseReturnValue:
        limits.take(NEW_INVITATIONS, "groups.invite", by.id)
        token = actions.invite(by, form.uses, form.days)
        # Shown in this very answer: kept for another, the link would have to be written down somewhere.
        return render_template(
            "groups/invitations.html",
            group=group,
            invitations=queries.invitations_of(group.id),
            link=url_for("groups.invitation", _anchor=token, _external=True),
            made=form,
        )

    return ask(
        "groups/invitations.html",
        InvitationForm,
        make,
        filled=Filled({"uses": 1, "days": 7}),
        group=group,
        invitations=queries.invitations_of(group.id),
        days=_DAYS,
    )


@bp.post("/groups/<public_id>/invitations/<invitation_id>/revoke")
def revoke_invitation(public_id: str, invitation_id: str) -> ResponseReturnValue:
    """Take an invitation back."""
    pressed()
    by = queries.serving_for(me(), public_id, Power.INVITE)
    actions.revoke_invitation(by, queries.invitation_in(by.group_id, invitation_id))
    flash("The invitation is taken back. Its link opens nothing any more.", "notice")
    return redirect(url_for("groups.invitations", public_id=public_id))
