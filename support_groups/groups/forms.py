"""What a browser may send about groups."""

from typing import Annotated, ClassVar, Self

from pydantic import AfterValidator, Field, model_validator

from support_groups.accounts.rules import is_zone
from support_groups.core.forms import Form, Line, Maybe, Text, among

from . import rules
from .models import (
    GROUND_RULES_MAX_CHARS,
    GROUP_NAME_MAX_CHARS,
    MEMBER_NAME_MAX_CHARS,
    POSITION_MAX_CHARS,
    PURPOSE_MAX_CHARS,
    REASON_MAX_CHARS,
    REQUEST_MAX_CHARS,
    RETENTION_HOURS,
    SLIP_TITLE_MAX_CHARS,
    USUALLY_MAX_CHARS,
    WAVE_PER_HOUR,
    WAVE_PER_MINUTE,
    Attendance,
    Door,
    Role,
)
from .rules import GroupValues

ONWARD_MAX_CHARS = 500

MemberName = Annotated[str, Line(MEMBER_NAME_MAX_CHARS)]
Onward = Maybe[Annotated[str, Line(ONWARD_MAX_CHARS)]]
Key = Annotated[str, among(lambda: [one.key for one in rules.offered_formats()], "Please choose from those offered.")]


def _known_zone(zone: str) -> str:
    if not is_zone(zone):
        raise ValueError("Please choose a time zone from the list.")
    return zone


class NameForm(Form):
    """A name for this group; `sure` repeats a name that was asked about and is meant all the same."""

    name: MemberName
    sure: Maybe[MemberName] = None


class JoinForm(NameForm):
    """Joining, or asking to, and where to go on to."""

    request_words: Maybe[Annotated[str, Text(REQUEST_MAX_CHARS)]] = None
    next: Onward = None


class GroupForm(Form):
    """What a group decides about itself."""

    many: ClassVar = frozenset({"formats"})

    group_name: Annotated[str, Line(GROUP_NAME_MAX_CHARS, min_chars=3)]
    purpose: Annotated[str, Text(PURPOSE_MAX_CHARS)]
    language: Annotated[str, among(lambda: rules.LANGUAGES, "Please choose a language from the list.")]
    zone: Annotated[str, AfterValidator(_known_zone)]
    attendance: Attendance
    door: Door
    is_listed: bool = False
    ground_rules: Annotated[str, Text(GROUND_RULES_MAX_CHARS)]
    retention_hours: Annotated[int, among(lambda: RETENTION_HOURS, "Please choose one of those offered.")]
    share_minutes: Annotated[int, Field(ge=1, le=30)]
    cross_talk: bool = False
    hides_roster: bool = False
    wave_per_minute: Annotated[int, Field(ge=rules.WAVE_LEAST, le=rules.WAVE_MOST)] = WAVE_PER_MINUTE
    wave_per_hour: Annotated[int, Field(ge=rules.WAVE_LEAST, le=rules.WAVE_MOST)] = WAVE_PER_HOUR
    formats: Annotated[tuple[Key, ...], Field(max_length=40)] = ()
    gives_slips: bool = False
    slip_title: Maybe[Annotated[str, Line(SLIP_TITLE_MAX_CHARS)]] = None

    def values(self) -> GroupValues:
        """The same as values for an action."""
        sent = self.model_dump(include=set(GroupValues.__dataclass_fields__) - {"name"})
        return GroupValues(**sent, name=self.group_name)

    @model_validator(mode="after")
    def _someone_can_find_it(self) -> Self:
        if not self.is_listed and self.door is not Door.BY_INVITATION:
            raise ValueError(
                "A group that is not listed takes people in by invitation. Choose that, or let the group be listed."
            )
        return self


class NewGroupForm(GroupForm, NameForm):
    """A group, and the founder's name in it."""


class LeaveForm(Form):
    """Leaving, and whether the name waits for one's return."""

    keep_name: bool = False


class CloseForm(Form):
    """The name of the group, typed as a sign that it is meant."""

    typed_name: Annotated[str, Line(GROUP_NAME_MAX_CHARS)]


class RoleForm(Form):
    """A position for a member."""

    role: Role


class ReasonForm(Form):
    """A ground rule, own words, or both; the person is told."""

    rule: Maybe[Annotated[str, Line(REASON_MAX_CHARS)]] = None
    reason: Maybe[Annotated[str, Text(REASON_MAX_CHARS)]] = None

    def told(self) -> str:
        """The reason as the person is told it."""
        return rules.reason_of(self.rule, self.reason)


class MuteForm(ReasonForm):
    """A reason, and for how long."""

    minutes: Annotated[int, among(lambda: rules.MUTE_WORDS, "Please choose one of those offered.")]


class InvitationForm(Form):
    """How often an invitation may be used, and for how long it is good."""

    uses: Annotated[int, Field(ge=1, le=rules.INVITATION_USES_MAX)]
    days: Annotated[int, among(lambda: rules.INVITATION_DAYS, "Please choose one of those offered.")]


class PositionForm(Form):
    """A position of the group."""

    position: Annotated[str, Line(POSITION_MAX_CHARS)]
    usually: Maybe[Annotated[str, Line(USUALLY_MAX_CHARS)]] = None
    months: Annotated[int, among(lambda: rules.TERM_MONTHS, "Please choose one of those offered.")]
    role: Annotated[Role, among(lambda: rules.ROLES_WITH_A_TERM, "Please choose one of those offered.")] = Role.MEMBER

    def service(self) -> rules.Service:
        """The same as a value for an action."""
        return rules.Service(self.position, self.usually or "", self.months, self.role)
