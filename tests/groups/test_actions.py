"""Founding, joining, leaving and serving: what is kept, what is announced, and what is refused."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from support_groups.core.database import db
from support_groups.core.errors import NotAllowed, NotFound
from support_groups.groups import actions, events, queries, rules
from support_groups.groups.models import Door, Group, Membership, Role, Standing
from tests.cast import Person
from tests.services.announced import Announced
from tests.services.clock import Clock


def told(announced: Announced) -> list[object]:
    """The events of groups among all that were announced."""
    return [event for event in announced if type(event).__module__ == events.__name__]


def test_whoever_founds_a_group_is_its_facilitator(fern: Person, announced: Announced) -> None:
    group = fern.founds("Evening", formats=("Ti", "D"))
    assert [(member.name, member.role) for member in queries.members_of(group.id)] == [("Fern", Role.FACILITATOR)]
    assert group.formats == "D Ti"
    assert announced.one(events.GroupCreated) == events.GroupCreated(group.id, fern.account_id)


def test_only_those_who_were_invited_to_may_found_groups(quiet_group: Group, nell: Person) -> None:
    with pytest.raises(rules.MayNotFound):
        actions.create_group(nell.account, _values(quiet_group), "Nell")


def _values(group: Group, **changed: object) -> rules.GroupValues:
    kept = {name: getattr(group, name) for name in rules.GroupValues.__dataclass_fields__ if name != "formats"}
    return rules.GroupValues(**{**kept, "formats": tuple(group.formats.split()), **changed})


def test_settings_change_and_are_told_only_when_something_has_changed(
    fern: Person, quiet_group: Group, announced: Announced
) -> None:
    actions.change_group(fern.membership(), _values(quiet_group))
    assert not told(announced)
    actions.change_group(fern.membership(), _values(quiet_group, purpose="Another"))
    assert told(announced) == [events.GroupChanged(quiet_group.id)]
    assert quiet_group.purpose == "Another"


@pytest.mark.parametrize("role", [Role.CO_FACILITATOR, Role.GREETER, Role.MEMBER])
def test_only_a_facilitator_changes_settings(fern: Person, milo: Person, quiet_group: Group, role: Role) -> None:
    fern.gives(role, milo)
    with pytest.raises(NotAllowed):
        actions.change_group(milo.membership(), _values(quiet_group, purpose="Another"))
    with pytest.raises(NotAllowed):
        actions.close_group(milo.membership())


def test_anyone_joins_a_free_group_under_a_name_for_it(
    nell: Person, quiet_group: Group, announced: Announced, clock: Clock
) -> None:
    member = nell.joins(quiet_group, as_name="Snow")
    assert (member.name, member.role, member.standing) == ("Snow", Role.MEMBER, Standing.ACTIVE)
    assert member.joined_on == clock.now.date()
    assert told(announced) == [events.MemberJoined(quiet_group.id, member.id, nell.account_id)]


def test_joining_twice_is_joining_once(nell: Person, quiet_group: Group, announced: Announced) -> None:
    first = nell.joins(quiet_group, as_name="Snow")
    assert nell.joins(quiet_group, as_name="Rain") == first
    assert first.name == "Snow"
    assert len(told(announced)) == 1


@pytest.mark.parametrize("name", ["Milo", "m i l o", "MILO."])
def test_nobody_can_take_a_name_that_looks_like_anothers(nell: Person, quiet_group: Group, name: str) -> None:
    with pytest.raises(rules.NameIsTaken):
        nell.joins(quiet_group, as_name=name)
    nell.joins(quiet_group, as_name="Snow")
    with pytest.raises(rules.NameIsTaken):
        nell.is_named(name, quiet_group)


def test_a_name_that_is_taken_elsewhere_is_free_here(nell: Person, quiet_group: Group, sol: Person) -> None:
    assert nell.joins(quiet_group, as_name="Sol").name == "Sol"


def test_the_sign_in_name_stays_out_of_groups(nell: Person, quiet_group: Group) -> None:
    with pytest.raises(rules.NameIsSignIn):
        nell.joins(quiet_group, as_name=nell.account.name)


def test_nobody_joins_under_the_name_of_a_position(nell: Person, quiet_group: Group) -> None:
    with pytest.raises(rules.NameLooksLikeService):
        nell.joins(quiet_group, as_name="Faci1itator")


def test_where_one_asks_first_one_is_no_member_until_let_in(fern: Person, iris: Person, announced: Announced) -> None:
    group = fern.founds(door=Door.ON_REQUEST)
    asked = actions.join(iris.account, group, "Iris", request_words="I would like to listen.")
    assert asked.standing is Standing.ASKED
    assert not iris.is_in(group)
    assert [one.request_words for one in queries.asking_in(group.id)] == ["I would like to listen."]
    fern.admits(iris)
    assert iris.is_in(group)
    assert asked.request_words is None
    assert told(announced)[1:] == [
        events.MembershipAsked(group.id, asked.id),
        events.MemberJoined(group.id, asked.id, iris.account_id, after_asking=True),
    ]


def test_who_is_not_let_in_leaves_nothing_behind_and_may_ask_again(
    fern: Person, iris: Person, announced: Announced
) -> None:
    group = fern.founds(door=Door.ON_REQUEST)
    asked = iris.joins(group)
    fern.declines(iris, group)
    assert (asked.name, asked.standing) == ("", Standing.LEFT)
    assert announced.one(events.MembershipDeclined).account_id == iris.account_id
    assert iris.joins(group).standing is Standing.ASKED


def test_a_wish_to_join_can_be_taken_back(fern: Person, iris: Person, nell: Person) -> None:
    group = fern.founds(door=Door.ON_REQUEST)
    actions.withdraw_request(iris.joins(group))
    assert not queries.asking_in(group.id)
    assert nell.joins(group, as_name="Iris").name == "Iris"
    with pytest.raises(rules.AlreadyDecided):
        fern.admits(iris, group)


def test_letting_in_twice_is_once(fern: Person, iris: Person, announced: Announced) -> None:
    group = fern.founds(door=Door.ON_REQUEST)
    iris.joins(group)
    fern.admits(iris, group)
    fern.admits(iris, group)
    assert len(announced.of(events.MemberJoined)) == 1
    with pytest.raises(rules.AlreadyDecided):
        fern.declines(iris, group)


def test_a_greeter_lets_people_in_and_a_member_does_not(fern: Person, milo: Person, iris: Person) -> None:
    group = fern.founds(door=Door.ON_REQUEST)
    milo.joins(group)
    fern.admits(milo, group)
    iris.joins(group)
    with pytest.raises(NotAllowed):
        milo.admits(iris, group)
    fern.gives(Role.GREETER, milo, group)
    milo.admits(iris, group)
    assert iris.is_in(group)


def test_those_who_serve_elsewhere_can_do_nothing_here(sol: Person, milo: Person, quiet_group: Group) -> None:
    stranger, member = sol.membership(), milo.membership(quiet_group)
    acts: tuple[Callable[[], object], ...] = (
        lambda: actions.ban(stranger, member, "Because"),
        lambda: actions.mute(stranger, member, None, ""),
        lambda: actions.give_role(stranger, member, Role.GREETER),
        lambda: actions.admit(stranger, member),
    )
    for act in acts:
        with pytest.raises(NotFound):
            act()
    assert milo.is_in(quiet_group)


def test_who_leaves_leaves_no_name_behind(milo: Person, nell: Person, quiet_group: Group, announced: Announced) -> None:
    left = milo.membership()
    seen = left.public_id
    milo.leaves()
    assert told(announced) == [events.MemberLeft(quiet_group.id, left.id, milo.account_id)]
    assert (left.name, left.standing, milo.is_in(quiet_group)) == ("", Standing.LEFT, False)
    nell.joins(quiet_group, as_name="Milo")
    back = milo.joins(quiet_group, as_name="Snow")
    assert (back.name, back.role) == ("Snow", Role.MEMBER)
    assert back.public_id != seen


def test_who_wishes_to_finds_their_name_again(milo: Person, nell: Person, quiet_group: Group) -> None:
    milo.leaves(keep_name=True)
    with pytest.raises(rules.NameIsTaken):
        nell.joins(quiet_group, as_name="Milo")
    assert milo.joins(quiet_group, as_name="Milo").name == "Milo"


def test_a_mute_is_not_undone_by_leaving_and_coming_back(fern: Person, milo: Person, quiet_group: Group) -> None:
    fern.mutes(milo, minutes=60)
    until = milo.membership().muted_until
    milo.leaves()
    assert milo.joins(quiet_group, as_name="Snow").muted_until == until


def test_a_position_ends_with_leaving(fern: Person, milo: Person, quiet_group: Group) -> None:
    fern.gives(Role.FACILITATOR, milo)
    milo.leaves()
    assert milo.joins(quiet_group).role is Role.MEMBER


def test_the_last_facilitator_cannot_leave_or_step_down_while_others_stay(
    fern: Person, milo: Person, quiet_group: Group
) -> None:
    with pytest.raises(rules.LastFacilitator):
        fern.leaves()
    with pytest.raises(rules.LastFacilitator):
        fern.gives(Role.MEMBER, fern)
    with pytest.raises(rules.LastFacilitator):
        actions.lay_down(fern.membership())
    fern.gives(Role.FACILITATOR, milo)
    fern.leaves()
    assert [member.name for member in queries.facilitators_of(quiet_group.id)] == ["Milo"]


def test_a_group_ends_when_its_last_member_goes(
    fern: Person, milo: Person, iris: Person, quiet_group: Group, announced: Announced
) -> None:
    milo.leaves()
    fern.leaves()
    assert announced.one(events.GroupClosed) == events.GroupClosed(quiet_group.id)
    with pytest.raises(NotFound):
        queries.group_for(None, quiet_group.public_id)
    with pytest.raises(rules.GroupHasEnded):
        iris.joins(quiet_group)


def test_closing_ends_a_group_for_everybody_and_erases_the_names(
    fern: Person, milo: Person, quiet_group: Group, announced: Announced
) -> None:
    actions.make_home(milo.membership())
    actions.close_group(fern.membership())
    assert told(announced) == [events.GroupClosed(quiet_group.id)]
    left = db.session.query(Membership).filter_by(group_id=quiet_group.id).all()
    assert {(one.name, one.standing, one.is_home) for one in left} == {("", Standing.LEFT, False)}
    with pytest.raises(NotFound):
        queries.group_for(milo.account, quiet_group.public_id)


def test_renaming_is_told_under_the_new_name(milo: Person, quiet_group: Group, announced: Announced) -> None:
    milo.is_named("Snow")
    milo.is_named("Snow")
    assert told(announced) == [events.MemberRenamed(quiet_group.id, milo.membership().id, "Snow")]
    milo.is_named("SNOW")
    assert milo.membership().name == "SNOW"


def test_there_is_one_home_group_at_most(milo: Person, quiet_group: Group, other_group: Group) -> None:
    milo.joins(other_group)
    actions.make_home(milo.membership(quiet_group))
    actions.make_home(milo.membership(other_group))
    actions.make_home(milo.membership(other_group))
    assert [one.group.name for one in queries.memberships_of(milo.account) if one.is_home] == ["The other group"]
    actions.unset_home(milo.membership(other_group))
    assert not any(one.is_home for one in queries.memberships_of(milo.account))


def test_a_position_given_is_told_once(fern: Person, milo: Person, quiet_group: Group, announced: Announced) -> None:
    fern.gives(Role.GREETER, milo)
    fern.gives(Role.GREETER, milo)
    assert told(announced) == [
        events.RoleChanged(quiet_group.id, milo.membership().id, milo.account_id, fern.membership().id, "greeter")
    ]


def test_those_who_serve_are_named_first_and_the_others_in_no_telling_order(
    fern: Person, milo: Person, nell: Person, ray: Person, quiet_group: Group
) -> None:
    ray.joins(quiet_group, as_name="Zinnia")
    nell.joins(quiet_group, as_name="aster")
    for role, who in ((Role.GREETER, milo), (Role.CO_FACILITATOR, ray)):
        fern.gives(role, who, quiet_group)
    assert [member.name for member in queries.members_of(quiet_group.id)] == ["Fern", "Zinnia", "Milo", "aster"]


def test_facilitators_have_no_power_over_one_another(fern: Person, milo: Person, quiet_group: Group) -> None:
    fern.gives(Role.FACILITATOR, milo)
    for act in (fern.mutes, fern.bans):
        with pytest.raises(NotAllowed):
            act(milo)
    with pytest.raises(NotAllowed):
        fern.gives(Role.MEMBER, milo)


def test_one_who_serves_can_lay_it_down(fern: Person, milo: Person, quiet_group: Group) -> None:
    fern.gives(Role.CO_FACILITATOR, milo)
    actions.lay_down(milo.membership())
    assert milo.membership().role is Role.MEMBER


def test_a_mute_is_told_with_its_end_and_reason_and_ends_by_itself(
    fern: Person, milo: Person, quiet_group: Group, announced: Announced, clock: Clock
) -> None:
    fern.mutes(milo, minutes=30, why="No contact details.")
    told = announced.one(events.MemberMuted)
    assert (told.account_id, told.by_membership_id) == (milo.account_id, fern.membership().id)
    assert (told.until, told.reason) == (clock.now + timedelta(minutes=30), "No contact details.")
    clock.forward(minutes=30)
    assert not rules.is_muted(milo.membership().muted_until, clock.now)


def test_unmuting_is_told_only_to_one_who_was_muted(
    fern: Person, milo: Person, quiet_group: Group, announced: Announced
) -> None:
    fern.unmutes(milo)
    assert not told(announced)
    fern.mutes(milo)
    fern.unmutes(milo)
    assert [one.until is None for one in announced.of(events.MemberMuted)] == [False, True]


@pytest.mark.parametrize("why", ["", "  \n"])
def test_nobody_is_muted_or_banned_without_being_told_why(
    fern: Person, milo: Person, quiet_group: Group, why: str
) -> None:
    for act in (fern.mutes, fern.bans):
        with pytest.raises(rules.ReasonIsMissing):
            act(milo, why=why)
    assert milo.is_in(quiet_group)


def test_a_greeter_and_a_member_cannot_mute_or_ban(
    fern: Person, milo: Person, nell: Person, quiet_group: Group
) -> None:
    nell.joins(quiet_group)
    for role in (Role.MEMBER, Role.GREETER):
        fern.gives(role, milo)
        for act in (milo.mutes, milo.bans):
            with pytest.raises(NotAllowed):
                act(nell, quiet_group)


def test_a_banned_person_stays_away_under_any_name(
    fern: Person, milo: Person, quiet_group: Group, announced: Announced
) -> None:
    token = fern.invites()
    fern.bans(milo, why="No contact details.")
    assert announced.one(events.MemberBanned).reason == "No contact details."
    assert not milo.is_in(quiet_group)
    for link in (None, token):
        with pytest.raises(rules.Banned, match="banned") as refused:
            milo.joins(quiet_group, as_name="Somebody", with_link=link)
        assert "No contact details." in refused.value.words
    assert [one.uses_left for one in queries.invitations_of(quiet_group.id)] == [1]


def test_who_has_left_can_still_be_banned(fern: Person, milo: Person, quiet_group: Group) -> None:
    milo.leaves()
    fern.bans(milo, quiet_group)
    with pytest.raises(rules.Banned):
        milo.joins(quiet_group, as_name="Snow")


def test_a_lifted_ban_lets_one_come_back_under_a_fresh_name(
    fern: Person, milo: Person, quiet_group: Group, announced: Announced
) -> None:
    fern.bans(milo)
    with pytest.raises(rules.ReasonIsMissing):
        fern.lifts_ban_of(milo, quiet_group, why=" ")
    fern.lifts_ban_of(milo, quiet_group, why="We have talked.")
    assert announced.one(events.BanLifted).reason == "We have talked."
    assert not milo.is_in(quiet_group)
    assert milo.joins(quiet_group, as_name="Snow").name == "Snow"
    with pytest.raises(rules.AlreadyDecided):
        fern.lifts_ban_of(milo, quiet_group)


def test_banning_twice_is_told_once(fern: Person, milo: Person, quiet_group: Group, announced: Announced) -> None:
    fern.bans(milo)
    fern.bans(milo, quiet_group, why="Another")
    assert announced.one(events.MemberBanned).account_id == milo.account_id


def test_one_who_was_banned_can_do_nothing_in_the_group(fern: Person, milo: Person, quiet_group: Group) -> None:
    fern.gives(Role.CO_FACILITATOR, milo)
    mine = milo.membership()
    fern.bans(milo)
    acts: tuple[Callable[[], object], ...] = (
        lambda: actions.invite(mine, 1, 1),
        lambda: actions.rename(mine, "Snow"),
        lambda: actions.leave(mine),
        lambda: actions.make_home(mine),
    )
    for act in acts:
        with pytest.raises(NotFound):
            act()


def test_an_invitation_lets_in_as_many_as_it_says(
    fern: Person, iris: Person, nell: Person, sol: Person, milo: Person
) -> None:
    group = fern.founds(door=Door.BY_INVITATION, is_listed=False)
    token = fern.invites(uses=2)
    assert iris.joins(group, with_link=token).standing is Standing.ACTIVE
    assert iris.joins(group, with_link=token).name == "Iris"
    nell.joins(group, with_link=token)
    with pytest.raises(rules.InvitationIsOver):
        sol.joins(group, with_link=token)
    with pytest.raises(NotFound):
        milo.joins(group)


def test_an_invitation_that_did_not_work_out_is_not_used_up(fern: Person, iris: Person, milo: Person) -> None:
    group = fern.founds(door=Door.BY_INVITATION)
    token = fern.invites()
    with pytest.raises(rules.NameIsTaken):
        iris.joins(group, as_name="Fern", with_link=token)
    assert iris.joins(group, with_link=token).standing is Standing.ACTIVE


def test_an_invitation_into_one_group_opens_no_other(fern: Person, iris: Person, other_group: Group) -> None:
    group = fern.founds(door=Door.BY_INVITATION)
    fern.invites()
    stray = db.session.get(Group, other_group.id)
    assert stray is not None
    with pytest.raises(rules.InvitationIsOver):
        iris.joins(stray, with_link=fern.invites(group))


def test_an_invitation_ends(fern: Person, iris: Person, quiet_group: Group, clock: Clock) -> None:
    token = fern.invites(days=3)
    clock.forward(days=3)
    with pytest.raises(rules.InvitationIsOver):
        iris.joins(quiet_group, with_link=token)
    with pytest.raises(rules.InvitationIsOver):
        queries.invitation_for(token)


def test_an_invitation_taken_back_opens_nothing(fern: Person, iris: Person, quiet_group: Group) -> None:
    token = fern.invites()
    fern.takes_back(token)
    with pytest.raises(rules.InvitationIsOver):
        iris.joins(quiet_group, with_link=token)


def test_one_who_has_asked_comes_in_at_once_by_an_invitation(fern: Person, iris: Person) -> None:
    group = fern.founds(door=Door.ON_REQUEST)
    iris.joins(group)
    assert iris.joins(group, as_name="Snow", with_link=fern.invites(group)).standing is Standing.ACTIVE


def test_a_group_has_few_open_invitations_at_once(fern: Person, quiet_group: Group, clock: Clock) -> None:
    for _ in range(rules.INVITATIONS_MAX):
        fern.invites(days=1)
    with pytest.raises(rules.TooManyInvitations):
        fern.invites()
    clock.forward(days=1)
    assert fern.invites()


def test_an_account_that_goes_leaves_every_group(milo: Person, quiet_group: Group, announced: Announced) -> None:
    actions.leave_everywhere(milo.account_id)
    assert not milo.is_in(quiet_group)
    assert announced.one(events.MemberLeft).account_id == milo.account_id


def test_an_account_cannot_go_while_a_group_needs_it(fern: Person, milo: Person, quiet_group: Group) -> None:
    alone = fern.founds("Alone", as_name="Rain")
    with pytest.raises(rules.LastFacilitator, match="last_facilitator") as refused:
        actions.leave_everywhere(fern.account_id)
    assert "A quiet group" in refused.value.words
    assert "Alone" not in refused.value.words
    assert fern.is_in(quiet_group)
    assert fern.is_in(alone)
    fern.gives(Role.FACILITATOR, milo, quiet_group)
    actions.leave_everywhere(fern.account_id)
    assert alone.closed_at
    assert not fern.is_in(quiet_group)
