"""The tables of moderation: the record, guards, people in danger, reports."""

from .caring import IN_THE_BASKET, CareFlag, Crisis
from .guarding import LIST_MAX_CHARS, GroupGuards, Holds, OnPersonal
from .record import (
    GUARDS,
    HASH_BYTES,
    REVIEW_MAX_CHARS,
    SALT_BYTES,
    WORDS_KEPT_DAYS,
    Act,
    Chain,
    Record,
    RecordedPerson,
    RecordIsKept,
    Review,
    Side,
)
from .reporting import AROUND, LINES_BEFORE, REPORT_MAX_CHARS, Report, ReportKind, ReportLine, ReportLook, ReportState

__all__ = [
    "AROUND",
    "GUARDS",
    "HASH_BYTES",
    "IN_THE_BASKET",
    "LINES_BEFORE",
    "LIST_MAX_CHARS",
    "REPORT_MAX_CHARS",
    "REVIEW_MAX_CHARS",
    "SALT_BYTES",
    "WORDS_KEPT_DAYS",
    "Act",
    "CareFlag",
    "Chain",
    "Crisis",
    "GroupGuards",
    "Holds",
    "OnPersonal",
    "Record",
    "RecordIsKept",
    "RecordedPerson",
    "Report",
    "ReportKind",
    "ReportLine",
    "ReportLook",
    "ReportState",
    "Review",
    "Side",
]
