"""The work before an account opens: of this moment, done, used once; dear for thousands, cheap to check."""

import base64
import json
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import given
from hypothesis import strategies as st

from support_groups.accounts import rules, work
from support_groups.accounts.work import LIVES_SECONDS, WorkIsNotDone
from tests.services import keys
from tests.services.clock import Clock

VECTORS = json.loads(Path(__file__).with_name("work.json").read_text(encoding="utf-8"))


def done(challenge: str) -> str:
    """What a browser brings back for a challenge."""
    return work.answer(challenge, rules.solve(challenge, work.bits_of(challenge)))


@pytest.mark.parametrize("vector", VECTORS, ids=[f"{one['bits']} bits" for one in VECTORS])
def test_python_and_browsers_do_the_same_work(vector: dict[str, object]) -> None:
    challenge, bits, numbers = vector.values()
    assert isinstance(challenge, str)
    assert isinstance(bits, int)
    assert rules.solve(challenge, bits) == numbers


def test_work_that_was_done_is_taken_once(app: Flask) -> None:
    brought = done(work.challenge())
    work.check(brought)
    with pytest.raises(WorkIsNotDone):
        work.check(brought)


def test_work_for_one_challenge_is_none_for_another(app: Flask) -> None:
    first, second = work.challenge(), work.challenge()
    assert first != second
    with pytest.raises(WorkIsNotDone):
        work.check(f"{second}.{done(first).partition('.')[2]}")


def test_work_is_good_for_a_quarter_of_an_hour(app: Flask, clock: Clock) -> None:
    first, second = done(work.challenge()), done(work.challenge())
    clock.forward(seconds=LIVES_SECONDS)
    work.check(first)
    clock.forward(seconds=1)
    with pytest.raises(WorkIsNotDone):
        work.check(second)


def test_work_that_is_not_done_is_refused(app: Flask) -> None:
    challenge = work.challenge()
    with pytest.raises(WorkIsNotDone):
        work.check(work.answer(challenge, [1] * rules.PUZZLES))
    work.check(done(challenge))


@pytest.mark.parametrize("place", [0, 7, 8, 12, -1])
def test_nobody_makes_a_challenge_easier_longer_or_their_own(app: Flask, place: int) -> None:
    changed = bytearray(base64.urlsafe_b64decode(work.challenge()))
    changed[place] ^= 1
    challenge = base64.urlsafe_b64encode(changed).decode()
    with pytest.raises(WorkIsNotDone):
        work.bits_of(challenge)
    with pytest.raises(WorkIsNotDone):
        work.check(work.answer(challenge, [0] * rules.PUZZLES))


@pytest.mark.parametrize("brought", ["", ".", "é", "A.B", "....", "A" * 100_000, "\0"])
def test_what_is_no_work_is_refused_kindly(app: Flask, brought: str) -> None:
    for text in (brought, f"{work.challenge()}.{brought}"):
        with pytest.raises(WorkIsNotDone) as refused:
            work.check(text)
        assert "still here" in refused.value.words


@given(st.integers(0, 2**32 - 1))
def test_a_number_solves_a_puzzle_when_its_hash_begins_with_zeros(number: int) -> None:
    seed = rules.work.seed_of("a challenge")
    easy = [rules.work.is_solved(seed, 0, number, bits) for bits in range(12)]
    assert easy[0]
    assert easy == sorted(easy, reverse=True)


def test_checking_takes_next_to_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    hashed: list[int] = []
    is_solved = rules.work.is_solved

    def counted(seed: bytes, place: int, number: int, bits: int) -> bool:
        hashed.append(number)
        return is_solved(seed, place, number, bits)

    monkeypatch.setattr(rules.work, "is_solved", counted)
    numbers = rules.solve("a challenge", 8)
    solving = len(hashed)
    assert rules.is_done("a challenge", numbers, 8)
    # Each try is one hash and takes as long as any other, on whatever machine.
    assert len(hashed) - solving == rules.PUZZLES
    assert solving > 100 * rules.PUZZLES


def test_a_page_is_given_a_challenge_as_hard_as_the_installation_wants(app: Flask, client: FlaskClient) -> None:
    answer = client.get("/join/work")
    assert answer.json
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.json["bits"] == app.config["SETTINGS"].work_bits == work.bits_of(answer.json["challenge"])


def test_no_account_opens_without_work(app: Flask, client: FlaskClient) -> None:
    for brought in ("", "made up", f"{work.challenge()}.AAAA"):
        refused = keys.join(client, work=brought)
        assert (refused.status_code, refused.get_json()["words"]) == (422, WorkIsNotDone.words)
    assert keys.join(client).status_code == 200


def test_work_opens_one_account_and_no_second(app: Flask, client: FlaskClient) -> None:
    once = keys.worked(client)
    assert keys.join(client, "Quiet Harbour", work=once).status_code == 200
    assert keys.join(app.test_client(), "Loud Harbour", work=once).status_code == 422
