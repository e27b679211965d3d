"""Beginning a group, changing its settings, ending it."""

from flask import flash, redirect, url_for
from flask.typing import ResponseReturnValue

from support_groups.accounts.queries import me
from support_groups.accounts.rules import ZONES_BY_REGION
from support_groups.core import limits
from support_groups.core.errors import DomainError
from support_groups.core.forms import Filled, ask
from support_groups.groups import actions, queries, rules
from support_groups.groups.forms import CloseForm, GroupForm, NewGroupForm
from support_groups.groups.models import (
    RETENTION_DEFAULT_HOURS,
    WAVE_PER_HOUR,
    WAVE_PER_MINUTE,
    Attendance,
    Door,
    Group,
)
from support_groups.groups.rules import Power

from .blueprint import bp, pressed
from .naming import proposals, weigh_name

NEW_GROUPS = "10 per day"


class NameIsAnother(DomainError):
    """The name that was typed is not that of the group."""

    status = 422
    field = "typed_name"
    words = "This is not the name of the group. Nothing was closed."


@bp.route("/groups/new", methods=["GET", "POST"])
def create() -> ResponseReturnValue:
    """Begin a group."""
    person = me()
    if not person.may_found_groups:
        raise rules.MayNotFound
    names = proposals(person, None)

    def begin(form: NewGroupForm) -> ResponseReturnValue:
        weigh_name(person, None, form)
        limits.take(NEW_GROUPS, "groups.create", person.id)
        group = actions.create_group(person, form.values(), form.name)
        flash("Your group is there. Give it a meeting next, so that people know when to come.", "notice")
        return redirect(url_for("groups.show", public_id=group.public_id))

    first = {
        "language": "en",
        "zone": person.zone,
        "attendance": Attendance.OPEN.value,
        "door": Door.FREE.value,
        "is_listed": "yes",
        "ground_rules": rules.DEFAULT_GROUND_RULES,
        "retention_hours": RETENTION_DEFAULT_HOURS,
        "share_minutes": 5,
        "wave_per_minute": WAVE_PER_MINUTE,
        "wave_per_hour": WAVE_PER_HOUR,
        "gives_slips": "yes",
        "name": names[0] if names else "",
    }
    return ask("groups/new.html", NewGroupForm, begin, filled=Filled(first), names=names, **_choices())


@bp.route("/groups/<public_id>/settings", methods=["GET", "POST"])
def settings(public_id: str) -> ResponseReturnValue:
    """Change what the group decides about itself."""
    by = queries.serving_for(me(), public_id, Power.MANAGE)

    def change(form: GroupForm) -> ResponseReturnValue:
        actions.change_group(by, form.values())
        flash("The settings are kept.", "notice")
        return redirect(url_for("groups.show", public_id=public_id))

    return ask("groups/settings.html", GroupForm, change, filled=_as_it_is(by.group), group=by.group, **_choices())


@bp.post("/groups/<public_id>/open-door")
def open_door(public_id: str) -> ResponseReturnValue:
    """Open the door again that a wave of strangers has shut."""
    pressed()
    actions.open_door_again(queries.serving_for(me(), public_id, Power.MANAGE))
    flash("The door is open as it was before.", "notice")
    return redirect(url_for("groups.show", public_id=public_id))


@bp.route("/groups/<public_id>/close", methods=["GET", "POST"])
def close(public_id: str) -> ResponseReturnValue:
    """Say what ending means, then end the group."""
    by = queries.serving_for(me(), public_id, Power.MANAGE)
    name = by.group.name

    def end(form: CloseForm) -> ResponseReturnValue:
        if form.typed_name.casefold() != name.casefold():
            raise NameIsAnother
        actions.close_group(by)
        flash(f"{name} has ended. Thank you for having held it.", "notice")
        return redirect(url_for("groups.mine"))

    return ask("groups/close.html", CloseForm, end, group=by.group)


def _as_it_is(group: Group) -> Filled:
    return Filled(
        {
            "group_name": group.name,
            "purpose": group.purpose,
            "language": group.language,
            "zone": group.zone,
            "attendance": group.attendance.value,
            "door": group.door.value,
            "is_listed": "yes" if group.is_listed else "",
            "ground_rules": group.ground_rules,
            "retention_hours": group.retention_hours,
            "share_minutes": group.share_minutes,
            "wave_per_minute": group.wave_per_minute,
            "wave_per_hour": group.wave_per_hour,
            "cross_talk": "yes" if group.cross_talk else "",
            "hides_roster": "yes" if group.hides_roster else "",
            "formats": group.formats.split(),
            "gives_slips": "yes" if group.gives_slips else "",
            "slip_title": group.slip_title,
        }
    )


def _choices() -> dict[str, object]:
    return {
        "languages": list(rules.LANGUAGES.items()),
        "zones": ZONES_BY_REGION,
        "formats": rules.formats_in_sets(),
    }
