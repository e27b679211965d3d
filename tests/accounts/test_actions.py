"""Accounts as their people use them, on both databases."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date

import pytest
from argon2 import PasswordHasher
from flask import Flask
from sqlalchemy import select

from support_groups.accounts import actions, passphrases, queries
from support_groups.accounts.actions import OpenedAccount
from support_groups.accounts.actions.changing import WordsUnreadable, WrongNameOrWords
from support_groups.accounts.events import AccountDeleted, AccountLeaving, AccountOpened, SignedOut
from support_groups.accounts.models import Account, SignIn, WayIn, WayKind
from support_groups.accounts.queries import InvitationIsGone
from support_groups.core.database import db
from support_groups.core.errors import DomainError, NotFound
from support_groups.core.transaction import on, transaction
from tests.services.announced import Announced
from tests.services.clock import Clock

PASSPHRASE = "a calm and quiet evening"
ANOTHER = "tiger lamp ocean forty"
HERE = "192.0.2.1"


@pytest.fixture
def opened(app: Flask) -> OpenedAccount:
    """Milo's account; Nell's is there too."""
    actions.start_sign_in(actions.open_account("Nell", ANOTHER, "UTC").account, "Firefox")
    return actions.open_account("Milo", PASSPHRASE, "Europe/Berlin")


@pytest.fixture
def milo(opened: OpenedAccount) -> Account:
    """Milo."""
    return opened.account


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


def test_opening_an_account_keeps_the_name_and_only_hashes(opened: OpenedAccount, announced: Announced) -> None:
    account = opened.account
    assert (account.name, account.zone, account.is_steward, account.may_found_groups) == (
        "Milo",
        "Europe/Berlin",
        False,
        False,
    )
    assert kept(account, WayKind.PASSPHRASE).startswith("$argon2id$")
    assert kept(account, WayKind.WORDS).startswith("$argon2id$")
    assert passphrases.is_secret(PASSPHRASE, kept(account, WayKind.PASSPHRASE))
    assert passphrases.is_secret(opened.recovery_words, kept(account, WayKind.WORDS))
    assert len(opened.recovery_words.split()) == 12


def test_an_account_tells_the_week_of_its_opening_and_no_day(clock: Clock, app: Flask) -> None:
    clock.at("2026-11-22 23:30", "UTC")  # a Sunday
    iris = actions.open_account("Iris", PASSPHRASE, "UTC").account
    assert iris.created_on == date(2026, 11, 16)


def test_opening_is_announced_without_a_name(app: Flask, announced: Announced) -> None:
    account = actions.open_account("Iris", PASSPHRASE, "UTC").account
    assert announced.one(AccountOpened) == AccountOpened(account.id)


@pytest.mark.parametrize("name", ["milo", "MILO", " M i l o", "M1lo", "Mіlo", "Mi-lo", "Mí​lo"])
def test_a_name_that_looks_like_anothers_is_taken(milo: Account, name: str) -> None:
    with pytest.raises(actions.NameIsTaken) as refused:
        actions.open_account(name, PASSPHRASE, "UTC")
    assert refused.value.field == "name"


@pytest.mark.parametrize("name", ["x", "🌊", "!!", "-", "🌊1"])
def test_a_name_needs_two_letters_or_digits(app: Flask, name: str) -> None:
    with pytest.raises(actions.NameNeedsLetters):
        actions.open_account(name, PASSPHRASE, "UTC")


def test_a_weak_passphrase_opens_no_account(app: Flask) -> None:
    with pytest.raises(actions.PassphraseIsWeak) as refused:
        actions.open_account("Iris", "passwordpassword", "UTC")
    assert refused.value.field == "passphrase"
    assert queries.account_named("Iris") is None


def test_of_two_who_want_a_name_at_once_one_gets_it(app: Flask) -> None:
    def want(name: str) -> str:
        with app.app_context():
            try:
                actions.open_account(name, PASSPHRASE, "UTC")
            except actions.NameIsTaken:
                return "taken"
            return "opened"

    with ThreadPoolExecutor(4) as threads:
        answers = list(threads.map(want, ["Fern", "fern", "FERN", "Fеrn"]))
    assert sorted(answers) == ["opened", "taken", "taken", "taken"]


# Proving


def test_a_name_and_its_passphrase_prove_the_account(milo: Account) -> None:
    assert actions.prove("milo", PASSPHRASE, HERE).id == milo.id


def test_a_passphrase_is_the_same_however_its_letters_are_composed(app: Flask) -> None:
    account = actions.open_account("Iris", "grüne Äpfel im Körbchen", "UTC").account
    assert actions.prove("Iris", "gru\u0308ne A\u0308pfel im Ko\u0308rbchen", HERE).id == account.id


def test_an_unknown_name_is_refused_in_the_very_words_of_a_wrong_passphrase(milo: Account) -> None:
    with pytest.raises(actions.WrongNameOrPassphrase) as wrong:
        actions.prove("Milo", ANOTHER, HERE)
    with pytest.raises(actions.WrongNameOrPassphrase) as unknown:
        actions.prove("Nobody", ANOTHER, HERE)
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
            actions.prove(name, ANOTHER, HERE)
        assert len(work) == 1


def fail(name: str, network: str, times: int = 1) -> None:
    """Try a wrong passphrase."""
    for _ in range(times):
        with pytest.raises(actions.WrongNameOrPassphrase):
            actions.prove(name, "something else altogether", network)


def test_after_five_wrong_tries_the_next_one_waits_and_the_wait_grows_to_42_seconds(
    milo: Account, clock: Clock
) -> None:
    fail("Milo", HERE, 5)
    waits = []
    for _ in range(7):
        with pytest.raises(actions.WaitALittle) as told:
            actions.prove("Milo", PASSPHRASE, HERE)
        waits.append(told.value.seconds)
        assert f" {told.value.seconds} seconds" in told.value.words
        clock.forward(seconds=told.value.seconds)
        fail("Milo", HERE)
    assert waits == [2, 4, 8, 16, 32, 42, 42]


def test_asking_again_while_one_has_to_wait_makes_the_wait_no_longer(milo: Account, clock: Clock) -> None:
    fail("Milo", HERE, 5)
    for _ in range(50):
        with pytest.raises(actions.WaitALittle):
            actions.prove("Milo", PASSPHRASE, HERE)
    clock.forward(seconds=2)
    assert actions.prove("Milo", PASSPHRASE, HERE).id == milo.id


def test_whoever_guesses_at_a_name_locks_its_owner_out_nowhere_else(milo: Account, clock: Clock) -> None:
    for network in range(30):
        fail("Milo", f"198.51.100.{network}", 1)
    fail("Milo", "203.0.113.9", 1)
    with pytest.raises(actions.WaitALittle):
        actions.prove("Milo", PASSPHRASE, "203.0.113.9")
    assert actions.prove("Milo", PASSPHRASE, HERE).id == milo.id


def test_whoever_guesses_delays_nobody_else_in_the_same_network(milo: Account, clock: Clock) -> None:
    fail("Nell", HERE, 5)
    for name in range(30):
        fail(f"Somebody {name}", HERE)
    assert actions.prove("Milo", PASSPHRASE, HERE).id == milo.id


def test_an_unknown_name_waits_just_as_long(milo: Account, clock: Clock) -> None:
    fail("Nobody", HERE, 5)
    with pytest.raises(actions.WaitALittle) as told:
        actions.prove("Nobody", PASSPHRASE, HERE)
    assert told.value.seconds == 2


def test_success_makes_earlier_failures_forgotten(milo: Account, clock: Clock) -> None:
    fail("Milo", HERE, 4)
    actions.prove("Milo", PASSPHRASE, HERE)
    fail("Milo", HERE, 4)
    actions.prove("Milo", PASSPHRASE, HERE)


def test_a_hash_made_when_guesses_were_cheaper_is_strengthened_at_sign_in(milo: Account, app: Flask) -> None:
    weak = kept(milo, WayKind.PASSPHRASE)
    app.extensions["support_groups.passphrases"], hasher = (
        PasswordHasher(time_cost=2, memory_cost=16, parallelism=1),
        app.extensions["support_groups.passphrases"],
    )
    try:
        account = actions.prove("Milo", PASSPHRASE, HERE)
        assert kept(account, WayKind.PASSPHRASE) != weak
        assert "t=2" in kept(account, WayKind.PASSPHRASE)
        actions.prove("Milo", PASSPHRASE, HERE)
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


# Changing and coming back


def test_a_changed_passphrase_replaces_the_old_and_signs_other_devices_out(milo: Account, announced: Announced) -> None:
    here, there = sign_in(milo), sign_in(milo)
    actions.change_passphrase(milo, PASSPHRASE, ANOTHER, HERE, here)
    actions.prove("Milo", ANOTHER, HERE)
    with pytest.raises(actions.WrongNameOrPassphrase):
        actions.prove("Milo", PASSPHRASE, HERE)
    assert [device.id for device in queries.devices_of(milo)] == [here]
    assert announced.one(SignedOut).sign_in_id == there


def test_a_passphrase_is_changed_only_by_who_knows_it(milo: Account) -> None:
    with pytest.raises(actions.WrongPassphrase) as refused:
        actions.change_passphrase(milo, ANOTHER, "four other gentle words", HERE)
    assert refused.value.field == "old"
    actions.prove("Milo", PASSPHRASE, HERE)


def test_recovery_words_bring_back_an_account_and_sign_every_device_out(opened: OpenedAccount) -> None:
    sign_in(opened.account)
    back = actions.recover("milo", f"  {opened.recovery_words.upper()} ", ANOTHER, HERE)
    assert back.account.id == opened.account.id
    assert back.recovery_words != opened.recovery_words
    assert queries.devices_of(back.account) == []
    actions.prove("Milo", ANOTHER, HERE)
    assert [device.device for device in db.session.scalars(select(SignIn))] == ["Firefox"]  # Nell's


def test_recovery_words_open_an_account_once(opened: OpenedAccount) -> None:
    actions.recover("Milo", opened.recovery_words, ANOTHER, HERE)
    with pytest.raises(WrongNameOrWords):
        actions.recover("Milo", opened.recovery_words, PASSPHRASE, HERE)


def test_recovering_says_the_same_of_an_unknown_name_and_of_wrong_words(opened: OpenedAccount) -> None:
    other = actions.open_account("Iris", PASSPHRASE, "UTC").recovery_words
    for name in ("Milo", "Nobody"):
        with pytest.raises(WrongNameOrWords):
            actions.recover(name, other, ANOTHER, HERE)
    actions.prove("Milo", PASSPHRASE, HERE)


def test_guessing_recovery_words_has_to_wait_too(opened: OpenedAccount, clock: Clock) -> None:
    other = actions.open_account("Iris", PASSPHRASE, "UTC").recovery_words
    for _ in range(5):
        with pytest.raises(WrongNameOrWords):
            actions.recover("Milo", other, ANOTHER, HERE)
    with pytest.raises(actions.WaitALittle):
        actions.recover("Milo", opened.recovery_words, ANOTHER, HERE)
    actions.prove("Milo", PASSPHRASE, HERE)  # signing in does not wait for that


def test_words_with_a_slip_are_told_which_before_anything_is_looked_up(opened: OpenedAccount) -> None:
    words = opened.recovery_words.split()
    with pytest.raises(WordsUnreadable, match="words_unreadable") as refused:
        actions.recover("Nobody", " ".join([*words[:2], "qqqqq", *words[3:]]), ANOTHER, HERE)
    assert "third" in refused.value.words
    with pytest.raises(WordsUnreadable):
        actions.recover("Nobody", " ".join(words[:11]), ANOTHER, HERE)


def test_new_recovery_words_end_the_old_ones(opened: OpenedAccount) -> None:
    new = actions.renew_recovery_words(opened.account, PASSPHRASE, HERE)
    with pytest.raises(WrongNameOrWords):
        actions.recover("Milo", opened.recovery_words, ANOTHER, HERE)
    actions.recover("Milo", new, ANOTHER, HERE)


def test_new_recovery_words_are_given_only_for_the_passphrase(opened: OpenedAccount) -> None:
    with pytest.raises(actions.WrongPassphrase):
        actions.renew_recovery_words(opened.account, ANOTHER, HERE)
    actions.recover("Milo", opened.recovery_words, ANOTHER, HERE)


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
    assert actions.open_account("Fern", PASSPHRASE, "UTC", token).account.may_found_groups
    with pytest.raises(InvitationIsGone):
        actions.open_account("Iris", PASSPHRASE, "UTC", token)
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
    actions.open_account("Milo", PASSPHRASE, "UTC")  # the name is free again


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
    words = actions.open_account("Iris", PASSPHRASE, "UTC").recovery_words
    iris = actions.prove("Iris", PASSPHRASE, HERE)
    actions.change_passphrase(iris, PASSPHRASE, ANOTHER, HERE)
    actions.renew_recovery_words(iris, ANOTHER, HERE)
    with pytest.raises(WrongNameOrWords):
        actions.recover("Iris", words, PASSPHRASE, HERE)
    assert len(inside) > 6
    assert not any(inside)
    with transaction():
        assert "announced" in db.session.info, "the sign this test looks for"
