"""What a group wants to be looked at before anything is said."""

import logging
from dataclasses import replace

from flask import current_app

from support_groups.core.database import db
from support_groups.rooms.rules import Guard

from .. import rules
from ..models import GroupGuards, Holds
from ..rules import Guards, Lists

_log = logging.getLogger(__name__)


def guards_of(group_id: int) -> Guards:
    """What a group has decided to look at before a message is posted."""
    row = db.session.get(GroupGuards, group_id, populate_existing=True)
    if row is None:
        # The pace of a line, a message a second, holds for everyone; a group may choose a slower one.
        holds = Holds.FIRST if current_app.config["SETTINGS"].holds_first else Holds.NOBODY
        return Guards(per_minute=None, holds=holds)
    lists = Lists(row.words, row.patterns, row.exceptions)
    guards = Guards(row.on_personal, row.no_solicitation, row.per_minute, lists, row.holds, row.holds_listed)
    return replace(guards, hides_reported=row.hides_reported)


def guard_for(group_id: int) -> Guard:
    """The guard of a group, made ready; nobody counts where limits are off."""
    guards = guards_of(group_id)
    is_limited = current_app.config["SETTINGS"].limits
    return rules.guarding(guards if is_limited else replace(guards, per_minute=None), _may_be_in_danger)


def _may_be_in_danger(words: str) -> bool:
    try:
        return rules.crisis(words) is not None
    except Exception as error:
        # Nobody is stopped because we could not look.
        _log.error("%s while looking for somebody in danger", type(error).__name__)
        return True
