"""The blueprint that all pages of groups stand on, and the words their templates use."""

from flask import Blueprint, request

from support_groups.core.clock import now
from support_groups.core.forms import Nothing, parse
from support_groups.groups import rules
from support_groups.groups.models import Door, Group, Membership

bp = Blueprint("groups", __name__)


@bp.app_template_global()
def role_name(membership: Membership) -> str:
    """The position of a member in words."""
    return rules.ROLE_WORDS[membership.role][0]


@bp.app_template_global()
def language_name(tag: str) -> str:
    """The name of a language in itself."""
    return rules.language_name(tag)


@bp.app_template_global()
def zone_name(zone: str) -> str:
    """A time zone as people say it."""
    return rules.zone_name(zone)


@bp.app_template_global()
def formats_of(keys: str) -> list[rules.Format]:
    """The formats behind a line of keys."""
    return rules.formats_of(keys)


@bp.app_template_global()
def door_of(group: Group, standing: Membership | None = None) -> Door:
    """How one becomes a member of a group at this moment; `standing`: whoever was there before."""
    return rules.door_at(group.door, group.shut_until, now(), is_stranger=standing is None)


@bp.app_template_global()
def is_shut(group: Group) -> bool:
    """Whether a wave of strangers has shut the door of a group for now."""
    return rules.is_shut(group.shut_until, now())


@bp.context_processor
def words() -> dict[str, object]:
    """The rules' words, and what a servant may do, for the templates of groups."""
    return {
        "attendance_words": rules.ATTENDANCE_WORDS,
        "door_words": rules.DOOR_WORDS,
        "ground_rule_lines": rules.ground_rule_lines,
        "retention_words": rules.RETENTION_WORDS,
        "role_words": rules.ROLE_WORDS,
        "may": lambda membership, power: rules.may(membership.role, rules.Power(power)),
    }


def pressed() -> None:
    """Refuse a button's form that carries anything but the button."""
    parse(Nothing, request.form)
