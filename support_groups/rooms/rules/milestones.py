"""A clean-time countdown: each decides in the moment, for themselves."""

from dataclasses import replace
from datetime import datetime

from ..events import CleanTimeClosed, CleanTimeOpened, PersonStood
from . import refusals
from .floor import Verdict, check_may_tell
from .state import CleanTime, RoomState, Stood

MILESTONES = ("welcome", "30_days", "60_days", "90_days", "6_months", "9_months", "1_year", "18_months")
"""Below two years; after that every year is one."""


def open_clean_time(state: RoomState, longest_first: bool, by: str) -> Verdict:
    """What follows when one who leads lets people stand for milestones."""
    is_same = state.clean_time is not None and state.clean_time.longest_first == longest_first
    return () if is_same else (CleanTimeOpened(by, longest_first),)


def close_clean_time(state: RoomState, by: str) -> Verdict:
    """What follows when the countdown is over."""
    return (CleanTimeClosed(by),) if state.clean_time else ()


def stand(state: RoomState, tag: str | None, by: str, now: datetime) -> Verdict:
    """What follows when someone stands for a milestone, or for none any more."""
    if state.clean_time is None:
        raise refusals.NobodyStands
    # All read who stands.
    check_may_tell(state, by, now)
    if state.shelter:
        raise refusals.RoomIsSheltered
    before = next((one.tag for one in state.clean_time.stood if one.who == by), None)
    return () if tag == before else (PersonStood(by, tag),)


def opened(before: CleanTime | None, longest_first: bool) -> CleanTime:
    """The countdown once it has begun, or goes the other way; whoever stands goes on standing."""
    return CleanTime(longest_first, before.stood if before else ())


def with_one(clean_time: CleanTime | None, who: str, tag: str | None) -> CleanTime | None:
    """The countdown once someone stands for a milestone, or for none."""
    if clean_time is None:
        return None
    rest = tuple(one for one in clean_time.stood if one.who != who)
    return replace(clean_time, stood=(*rest, Stood(who, tag)) if tag else rest)
