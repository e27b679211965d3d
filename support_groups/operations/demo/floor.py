"""What the demo's people know of the room: pure, a fold of what they hear."""

import threading
from collections.abc import Container
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

ROUND = "round"


@dataclass
class Floor:
    """Who asks to share, in order, who shares, who is called how, and everybody's name."""

    asking: list[str] = field(default_factory=list)
    sharing: str | None = None
    here: dict[str, str] = field(default_factory=dict)
    present: set[str] = field(default_factory=set)
    turns: str = "hands"
    rounded: list[str] = field(default_factory=list)
    is_open: bool = True
    closes_at: datetime | None = None
    changed: threading.Event = field(default_factory=threading.Event)

    def start(self, state: dict[str, Any]) -> None:
        """Take over a snapshot."""
        self.asking = [hand["who"] for hand in state["queue"]]
        self.sharing = state["share"]["who"] if state["share"] else None
        self.here = {who: person["name"] for who, person in state["people"].items()}
        self.present = {who for who, person in state["people"].items() if person["is_here"]}
        self.turns, self.rounded = state["turns"], list(state["rounded"])
        self.is_open = state["is_open"]
        self.closes_at = datetime.fromisoformat(state["closes_at"]) if state["closes_at"] else None

    def follow(self, event: dict[str, Any]) -> None:
        """Take over what has happened."""
        who = event.get("who") or event.get("by")
        match event["kind"]:
            case "hand.raised":
                self.asking.append(event["by"])
            case "hand.lowered":
                self._forget(who)
            case "person.entered":
                self.present.add(str(who))
            case "person.left" | "person.removed":
                self.present.discard(str(who))
                if not event.get("lapsed"):
                    self._forget(who)
            case "person.came" | "person.renamed":
                self.here[str(who)] = event["name"]
            case "room.closed":
                self.is_open, self.sharing = False, None
            case _:
                self._turn(event)
        self.changed.set()

    def next_in_round(self, first: Container[str]) -> str | None:
        """Who can be called that had no turn in this round; of those one of `first`, where there is one."""
        coming = [who for who in self.here if who in self.present and who not in self.rounded]
        return min(coming, key=lambda who: who not in first, default=None)

    def _turn(self, event: dict[str, Any]) -> None:
        match event["kind"]:
            case "floor.given":
                self._forget(event["to"])
                self.sharing = event["to"]
                self.rounded.append(event["to"])
            case "floor.returned":
                self.sharing = None
            case "floor.set" if event["floor"] != "chaired":
                self.asking, self.sharing = [], None
            case "turns.set":
                self.turns = event["turns"]
                self.rounded = [self.sharing] if self.sharing else []

    def _forget(self, who: str | None) -> None:
        self.asking = [one for one in self.asking if one != who]
