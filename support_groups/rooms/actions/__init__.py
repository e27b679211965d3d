"""Every change of a room: events appended to its log under its lock, told after the commit."""

from .as_read import as_read_by, wired
from .basket import draw_question, pass_over, put_question, see_basket, take_question_back
from .chair import let_stand_in
from .covering import end_hiding, hide_message
from .guarding import guards_rooms, renew_guards
from .keeping import (
    close_room,
    discard_room,
    fade_due,
    is_known,
    open_room,
    show_room_again,
    take_part,
    tell_why_muted,
    withhold_room,
)
from .knocking import (
    AtDoor,
    come_in,
    decline,
    lapse_waits,
    leave_note,
    let_all_in,
    let_in,
    renew_waits,
    wait_at_door,
    waits_lost,
    welcome,
)
from .presence import check_may_read, earlier, enter, greet, lapse_leases, leave, lines_lost, renew_leases
from .reading import leave_out, let_through, take_back, told_of_waiting, told_to_author, told_to_servants
from .serving import serve
from .stepping import brings_run_sheets, read_sheet
from .view import Asked, Outcome, Served
from .wishing import Answer, act, remove_message

__all__ = [
    "Answer",
    "Asked",
    "AtDoor",
    "Outcome",
    "Served",
    "act",
    "as_read_by",
    "brings_run_sheets",
    "check_may_read",
    "close_room",
    "come_in",
    "decline",
    "discard_room",
    "draw_question",
    "earlier",
    "end_hiding",
    "enter",
    "fade_due",
    "greet",
    "guards_rooms",
    "hide_message",
    "is_known",
    "lapse_leases",
    "lapse_waits",
    "leave",
    "leave_note",
    "leave_out",
    "let_all_in",
    "let_in",
    "let_stand_in",
    "let_through",
    "lines_lost",
    "open_room",
    "pass_over",
    "put_question",
    "read_sheet",
    "remove_message",
    "renew_guards",
    "renew_leases",
    "renew_waits",
    "see_basket",
    "serve",
    "show_room_again",
    "take_back",
    "take_part",
    "take_question_back",
    "tell_why_muted",
    "told_of_waiting",
    "told_to_author",
    "told_to_servants",
    "wait_at_door",
    "waits_lost",
    "welcome",
    "wired",
    "withhold_room",
]
