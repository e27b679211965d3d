"""Wishes as they come over the wire: parsed, bounded, judged anew each time, told to the right people."""

from typing import Any

import pytest
from flask import Flask

from support_groups.accounts import actions as accounts
from support_groups.core.database import db
from support_groups.core.realtime.inbox import LINES_MAX
from support_groups.groups.models import Group
from support_groups.rooms import queries, sockets
from support_groups.rooms.models import BODY_MAX_CHARS, LEASE_SECONDS, LEASE_SPREAD_SECONDS, Room
from tests.cast import Person
from tests.services.lines import Line, Open

Answer = dict[str, Any]


@pytest.fixture
def milos(room: Room, milo: Person, line: Open) -> Line:
    """Milo's line, in the room."""
    opened = line(milo)
    assert opened.wish("room.enter", {"room": room.public_id})["ok"]
    return opened


@pytest.fixture
def ferns(room: Room, fern: Person, line: Open) -> Line:
    """Fern's line, in the room."""
    opened = line(fern)
    assert opened.wish("room.enter", {"room": room.public_id})["ok"]
    return opened


def test_nobody_connects_without_signing_in(line: Open, app: Flask) -> None:
    assert not line(None).is_open


def test_what_one_says_reaches_all_and_is_answered(room: Room, milos: Line, ferns: Line) -> None:
    said = {"room": room.public_id, "client_id": "c1", "body": "  hello\u202e there \n"}
    answer = milos.wish("message.say", said)
    assert answer["ok"]
    for line in (milos, ferns):
        [news] = line.heard("room.happened")
        assert [one["body"] for one in news["events"]] == ["hello there"]
        assert news["events"][0]["seq"] == answer["seq"]


def test_an_answer_names_nobody_beyond_the_room(room: Room, milos: Line, milo: Person) -> None:
    told = repr(milos.wish("room.enter", {"room": room.public_id}))
    assert milo.account.name not in told
    assert milo.account.public_id not in told
    assert "account" not in told


@pytest.mark.parametrize(
    ("name", "sent"),
    [
        ("message.say", {"body": "no client id"}),
        ("message.say", {"client_id": "c1", "body": ""}),
        ("message.say", {"client_id": "c1", "body": "\u200b\u202e \n"}),
        ("message.say", {"client_id": "c1", "body": "x" * (BODY_MAX_CHARS + 1)}),
        ("message.say", {"client_id": "c1", "body": ["list"]}),
        ("message.say", {"client_id": "c1", "body": None}),
        ("message.say", {"client_id": "x" * 41, "body": "hello"}),
        ("message.say", {"client_id": "c1", "body": "hello", "role": "facilitator"}),
        ("message.say", {"client_id": "c1", "body": "hello", "__proto__": {}}),
        ("message.remove", {"seq": "9"}),
        ("message.remove", {"seq": True}),
        ("message.remove", {"seq": -1}),
        ("message.remove", {"seq": 2**63}),
        ("floor.set", {"floor": "mine"}),
        ("floor.give", {}),
        ("floor.give", {"person": "../../etc"}),
        ("floor.extend", {"minutes": 11}),
        ("floor.extend", {"minutes": 1.5}),
        ("floor.return", {"how": "grabbed"}),
        ("person.mute", {"person": "x", "minutes": 5}),
        ("person.mute", {"person": "x", "minutes": 0, "reason": "why"}),
        ("person.remove", {"person": "x", "reason": "  "}),
        ("room.enter", {"after": "1"}),
        ("room.enter", {"epoch": {"$ne": None}}),
        ("room.earlier", {}),
        ("room.earlier", {"before": 5, "most": 0}),
    ],
)
def test_what_cannot_be_read_is_refused_with_words_at_the_field(
    room: Room, ferns: Line, name: str, sent: dict[str, object]
) -> None:
    answer = ferns.wish(name, {"room": room.public_id, **sent})
    assert answer["ok"] is False
    assert answer["code"] == "form_refused"
    assert answer["errors"]
    assert all(words.strip() for words in answer["errors"].values())


@pytest.mark.parametrize("sent", [(), (None,), ("text",), (7,), ([],), ([{"room": 1}],)])
def test_what_is_no_form_at_all_is_refused(room: Room, milos: Line, sent: tuple[object, ...]) -> None:
    answer = milos.wish("message.say", *sent)
    assert answer["ok"] is False
    assert answer["code"] == "form_refused"


def test_someone_elses_room_is_not_found(room: Room, iris: Person, line: Open) -> None:
    theirs = line(iris)
    for name, sent in (
        ("room.enter", {}),
        ("room.earlier", {"before": 5}),
        ("room.leave", {}),
        ("message.say", {"client_id": "c", "body": "hello"}),
        ("message.remove", {"seq": 5}),
        ("room.close", {}),
    ):
        answer = theirs.wish(name, {"room": room.public_id, **sent})
        guessed = theirs.wish(name, {"room": "A" * 22, **sent})
        assert answer == guessed
        assert answer["code"] == "not_found"


def test_rights_are_judged_at_each_wish(room: Room, milos: Line, milo: Person, fern: Person) -> None:
    say = {"room": room.public_id, "client_id": "c1", "body": "hello"}
    assert milos.wish("room.lock", {"room": room.public_id})["code"] == "not_theirs_to_lead"
    fern.bans(milo)
    assert milos.wish("message.say", say)["code"] == "not_found"


def test_whoever_was_signed_out_elsewhere_is_refused(room: Room, milos: Line, milo: Person) -> None:
    accounts.end_other_sign_ins(milo.account, None)
    assert not milos.is_open or (milos.wish("room.enter", {"room": room.public_id})["code"] == "sign_in_needed")


def test_a_removed_person_is_told_why_and_hears_no_more(room: Room, milos: Line, ferns: Line, milo: Person) -> None:
    milos.heard("person.told")
    act = {"room": room.public_id, "person": milo.in_room(room), "reason": "Rest for tonight."}
    assert ferns.wish("person.remove", act)["ok"]
    [told] = milos.heard("person.told")
    assert told["kind"] == "removed"
    assert told["reason"] == "Rest for tonight."
    assert told["words"]
    assert told["review"]
    ferns.wish("message.say", {"room": room.public_id, "client_id": "c", "body": "we go on"})
    assert "we go on" not in repr(milos.heard("room.happened"))


def test_the_reason_of_an_act_is_for_the_person_alone(room: Room, milos: Line, ferns: Line, milo: Person) -> None:
    ferns.heard("room.happened")
    act = {"room": room.public_id, "person": milo.in_room(room), "minutes": 5, "reason": "Too fast."}
    answer = ferns.wish("person.mute", act)
    assert answer["ok"]
    assert "Too fast." not in repr(ferns.heard("room.happened"))
    told = [news for news in milos.heard("person.told") if news["kind"] == "muted"]
    assert [news["reason"] for news in told] == ["Too fast."]


def test_a_flood_is_refused_kindly_and_nothing_of_it_is_kept(room: Room, milos: Line) -> None:
    answers = [
        milos.wish("message.say", {"room": room.public_id, "client_id": f"c{n}", "body": f"{n}"}) for n in range(30)
    ]
    refused = [answer for answer in answers if not answer["ok"]]
    assert {answer["code"] for answer in refused} == {"too_fast"}
    seen = milos.wish("room.enter", {"room": room.public_id})["snapshot"]["log"]
    kept = [one for one in seen if one["kind"] == "message.said"]
    assert len(kept) + len(refused) == 30


def test_one_of_two_tabs_may_close(room: Room, milo: Person, milos: Line, line: Open) -> None:
    second = line(milo)
    second.wish("room.enter", {"room": room.public_id})
    place = queries.place_for(milo.account_id, room.public_id).participant
    lease = place.here_until
    second.drop()
    db.session.rollback()
    assert queries.place_for(milo.account_id, room.public_id).participant.here_until == lease
    milos.drop()
    db.session.rollback()
    after = queries.place_for(milo.account_id, room.public_id).participant.here_until
    assert after is not None
    assert lease is not None
    assert after < lease


def test_open_lines_keep_their_people_present(room: Room, milos: Line, milo: Person, clock: Any) -> None:
    clock.forward(seconds=25)
    sockets.keep_leases()
    clock.forward(seconds=LEASE_SECONDS - LEASE_SPREAD_SECONDS - 1)
    place = queries.place_for(milo.account_id, room.public_id).participant
    assert place.here_until is not None
    assert place.here_until > clock.now


def test_whoever_is_seen_to_leave_hears_no_more_on_any_line(
    room: Room, milo: Person, milos: Line, ferns: Line, line: Open
) -> None:
    second = line(milo)
    second.wish("room.enter", {"room": room.public_id})
    milos.wish("room.leave", {"room": room.public_id})
    for one in (milos, second):
        one.heard("room.happened")
    ferns.wish("message.say", {"room": room.public_id, "client_id": "c", "body": "between us"})
    assert milos.heard("room.happened") == second.heard("room.happened") == []
    assert second.wish("room.enter", {"room": room.public_id})["ok"]
    ferns.wish("message.say", {"room": room.public_id, "client_id": "d", "body": "welcome back"})
    assert "welcome back" in repr(second.heard("room.happened"))


def test_leaving_the_group_ends_hearing_its_rooms(room: Room, milo: Person, milos: Line, ferns: Line) -> None:
    milo.leaves()
    milos.heard("room.happened")
    ferns.wish("message.say", {"room": room.public_id, "client_id": "c", "body": "between us"})
    assert milos.heard("room.happened") == []


def test_a_refused_entry_hears_nothing(room: Room, milo: Person, ferns: Line, line: Open) -> None:
    act = {"room": room.public_id, "person": milo.in_room(room), "reason": "Rest for tonight."}
    ferns.wish("person.remove", act)
    his = line(milo)
    assert his.wish("room.enter", {"room": room.public_id})["code"] == "out_of_the_room"
    ferns.wish("message.say", {"room": room.public_id, "client_id": "c", "body": "between us"})
    assert his.heard("room.happened") == []


def test_the_lines_of_one_account_are_bounded(milo: Person, line: Open) -> None:
    lines = [line(milo) for _ in range(LINES_MAX + 2)]
    assert sum(one.is_open for one in lines) == LINES_MAX


def test_leaving_ends_presence_at_once(room: Room, milos: Line, ferns: Line, milo: Person) -> None:
    ferns.heard("room.happened")
    assert milos.wish("room.leave", {"room": room.public_id})["ok"]
    [news] = ferns.heard("room.happened")
    assert news["events"][0]["kind"] == "person.left"


def test_a_group_of_another_is_not_disturbed(
    room: Room, milos: Line, iris: Person, line: Open, quiet_group: Group
) -> None:
    theirs = iris.founds("One more", as_name="Iris")
    other = iris.opens(iris.membership(theirs))
    iris.comes(other, iris.membership(theirs))
    hers = line(iris)
    hers.wish("room.enter", {"room": other.public_id})
    hers.heard("room.happened")
    milos.wish("message.say", {"room": room.public_id, "client_id": "c", "body": "hello"})
    assert hers.heard("room.happened") == []
