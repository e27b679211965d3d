"""What has happened about the record of a group."""

from dataclasses import dataclass


@dataclass(frozen=True)
class ActRecorded:
    """An act of someone who serves stands in the record; `account_id` is whom it concerns, if anyone."""

    record_id: int
    group_id: int
    act: str
    account_id: int | None


@dataclass(frozen=True)
class ReviewAsked:
    """Someone asks that an act about them be looked at again."""

    record_id: int
    group_id: int
    membership_id: int
    by_membership_id: int | None


@dataclass(frozen=True)
class ReviewAnswered:
    """Someone who asked for a review was answered."""

    record_id: int
    group_id: int
    account_id: int


@dataclass(frozen=True)
class CareNeeded:
    """Somebody in a meeting may be in danger: its author is offered help, those who serve see it. No word of it."""

    flag_id: int
    group_id: int
    room_id: int


@dataclass(frozen=True)
class DangerTold:
    """Whoever may be in danger has told of it again; `is_graver`: of more than those who serve know. No word of it."""

    flag_id: int
    group_id: int
    room_id: int
    crisis: str
    of_other: bool
    is_graver: bool


@dataclass(frozen=True)
class CareAsked:
    """Whoever may be in danger asks that somebody talks with them."""

    flag_id: int
    group_id: int
    room_id: int


@dataclass(frozen=True)
class CareTaken:
    """Someone who serves talks with them, or has handed that back."""

    flag_id: int
    group_id: int
    room_id: int


@dataclass(frozen=True)
class CareClosed:
    """Somebody was looked after."""

    flag_id: int
    group_id: int
    room_id: int


@dataclass(frozen=True)
class MemberSpokenTo:
    """Somebody in a meeting was reminded of a ground rule, or warned; they alone are told."""

    group_id: int
    room_id: int
    membership_id: int
    act: str
    reason: str


@dataclass(frozen=True)
class ReportMade:
    """Somebody told those who serve of what another said or did. No word of it, and not by whom."""

    report_id: int
    group_id: int
    room_id: int
    whom_membership_id: int


@dataclass(frozen=True)
class ReportAnswered:
    """Someone who serves has said what comes of a report; `by_membership_id` made it, if they are still there."""

    report_id: int
    group_id: int
    by_membership_id: int | None
    is_upheld: bool
    words: str
