"""What those who serve see and do: members, requests, positions, mutes and bans."""

from datetime import timedelta

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from support_groups.accounts.queries import me
from support_groups.core.clock import now
from support_groups.core.errors import NotAllowed, NotFound
from support_groups.core.forms import Filled, ask
from support_groups.groups import actions, queries, rules
from support_groups.groups.forms import MuteForm, ReasonForm, RoleForm
from support_groups.groups.models import Membership, Role, Standing
from support_groups.groups.rules import Power

from .belonging import membership_at
from .blueprint import bp, pressed

_NEEDED = {Standing.ACTIVE: Power.MODERATE, Standing.BANNED: Power.MODERATE, Standing.ASKED: Power.ADMIT}


@bp.get("/groups/<public_id>/members")
def members(public_id: str) -> ResponseReturnValue:
    """Who serves, for members only; those who let people in see all names, and who asks."""
    mine = membership_at(public_id)
    group_id = mine.group_id
    return render_template(
        "groups/members.html",
        group=mine.group,
        mine=mine,
        members=queries.roster_for(mine),
        asking=queries.asking_in(group_id) if rules.may(mine.role, Power.ADMIT) else (),
        banned=queries.banned_from(group_id) if rules.may(mine.role, Power.MODERATE) else (),
    )


def _pair(public_id: str, member_id: str, power: Power) -> tuple[Membership, Membership]:
    """The servant and the person it is about."""
    by = queries.serving_for(me(), public_id, power)
    return by, queries.person_for(by, member_id)


def _check_below(by: Membership, person: Membership) -> None:
    if person.standing is not Standing.ACTIVE:
        raise NotFound
    if not rules.outranks(by.role, person.role):
        raise NotAllowed


def _ground_rules(by: Membership) -> list[tuple[str, str]]:
    lines = rules.ground_rule_lines(by.group.ground_rules)
    return [("", "None of them"), *((line, line) for line in lines)] if lines else []


def _to_members(public_id: str, words: str) -> ResponseReturnValue:
    flash(words, "notice")
    return redirect(url_for("groups.members", public_id=public_id))


def _to_member(public_id: str, member_id: str, words: str) -> ResponseReturnValue:
    flash(words, "notice")
    return redirect(url_for("groups.member", public_id=public_id, member_id=member_id))


@bp.route("/groups/<public_id>/members/<member_id>", methods=["GET", "POST"])
def member(public_id: str, member_id: str) -> ResponseReturnValue:
    """One person of the group, and what may be done; a position is given here."""
    power = Power.MANAGE if request.method == "POST" else Power.ADMIT
    by, person = _pair(public_id, member_id, power)
    if not rules.may(by.role, _NEEDED[person.standing]):
        raise NotAllowed

    def give(form: RoleForm) -> ResponseReturnValue:
        name = person.name
        actions.give_role(by, person, form.role)
        return _to_member(public_id, member_id, f"{name} is told: {rules.ROLE_WORDS[form.role][0]}.")

    return ask(
        "groups/member.html",
        RoleForm,
        give,
        filled=Filled({"role": person.role.value}),
        group=by.group,
        mine=by,
        person=person,
        is_below=rules.outranks(by.role, person.role),
        is_muted=rules.is_muted(person.muted_until, now()),
        roles=[(role.value, *rules.ROLE_WORDS[role]) for role in reversed(Role)],
    )


@bp.post("/groups/<public_id>/members/<member_id>/admit")
def admit(public_id: str, member_id: str) -> ResponseReturnValue:
    """Let someone in who has asked."""
    pressed()
    by, person = _pair(public_id, member_id, Power.ADMIT)
    actions.admit(by, person)
    return _to_members(public_id, f"{person.name} is in, and is told.")


@bp.post("/groups/<public_id>/members/<member_id>/decline")
def decline(public_id: str, member_id: str) -> ResponseReturnValue:
    """Do not let someone in who has asked."""
    pressed()
    by, person = _pair(public_id, member_id, Power.ADMIT)
    actions.decline(by, person)
    return _to_members(public_id, "They are told kindly that it does not fit now. Nothing of the request stays.")


@bp.route("/groups/<public_id>/members/<member_id>/mute", methods=["GET", "POST"])
def mute(public_id: str, member_id: str) -> ResponseReturnValue:
    """Ask a member to listen for a while, with a reason."""
    by, person = _pair(public_id, member_id, Power.MODERATE)
    _check_below(by, person)

    def hush(form: MuteForm) -> ResponseReturnValue:
        name = person.name
        actions.mute(by, person, now() + timedelta(minutes=form.minutes), form.told())
        words = f"{name} listens for {rules.MUTE_WORDS[form.minutes]} and is told why."
        return _to_member(public_id, member_id, words)

    return ask(
        "groups/mute.html",
        MuteForm,
        hush,
        filled=Filled({"minutes": 30}),
        group=by.group,
        person=person,
        ground_rules=_ground_rules(by),
        lengths=list(rules.MUTE_WORDS.items()),
    )


@bp.post("/groups/<public_id>/members/<member_id>/unmute")
def unmute(public_id: str, member_id: str) -> ResponseReturnValue:
    """Let a member speak again."""
    pressed()
    by, person = _pair(public_id, member_id, Power.MODERATE)
    name = person.name
    actions.mute(by, person, None, "")
    return _to_member(public_id, member_id, f"{name} may speak again, and is told.")


@bp.route("/groups/<public_id>/members/<member_id>/ban", methods=["GET", "POST"])
def ban(public_id: str, member_id: str) -> ResponseReturnValue:
    """Have someone stay away, with a reason they are told."""
    by, person = _pair(public_id, member_id, Power.MODERATE)
    if person.standing is not Standing.ASKED:
        _check_below(by, person)

    def send_away(form: ReasonForm) -> ResponseReturnValue:
        name = person.name
        actions.ban(by, person, form.told())
        return _to_members(public_id, f"{name} is asked to stay away and is told why.")

    return ask(
        "groups/ban.html",
        ReasonForm,
        send_away,
        group=by.group,
        person=person,
        ground_rules=_ground_rules(by),
    )


@bp.route("/groups/<public_id>/members/<member_id>/lift", methods=["GET", "POST"])
def lift_ban(public_id: str, member_id: str) -> ResponseReturnValue:
    """Let someone come back who was asked to stay away."""
    by, person = _pair(public_id, member_id, Power.MODERATE)
    if person.standing is not Standing.BANNED:
        raise NotFound

    def lift(form: ReasonForm) -> ResponseReturnValue:
        actions.lift_ban(by, person, form.told())
        return _to_members(public_id, "They may come back if they wish, and are told.")

    return ask("groups/lift_ban.html", ReasonForm, lift, group=by.group, person=person)
