"""What a browser may send about the record."""

from typing import Annotated, Literal

from support_groups.core.forms import Form, Maybe, Text, among
from support_groups.groups.models import REASON_MAX_CHARS
from support_groups.rooms.forms import Id, InRoom, OfPerson, Reason, Seq

from . import rules
from .models import LIST_MAX_CHARS, REPORT_MAX_CHARS, REVIEW_MAX_CHARS, Holds, ReportKind
from .rules import Guards, Lists, OnPersonal

Entries = Maybe[Annotated[str, Text(LIST_MAX_CHARS)]]


class ReviewForm(Form):
    """Why something should be looked at again, or the answer."""

    words: Annotated[str, Text(REVIEW_MAX_CHARS)]


class GuardsForm(Form):
    """What a group wants to be looked at before a message is posted."""

    on_personal: OnPersonal
    no_solicitation: bool = False
    per_minute: Annotated[int, among(lambda: rules.PER_MINUTE_OFFERED, "Please choose one of those offered.")]
    holds: Holds
    holds_listed: bool = False
    hides_reported: bool = False
    words: Entries = None
    patterns: Entries = None
    exceptions: Entries = None

    def guards(self) -> Guards:
        """The same as values for an action."""
        lists = Lists(self.words or "", self.patterns or "", self.exceptions or "")
        return Guards(
            self.on_personal,
            self.no_solicitation,
            self.per_minute,
            lists,
            self.holds,
            self.holds_listed,
            self.hides_reported,
        )


class OnFlag(InRoom):
    """Something about somebody who may need care."""

    flag: Id


class Remind(OfPerson):
    """Remind somebody of a ground rule."""

    rule: Reason


class Warn(OfPerson):
    """Ask somebody to take care."""

    reason: Reason


class MakeReport(InRoom):
    """Report a message, or else somebody."""

    seq: Seq | None = None
    person: Id | None = None
    kind: ReportKind
    words: Maybe[Annotated[str, Text(REPORT_MAX_CHARS)]] = None


class AnswerReportForm(Form):
    """What comes of a report."""

    outcome: Literal["upheld", "not_upheld"]
    words: Maybe[Annotated[str, Text(REASON_MAX_CHARS)]] = None
