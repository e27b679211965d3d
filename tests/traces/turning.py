"""What people turn to others with in a story: reports, reviews, and sponsorship with those who look around."""

from collections.abc import Callable
from dataclasses import dataclass

from support_groups.core.database import db
from support_groups.moderation.rules import REVIEWABLE

from .story import BOTH, Evening, Side

Pause = Callable[[], None]
Mixed = Callable[[list[str]], list[str]]


@dataclass
class Turning:
    """Lets people turn to those who serve and who sponsor, in orders and with pauses of chance."""

    evening: Evening
    mixed: Mixed
    pause: Pause

    def turns(self) -> None:
        """All of it."""
        self._report()
        for side in self.evening.sides:
            self._ask_reviews(side)
        self._sponsor()

    def _report(self) -> None:
        """Each reports the next one in the list of their group, so that there is a report about everybody."""
        here, there = self.evening.sides
        for name in self.mixed([*here.names, *there.names]):
            side = here if name in here.names else there
            names = [*side.names]
            whom = names[names.index(name) - 1]
            side.names[name].reports(side.room, side.said[whom], words="Please look at this.")
            db.session.commit()
            self.pause()

    def _ask_reviews(self, side: Side) -> None:
        side.facilitator.mutes(side.member, side.group, minutes=700)
        for name in self.mixed([*side.names]):
            acts = side.names[name].reads_record_about_self(side.group)
            for record in [one for one in acts if one.act in REVIEWABLE]:
                side.names[name].asks_review(record)
                self.pause()

    def _sponsor(self) -> None:
        """One who is in both sponsors the member who looks around, another asks the facilitator."""
        people = self.evening.people
        lots = self.mixed([*BOTH])
        for side in self.evening.sides:
            sponsor, asker = people[lots.pop()], people[lots.pop()]
            side.member.asks(sponsor)
            self.pause()
            sponsor.accepts(side.member)
            side.facilitator.offers()
            self.pause()
            asker.asks(side.facilitator, as_name=asker.offer.name)
            db.session.commit()
            self.pause()
