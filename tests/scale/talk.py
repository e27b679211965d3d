"""What people do in a meeting, by the chance of a seed: talk, raise hands, are muted, are asked to leave."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from support_groups.rooms.models import FloorMode

from .ledger import Answer
from .loop import Timer
from .town import Hall

if TYPE_CHECKING:
    from .meeting import Meeting, Seat

PACE_SECONDS = 0.2
"""Between two wishes in one room."""
WHY = "We keep to what we agreed."
REMOVALS_MAX = 2
MUTED_MINUTES = 5
UNSENT_MAX = 2
"""Whoever sees that nothing goes out does not write on and on."""


class Talk:
    """One room's evening; the first of its guests leads."""

    def __init__(self, meeting: Meeting, hall: Hall) -> None:
        self._meeting, self._hall = meeting, hall
        self._chance = meeting.chance
        self._timer: Timer | None = None
        self._said = self._removals = 0

    def start(self) -> None:
        """Begin."""
        self.stop()
        self._timer = self._meeting.loop.later(self._chance.uniform(0, PACE_SECONDS), self._go_on)

    def stop(self) -> None:
        """Do nothing more."""
        if self._timer:
            self._timer.cancel()

    def _go_on(self) -> None:
        self._timer = self._meeting.loop.later(self._chance.uniform(0.5, 1.5) * PACE_SECONDS, self._go_on)
        lead, *others = [seat for seat in self._meeting.of(self._hall) if not seat.is_out]
        one = self._chance.choice(others)
        acts = (self._speak, self._ask_for_floor, self._mute, self._unmute, self._take_out, self._remove, self._drop)
        [act] = self._chance.choices(acts, (80, 6, 3, 3, 3, 2, 3))
        act(lead, one)

    def _speak(self, lead: Seat, one: Seat) -> None:
        speaker = self._chance.choice((lead, one)) if self._hall.floor == FloorMode.CHAIRED else one
        if len(speaker.page.outbox) >= UNSENT_MAX:
            return
        self._said += 1
        speaker.page.say(f"{speaker.guest.who[:8]}-{self._said}", f"This is what I say as number {self._said}.")

    def _ask_for_floor(self, lead: Seat, one: Seat) -> None:
        if self._hall.floor != FloorMode.CHAIRED:
            self._speak(lead, one)
        elif self._chance.random() < 0.5:
            one.page.wish("hand.raise")
        else:
            lead.page.wish("floor.give", person=one.guest.who)

    def _mute(self, lead: Seat, one: Seat) -> None:
        lead.page.wish("person.mute", person=one.guest.who, minutes=MUTED_MINUTES, reason=WHY)

    def _unmute(self, lead: Seat, one: Seat) -> None:
        lead.page.wish("person.unmute", person=one.guest.who)

    def _take_out(self, lead: Seat, one: Seat) -> None:
        said = [told for told in lead.ledger.taken if told.kind == "message.said"]
        if said:
            lead.page.wish("message.remove", seq=self._chance.choice(said).seq, reason=WHY)

    def _remove(self, lead: Seat, one: Seat) -> None:
        if self._removals >= REMOVALS_MAX:
            return
        self._removals += 1

        def removed(answer: Answer, _: dict[str, Any]) -> None:
            if answer.is_ok:
                self._meeting.is_shown_out(one.guest, self._hall)

        lead.page.wish(self._chance.choice(("person.remove", "person.ban")), removed, person=one.guest.who, reason=WHY)

    def _drop(self, lead: Seat, one: Seat) -> None:
        one.page.drop()
