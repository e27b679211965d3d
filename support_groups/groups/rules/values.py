"""What a group decides about itself."""

from dataclasses import dataclass

from support_groups.groups.models import RETENTION_DEFAULT_HOURS, WAVE_PER_HOUR, WAVE_PER_MINUTE, Attendance, Door

DEFAULT_GROUND_RULES = """\
What is said here stays here.
Speak about yourself, not about others.
Do not answer, correct or advise unless someone asks for it.
No talk of where to get anything, and no contact details.
If you have used today, you are welcome to listen.
Be kind. Anyone may pass at any time."""


@dataclass(frozen=True, kw_only=True)
class GroupValues:
    """The settings of a group, with sane defaults where a group need not choose."""

    name: str
    purpose: str
    language: str
    zone: str
    attendance: Attendance = Attendance.OPEN
    door: Door = Door.FREE
    is_listed: bool = True
    ground_rules: str = DEFAULT_GROUND_RULES
    retention_hours: int = RETENTION_DEFAULT_HOURS
    share_minutes: int = 5
    cross_talk: bool = False
    hides_roster: bool = False
    wave_per_minute: int = WAVE_PER_MINUTE
    wave_per_hour: int = WAVE_PER_HOUR
    formats: tuple[str, ...] = ()
    """Keys of `FORMATS`."""
    gives_slips: bool = True
    slip_title: str | None = None
    is_demo: bool = False
