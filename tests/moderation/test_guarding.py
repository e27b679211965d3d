"""What a group's guards do with words before anybody hears them."""

import time
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from support_groups.core.errors import DomainError
from support_groups.moderation import rules
from support_groups.moderation.rules import Guards, Holds, Lists, OnPersonal, guarding
from support_groups.rooms.models import HeldFor
from support_groups.rooms.rules import Guarded, Readers, Said

AT = datetime(2026, 11, 20, 19, 5, tzinfo=UTC)
HELLO = Said("hello all", AT, serves=False, is_newcomer=False, has_floor=False, as_it_is=False, own=())
NUMBER = replace(HELLO, body="I am on 07700 900123 tonight")


USUAL = Guards()


def held_for(said: Said, guards: Guards = USUAL) -> HeldFor | None:
    """Why somebody who serves should read words first."""
    found = guarding(guards)(said)
    assert found is None or found.guarded is Guarded.HOLD
    return found.why if found else None


def stopped(said: Said, guards: Guards = USUAL) -> tuple[Guarded, DomainError]:
    """What stops words, and what their author is told."""
    found = guarding(guards)(said)
    assert found is not None
    assert found.refusal is not None
    return found.guarded, found.refusal


def passes(said: Said, guards: Guards = USUAL) -> bool:
    """Whether nothing stops words."""
    return guarding(guards)(said) is None


def said_before(*seconds_ago: float, body: str = "hello all") -> list[tuple[datetime, str]]:
    """What the same person has said, the newest first."""
    return [(AT - timedelta(seconds=one), body) for one in sorted(seconds_ago)]


def test_ordinary_words_pass() -> None:
    assert passes(HELLO)


def test_whoever_writes_a_number_is_asked_first_and_shown_what_would_be_posted() -> None:
    guarded, refusal = stopped(NUMBER)
    assert guarded is Guarded.ASK
    assert "a phone number" in refusal.words
    assert refusal.more == {"without": "I am on … tonight", "may_as_it_is": False}


@pytest.mark.parametrize(
    ("body", "of_room", "of_door", "of_basket"),
    [
        (NUMBER.body, "Everyone in the room would", "Those who open the door would", "once it is drawn"),
        ("Newcomers, write to me in private", "here in the room", "ask to come in", "ask your question"),
        ("can you give me your number", "to all, or", "ask to come in", "ask your question"),
    ],
)
def test_each_place_has_its_own_true_words(body: str, of_room: str, of_door: str, of_basket: str) -> None:
    said = replace(HELLO, body=body, is_newcomer=True)
    expected = {Readers.ROOM: of_room, Readers.DOOR: of_door, Readers.BASKET: of_basket}
    for readers, words in expected.items():
        told = stopped(replace(said, readers=readers))[1].words
        assert words in told
        assert not any(other in told for other in expected.values() if other != words)


def test_it_is_posted_as_it_is_only_where_the_group_leaves_the_choice() -> None:
    insists = replace(NUMBER, as_it_is=True)
    assert stopped(insists)[0] is Guarded.ASK
    choosing = replace(USUAL, on_personal=OnPersonal.CHOOSE)
    assert stopped(NUMBER, choosing)[1].more["may_as_it_is"] is True
    assert passes(insists, choosing)


def test_who_serves_is_asked_too_and_may_choose() -> None:
    by_servant = replace(NUMBER, serves=True)
    assert stopped(by_servant)[0] is Guarded.ASK
    assert passes(replace(by_servant, as_it_is=True))


def test_a_group_may_ask_nobody() -> None:
    assert passes(NUMBER, replace(USUAL, on_personal=OnPersonal.NOTHING))


def test_nobody_deals_here_however_long_they_have_come() -> None:
    assert isinstance(stopped(replace(HELLO, body="selling k"))[1], rules.SoundsLikeDealing)


def test_contact_is_asked_for_by_those_whom_people_know() -> None:
    asks = replace(HELLO, body="message me privately")
    assert passes(asks)
    guarded, refusal = stopped(replace(asks, is_newcomer=True))
    assert guarded is Guarded.REFUSE
    assert isinstance(refusal, rules.AsksForContact)


NEW = replace(HELLO, is_newcomer=True)


def test_what_a_newcomer_writes_waits_as_the_group_has_chosen() -> None:
    assert held_for(NEW) is HeldFor.FIRST
    assert held_for(NEW, replace(USUAL, holds=Holds.NEWCOMERS)) is HeldFor.NEWCOMER
    assert passes(NEW, replace(USUAL, holds=Holds.NOBODY))


def test_whoever_was_called_or_serves_waits_for_nobody() -> None:
    assert passes(replace(NEW, was_called=True), replace(USUAL, holds=Holds.NEWCOMERS))
    assert not passes(replace(NEW, has_floor=True), replace(USUAL, holds=Holds.NEWCOMERS))
    assert passes(replace(NEW, is_newcomer=False, serves=True))


def test_a_newcomer_in_danger_is_heard_at_once() -> None:
    assert passes(replace(NEW, body="I want to die"), replace(USUAL, holds=Holds.NEWCOMERS))


def test_a_newcomer_is_asked_before_their_words_wait() -> None:
    assert stopped(replace(NUMBER, is_newcomer=True))[0] is Guarded.ASK


def test_nobody_asks_newcomers_away() -> None:
    assert isinstance(stopped(replace(HELLO, body="newcomers, write to me"))[1], rules.AsksNewcomers)


def test_whoever_is_in_danger_is_stopped_by_no_guard() -> None:
    assert passes(replace(NUMBER, body="I want to die, call me on 07700 900123", own=said_before(*range(40))))


def test_too_much_in_a_minute_waits_until_there_is_room_again() -> None:
    three = replace(USUAL, per_minute=3)
    lively = replace(HELLO, body="and one more thing", own=said_before(50, 20, 10))
    guarded, refusal = stopped(lively, three)
    assert guarded is Guarded.REFUSE
    assert "in 11 seconds" in refusal.words
    assert passes(replace(lively, own=said_before(61, 20, 10)), three)


def test_whoever_has_the_floor_may_write_in_short_lines() -> None:
    sharing = replace(HELLO, body="and then", has_floor=True, own=said_before(5, 4, 3, 2, body="so"))
    assert passes(sharing, replace(USUAL, per_minute=3))


def test_the_same_is_said_twice_and_not_three_times() -> None:
    assert passes(replace(HELLO, own=said_before(9)))
    again = replace(HELLO, body="HELLO, all!", own=said_before(30, 9))
    assert isinstance(stopped(again)[1], rules.Repeating)
    assert passes(replace(again, own=said_before(61, 9)))


def test_nobody_counts_where_limits_are_off() -> None:
    assert passes(replace(HELLO, own=said_before(*range(30))), replace(USUAL, per_minute=None))


LISTS = Lists(words="purple door\ngamb*", patterns=r"\bcode \d{3}\b", exceptions="the purple door song")


@pytest.mark.parametrize("said", ["behind the Purple  Door", "p u r p l e door", "GАMBLING", "Code 123"])
def test_a_groups_own_words_and_patterns_are_refused_or_wait_as_it_has_chosen(said: str) -> None:
    guarded, refusal = stopped(replace(HELLO, body=said), replace(USUAL, lists=LISTS))
    assert guarded is Guarded.REFUSE
    assert isinstance(refusal, rules.OnTheGroupsList)
    assert held_for(replace(HELLO, body=said), replace(USUAL, lists=LISTS, holds_listed=True)) is HeldFor.LISTED


@pytest.mark.parametrize("said", ["I like the purple door song", "purple and a door", "code 12"])
def test_exceptions_and_other_words_pass(said: str) -> None:
    assert passes(replace(HELLO, body=said), replace(USUAL, lists=LISTS))


@pytest.mark.parametrize("pattern", ["(", "a{2000}{2000}", "x*", ".", r"(?=a)b", r"(a)\1"])
def test_a_pattern_that_cannot_be_used_is_refused_before_any_message_meets_it(pattern: str) -> None:
    with pytest.raises(rules.PatternIsUnclear) as caught:
        rules.check_lists(Lists(patterns=f"fine\n{pattern}"))
    assert "line 2" in caught.value.words


def test_lists_are_bounded() -> None:
    with pytest.raises(rules.TooManyEntries):
        rules.check_lists(Lists(patterns="\n".join("abcdefghijk")))


def test_lists_are_made_ready_once_however_often_a_room_asks_for_its_guards() -> None:
    assert rules.ready(Lists(words="seven lamps")) is rules.ready(Lists(words="seven lamps"))
    assert rules.ready(Lists(words="seven lamps")).holds("Seven  lamps!")
    assert not rules.ready(Lists(words="eight lamps")).holds("Seven lamps")


def test_a_pattern_that_would_take_for_ever_elsewhere_takes_no_time_here() -> None:
    listed = rules.Listed(Lists(patterns=r"^(a+)+$"))
    # What it has worked, and not how long the machine let it wait.
    began = time.thread_time()
    assert not listed.holds("a" * 3_999 + "!")
    assert time.thread_time() - began < 1
