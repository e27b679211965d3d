"""The reasons a person is told, and how long a mute may be."""

import re
from datetime import datetime, timedelta

from support_groups.core.errors import DomainError
from support_groups.groups.models import REASON_MAX_CHARS

MUTE_MAX = timedelta(days=28)
_BULLET = re.compile(r"^\s*(?:[-–—*•·]|\(?\d{1,2}[.):])\s*")


class ReasonIsMissing(DomainError):
    """Nobody is muted or banned without being told why."""

    status = 422
    field = "reason"
    words = "Please say why, in a few words. The person is told, so that they can understand."


class MuteIsTooLong(DomainError):
    """A mute has an end, and not a far one."""

    status = 422
    field = "minutes"
    words = "A mute begins now and ends within 28 days at the latest. Please choose an end within that time."


def check_reason(reason: str) -> str:
    """The reason, bounded; raises ReasonIsMissing when there is none."""
    if not (kept := reason.strip()[:REASON_MAX_CHARS]):
        raise ReasonIsMissing
    return kept


def check_mute_end(until: datetime, now: datetime) -> None:
    """Refuse an end that has passed or is too far off."""
    if not now < until <= now + MUTE_MAX:
        raise MuteIsTooLong


def ground_rule_lines(ground_rules: str) -> list[str]:
    """The ground rules one by one, without bullets and numbers, to choose a reason from."""
    lines = (_BULLET.sub("", line).strip()[:REASON_MAX_CHARS] for line in ground_rules.splitlines())
    return list(dict.fromkeys(line for line in lines if line))


def reason_of(rule: str | None, words: str | None) -> str:
    """One reason from a ground rule and own words, either of which may be missing."""
    return " — ".join(part for part in (rule, words) if part)[:REASON_MAX_CHARS]
