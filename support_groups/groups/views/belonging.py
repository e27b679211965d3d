"""What a person does for themselves in a group."""

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from support_groups.accounts.models import Account
from support_groups.accounts.queries import me
from support_groups.core import limits
from support_groups.core.clock import now
from support_groups.core.errors import TooFast
from support_groups.core.forms import Filled, ask
from support_groups.core.identity import safe_next
from support_groups.groups import actions, queries, rules
from support_groups.groups.forms import JoinForm, LeaveForm, NameForm
from support_groups.groups.models import Door, Group, Membership, Role, Standing

from .blueprint import bp, door_of, pressed
from .naming import proposals, weigh_name

ASKING_A_GROUP = "50 per hour"
JOINS_OF_A_PERSON = "20 per day"
RETURNS_TO_A_GROUP = "3 per day"
REQUESTS_TO_A_GROUP = "3 per 7 days"
KNOCKS_AT_A_DOOR = "1 per day"
RENAMES = "5 per day"
_HOUR_SECONDS = 3600


class CameAndWent(TooFast):
    """Coming and going all day is no way of being in a group, and would fill its door for others."""

    words = (
        "You have come to this group and left it several times today. You are welcome again tomorrow; "
        "other groups are open to you tonight, and help is always one step away."
    )


def page_of(group: Group) -> str:
    """The address of a group's page."""
    return url_for("groups.show", public_id=group.public_id)


@bp.route("/groups/<public_id>/join", methods=["GET", "POST"])
def join(public_id: str) -> ResponseReturnValue:
    """Choose a name for the group and join it, or ask to; then on to where one wanted to go."""
    person = me()
    group = queries.group_for(person, public_id)
    standing = queries.standing_of(person, group.id)
    if standing and standing.standing is Standing.ASKED:
        return redirect(page_of(group))
    if door_of(group, standing) is Door.BY_INVITATION and not (standing and standing.standing is Standing.ACTIVE):
        if request.method == "POST" and standing is None:
            _knock(person, group)
        return redirect(page_of(group))
    return join_by(person, group, None)


def join_by(person: Account, group: Group, token: str | None) -> ResponseReturnValue:
    """The page where one takes a name and comes in, with an invitation or without."""
    onward = safe_next(request.values.get("next")) or page_of(group)
    standing = queries.standing_of(person, group.id)
    if standing and standing.standing is Standing.ACTIVE:
        return redirect(onward)
    if standing and standing.standing is Standing.BANNED:
        raise rules.Banned(standing.standing_reason)

    def come_in(form: JoinForm) -> ResponseReturnValue:
        weigh_name(person, group.id, form)
        _limit_joining(person, group, invited=token is not None)
        member = actions.join(person, group, form.name, token, form.request_words)
        if member.standing is Standing.ASKED:
            flash("You have asked to join. You will find the answer among your notices.", "notice")
            return redirect(page_of(group))
        flash(f"You are in this group now. Here you are {member.name}.", "notice")
        return redirect(onward)

    names = proposals(person, group.id)
    kept = standing.name if standing and standing.name else None
    return ask(
        "groups/join.html",
        JoinForm,
        come_in,
        filled=Filled({"name": kept or (names[0] if names else ""), "next": safe_next(request.values.get("next"))}),
        group=group,
        names=names,
        kept=kept,
        asks_first=token is None and door_of(group, standing) is Door.ON_REQUEST,
        invited=token is not None,
    )


def _knock(person: Account, group: Group) -> None:
    """Count a stranger before a shut door, once a day however often they come: one alone is no wave."""
    try:
        limits.take(KNOCKS_AT_A_DOOR, "groups.knock", group.id, person.id)
    except TooFast:
        return
    actions.count_knock(group)


def _limit_joining(person: Account, group: Group, *, invited: bool) -> None:
    limits.take(JOINS_OF_A_PERSON, "groups.join.person", person.id)
    if queries.standing_of(person, group.id):
        try:
            limits.take(RETURNS_TO_A_GROUP, "groups.return", group.id, person.id)
        except TooFast:
            raise CameAndWent from None
    if invited:
        return
    # Where one comes in at once, too many at once are a wave: they shut the door.
    if group.door is Door.ON_REQUEST:
        _limit_door(person, group)
        try:
            limits.take(REQUESTS_TO_A_GROUP, "groups.request", group.id, person.id)
        except TooFast:
            raise rules.AskedTooOften from None


def _limit_door(person: Account, group: Group) -> None:
    """Count a person once an hour toward what a group takes in, however often they come."""
    once = ("groups.join.once", group.id, person.id)
    if limits.count(_HOUR_SECONDS, *once) > 1:
        return
    try:
        limits.take(ASKING_A_GROUP, "groups.join.group", group.id)
    except TooFast:
        limits.forget(*once)
        raise


@bp.post("/groups/<public_id>/withdraw")
def withdraw(public_id: str) -> ResponseReturnValue:
    """Take back the wish to join."""
    pressed()
    person = me()
    group = queries.group_for(person, public_id)
    if standing := queries.standing_of(person, group.id):
        actions.withdraw_request(standing)
        flash("You have taken it back. Nothing of it stays here.", "notice")
    return redirect(page_of(group) if group.is_listed else url_for("groups.mine"))


def membership_at(public_id: str) -> Membership:
    """One's own membership in the group behind an address, or not found."""
    person = me()
    return queries.membership_for(person, queries.group_for(person, public_id))


@bp.route("/groups/<public_id>/me", methods=["GET", "POST"])
def membership(public_id: str) -> ResponseReturnValue:
    """One's name here, position, home group; and the way out."""
    mine = membership_at(public_id)
    person, group = mine.account, mine.group

    def take_name(form: NameForm) -> ResponseReturnValue:
        if form.name != mine.name:
            weigh_name(person, group.id, form)
            limits.take(RENAMES, "groups.rename", mine.id)
            actions.rename(mine, form.name)
            flash(f"Here you are {form.name} now.", "notice")
        return redirect(url_for("groups.membership", public_id=public_id))

    return ask(
        "groups/membership.html",
        NameForm,
        take_name,
        filled=Filled({"name": mine.name}),
        group=group,
        mine=mine,
        is_muted=rules.is_muted(mine.muted_until, now()),
    )


@bp.post("/groups/<public_id>/home")
def make_home(public_id: str) -> ResponseReturnValue:
    """Make this group one's home group."""
    pressed()
    mine = membership_at(public_id)
    actions.make_home(mine)
    flash(f"{mine.group.name} is your home group now.", "notice")
    return redirect(url_for("groups.membership", public_id=public_id))


@bp.post("/groups/<public_id>/home/unset")
def unset_home(public_id: str) -> ResponseReturnValue:
    """Have no home group for now."""
    pressed()
    actions.unset_home(membership_at(public_id))
    flash("You have no home group now. You can choose one again at any time.", "notice")
    return redirect(url_for("groups.membership", public_id=public_id))


@bp.post("/groups/<public_id>/step-back")
def step_back(public_id: str) -> ResponseReturnValue:
    """Lay down one's own position and be a member among members."""
    pressed()
    mine = membership_at(public_id)
    if mine.role is not Role.MEMBER:
        actions.lay_down(mine)
        flash("You have laid down your position. Thank you for what you did here.", "notice")
    return redirect(url_for("groups.membership", public_id=public_id))


@bp.route("/groups/<public_id>/leave", methods=["GET", "POST"])
def leave(public_id: str) -> ResponseReturnValue:
    """Say what leaving means, then leave."""
    mine = membership_at(public_id)
    group = mine.group
    members = queries.members_of(group.id)
    facilitators = [member for member in members if member.role is Role.FACILITATOR]

    def go(form: LeaveForm) -> ResponseReturnValue:
        actions.leave(mine, keep_name=form.keep_name)
        flash("You have left the group. You are welcome wherever you go from here.", "notice")
        return redirect(url_for("groups.mine"))

    return ask(
        "groups/leave.html",
        LeaveForm,
        go,
        group=group,
        mine=mine,
        is_needed=facilitators == [mine] and len(members) > 1,
        ends_it=len(members) == 1,
    )
