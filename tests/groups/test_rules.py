"""Who may do what, which names are fair, when an invitation is good: decided on values alone."""

from contextlib import suppress
from datetime import UTC, datetime, timedelta
from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st

from support_groups.accounts.rules import fold_name
from support_groups.groups import rules
from support_groups.groups.models import REASON_MAX_CHARS, Door, Role, Standing
from support_groups.groups.rules import Power

NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)


def test_a_facilitator_may_do_everything_and_a_member_nothing() -> None:
    assert rules.POWERS[Role.FACILITATOR] == set(Power)
    assert not rules.POWERS[Role.MEMBER]


@pytest.mark.parametrize(
    ("role", "powers"),
    [
        (Role.CO_FACILITATOR, {Power.LEAD, Power.MODERATE, Power.ADMIT, Power.INVITE}),
        (Role.GREETER, {Power.ADMIT, Power.INVITE}),
    ],
)
def test_positions_between_may_do_what_they_are_for(role: Role, powers: set[Power]) -> None:
    assert {power for power in Power if rules.may(role, power)} == powers


@given(st.sampled_from(Role), st.sampled_from(Role))
def test_nobody_outranks_their_equals_and_never_both_ways(one: Role, other: Role) -> None:
    assert not rules.outranks(one, one)
    assert not (rules.outranks(one, other) and rules.outranks(other, one))
    assert one is other or rules.outranks(one, other) or rules.outranks(other, one)


UNSEEN = "\u034f\u115f\u1160\u17b4\u17b5\u180b\u180f\u2800\u3164\ufe0f\uffa0\ufffc\U000e0100"


@pytest.mark.parametrize(
    "name",
    [
        *("Facilitator", "The facilitators", "Facilitator Fern", "FACILITATOR", "Fac1litator", "FaciIitator"),
        *(
            "f a c i l i t a t o r",
            "fаcilitаtor",
            "Facillitator",
            "Admin",
            "admin",
            "4dmin",
            "Ad min",
            "Adm!n",
            "Admin 2",
        ),
        *(
            "AnnaAdmin",
            "Anna-Admin",
            "Administrator",
            "Moderator",
            "M0derator",
            "rnoderator",
            "Модератор",
            "Moderadora",
        ),
        *("Group lead", "The Leader", "Leads tonight", "Co-lead", "Organiser", "Organizer", "L e a d"),
        *("Fern 👑", "Fern (chairs tonight)", "✅ Fern", "🛡️ Fern"),
        *("Steward", "The Host", "Co-host", "Chair", "Greeter", "Support", "System", "Staff", "Everyone"),
        *("You", "nobody", "S0meone", "Someone who left", "A member", "You!"),
    ],
)
def test_a_name_cannot_pass_for_someone_who_serves(name: str) -> None:
    with pytest.raises(rules.NameLooksLikeService):
        rules.check_name(name, taken=(), sign_in_key="")


@pytest.mark.parametrize(
    "name",
    [
        "Quiet Harbour",
        "Ghost Pine",
        "Badminton",
        "Fern",
        "J.",
        "Ольга",
        "山川",
        "Zoë",
        "Cat",
        "Modesty",
        "Coach",
        "Julie Adams",
        "Morgan Isla",
        "Heather",
    ],
)
def test_ordinary_names_are_welcome(name: str) -> None:
    assert rules.check_name(name, taken=(), sign_in_key="") == fold_name(name)


@pytest.mark.parametrize("lookalike", ["Milo", "milo", "MILO", "M i l o", "Mi-lo", "Mіlo", "Ｍｉｌｏ"])
def test_a_name_that_looks_like_anothers_is_refused(lookalike: str) -> None:
    with pytest.raises(rules.NameIsTaken):
        rules.check_name(lookalike, taken={rules.name_key("Milo")}, sign_in_key="")


def test_the_name_one_signs_in_with_is_never_shown_to_a_group() -> None:
    with pytest.raises(rules.NameIsSignIn):
        rules.check_name("blue heron", taken=(), sign_in_key=rules.name_key("Blue Heron"))


@pytest.mark.parametrize("name", ["...", "🙂", "—"])
def test_a_name_must_be_something_to_read(name: str) -> None:
    with pytest.raises(rules.NameIsNoWord):
        rules.name_key(name)


@given(
    st.text(st.characters(categories=["L", "N"]), min_size=1, max_size=12),
    st.lists(st.tuples(st.integers(0, 12), st.characters(categories=["Mn", "Me", "Cf"]) | st.sampled_from(UNSEEN))),
)
def test_no_name_is_told_from_anothers_by_what_is_not_seen(name: str, added: list[tuple[int, str]]) -> None:
    lookalike = list(name)
    for place, unseen in added:
        lookalike.insert(place, unseen)
    with suppress(rules.NameIsNoWord):
        taken = {rules.name_key(name)}
        with pytest.raises((rules.NameIsTaken, rules.NameLooksLikeService)):
            rules.check_name("".join(lookalike), taken=taken, sign_in_key="")


@pytest.mark.parametrize("name", ["\u3164\u3164", "\u115f\u1160", "\u17b4", "\u180b", "\u0483", "\u2800"], ids=ascii)
def test_a_blank_name_is_no_name(name: str) -> None:
    with pytest.raises(rules.NameIsNoWord):
        rules.name_key(name)


@given(st.text(min_size=1, max_size=30))
def test_any_name_is_either_refused_kindly_or_has_a_key_that_fits(name: str) -> None:
    with suppress(rules.NameIsNoWord, rules.NameLooksLikeService):
        assert 0 < len(rules.check_name(name, taken=(), sign_in_key="")) <= 120


def test_a_name_from_another_group_is_asked_about_and_a_fresh_one_is_not() -> None:
    elsewhere = {rules.name_key("Quiet Harbour")}
    assert rules.name_doubt("quiet harbour", elsewhere=elsewhere)
    assert rules.name_doubt("Slow River", elsewhere=elsewhere) is None


@pytest.mark.parametrize(
    ("door", "invited", "standing"),
    [
        (Door.FREE, False, Standing.ACTIVE),
        (Door.FREE, True, Standing.ACTIVE),
        (Door.ON_REQUEST, False, Standing.ASKED),
        (Door.ON_REQUEST, True, Standing.ACTIVE),
        (Door.BY_INVITATION, True, Standing.ACTIVE),
    ],
)
def test_the_door_decides_how_one_comes_in(door: Door, invited: bool, standing: Standing) -> None:
    assert rules.standing_on_joining(door, invited=invited) is standing


def test_without_an_invitation_one_does_not_come_in_by_invitation() -> None:
    with pytest.raises(rules.InvitationIsMissing):
        rules.standing_on_joining(Door.BY_INVITATION, invited=False)


@given(st.integers(1, 5), st.integers(1, 50), st.booleans())
def test_those_who_stay_always_have_a_facilitator(facilitators: int, members: int, leaving: bool) -> None:
    members = max(members, facilitators)
    try:
        rules.check_may_lose_facilitator(facilitators=facilitators, members=members, leaving=leaving)
    except rules.LastFacilitator:
        assert facilitators == 1
    else:
        assert facilitators - 1 > 0 or (leaving and members == 1)


@pytest.mark.parametrize(
    ("uses", "ends", "revoked", "good"),
    [
        (1, timedelta(days=1), None, True),
        (0, timedelta(days=1), None, False),
        (1, timedelta(0), None, False),
        (1, timedelta(days=1), NOON, False),
    ],
)
def test_an_invitation_is_good_until_it_is_used_ended_or_taken_back(
    uses: int, ends: timedelta, revoked: datetime | None, good: bool
) -> None:
    assert rules.is_good(uses_left=uses, expires_at=NOON + ends, revoked_at=revoked, now=NOON) is good


def test_tokens_are_long_and_never_the_same() -> None:
    tokens = {rules.new_token() for _ in range(100)}
    assert len(tokens) == 100
    assert all(len(token) >= 43 for token in tokens)


def test_the_last_facilitator_goes_with_the_last_member_and_not_before() -> None:
    rules.check_may_lose_facilitator(facilitators=1, members=1, leaving=True)
    rules.check_may_lose_facilitator(facilitators=2, members=2, leaving=False)
    for members, leaving in ((2, True), (1, False)):
        with pytest.raises(rules.LastFacilitator):
            rules.check_may_lose_facilitator(facilitators=1, members=members, leaving=leaving)


def test_a_mute_may_be_as_long_as_four_weeks_and_as_short_as_a_moment() -> None:
    for length in (timedelta(days=28), timedelta(seconds=1)):
        rules.check_mute_end(NOON + length, NOON)


@pytest.mark.parametrize("length", [timedelta(0), timedelta(minutes=-1), timedelta(days=28, seconds=1)])
def test_a_mute_has_an_end_that_is_near(length: timedelta) -> None:
    with pytest.raises(rules.MuteIsTooLong):
        rules.check_mute_end(NOON + length, NOON)


@pytest.mark.parametrize(
    ("until", "muted"), [(None, False), (NOON - timedelta(1), False), (NOON, False), (NOON + timedelta(1), True)]
)
def test_a_mute_ends_by_itself(until: datetime | None, muted: bool) -> None:
    assert rules.is_muted(until, NOON) is muted


def test_a_reason_is_always_given() -> None:
    with pytest.raises(rules.ReasonIsMissing):
        rules.check_reason("  \n ")


def test_ground_rules_can_be_chosen_one_by_one() -> None:
    text = "1. Be kind.\n\n- What is said here stays here.\n• No contact details.\n(2) Be kind."
    assert rules.ground_rule_lines(text) == ["Be kind.", "What is said here stays here.", "No contact details."]


@given(st.text(max_size=2000))
def test_a_ground_rule_always_fits_a_reason(text: str) -> None:
    assert all(0 < len(line) <= REASON_MAX_CHARS for line in rules.ground_rule_lines(text))


@pytest.mark.parametrize(
    ("rule", "words", "told"),
    [("Be kind.", None, "Be kind."), (None, "Shouting", "Shouting"), ("Be kind.", "Shouting", "Be kind. — Shouting")],
)
def test_a_reason_is_a_rule_or_own_words_or_both(rule: str | None, words: str | None, told: str) -> None:
    assert rules.reason_of(rule, words) == told


def test_every_format_has_a_name_a_sentence_and_a_key_of_its_own() -> None:
    assert len(rules.FORMATS) == 37
    assert all(one.name and one.sentence.endswith(".") for one in rules.FORMATS.values())
    assert len({one.name for one in rules.FORMATS.values()}) == len(rules.FORMATS)


def test_every_offered_format_can_be_chosen_in_one_set() -> None:
    shown = [one for _, formats in rules.formats_in_sets() for one in formats]
    assert sorted(one.key for one in shown) == sorted(one.key for one in rules.offered_formats())


@given(st.lists(st.sampled_from([*rules.FORMATS, "??"])))
def test_formats_are_kept_once_and_in_one_order(keys: list[str]) -> None:
    line = rules.joined_formats(keys)
    assert {one.key for one in rules.formats_of(line)} == set(keys) - {"??"}
    assert rules.joined_formats(reversed(keys)) == line
    assert len(line) <= 200


def test_a_zone_is_called_by_its_place() -> None:
    assert rules.zone_name("America/Argentina/Buenos_Aires") == "Buenos Aires"
    assert rules.zone_name("UTC") == "UTC"


def test_a_token_holds_256_bits_and_only_its_hash_is_kept() -> None:
    token = rules.new_token()
    assert len(token) == 43
    assert token != rules.new_token()
    assert rules.token_hash(token) == sha256(token.encode()).digest()


def test_a_group_ends_with_its_last_member_and_not_before() -> None:
    assert [rules.ends_with(members) for members in (0, 1, 2, 3)] == [True, True, False, False]


def test_whoever_was_asked_to_stay_away_is_told_why_and_which_group_only_where_it_is_known() -> None:
    told = rules.Banned("It was too loud.", "harbour")
    assert told.group == "harbour"
    assert "The reason they gave: It was too loud. Other groups are open to you" in told.words
    assert rules.Banned().group is None
    assert "away for now. Other groups are open to you" in rules.Banned().words


@pytest.mark.parametrize("name", ["You Jin", "Young Fern", "Nobody's Cat", "Remember", "A Membrane"])
def test_a_name_with_a_word_of_the_room_in_it_is_free(name: str) -> None:
    assert not rules.looks_like_service(name)


@pytest.mark.parametrize("name", ["x-m0d", "x_h0st", "7mód7", "7hòst7"])
def test_a_servants_word_between_signs_and_digits_is_still_one(name: str) -> None:
    assert rules.looks_like_service(name)
