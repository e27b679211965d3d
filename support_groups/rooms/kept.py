"""What is kept of rooms, of who was there and of what was said."""

from datetime import timedelta

from sqlalchemy import ColumnElement, select

from support_groups.core.retention import Span, keep

from .models import HeldMessage, Knock, LogEntry, Participant, Question, Room


def _done_by(account_id: int) -> ColumnElement[bool]:
    return LogEntry.author_id.in_(select(Participant.id).where(Participant.account_id == account_id))


WORDS_FADE = Span(
    Room.fades_at,
    timedelta(0),
    "As long as the group says, from an hour to a week after the meeting has closed. What the two of a sponsorship "
    "write stays until both have let go of it.",
)
ROOMS = keep(
    Room,
    "id public_id kind group_id title epoch last_seq places_rev retention_hours opened_at ends_at closed_at fades_at"
    " stands_in_at",
    what="That a meeting was held: its title, when its room opened and closed.",
    why="So that you can read what was said until it fades.",
    until=WORDS_FADE,
    tells="title",
)
keep(
    Participant,
    "id public_id room_id account_id membership_id name role here_until told is_withheld",
    what="That you have a place in a room, under which name, whether you are there now, and why you were muted.",
    why="So that the others see who is there, and nobody reads who has no place.",
    until=WORDS_FADE,
)
keep(
    Knock,
    "id public_id room_id account_id membership_id state at waits_until note welcome declined_as",
    what="That you waited at the door of a room, since when, the note you wrote, and what was answered.",
    why="So that somebody can let you in. Only those who let people in see it; your note goes with their answer.",
    until=WORDS_FADE,
)
LOG = keep(
    LogEntry,
    "id room_id seq kind at author_id client_id body data",
    what="What you say and do in a room, and when: your words, raised hands, coming and going.",
    why="So that nobody misses anything, and whoever comes back can read on. What two write to each other is locked by "
    "their browsers before it comes here. Deleting your account blanks it at once.",
    until=WORDS_FADE,
    mine=_done_by,
)
keep(
    HeldMessage,
    "id public_id room_id participant_id client_id body why state reason at",
    what="What you wrote that waits for somebody who serves to read it first, or that was not shown, and why.",
    why="So that you are told what becomes of it. Nobody else knows of it. Once it is shown it goes from here.",
    until=WORDS_FADE,
    mine=lambda account_id: HeldMessage.participant_id.in_(
        select(Participant.id).where(Participant.account_id == account_id)
    ),
)
keep(
    Question,
    "id public_id room_id participant_id client_id body state drawn_seq at",
    what="What you put into the basket of questions, and what became of it.",
    why="So that it can be drawn, and forgotten with your account. Nobody is told whose it was; what was not drawn "
    "goes when the meeting closes.",
    until=WORDS_FADE,
    mine=lambda account_id: Question.participant_id.in_(
        select(Participant.id).where(Participant.account_id == account_id)
    ),
)
