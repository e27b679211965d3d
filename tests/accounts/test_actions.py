"""Accounts as their people use them, on both databases."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date

import pytest
from argon2 import PasswordHasher
from flask import Flask
from sqlalchemy import select

from support_groups.accounts import actions, passphrases, queries
from support_groups.accounts.events import AccountDeleted, AccountLeaving, AccountOpened, SignedOut
from support_groups.accounts.models import SALT_BYTES, Account, SignIn, WayIn, WayKind
from support_groups.accounts.queries import InvitationIsGone
from support_groups.core.database import db
from support_groups.core.errors import DomainError, NotFound
from support_groups.core.transaction import on, transaction
from tests.services.announced import Announced
from tests.services.clock import Clock
from tests.services.keys import PASSPHRASE, WORDS, identity_of, key_of, open_account, passphrase_way, words_way

ANOTHER = "tiger lamp ocean forty"
NEW_WORDS = "twelve other words"
HERE = "192.0.2.1"


@pytest.fixture
def milo(app: Flask) -> Account:
    """Milo's account; Nell's is there too."""
    actions.start_sign_in(open_account("Nell", ANOTHER, words="words of Nell's"), "Firefox")
    return open_account("Milo", zone="Europe/Berlin")


def sign_in(account: Account) -> int:
    """Sign a device in."""
    visitor = queries.visitor_with(actions.start_sign_in(account, "Firefox on Android"))
    assert visitor
    return visitor.sign_in_id


def kept(account: Account, kind: WayKind) -> str:
    """What is kept to judge a secret by."""
    proof = queries.way_of(account, kind).proof_hash
    assert proof
    return proof


# Opening


def test_opening_an_account_keeps_the_name_and_of_secrets_only_what_opens_nothing(milo: Account) -> None:
    assert (milo.name, milo.zone, milo.is_steward, milo.may_found_groups) == ("Milo", "Europe/Berlin", False, False)
    assert milo.public_key == identity_of("Milo").public_key
    for kind, way in ((WayKind.PASSPHRASE, passphrase_way(PASSPHRASE)), (WayKind.WORDS, words_way(WORDS))):
        assert kept(milo, kind).startswith("$argon2id$")
        assert passphrases.is_secret(way.key, kept(milo, kind))
        row = queries.way_of(milo, kind)
        assert (row.sealed, row.salt) == (way.sealed, way.salt)


def test_an_account_tells_the_week_of_its_opening_and_no_day(clock: Clock, app: Flask) -> None:
    clock.at("2026-11-22 23:30", "UTC")  # a Sunday
    iris = open_account("Iris")
    assert iris.created_on == date(2026, 11, 16)


def test_opening_is_announced_without_a_name(app: Flask, announced: Announced) -> None:
    account = open_account("Iris")
    assert announced.one(AccountOpened) == AccountOpened(account.id)


@pytest.mark.parametrize("name", ["milo", "MILO", " M i l o", "M1lo", "Mіlo", "Mi-lo", "Mí​lo"])
def test_a_name_that_looks_like_anothers_is_taken(milo: Account, name: str) -> None:
    with pytest.raises(actions.NameIsTaken) as refused:
        open_account(name)
    assert refused.value.field == "name"


@pytest.mark.parametrize("name", ["x", "🌊", "!!", "-", "🌊1"])
def test_a_name_needs_two_letters_or_digits(app: Flask, name: str) -> None:
    with pytest.raises(actions.NameNeedsLetters):
        open_account(name)


def test_of_two_who_want_a_name_at_once_one_gets_it(app: Flask) -> None:
    def want(name: str) -> str:
        with app.app_context():
            try:
                open_account(name)
            except actions.NameIsTaken:
                return "taken"
            return "opened"

    with ThreadPoolExecutor(4) as threads:
        answers = list(threads.map(want, ["Fern", "fern", "FERN", "Fеrn"]))
    assert sorted(answers) == ["opened", "taken", "taken", "taken"]


# Proving


def test_a_name_and_its_passphrase_prove_the_account(milo: Account) -> None:
    assert actions.prove("milo", key_of(PASSPHRASE), HERE).account_id == milo.id


def test_an_unknown_name_is_refused_in_the_very_words_of_a_wrong_passphrase(milo: Account) -> None:
    with pytest.raises(actions.WrongNameOrPassphrase) as wrong:
        actions.prove("Milo", key_of(ANOTHER), HERE)
    with pytest.raises(actions.WrongNameOrPassphrase) as unknown:
        actions.prove("Nobody", key_of(ANOTHER), HERE)
    assert (wrong.value.words, wrong.value.status, wrong.value.field) == (
        unknown.value.words,
        unknown.value.status,
        unknown.value.field,
    )


def test_an_unknown_name_costs_as_much_work_as_a_wrong_passphrase(
    milo: Account, monkeypatch: pytest.MonkeyPatch
) -> None:
    work: list[object] = []
    done = passphrases._off_the_loop

    def counted(job: Callable[[], object]) -> object:
        work.append(job)
        return done(job)

    monkeypatch.setattr(passphrases, "_off_the_loop", counted)
    for name in ("Milo", "Nobody"):
        work.clear()
        with pytest.raises(actions.WrongNameOrPassphrase):
            actions.prove(name, key_of(ANOTHER), HERE)
        assert len(work) == 1


def fail(name: str, network: str, times: int = 1) -> None:
    """Try a wrong passphrase."""
    for _ in range(times):
        with pytest.raises(actions.WrongNameOrPassphrase):
            actions.prove(name, key_of("something else altogether"), network)


def test_after_five_wrong_tries_the_next_one_waits_and_the_wait_grows_to_42_seconds(
    milo: Account, clock: Clock
) -> None:
    fail("Milo", HERE, 5)
    waits = []
    for _ in range(5):
        waits.append(has_to_wait())
        clock.forward(seconds=waits[-1])
        fail("Milo", HERE)
    # After a minute nothing is counted of the network any more, and at the name all of it.
    for network in range(12):
        fail("Milo", f"198.51.100.{network}", 1)
    fail("Milo", HERE, 1)
    assert [*waits, has_to_wait()] == [2, 4, 8, 16, 32, 42]


def has_to_wait() -> int:
    """How long Milo is told to wait here."""
    with pytest.raises(actions.WaitALittle) as told:
        actions.prove("Milo", key_of(PASSPHRASE), HERE)
    assert f" {told.value.seconds} seconds" in told.value.words
    return told.value.seconds


def test_asking_again_while_one_has_to_wait_makes_the_wait_no_longer(milo: Account, clock: Clock) -> None:
    fail("Milo", HERE, 5)
    for _ in range(50):
        with pytest.raises(actions.WaitALittle):
            actions.prove("Milo", key_of(PASSPHRASE), HERE)
    clock.forward(seconds=2)
    assert actions.prove("Milo", key_of(PASSPHRASE), HERE).account_id == milo.id


def test_whoever_guesses_at_a_name_locks_its_owner_out_nowhere_else(milo: Account, clock: Clock) -> None:
    for network in range(30):
        fail("Milo", f"198.51.100.{network}", 1)
    fail("Milo", "203.0.113.9", 1)
    with pytest.raises(actions.WaitALittle):
        actions.prove("Milo", key_of(PASSPHRASE), "203.0.113.9")
    assert actions.prove("Milo", key_of(PASSPHRASE), HERE).account_id == milo.id


def test_whoever_guesses_delays_nobody_else_in_the_same_network(milo: Account, clock: Clock) -> None:
    fail("Nell", HERE, 5)
    for name in range(30):
        fail(f"Somebody {name}", HERE)
    assert actions.prove("Milo", key_of(PASSPHRASE), HERE).account_id == milo.id


def test_an_unknown_name_waits_just_as_long(milo: Account, clock: Clock) -> None:
    fail("Nobody", HERE, 5)
    with pytest.raises(actions.WaitALittle) as told:
        actions.prove("Nobody", key_of(PASSPHRASE), HERE)
    assert told.value.seconds == 2


def test_success_makes_earlier_failures_forgotten(milo: Account, clock: Clock) -> None:
    fail("Milo", HERE, 4)
    actions.prove("Milo", key_of(PASSPHRASE), HERE)
    fail("Milo", HERE, 4)
    actions.prove("Milo", key_of(PASSPHRASE), HERE)


def test_a_hash_made_when_guesses_were_cheaper_is_strengthened_at_sign_in(milo: Account, app: Flask) -> None:
    weak = kept(milo, WayKind.PASSPHRASE)
    app.extensions["support_groups.passphrases"], hasher = (
        PasswordHasher(time_cost=2, memory_cost=16, parallelism=1),
        app.extensions["support_groups.passphrases"],
    )
    try:
        account = actions.prove("Milo", key_of(PASSPHRASE), HERE).account
        assert kept(account, WayKind.PASSPHRASE) != weak
        assert "t=2" in kept(account, WayKind.PASSPHRASE)
        actions.prove("Milo", key_of(PASSPHRASE), HERE)
    finally:
        app.extensions["support_groups.passphrases"] = hasher


# Devices


def test_only_the_hash_of_a_devices_token_is_kept(milo: Account) -> None:
    token = actions.start_sign_in(milo, "Firefox on Android")
    row = db.session.scalars(select(SignIn).where(SignIn.account_id == milo.id)).one()
    assert row.token_hash == queries.token_hash(token)
    assert len(token) >= 43  # 256 bits
    kept = " ".join(str(value) for value in vars(row).values())
    assert token not in kept
    visitor = queries.visitor_with(token)
    assert visitor
    assert (visitor.account.id, visitor.get_id()) == (milo.id, token)


def test_a_made_up_token_is_nobody(milo: Account) -> None:
    actions.start_sign_in(milo, "Firefox")
    assert queries.visitor_with("") is None
    assert queries.visitor_with("x" * 43) is None


def test_a_device_that_was_signed_out_is_nobodys(milo: Account, announced: Announced) -> None:
    token = actions.start_sign_in(milo, "Firefox")
    visitor = queries.visitor_with(token)
    assert visitor
    actions.end_sign_in(milo, visitor.sign_in_id)
    assert queries.visitor_with(token) is None
    actions.end_sign_in(milo, visitor.sign_in_id)
    assert announced.one(SignedOut) == SignedOut(milo.id, visitor.sign_in_id)


def test_nobody_signs_anothers_device_out(milo: Account, announced: Announced) -> None:
    nell = queries.account_named("Nell")
    assert nell
    [device] = queries.devices_of(nell)
    actions.end_sign_in(milo, device.id)
    assert queries.devices_of(nell)
    with pytest.raises(NotFound):
        queries.device_of(milo, device.public_id)
    assert not announced.of(SignedOut)


def test_all_other_devices_can_be_signed_out_at_once(milo: Account, announced: Announced) -> None:
    here, there, elsewhere = sign_in(milo), sign_in(milo), sign_in(milo)
    assert actions.end_other_sign_ins(milo, here) == 2
    assert [device.id for device in queries.devices_of(milo)] == [here]
    assert {event.sign_in_id for event in announced.of(SignedOut)} == {there, elsewhere}


def test_a_device_keeps_the_day_and_no_hour(clock: Clock, milo: Account) -> None:
    number = sign_in(milo)
    clock.forward(days=3, hours=5)
    actions.mark_seen(number)
    [device] = queries.devices_of(milo)
    assert (device.created_on, device.seen_on) == (date(2026, 11, 20), date(2026, 11, 23))


def test_a_device_that_stays_away_for_a_month_must_sign_in_anew(clock: Clock, milo: Account) -> None:
    token = actions.start_sign_in(milo, "Firefox")
    clock.forward(days=30)
    assert queries.visitor_with(token)
    clock.forward(days=1)
    assert queries.visitor_with(token) is None
    assert actions.lapse_sign_ins() == 2  # Nell's device too
    assert queries.devices_of(milo) == []


def test_a_device_that_signed_in_long_ago_opens_no_line_and_is_forgotten_a_day_later(
    clock: Clock, milo: Account
) -> None:
    token = actions.start_sign_in(milo, "Firefox")
    for _ in range(3):
        clock.forward(days=29)
        for device in queries.devices_of(milo):
            actions.mark_seen(device.id)
    clock.forward(days=2)
    assert queries.owners_of([token])
    clock.forward(days=1)
    assert queries.owners_of([token]) == {}
    actions.lapse_sign_ins()
    assert len(queries.devices_of(milo)) == 1
    clock.forward(days=1)
    actions.lapse_sign_ins()
    assert queries.devices_of(milo) == []


# Changing and coming back


def test_a_changed_passphrase_replaces_the_old_and_signs_other_devices_out(milo: Account, announced: Announced) -> None:
    here, there = sign_in(milo), sign_in(milo)
    new = passphrase_way(ANOTHER)
    actions.change_passphrase(milo, key_of(PASSPHRASE), new, here)
    assert actions.prove("Milo", key_of(ANOTHER), HERE).sealed == new.sealed
    row = queries.way_of(milo, WayKind.PASSPHRASE)
    assert (row.sealed, row.salt) == (new.sealed, new.salt)
    with pytest.raises(actions.WrongNameOrPassphrase):
        actions.prove("Milo", key_of(PASSPHRASE), HERE)
    assert [device.id for device in queries.devices_of(milo)] == [here]
    assert announced.one(SignedOut).sign_in_id == there


def test_a_passphrase_is_changed_only_by_who_knows_it(milo: Account) -> None:
    with pytest.raises(actions.WrongPassphrase) as refused:
        actions.change_passphrase(milo, key_of(ANOTHER), passphrase_way("four other gentle words"), 0)
    assert refused.value.field == "old"
    actions.prove("Milo", key_of(PASSPHRASE), HERE)


def comes_back(name: str, words: str, new_words: str = NEW_WORDS) -> Account:
    """Come back with words, and take ANOTHER for a passphrase."""
    return actions.recover(name, key_of(words), passphrase_way(ANOTHER), words_way(new_words), HERE)


def test_recovery_words_bring_back_an_account_and_sign_every_device_out(milo: Account) -> None:
    sign_in(milo)
    back = comes_back("milo", WORDS)
    assert back.id == milo.id
    assert queries.devices_of(back) == []
    actions.prove("Milo", key_of(ANOTHER), HERE)
    assert queries.way_of(back, WayKind.WORDS).sealed == words_way(NEW_WORDS).sealed
    assert [device.device for device in db.session.scalars(select(SignIn))] == ["Firefox"]  # Nell's


def test_recovery_words_open_an_account_once(milo: Account) -> None:
    comes_back("Milo", WORDS)
    for again in (comes_back, lambda name, words: actions.prove_words(name, key_of(words), HERE)):
        with pytest.raises(actions.WrongNameOrWords):
            again("Milo", WORDS)
    comes_back("Milo", NEW_WORDS)


def test_of_two_who_come_back_with_the_same_words_at_once_one_gets_in(milo: Account, app: Flask) -> None:
    def back(number: int) -> str:
        with app.app_context():
            try:
                comes_back("Milo", WORDS, f"twelve new words {number}")
            except (actions.WrongNameOrWords, actions.WaitALittle):
                return "refused"
            return "in"

    db.session.rollback()
    with ThreadPoolExecutor(3) as threads:
        assert sorted(threads.map(back, range(3))) == ["in", "refused", "refused"]


def test_looking_at_what_words_open_does_not_use_them_up(milo: Account) -> None:
    sign_in(milo)
    assert actions.prove_words("Milo", key_of(WORDS), HERE).sealed == words_way(WORDS).sealed
    assert queries.devices_of(milo)
    comes_back("Milo", WORDS)


def test_recovering_says_the_same_of_an_unknown_name_and_of_wrong_words(milo: Account) -> None:
    for name in ("Milo", "Nobody"):
        with pytest.raises(actions.WrongNameOrWords):
            comes_back(name, "words of Nell's")
    actions.prove("Milo", key_of(PASSPHRASE), HERE)


def test_guessing_recovery_words_has_to_wait_too(milo: Account, clock: Clock) -> None:
    for _ in range(5):
        with pytest.raises(actions.WrongNameOrWords):
            comes_back("Milo", "words of Nell's")
    with pytest.raises(actions.WaitALittle):
        comes_back("Milo", WORDS)
    actions.prove("Milo", key_of(PASSPHRASE), HERE)  # signing in does not wait for that


def test_new_recovery_words_end_the_old_ones_and_sign_other_devices_out(milo: Account) -> None:
    here, _ = sign_in(milo), sign_in(milo)
    actions.renew_recovery_words(milo, key_of(PASSPHRASE), words_way(NEW_WORDS), here)
    assert [device.id for device in queries.devices_of(milo)] == [here]
    with pytest.raises(actions.WrongNameOrWords):
        comes_back("Milo", WORDS)
    comes_back("Milo", NEW_WORDS)


def test_new_recovery_words_are_given_only_for_the_passphrase(milo: Account) -> None:
    with pytest.raises(actions.WrongPassphrase):
        actions.renew_recovery_words(milo, key_of(ANOTHER), words_way(NEW_WORDS), 0)
    comes_back("Milo", WORDS)


# Salts


def test_a_name_that_nobody_has_gets_a_salt_that_stays_the_same(milo: Account) -> None:
    assert queries.salt_of("m i l o") == passphrase_way(PASSPHRASE).salt
    false = [queries.salt_of(name) for name in ("Nobody", "n-o-b-o-d-y", "Somebody", "")]
    assert false[0] == false[1]
    assert len(set(false)) == 3
    assert {len(salt) for salt in false} == {SALT_BYTES}


def test_the_false_salt_of_a_name_ends_with_its_account_and_says_nothing_of_it(milo: Account) -> None:
    false = queries.salt_of("Iris")
    iris = open_account("Iris")
    assert queries.salt_of("Iris") != false
    actions.delete_account(iris)
    assert queries.salt_of("Iris") == false


def test_a_time_zone_can_be_changed(milo: Account) -> None:
    actions.change_zone(milo, "Asia/Kolkata")
    assert milo.zone == "Asia/Kolkata"


# Founding


def test_an_invitation_lets_one_person_open_groups(milo: Account) -> None:
    token = actions.invite_founder()
    actions.accept_founding(milo, token)
    assert milo.may_found_groups
    nell = queries.account_named("Nell")
    assert nell
    with pytest.raises(InvitationIsGone):
        actions.accept_founding(nell, token)
    assert not nell.may_found_groups


def test_an_invitation_is_not_used_up_by_one_who_may_already(milo: Account) -> None:
    actions.accept_founding(milo, actions.invite_founder())
    token = actions.invite_founder()
    actions.accept_founding(milo, token)
    queries.founder_invitation_with(token)


def test_an_invitation_ends_after_two_weeks(milo: Account, clock: Clock) -> None:
    token = actions.invite_founder()
    clock.forward(days=14)
    with pytest.raises(InvitationIsGone):
        queries.founder_invitation_with(token)
    with pytest.raises(InvitationIsGone):
        actions.accept_founding(milo, token)


def test_an_account_opened_with_an_invitation_may_open_groups(app: Flask) -> None:
    token = actions.invite_founder()
    assert open_account("Fern", founder_token=token).may_found_groups
    with pytest.raises(InvitationIsGone):
        open_account("Iris", founder_token=token)
    assert queries.account_named("Iris") is None, "nothing half-made"


# Leaving


def test_a_deleted_account_leaves_nothing_of_the_person(milo: Account, announced: Announced) -> None:
    sign_in(milo)
    number = milo.id
    actions.delete_account(milo)
    assert db.session.get(Account, number) is None
    assert db.session.scalars(select(WayIn).where(WayIn.account_id == number)).all() == []
    assert [device.device for device in db.session.scalars(select(SignIn))] == ["Firefox"]  # Nell's
    assert announced.of(AccountLeaving) == [AccountLeaving(number)]
    assert announced.one(AccountDeleted) == AccountDeleted(number)
    open_account("Milo")  # the name is free again


class NotNow(DomainError):
    """A feature that has something to be done first."""


def test_a_feature_that_refuses_keeps_the_account_whole(milo: Account, announced: Announced) -> None:
    from support_groups.core import transaction as core

    @on(AccountLeaving)
    def refuse(_: AccountLeaving) -> None:
        raise NotNow

    try:
        sign_in(milo)
        with pytest.raises(NotNow):
            actions.delete_account(milo)
    finally:
        core._keepers[AccountLeaving].remove(refuse)
    assert queries.account_named("Milo")
    assert queries.devices_of(milo)
    assert not announced.of(AccountDeleted)


def test_hashing_never_happens_inside_a_transaction(milo: Account, monkeypatch: pytest.MonkeyPatch) -> None:
    inside: list[bool] = []
    done = passphrases._off_the_loop

    def watched(job: Callable[[], object]) -> object:
        inside.append("announced" in db.session.info)
        return done(job)

    monkeypatch.setattr(passphrases, "_off_the_loop", watched)
    iris = open_account("Iris")
    actions.prove("Iris", key_of(PASSPHRASE), HERE)
    actions.change_passphrase(iris, key_of(PASSPHRASE), passphrase_way(ANOTHER), 0)
    actions.renew_recovery_words(iris, key_of(ANOTHER), words_way(NEW_WORDS), 0)
    comes_back("Iris", NEW_WORDS)
    assert len(inside) > 6
    assert not any(inside)
    with transaction():
        assert "announced" in db.session.info, "the sign this test looks for"
