"""Reads the ledger of every page against the log that the database keeps, and names each invariant that is broken."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from .ledger import Answer, Ledger, Log, Told

SILENT_WITHIN_SECONDS = 1.0
SLACK_SECONDS = 4.0
"""Allowed besides: two cores that others use as well, and a crowd that shares one of them with the workers."""
SAY, SAID = "message.say", "message.said"


@dataclass(frozen=True)
class ShownOut:
    """From a moment on, at which it was acknowledged, someone may hear nothing of a room."""

    who: str
    room: str
    at: float


@dataclass(frozen=True)
class Breach:
    """One invariant that did not hold, for whom and how."""

    invariant: str
    who: str
    words: str

    def __str__(self) -> str:
        return f"{self.invariant} for {self.who}: {self.words}"


@dataclass(frozen=True)
class Evidence:
    """All that is known when a meeting is over."""

    logs: Mapping[str, Log]
    """The log of each room, by its public id."""
    ledgers: Sequence[Ledger]
    due: Mapping[str, int]
    """Up to where everybody must have been told everything, by the rooms' public ids."""
    shown_out: Sequence[ShownOut] = ()


def breaches(evidence: Evidence) -> list[Breach]:
    """Every invariant that was broken; none if all is well."""
    return [
        *_of_logs(evidence),
        *(breach for ledger in evidence.ledgers for breach in _of_ledger(ledger, evidence)),
        *_of_resending(evidence),
        *(breach for one in evidence.shown_out for breach in _of_shown_out(one, evidence.ledgers)),
    ]


def _of_logs(evidence: Evidence) -> Iterator[Breach]:
    for room, (log, last_seq) in evidence.logs.items():
        numbers = [told.seq for told in log]
        if numbers != list(range(1, len(numbers) + 1)):
            yield Breach("I3", room, f"the log is not contiguous: {_odd(numbers)}")
        if last_seq != len(numbers):
            yield Breach("I3", room, f"the room stands at {last_seq}, its log at {len(numbers)}")
        ids = [(told.by, told.client_id) for told in log if told.client_id]
        if len(ids) != len(set(ids)):
            yield Breach("I4", room, "one wish of one person has more than one row")
        yield from _of_silenced(room, log)


def _of_ledger(ledger: Ledger, evidence: Evidence) -> Iterator[Breach]:
    log = {told.seq: told for told in evidence.logs[ledger.room].entries}
    yield from _of_acknowledgements(ledger, log)
    is_out = any((one.who, one.room) == (ledger.who, ledger.room) for one in evidence.shown_out)
    if ledger.ended_at is not None and not is_out:
        yield Breach("I10", ledger.who, f"was shown out for no reason: {ledger.ended_why}")
    # Whoever was shown out must have been told nothing with a gap; the others must have been told everything.
    yield from _of_stream(ledger, log, 0 if is_out else evidence.due[ledger.room])


def _of_acknowledgements(ledger: Ledger, log: Mapping[int, Told]) -> Iterator[Breach]:
    for answer in ledger.answers:
        # What someone reads is answered with the events of others; those are looked at as what they were told.
        for told in answer.events if answer.is_ok and answer.name != "room.enter" else ():
            if told.seq not in log or log[told.seq].mark != told.mark:
                yield Breach("I1", ledger.who, f"{answer.name} was acknowledged as {told.seq}, which is not in the log")
        if answer.is_ok and answer.name == SAY:
            mine = [told for told in answer.events if (told.by, told.client_id) == (ledger.who, answer.client_id)]
            if not mine:
                yield Breach("I1", ledger.who, f"{answer.client_id} was acknowledged without its event")


def _of_stream(ledger: Ledger, log: Mapping[int, Told], until: int) -> Iterator[Breach]:
    if not ledger.begun:
        return
    expected, fresh = ledger.begun[0] + 1, iter(ledger.begun[1:])
    for told in ledger.taken:
        while told.seq > expected and (begun := next(fresh, None)) is not None:
            expected = max(expected, begun + 1)
        if told.seq != expected:
            how = "twice" if told.seq < expected else f"after a gap from {expected} on"
            yield Breach("I2", ledger.who, f"{told.seq} came to the screen {how}")
        expected = told.seq + 1
        kept = log.get(told.seq)
        if kept is None or kept.mark != told.mark:
            yield Breach("I3", ledger.who, f"{told.seq} is not what stands in the log")
        elif kept.words not in (told.words, None) and told.words is not None:
            yield Breach("I3", ledger.who, f"the words of {told.seq} are not those in the log")
    reached = max(expected - 1, *ledger.begun)
    if reached < until:
        yield Breach("I2", ledger.who, f"was told up to {reached} of {until}, and then nothing")


def _of_resending(evidence: Evidence) -> Iterator[Breach]:
    answered: dict[tuple[str, str, str], list[Answer]] = defaultdict(list)
    for ledger in evidence.ledgers:
        for answer in ledger.answers:
            if answer.is_ok and answer.client_id:
                answered[ledger.room, ledger.who, answer.client_id].append(answer)
    for (_, who, client_id), answers in answered.items():
        if len({tuple(told.mark for told in answer.events) for answer in answers}) > 1:
            yield Breach("I4", who, f"{client_id} was answered in more than one way")


def _of_silenced(room: str, log: Sequence[Told]) -> Iterator[Breach]:
    """Nothing of someone who was muted or removed stands in the log after that."""
    muted, removed = set[str](), set[str]()
    for told in log:
        if told.by in removed or (told.by in muted and told.kind == SAID):
            yield Breach("I5", str(told.by), f"{told.kind} of theirs stands at {told.seq} in the log of {room}")
        match told.kind:
            case "person.muted":
                muted.add(str(told.whom))
            case "person.unmuted":
                muted.discard(str(told.whom))
            case "person.removed":
                removed.add(str(told.whom))


def _of_shown_out(one: ShownOut, ledgers: Iterable[Ledger]) -> Iterator[Breach]:
    silence = one.at + SILENT_WITHIN_SECONDS + SLACK_SECONDS
    for ledger in ledgers:
        late = [seq for at, seq in ledger.heard if at > silence]
        if (ledger.who, ledger.room) == (one.who, one.room) and late:
            yield Breach("I5", one.who, f"still heard {_odd(late)} after {silence - one.at:.1f} s")


def _odd(numbers: Sequence[int]) -> str:
    shown = ", ".join(map(str, numbers[:5]))
    return f"{shown} …" if len(numbers) > 5 else shown
