"""What templates say about meetings, here and on the pages of others."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from flask_login import current_user

from support_groups.core.clock import now
from support_groups.core.identity import is_signed_in
from support_groups.groups import queries as groups
from support_groups.groups.models import Group
from support_groups.groups.rules import Power, may
from support_groups.meetings import queries, rules
from support_groups.meetings.models import Meeting, Occurrence, Reads, StepKind
from support_groups.meetings.rules import Upcoming
from support_groups.rooms.models import FloorMode, Lobby, Turns

from .blueprint import bp

LAST_SHOWN = 4

FLOOR_WORDS: Mapping[FloorMode, tuple[str, str]] = {
    FloorMode.OPEN: ("Anyone may speak", "People share as it comes. Good for small meetings."),
    FloorMode.CHAIRED: (
        "One at a time",
        "People raise a hand and are called, or it goes as the kind of meeting says. Good for larger meetings.",
    ),
    FloorMode.CLOSED: ("Only those who lead", "For a speaker. Whoever leads can open the floor at any time."),
}

TURNS_WORDS: Mapping[Turns, str] = {
    Turns.HANDS: "People raise a hand, and whoever leads calls them.",
    Turns.ROUND: "It goes round: the turn comes to everyone, and nobody needs to ask.",
    Turns.PITCH: "People raise a hand, and whoever has shared picks who is next.",
    Turns.SPEAKER: "One person speaks, and all others listen.",
    Turns.SPEAKER_FIRST: "One person speaks first; after that people raise a hand.",
    Turns.BASKET: "Questions are gathered without a name, and people raise a hand to answer.",
}
"""How people come to speak where one does at a time."""

LOBBY_WORDS: Mapping[Lobby, tuple[str, str]] = {
    Lobby.NOBODY: ("Members come straight in", "Good where people know each other."),
    Lobby.NEW: (
        "Newcomers wait at the door",
        "Who comes for the first time waits until somebody who serves lets them in; everybody else comes in.",
    ),
    Lobby.ALL: (
        "All wait at the door",
        "Those who serve come in at once and let the others in, one by one or together.",
    ),
}
_AS_BEFORE = "Nothing else changes in the room."
_AS_IT_BEGAN = "People speak as when the meeting began."
KIND_WORDS: Mapping[StepKind, tuple[str, str]] = {
    StepKind.WELCOME: ("Welcome", _AS_BEFORE),
    StepKind.SILENCE: ("Silence", "A minute of silence begins by itself."),
    StepKind.PREAMBLE: ("How we meet", _AS_BEFORE),
    StepKind.READING: ("Reading", "Whoever has taken it on is called, if they are here."),
    StepKind.NEWCOMERS: ("Newcomers", _AS_IT_BEGAN),
    StepKind.CLEAN_TIME: ("Clean time", "Whoever wishes can stand for a milestone, until the next step."),
    StepKind.ANNOUNCEMENTS: ("Announcements", _AS_IT_BEGAN),
    StepKind.TOPIC: ("Topic or speaker", _AS_IT_BEGAN),
    StepKind.SHARING: (
        "Sharing",
        "People share one at a time, each as they are called; where anyone may speak, they do.",
    ),
    StepKind.LAST_CALL: ("Last call", _AS_BEFORE),
    StepKind.THANKS: ("Thanks", _AS_BEFORE),
    StepKind.CLOSING: ("Closing", "Only those who lead write."),
    StepKind.FELLOWSHIP: ("Fellowship", "Anyone may write."),
}
"""Each kind of step: its name, and what the room does by itself when it begins."""

READS_WORDS: Mapping[Reads, str] = {
    Reads.CHAIR: "Whoever leads",
    Reads.VOLUNTEER: "A volunteer, who takes it on before",
    Reads.NOBODY: "Nobody",
}


@bp.app_template_global()
def next_meetings_of(group: Group) -> list[Upcoming]:
    """The next dates of a group's meetings, for a page of the group."""
    viewer = current_user.account if is_signed_in() else None
    return queries.of_group(viewer, group, now())


@bp.app_template_global()
def may_schedule_in(group: Group) -> bool:
    """Whether the reader may set meetings of a group."""
    member = groups.membership_of(current_user.account, group.id) if is_signed_in() else None
    return member is not None and may(member.role, Power.MANAGE)


@bp.app_template_global()
def last_held_in(group: Group) -> Sequence[Occurrence]:
    """How many came to a group's last meetings, for those who manage it."""
    return queries.last_held(group.id, LAST_SHOWN) if may_schedule_in(group) else ()


@bp.app_template_global()
def start_line(starts_at: datetime, there: str, own: str | None = None, with_day: bool = True) -> str:
    """When a meeting begins, in the reader's own zone where it is known and in the zone of the group."""
    if own is None and is_signed_in():
        own = current_user.account.zone
    # Where the reader's zone is not known, the day above the list need not be that of the group's clock.
    return rules.start_line(starts_at, now(), there, own, with_day=with_day or own is None)


@bp.app_template_global()
def week_line(meeting: Meeting) -> str:
    """When a meeting is held, where its group is at home."""
    return rules.week_line(meeting.weekday, f"{meeting.local_time:%H:%M}", meeting.group.zone)


@bp.app_template_global()
def floor_words(meeting: Meeting) -> tuple[str, str]:
    """Who may speak in a meeting: a name and a sentence."""
    name, words = FLOOR_WORDS[meeting.floor]
    return name, TURNS_WORDS[rules.turns_of(meeting.formats)] if meeting.floor is FloorMode.CHAIRED else words


@bp.app_template_global()
def shift_line(one: Upcoming) -> str:
    """What is told where the clocks skip the time of a meeting."""
    return rules.shift_words(one.times, f"{one.meeting.local_time:%H:%M}", one.group.zone)


@bp.app_template_global()
def kind_words(kind: StepKind) -> tuple[str, str]:
    """What a step is called, and what the room does when it begins."""
    return KIND_WORDS[kind]


bp.app_template_filter("in_place")(rules.in_place)
bp.app_template_filter("length_words")(rules.length_words)
bp.app_template_filter("date_words")(rules.date_words)
