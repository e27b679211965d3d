"""`bin/demo`: eight invented people hold a meeting in the running service, so that anyone can sit in."""

import argparse
import ipaddress
import random
import sys
import time
from collections.abc import Iterator, Sequence
from itertools import cycle
from urllib.parse import urlsplit

from support_groups.core.clock import now

from . import shares
from .cast import COMPANY, PASSPHRASE
from .floor import ROUND
from .line import ANSWER_SECONDS, LineLost
from .shares import CLOSING, GOODBYES, OPENING, SHARES, THANKS
from .visitor import NotServed, Visitor

HANDS_UP = 3
GUEST_SECONDS = 240
"""How long somebody who sits in may share before the chair gently goes on."""
CLOSING_SECONDS = 60
"""As long as the goodbyes may take before the room closes."""
HANDS_WORDS = "raise your hand, and the chair will call you"
ROUND_WORDS = "your turn comes by itself, and you may pass"
CLOSED_WORDS = "The room has closed, as each does at its time. The next one opens within a few minutes."


def arguments(given: Sequence[str] | None = None) -> argparse.Namespace:
    """What a person may ask of `bin/demo`."""
    parser = argparse.ArgumentParser(prog="bin/demo", description=__doc__)
    parser.add_argument("--url", default="http://127.0.0.1:8000", help="where the service is; default: %(default)s")
    parser.add_argument("--minutes", type=float, default=20, help="how long the meeting lasts; default: %(default)s")
    parser.add_argument("--speed", type=float, default=1, help="2 is twice as fast; default: %(default)s")
    parser.add_argument("--elsewhere", action="store_true", help="also where the service is not on this machine")
    wanted = parser.parse_args(given)
    if not (wanted.minutes > 0 and wanted.speed > 0):
        parser.error("--minutes and --speed are more than nothing")
    return wanted


def main(given: Sequence[str] | None = None) -> int:
    """Hold the meeting; 1 where the service is not there, with a sentence of what to do."""
    wanted = arguments(given)
    try:
        if not (wanted.elsewhere or is_loopback(wanted.url)):
            raise NotServed("That is not this machine. If invented people may speak there, add --elsewhere.")
        Demo(wanted.url, minutes=wanted.minutes, speed=wanted.speed).hold()
    except (NotServed, LineLost) as error:
        print(error, file=sys.stderr)
        return 1
    return 0


def is_loopback(url: str) -> bool:
    """Whether an address is this very machine."""
    host = urlsplit(url).hostname or ""
    try:
        return host == "localhost" or ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


class Demo:
    """A meeting from the welcome to the goodbyes."""

    def __init__(self, url: str, *, minutes: float, speed: float) -> None:
        self.url, self.speed = url, speed
        self.ends = time.monotonic() + minutes * 60
        self.chair, *self.others = self.company = [Visitor(url, person.sign_in) for person in COMPANY]
        self._shares = cycle(random.sample(SHARES, len(SHARES)))

    def hold(self) -> None:
        """Enter, share in turn until it is time, and leave again, also after Ctrl-C."""
        try:
            self._gather()
            self._open()
            while self._goes_on():
                self._take_turns()
            if self.chair.floor.is_open:
                self._end()
            else:
                print(CLOSED_WORDS)
        except KeyboardInterrupt:
            print("\nEverybody leaves.")
        finally:
            for person in self._with_line():
                person.leave()

    def _gather(self) -> None:
        for person in self.company:
            person.sign_in(PASSPHRASE)
        meeting = self.chair.find_meeting()
        if meeting is None:
            raise NotServed("No room is open right now. One opens within a few minutes; please try again then.")
        for person in self.company:
            person.go_to(meeting)
            self._pause(1)
        self._end_in_time()
        print(f"Eight people are in the meeting. Sit in: {self.url}/rooms/{self.chair.room}")
        how = ROUND_WORDS if self.chair.floor.turns == ROUND else HANDS_WORDS
        print(f"(sign in as Milo or Nell: {how}; Ctrl-C ends it)", flush=True)

    def _end_in_time(self) -> None:
        closes_at = self.chair.floor.closes_at
        if closes_at is None:
            return
        left = (closes_at - now()).total_seconds()
        latest = time.monotonic() + left - CLOSING_SECONDS / self.speed
        if latest >= self.ends:
            return
        self.ends = latest
        print(f"This room closes in {max(1, round(left / 60))} min, and the meeting ends before that.", flush=True)

    def _goes_on(self) -> bool:
        return time.monotonic() < self.ends and self.chair.floor.is_open

    def _open(self) -> None:
        self.chair.wish("floor.set", floor="chaired")
        goes_round = self.chair.floor.turns == ROUND
        if not goes_round:
            self.chair.wish("turns.set", turns="hands", favours_new=False)
        for words in (*OPENING, shares.ROUND if goes_round else shares.HANDS):
            self.chair.say(words)
            self._pause(len(words) / 25)

    def _raise_hands(self) -> None:
        floor = self.chair.floor
        quiet = [person for person in self.others if person.me not in (*floor.asking, floor.sharing)]
        random.shuffle(quiet)
        for person in quiet[: max(0, HANDS_UP - len(floor.asking))]:
            person.wish("hand.raise")
            self._pause(2)

    def _take_turns(self) -> None:
        who = self.chair.floor.sharing or self._call()
        if who is None:
            self._pause(2)
        elif person := self._by_id().get(who):
            self._share(person)
            self._wait_for(who, ANSWER_SECONDS)
            self._thank(who)
        else:
            self._wait_for_guest(who)
            self._thank(who)

    def _call(self) -> str | None:
        """Call whoever is next; None if nobody can be called just now."""
        floor = self.chair.floor
        who = self._next_in_round() if floor.turns == ROUND else self._next_hand()
        if who is None:
            return None
        self.chair.say(f"{floor.here.get(who, 'Whoever is next')}, we are listening.")
        if self.chair.wish("floor.give", person=who).get("ok"):
            return who
        # Somebody who cannot be called, as they are to listen for a while, holds up nobody else.
        floor.rounded.append(who)
        return None

    def _next_in_round(self) -> str | None:
        # First somebody who shows how it goes; the turn of whoever sits in comes after that.
        who = self.chair.floor.next_in_round(first=[person.me for person in self.others])
        if who is None:
            self.chair.wish("turns.set", turns=ROUND, favours_new=False)
        return who

    def _next_hand(self) -> str | None:
        self._raise_hands()
        return next(iter(self.chair.floor.asking), None)

    def _share(self, person: Visitor) -> None:
        for words in next(self._shares):
            self._pause(2 + len(words) / 18)
            if not self._goes_on() or not person.say(words):
                break
        self._pause(2)
        person.wish("floor.return", how="done")

    def _wait_for_guest(self, who: str) -> None:
        if self.chair.floor.turns == ROUND:
            name = self.chair.floor.here.get(who, "Friend")
            self.chair.say(f"{name}, it is your turn, whenever you like. Passing is fine too.")
        self._wait_for(who, GUEST_SECONDS)
        if self.chair.floor.sharing == who:
            self.chair.wish("floor.return", how="taken")

    def _wait_for(self, who: str, seconds: float) -> None:
        """Until their turn has ended, at most for so long."""
        floor, late = self.chair.floor, time.monotonic() + seconds
        while floor.sharing == who and time.monotonic() < late:
            floor.changed.clear()
            floor.changed.wait(1)

    def _thank(self, who: str) -> None:
        self._pause(3)
        self.chair.say(random.choice(THANKS).format(name=self.chair.floor.here.get(who, "friend")))
        self._pause(4)

    def _end(self) -> None:
        for words in CLOSING:
            self.chair.say(words)
            self._pause(4)
        self.chair.wish("floor.set", floor="open")
        for person, words in zip(self.others, cycle(GOODBYES), strict=False):
            self._pause(2)
            person.say(words)
        print("The meeting is over. The room stays open for those who sit in.")

    def _by_id(self) -> dict[str, Visitor]:
        return {person.me: person for person in self.company}

    def _with_line(self) -> Iterator[Visitor]:
        return (person for person in self.company if person.room)

    def _pause(self, seconds: float) -> None:
        time.sleep(seconds * random.uniform(0.7, 1.3) / self.speed)


if __name__ == "__main__":
    sys.exit(main())
