"""`bin/demo`: eight invented people hold a meeting in the running service, so that anyone can sit in."""

import argparse
import ipaddress
import random
import sys
import time
from collections.abc import Iterator, Sequence
from itertools import cycle
from urllib.parse import urlsplit

from .cast import COMPANY, PASSPHRASE
from .line import LineLost
from .shares import CLOSING, GOODBYES, OPENING, SHARES, THANKS
from .visitor import NotServed, Visitor

HANDS_UP = 3
GUEST_SECONDS = 240
"""How long somebody who sits in may share before the chair gently goes on."""


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
            while time.monotonic() < self.ends:
                self._raise_hands()
                self._call_next()
            self._end()
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
        print(f"Eight people are in the meeting. Sit in: {self.url}/rooms/{self.chair.room}")
        print("(sign in as Milo or Nell, raise your hand, and the chair will call you; Ctrl-C ends it)", flush=True)

    def _open(self) -> None:
        self.chair.wish("floor.set", floor="chaired")
        for words in OPENING:
            self.chair.say(words)
            self._pause(len(words) / 25)

    def _raise_hands(self) -> None:
        floor = self.chair.floor
        quiet = [person for person in self.others if person.me not in (*floor.asking, floor.sharing)]
        random.shuffle(quiet)
        for person in quiet[: max(0, HANDS_UP - len(floor.asking))]:
            person.wish("hand.raise")
            self._pause(2)

    def _call_next(self) -> None:
        floor = self.chair.floor
        if not floor.asking or floor.sharing:
            self._pause(2)
            if floor.sharing and floor.sharing not in self._by_id():
                self._wait_for_guest()
            return
        who = floor.asking[0]
        self.chair.say(f"{floor.here.get(who, 'Whoever is next')}, we are listening.")
        if not self.chair.wish("floor.give", person=who).get("ok"):
            self._pause(2)
        elif person := self._by_id().get(who):
            self._share(person)
            self._thank(who)
        else:
            self._wait_for_guest()
            self._thank(who)

    def _share(self, person: Visitor) -> None:
        for words in next(self._shares):
            self._pause(2 + len(words) / 18)
            if time.monotonic() > self.ends or not person.say(words):
                break
        self._pause(2)
        person.wish("floor.return", how="done")

    def _wait_for_guest(self) -> None:
        floor, late = self.chair.floor, time.monotonic() + GUEST_SECONDS
        while floor.sharing and time.monotonic() < late:
            floor.changed.clear()
            floor.changed.wait(1)
        if floor.sharing:
            self.chair.wish("floor.return", how="taken")

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
