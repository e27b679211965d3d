"""Ledgers for a long time and many people: what all of a room were told is kept once, and of each page only how far."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from ..ledger import Answer, Ledger, Told

SAY = "message.say"


@dataclass
class RoomRecord:
    """What the people of one room were told: the same to everyone, or it is a fault."""

    marks: dict[int, int] = field(default_factory=dict)
    kept: list[tuple[str, int, int]] = field(default_factory=list)
    """What was acknowledged: the client id, the number and the mark of each."""
    faults: list[str] = field(default_factory=list)


class BriefLedger(Ledger):
    """How far one page was told everything, each once and in order."""

    def __init__(self, room: str, record: RoomRecord) -> None:
        super().__init__("", room)
        self.record = record
        self.reached = 0
        self.told = 0

    def begin(self, seq: int) -> None:
        """A snapshot has come."""
        self.reached = max(self.reached, seq)

    def hear(self, events: Iterable[Told]) -> None:
        """What has arrived is not kept: what comes to the screen tells."""

    def take(self, events: Iterable[Told], here_since: float | None) -> None:
        """Events have come to the screen."""
        for told in events:
            if told.seq != self.reached + 1:
                self.record.faults.append(f"I2: {told.seq} came to a screen after {self.reached}")
            self.reached = told.seq
            self.told += 1
            if self.record.marks.setdefault(told.seq, told.mark) != told.mark:
                self.record.faults.append(f"I3: two were told something else at {told.seq}")

    def answer(self, answer: Answer) -> None:
        """A wish was answered."""
        if not answer.is_ok or answer.name != SAY:
            return
        mine = [told for told in answer.events if (told.by, told.client_id) == (self.who, answer.client_id)]
        if not mine:
            self.record.faults.append(f"I1: {answer.client_id} was acknowledged without its event")
        self.record.kept += [(str(told.client_id), told.seq, told.mark) for told in mine]


def verdict(room: str, record: RoomRecord, log: list[Told], reached: Iterable[int]) -> list[str]:
    """What of a room was not as it must be, by the log that the database has kept."""
    found = list(record.faults)
    marks = {told.seq: told.mark for told in log}
    if list(marks) != list(range(1, len(log) + 1)):
        found.append("I3: the log is not contiguous")
    found += [f"I3: people were told {seq}, which the log has otherwise" for seq in _other(record.marks, marks)]
    ids = {told.client_id: told.seq for told in log if told.client_id}
    if len(ids) != sum(told.client_id is not None for told in log):
        found.append("I4: one wish has more than one row")
    for client_id, seq, mark in record.kept:
        if marks.get(seq) != mark or ids.get(client_id) != seq:
            found.append(f"I1: {client_id} was acknowledged as {seq}, and the log has it otherwise")
    found += [f"I2: someone was told up to {one} of {len(log)}" for one in reached if one != len(log)]
    return [f"{room}: {fault}" for fault in found]


def _other(told: dict[int, int], kept: dict[int, int]) -> list[int]:
    return [seq for seq, mark in told.items() if kept.get(seq) != mark]
