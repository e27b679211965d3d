"""The checker finds each invariant that is broken, and nothing in an evening on which none was."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from .checker import SILENT_WITHIN_SECONDS, SLACK_SECONDS, Evidence, ShownOut, breaches
from .ledger import Answer, Ledger, Log, Told, told_of

ROOM, FERN, MILO = "room", "fern", "milo"
LATE_SECONDS = SILENT_WITHIN_SECONDS + SLACK_SECONDS + 0.1
Spoil = Callable[[Evidence], Evidence]


def event(seq: int, kind: str = "message.said", by: str = MILO, **more: object) -> Told:
    """An event as it goes to browsers."""
    said = {"client_id": f"c{seq}", "body": f"words {seq}"} if kind == "message.said" else {"client_id": None}
    return told_of({"seq": seq, "at": "2026-11-20T19:00:00Z", "kind": kind, "by": by, **said, **more})


SAID = [event(seq) for seq in range(3, 8)]
LOG = [event(1, "person.came", FERN), event(2, "person.came"), *SAID]


def answered(told: Told) -> Answer:
    """The acknowledgement of something that was said."""
    return Answer(1.0, "message.say", told.client_id, True, None, told.seq, (told,))


def an_evening() -> Evidence:
    """Milo speaks, and both hear it."""
    milo = Ledger(MILO, ROOM, begun=[2], taken=list(SAID), answers=[answered(told) for told in SAID])
    fern = Ledger(FERN, ROOM, begun=[4], taken=SAID[2:])
    return Evidence({ROOM: Log(list(LOG), 7)}, [milo, fern], {ROOM: 7})


def with_log(evidence: Evidence, entries: list[Told], last_seq: int | None = None) -> Evidence:
    """The same evening, but for what the database has kept."""
    return replace(evidence, logs={ROOM: Log(entries, len(entries) if last_seq is None else last_seq)})


def with_ferns(evidence: Evidence, **what: object) -> Evidence:
    """The same evening, but for what Fern was told."""
    milo, fern = evidence.ledgers
    return replace(evidence, ledgers=[milo, replace(fern, **what)])  # type: ignore[arg-type]


def with_milos(evidence: Evidence, **what: object) -> Evidence:
    """The same evening, but for what Milo was told."""
    milo, fern = evidence.ledgers
    return replace(evidence, ledgers=[replace(milo, **what), fern])  # type: ignore[arg-type]


def shown_out(evidence: Evidence, heard: list[tuple[float, int]]) -> Evidence:
    """Milo is asked to leave at the end, and hears something all the same."""
    ended = with_log(evidence, [*LOG, event(8, "person.removed", FERN, who=MILO)])
    told = with_milos(with_ferns(ended, taken=[*SAID[2:], ended.logs[ROOM].entries[-1]]), heard=heard)
    return replace(told, shown_out=[ShownOut(MILO, ROOM, 10.0)], due={ROOM: 8})


SPOILED: dict[str, tuple[str, Spoil]] = {
    "what was acknowledged is not kept": ("I1", lambda one: with_log(one, LOG[:-1])),
    "what was acknowledged is kept with another author": (
        "I1",
        lambda one: with_log(one, [*LOG[:-1], event(7, by=FERN)]),
    ),
    "an acknowledgement without its event": (
        "I1",
        lambda one: with_milos(one, answers=[answered(SAID[0])._replace(events=())]),
    ),
    "a word is missing on a screen": ("I2", lambda one: with_ferns(one, taken=[SAID[2], SAID[4]])),
    "a word comes to a screen twice": ("I2", lambda one: with_ferns(one, taken=[SAID[2], SAID[2], *SAID[3:]])),
    "nothing is told to the end": ("I2", lambda one: with_ferns(one, taken=SAID[2:4])),
    "a fresh snapshot hides a repetition": (
        "I2",
        lambda one: with_ferns(one, begun=[4, 5], taken=[*SAID[2:], SAID[3]]),
    ),
    "two see another order": (
        "I3",
        lambda one: with_ferns(one, taken=[SAID[2], event(6, body="other", client_id="c7"), SAID[4]]),
    ),
    "other words than were kept": ("I3", lambda one: with_ferns(one, taken=[*SAID[2:4], event(7, body="other")])),
    "a hole in the log": ("I3", lambda one: with_log(one, [*LOG[:4], *LOG[5:]], 7)),
    "the room's row is ahead of its log": ("I3", lambda one: with_log(one, LOG, 8)),
    "one wish has two rows": ("I4", lambda one: with_log(one, [*LOG, event(8, client_id="c7")])),
    "one wish has two answers": (
        "I4",
        lambda one: with_milos(one, answers=[answered(SAID[0]), answered(SAID[1])._replace(client_id="c3")]),
    ),
    "someone who was muted speaks": (
        "I5",
        lambda one: with_log(one, [*LOG, event(8, "person.muted", FERN, who=MILO), event(9)]),
    ),
    "someone who was removed does anything": (
        "I5",
        lambda one: with_log(one, [*LOG, event(8, "person.removed", FERN, who=MILO), event(9, "hand.raised")]),
    ),
    "someone who was removed hears on": ("I5", lambda one: shown_out(one, [(10.0 + LATE_SECONDS, 8)])),
    "someone is shown out for no reason": ("I10", lambda one: with_ferns(one, ended_at=3.0, ended_why="not_found")),
}


@pytest.mark.parametrize("what", SPOILED)
def test_what_is_broken_is_found(what: str) -> None:
    invariant, spoil = SPOILED[what]
    assert invariant in {breach.invariant for breach in breaches(spoil(an_evening()))}


def no_more_than(*told: Told) -> Evidence:
    """An evening that went on like this, and was heard by both."""
    evening = with_log(an_evening(), [*LOG, *told])
    heard = with_ferns(with_milos(evening, taken=[*SAID, *told]), taken=[*SAID[2:], *told])
    return replace(heard, due={ROOM: 7 + len(told)})


@pytest.mark.parametrize(
    "evening",
    [
        an_evening(),
        # Words that were taken out since are gone from the log, and some had read them.
        with_log(an_evening(), [*LOG[:-1], LOG[-1]._replace(words=None)]),
        with_ferns(an_evening(), begun=[4, 6], taken=[SAID[2], SAID[4]]),
        shown_out(an_evening(), [(10.5, 7)]),
        no_more_than(
            event(8, "person.muted", FERN, who=MILO),
            event(9, "hand.lowered"),
            event(10, "person.unmuted", FERN, who=MILO),
            event(11),
        ),
    ],
    ids=["nothing happens", "taken out", "a fresh snapshot", "shown out in time", "muted for a while"],
)
def test_nothing_is_found_where_nothing_is_broken(evening: Evidence) -> None:
    assert breaches(evening) == []
