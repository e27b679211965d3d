"""How the settings of a group are said in plain words."""

from collections.abc import Mapping

from support_groups.groups.models import Attendance, Door

ATTENDANCE_WORDS: Mapping[Attendance, tuple[str, str]] = {
    Attendance.OPEN: ("Open", "Anybody may come and listen. Those who live with an addiction share."),
    Attendance.CLOSED: (
        "Closed",
        "For people who have, or think they may have, a problem with a drug or with something else. "
        "Nobody checks: that is for you to judge.",
    ),
}
"""For each kind of attendance its name and what it means."""

DOOR_WORDS: Mapping[Door, tuple[str, str]] = {
    Door.FREE: ("Anyone can join", "Choose a name for this group, and you are in."),
    Door.ON_REQUEST: ("Ask to join", "Choose a name and ask. Someone who serves here answers, and you are told."),
    Door.BY_INVITATION: ("By invitation", "Someone in the group can give you a link that lets you in."),
}
"""For each kind of door its name and how one comes in."""

RETENTION_WORDS: Mapping[int, str] = {1: "1 hour", 6: "6 hours", 24: "1 day", 72: "3 days", 168: "1 week"}
"""How long what was written stays after a meeting has closed, by hours."""

MUTE_WORDS: Mapping[int, str] = {10: "10 minutes", 30: "30 minutes", 120: "2 hours", 1440: "1 day", 10080: "1 week"}
"""How long a mute may last, by minutes."""


def zone_name(zone: str) -> str:
    """A time zone as people say it: the name of its place."""
    return zone.rpartition("/")[2].replace("_", " ")
