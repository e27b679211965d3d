"""People who go from two groups: their lines are lost with a worker that dies, and they delete their accounts."""

from itertools import chain

from support_groups.accounts.actions import delete_account
from support_groups.core.clock import now
from support_groups.core.realtime.watch import look_around
from support_groups.rooms.actions import lapse_leases, renew_leases
from support_groups.rooms.models import FORGOTTEN_SPREAD_SECONDS, LEASE_SECONDS
from tests.services.clock import Clock
from tests.services.lines import Answer

from .documents import Page, Told
from .story import BOTH, Evening, Side, Story

ROUND_SECONDS = 0.5
"""Several timekeepers take turns."""
BETWEEN_TWO_WORKERS_SECONDS = 0.5
BETWEEN_TWO_ACCOUNTS_SECONDS = 44.0
GONE = "Someone who left"


class Listener:
    """Someone in a room who notes what comes over the line, and when: also of what bears no moment."""

    def __init__(self, side: Side) -> None:
        self._room = {"room": side.room.public_id}
        self.line = side.heard[side.facilitator.name]
        self.line.everything()
        entered = self.line.wish("room.enter", self._room)
        self.who = entered["snapshot"]["you"]["id"]
        self._names = {who: one["name"] for who, one in entered["snapshot"]["state"]["people"].items()}
        self._nameless: set[str] = set()
        self.seen: list[Page | Told] = [Told("room.enter", entered)]

    def hears(self) -> None:
        """Take what has come."""
        for name, news in self.line.everything():
            self.seen.append(Told(name, news))
            if name == "room.renewed":
                self._compares(self.line.wish("room.enter", self._room))
            for event in news.get("events", ()):
                self._notes(event["kind"], event.get("who") or event["by"])

    def looks_back(self) -> None:
        """Read all of the log that is still told."""
        entered = self.line.wish("room.enter", self._room)
        earlier = self.line.wish("room.earlier", {**self._room, "before": entered["seq"]})
        self.seen += [Told("room.enter", entered), Told("room.earlier", earlier)]

    def _compares(self, entered: Answer) -> None:
        people = entered["snapshot"]["state"]["people"] if "snapshot" in entered else {}
        nameless = {who for who, one in people.items() if one["name"] == GONE}
        for who in sorted(nameless - self._nameless):
            self._notes("nameless", who)
        self._nameless |= nameless

    def _notes(self, kind: str, who: str) -> None:
        if who in self._names:
            noted = {"kind": kind, "name": self._names[who], "heard_at": now().isoformat()}
            self.seen.append(Told("heard", noted))


class Goings:
    """Everyone's going, and what a listener in each of the two rooms notes of it."""

    def __init__(self, clock: Clock, story: Story, evening: Evening) -> None:
        self._clock = clock
        self._story = story
        self._evening = evening
        for side in evening.sides:
            for name in story.mixed([*side.names]):
                side.names[name].enters(side.room)
                story.pause(0.5)
        self._here = {
            name: [one.in_room(side.room) for side in evening.sides if one in side.names.values()]
            for name, one in evening.people.items()
        }
        self.ears = [Listener(side) for side in evening.sides]

    def workers_die(self) -> None:
        """The workers that hold the lines of those who are in both die, one after the other."""
        for name in self._story.mixed([*BOTH]):
            del self._here[name]
            self._passes(BETWEEN_TWO_WORKERS_SECONDS)
        self._passes(LEASE_SECONDS + 2 * ROUND_SECONDS)

    def accounts_go(self) -> None:
        """All who are in both groups delete their accounts, one after the other."""
        for name in self._story.mixed([*BOTH]):
            delete_account(self._evening.people[name].account)
            del self._here[name]
            self._passes(BETWEEN_TWO_ACCOUNTS_SECONDS)
        self._passes(FORGOTTEN_SPREAD_SECONDS)

    def told(self) -> tuple[list[Page | Told], list[Page | Told]]:
        """All that was noted in the one room and in the other, with what one finds there afterwards."""
        for one in self.ears:
            one.looks_back()
        here, there = ([*one.seen] for one in self.ears)
        return here, there

    def _passes(self, seconds: float) -> None:
        for _ in range(int(seconds / ROUND_SECONDS)):
            self._clock.forward(seconds=ROUND_SECONDS)
            renew_leases([*(one.who for one in self.ears), *chain(*self._here.values())])
            lapse_leases()
            look_around()
            for one in self.ears:
                one.hears()
            self._story.keeps_lines()
