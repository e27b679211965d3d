"""Somebody was asked to leave or to stay away: which act it was, and who would look at it again."""

from collections.abc import Collection, Sequence

from ..models import Act


def that_keeps_out(acts: Sequence[Act], *, is_banned: bool) -> int | None:
    """Which act, of those about somebody with the newest first, keeps them out or has just sent them out."""
    if is_banned:
        return acts.index(Act.BANNED) if Act.BANNED in acts else None
    return 0 if acts[:1] == [Act.PERSON_REMOVED] else None


def is_alone(acted: int | None, *, asked: int, moderators: Collection[int]) -> bool:
    """Whether whoever acted is the only one who could answer a review; all are ids of memberships."""
    return acted in moderators and not set(moderators) - {acted, asked}
