"""An evening in two groups: seven people belong to both, under other names, among others who belong to one."""

import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from random import Random
from string import ascii_lowercase

from flask import Flask

from support_groups.core.database import db
from support_groups.groups.models import Group, Role
from support_groups.meetings.models import Meeting
from support_groups.rooms.actions.presence import lapse_leases
from support_groups.rooms.models import Room
from support_groups.rooms.sockets import keep_leases
from support_groups.sponsorship.models import Time
from tests.cast import Person, person
from tests.services.clock import Clock
from tests.services.lines import Line

BOTH = {
    "Avocet": ("Sallow", "Quartz"),
    "Bittern": ("Alder", "Opal"),
    "Curlew": ("Osier", "Zircon"),
    "Dunlin": ("Sumac", "Beryl"),
    "Egret": ("Sorrel", "Jasper"),
    "Fulmar": ("Linden", "Citrine"),
    "Gannet": ("Medlar", "Garnet"),
}
"""The names of the seven in the one group, in the other, and among sponsors."""
ONLY_HERE = ("Plover", "Siskin", "Wagtail")
ONLY_THERE = ("Tamarisk", "Acacia", "Larch")
ROUNDS = 3
ASKED_SECONDS = 3.0


@dataclass
class Side:
    """One of the two groups, who is in it under which name, and who looks around."""

    group: Group
    meeting: Meeting
    room: Room
    names: dict[str, Person]
    facilitator: Person
    member: Person
    heard: dict[str, Line] = field(default_factory=dict)
    said: dict[str, int] = field(default_factory=dict)
    """The number of the last message of each."""


@dataclass
class Evening:
    """What has happened, and who could see it."""

    here: Side
    there: Side
    people: dict[str, Person]

    @property
    def sides(self) -> tuple[Side, Side]:
        """The two groups."""
        return self.here, self.there


class Story:
    """Plays the evening; chance decides orders and pauses, the same ones each time."""

    def __init__(self, app: Flask, clock: Clock) -> None:
        self._app = app
        self._clock = clock
        self._chance = Random(20261120)
        self._lines: list[Line] = []
        self._asked = time.monotonic()

    def pause(self, most: float = 9.0) -> None:
        """Let some time pass that is never the same."""
        self._clock.forward(seconds=self._chance.uniform(0.2, most))
        self.keeps_lines()

    def keeps_lines(self) -> None:
        """Answer what asks whether lines still stand, now and then."""
        if time.monotonic() - self._asked > ASKED_SECONDS:
            # A line that answers no ping is ended, and a busy machine takes long for an evening.
            self._asked = time.monotonic()
            for line in self._lines:
                line.answers_pings()

    def mixed(self, names: Iterator[str] | list[str]) -> list[str]:
        """Names in an order of chance."""
        some = list(names)
        self._chance.shuffle(some)
        return some

    def plays(self, fern: Person, milo: Person, iris: Person, nell: Person) -> Evening:
        """The whole evening; Fern and Iris facilitate, Milo and Nell are members."""
        people = {}
        for name in [*BOTH, *ONLY_HERE, *ONLY_THERE]:
            people[name] = person(name)
            self.pause()
        here = self._side(fern, milo, {name: people[name] for name in [*BOTH, *ONLY_HERE]}, "Lantern on the hill")
        both = {elsewhere: people[name] for name, (elsewhere, _) in BOTH.items()}
        there = self._side(iris, nell, both | {name: people[name] for name in ONLY_THERE}, "Boat by the lake")
        self._sponsors(people)
        for side in (here, there):
            self._come(side)
        self._speak(here, there)
        self._serve(here, there)
        self._lose_lines(here, there)
        return Evening(here, there, people)

    def ends(self) -> None:
        """Drop all lines."""
        for line in self._lines:
            line.drop()

    def _side(self, lead: Person, member: Person, names: dict[str, Person], title: str) -> Side:
        group = lead.founds(title)
        self.pause()
        member.joins(group)
        for name in self.mixed([*names]):
            names[name].joins(group, as_name=name)
            self._clock.forward(hours=self._chance.uniform(1, 30))
        for name in self.mixed([*names])[:3]:
            lead.gives(Role.GREETER, names[name], group)
            self.pause()
        meeting = lead.schedules(group, name="Evening", weekday=2)
        room = lead.opens(lead.membership(group))
        return Side(group, meeting, room, names, lead, member)

    def _sponsors(self, people: dict[str, Person]) -> None:
        for name in self.mixed([*BOTH]):
            hours = tuple(self._chance.sample([*Time], 2))
            people[name].offers(name=BOTH[name][1], hours=hours, steps=self._chance.randint(3, 12), capacity=3)
            self.pause()
        people["Plover"].asks(people["Curlew"])
        people["Curlew"].accepts(people["Plover"])
        db.session.commit()

    def _come(self, side: Side) -> None:
        for one in (side.facilitator, side.member):
            place = side.room
            one.comes(place, one.membership(side.group))
            side.heard[one.name] = self._line(one, side.room)
        for name in self.mixed([*side.names]):
            one = side.names[name]
            one.comes(side.room, one.membership(side.group))
            side.heard[name] = self._line(one, side.room)
            self.pause()
            keep_leases()

    def _line(self, one: Person, room: Room) -> Line:
        line = Line.of(self._app, one)
        self._lines.append(line)
        assert line.wish("room.enter", {"room": room.public_id})["ok"]
        return line

    def _speak(self, here: Side, there: Side) -> None:
        turns = [(side, name) for side in (here, there) for name in side.names]
        for _ in range(ROUNDS):
            self._chance.shuffle(turns)
            for side, name in turns:
                # Letters alone: what looks like a number of a telephone is asked about first.
                said = " ".join("".join(self._chance.choices(ascii_lowercase, k=10)) for _ in range(3))
                sent = {"room": side.room.public_id, "client_id": f"{self._chance.getrandbits(80):x}", "body": said}
                answer = side.heard[name].wish("message.say", sent)
                assert answer["ok"]
                side.said[name] = answer["seq"]
                self.pause(2.5)
            keep_leases()

    def _serve(self, here: Side, there: Side) -> None:
        for side, names in ((here, ("Dunlin", "Siskin", "Fulmar")), (there, ("Sallow", "Acacia", "Medlar"))):
            for name in names:
                side.facilitator.mutes(side.names[name], side.group, minutes=self._chance.randint(600, 900))
                self.pause()

    def _lose_lines(self, here: Side, there: Side) -> None:
        """The lines of all who are in both are lost within a few moments, as when a network breaks."""
        for name in self.mixed([*BOTH]):
            here.heard.pop(name).drop()
            there.heard.pop(BOTH[name][0]).drop()
            self._clock.forward(seconds=self._chance.uniform(0.05, 0.5))
        for _ in range(15):
            keep_leases()
            self._clock.forward(seconds=self._chance.uniform(1.9, 2.1))
            lapse_leases()
