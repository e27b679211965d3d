"""The pages of groups: who sees what, what they can do there, and that nothing typed is lost."""

import re
from html import unescape
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import event

from support_groups.core.database import db
from support_groups.groups import queries, rules
from support_groups.groups.models import Door, Group, Role, Standing
from support_groups.groups.views import belonging
from support_groups.groups.views.naming import TooManyNames
from tests.cast import Person, person
from tests.services.browsers import BrowserOf

SETTINGS = {
    "group_name": "Evening light",
    "purpose": "For anyone.",
    "language": "de",
    "zone": "Europe/Vienna",
    "attendance": "closed",
    "door": "on_request",
    "is_listed": "yes",
    "ground_rules": "Be kind.",
    "retention_hours": "6",
    "share_minutes": "4",
    "formats": ["B", "D"],
}


def address(group: Group, way: str = "") -> str:
    return f"/groups/{group.public_id}{way}"


def words(page: str) -> str:
    """What a page says, without its marks."""
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", page)).split())


def test_anyone_may_look_at_a_listed_group_and_sees_nobody(client: FlaskClient, quiet_group: Group) -> None:
    answer = client.get(address(quiet_group))
    page = words(answer.text)
    assert answer.status_code == 200
    for expected in ("A quiet group", quiet_group.purpose, "English", "Berlin time", "Anybody may come and listen"):
        assert expected in page
    assert "Join this group" in page
    assert "No contact details." in page
    assert "Milo" not in page
    assert "Fern" not in page


def test_the_title_of_a_page_says_nothing_of_the_group(client: FlaskClient, quiet_group: Group) -> None:
    title = re.findall(r"<title>(.*?)</title>", client.get(address(quiet_group)).text, re.DOTALL)[0]
    assert quiet_group.name not in title


def test_an_unlisted_group_is_not_found_by_strangers(
    client: FlaskClient, fern: Person, nell: Person, browser_of: BrowserOf
) -> None:
    group = fern.founds("Hidden", door=Door.BY_INVITATION, is_listed=False)
    missing = client.get("/groups/there-is-none")
    for stranger in (client, browser_of(nell)):
        answer = stranger.get(address(group))
        assert answer.status_code == 404
        assert "Hidden" not in answer.text
    assert words(client.get(address(group)).text) == words(missing.text)
    assert browser_of(nell).get(address(group, "/join")).status_code == 404
    assert browser_of(fern).get(address(group)).status_code == 200


def test_a_stranger_is_led_to_a_name_and_back(client: FlaskClient, quiet_group: Group) -> None:
    page = client.get(address(quiet_group)).text
    assert f"/join?next=/groups/{quiet_group.public_id}/join" in unescape(page).replace("%2F", "/")
    answer = client.get(address(quiet_group, "/join?next=/home"))
    assert answer.status_code == 302
    assert answer.headers["Location"].startswith("/sign-in?next=")


def test_joining_goes_on_to_where_one_wanted_to_go(nell: Person, quiet_group: Group, browser_of: BrowserOf) -> None:
    browser = browser_of(nell)
    shown = browser.get(address(quiet_group, "/join?next=/groups"))
    assert 'name="next" value="/groups"' in shown.text
    answer = browser.post(address(quiet_group, "/join"), data={"name": "Snow", "next": "/groups"})
    assert (answer.status_code, answer.headers["Location"]) == (302, "/groups")
    assert nell.membership(quiet_group).name == "Snow"
    assert "Here you are Snow" in words(browser.get("/groups").text)


def test_joining_leads_to_no_other_site(nell: Person, quiet_group: Group, browser_of: BrowserOf) -> None:
    answer = browser_of(nell).post(address(quiet_group, "/join"), data={"name": "Snow", "next": "https://example.org/"})
    assert answer.headers["Location"] == address(quiet_group)


def test_names_are_proposed_afresh_and_never_the_one_for_signing_in(
    nell: Person, quiet_group: Group, browser_of: BrowserOf
) -> None:
    pages = [browser_of(nell).get(address(quiet_group, "/join")).text for _ in range(3)]
    proposed = [tuple(re.findall(r'class="proposal" type="button" value="([^"]+)"', page)) for page in pages]
    assert all(len(names) == 4 for names in proposed)
    assert len(set(proposed)) == 3
    assert nell.account.name not in "".join(pages)


def test_a_refused_name_is_told_at_its_field_and_nothing_typed_is_lost(
    fern: Person, nell: Person, browser_of: BrowserOf
) -> None:
    group = fern.founds("Asking first", door=Door.ON_REQUEST)
    answer = browser_of(nell).post(
        address(group, "/join"), data={"name": "F e r n", "request_words": "I would like to <b>listen</b>"}
    )
    assert answer.status_code == 409
    assert 'value="F e r n"' in answer.text
    assert "I would like to &lt;b&gt;listen&lt;/b&gt;" in answer.text
    assert rules.NameIsTaken.words in words(answer.text)
    assert not queries.asking_in(group.id)


def test_a_name_that_may_tell_too_much_is_asked_about_once(
    nell: Person, quiet_group: Group, browser_of: BrowserOf
) -> None:
    browser = browser_of(nell)
    asked = browser.post(address(quiet_group, "/join"), data={"name": "Nell"})
    assert asked.status_code == 422
    assert "You go by this name in another group" in words(asked.text)
    assert 'name="sure" value="Nell"' in asked.text
    other = browser.post(address(quiet_group, "/join"), data={"name": "Anna Schmidt", "sure": "Nell"})
    assert other.status_code == 422
    kept = browser.post(address(quiet_group, "/join"), data={"name": "Nell", "sure": "Nell"})
    assert kept.status_code == 302
    assert nell.membership(quiet_group).name == "Nell"


def test_whether_a_name_that_is_asked_about_is_taken_is_not_told_for_nothing(
    fern: Person, nell: Person, quiet_group: Group, browser_of: BrowserOf
) -> None:
    browser = browser_of(nell)
    pages = [browser.post(address(quiet_group, "/join"), data={"name": name}) for name in ("~Fern", "~Juniper")]
    assert [page.status_code for page in pages] == [422, 422]
    assert rules.NameIsTaken.words not in words(pages[0].text)


def test_names_cannot_be_tried_one_after_another_to_learn_who_is_here(
    fern: Person, nell: Person, quiet_group: Group, browser_of: BrowserOf
) -> None:
    browser = browser_of(nell)
    tried = [browser.post(address(quiet_group, "/join"), data={"name": "Fern"}).status_code for _ in range(11)]
    assert tried == [409] * 10 + [429]
    answer = browser.post(address(quiet_group, "/join"), data={"name": "Snow"})
    assert answer.status_code == 429
    assert TooManyNames.words in words(answer.text)
    assert 'value="Snow"' in answer.text
    assert not nell.is_in(quiet_group)


def test_who_left_asked_or_was_banned_is_not_told_from_who_is_here(
    fern: Person, milo: Person, nell: Person, ray: Person, browser_of: BrowserOf
) -> None:
    group = fern.founds("A wide group")
    for one in (milo, ray):
        one.joins(group)
    gone, banned = milo.membership(group).name, ray.membership(group).name
    milo.leaves(keep_name=True)
    fern.bans(ray)
    browser = browser_of(nell)
    answers = [browser.post(address(group, "/join"), data={"name": name}) for name in (gone, banned, "Fern")]
    assert {answer.status_code for answer in answers} == {409}
    assert all(rules.NameIsTaken.words in words(answer.text) for answer in answers)


@pytest.mark.parametrize("extra", [{"role": "facilitator"}, {"standing": "active"}, {"account_id": "1"}])
def test_a_form_that_carries_more_is_refused(
    nell: Person, quiet_group: Group, browser_of: BrowserOf, extra: dict[str, str]
) -> None:
    answer = browser_of(nell).post(address(quiet_group, "/join"), data={"name": "Snow"} | extra)
    assert answer.status_code == 422
    assert not nell.is_in(quiet_group)


def test_a_name_too_long_is_told_and_kept(nell: Person, quiet_group: Group, browser_of: BrowserOf) -> None:
    answer = browser_of(nell).post(address(quiet_group, "/join"), data={"name": "s" * 31})
    assert answer.status_code == 422
    assert "s" * 31 in answer.text


def test_who_asks_to_join_can_take_it_back(fern: Person, nell: Person, browser_of: BrowserOf) -> None:
    group = fern.founds("Asking first", door=Door.ON_REQUEST)
    browser = browser_of(nell)
    browser.post(address(group, "/join"), data={"name": "Snow", "request_words": "To listen."})
    assert "You have asked to join" in words(browser.get(address(group)).text)
    assert "Asking first" in words(browser.get("/groups").text)
    browser.post(address(group, "/withdraw"))
    assert nell.membership(group).standing is Standing.LEFT
    assert "Ask to join" in words(browser.get(address(group)).text)


def test_asking_again_and_again_is_slowed_kindly(fern: Person, nell: Person, browser_of: BrowserOf) -> None:
    group = fern.founds("Asking first", door=Door.ON_REQUEST)
    browser = browser_of(nell)
    for _ in range(3):
        assert browser.post(address(group, "/join"), data={"name": "Snow"}).status_code == 302
        browser.post(address(group, "/withdraw"))
    answer = browser.post(address(group, "/join"), data={"name": "Snow"})
    assert answer.status_code == 429
    assert "You asked this group not long ago" in words(answer.text)


def test_few_who_come_and_go_do_not_shut_the_door_for_others(
    fern: Person, milo: Person, nell: Person, browser_of: BrowserOf, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(belonging, "ASKING_A_GROUP", "2 per hour")
    group = fern.founds("A wide group", wave_per_minute=3)
    browser = browser_of(milo)
    for _ in range(4):
        assert browser.post(address(group, "/join"), data={"name": "Snow"}).status_code == 302
        browser.post(address(group, "/leave"), data={})
    again = browser.post(address(group, "/join"), data={"name": "Snow"})
    assert again.status_code == 429
    assert belonging.CameAndWent.words in words(again.text)
    assert browser_of(nell).post(address(group, "/join"), data={"name": "Pine"}).status_code == 302


def test_whoever_the_door_was_too_full_for_is_counted_when_they_come_back(
    fern: Person, milo: Person, nell: Person, browser_of: BrowserOf, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(belonging, "ASKING_A_GROUP", "1 per hour")
    group = fern.founds("A wide group", door=Door.ON_REQUEST)
    assert browser_of(milo).post(address(group, "/join"), data={"name": "Snow"}).status_code == 302
    late = browser_of(nell)
    for _ in range(2):
        assert late.post(address(group, "/join"), data={"name": "Pine"}).status_code == 429


def test_a_banned_person_is_told_why_and_where_else_to_go(
    fern: Person, milo: Person, quiet_group: Group, browser_of: BrowserOf
) -> None:
    browser = browser_of(milo)
    fern.bans(milo, why="No contact details.")
    page = words(browser.get(address(quiet_group)).text)
    assert "This group has asked you to stay away" in page
    assert "No contact details." in page
    assert "Other groups are open to you" in page
    assert browser.post(address(quiet_group, "/join"), data={"name": "Snow"}).status_code == 403
    assert browser.get(address(quiet_group, "/members")).status_code == 404


def test_members_see_who_serves_and_nobody_else(
    fern: Person, milo: Person, nell: Person, ray: Person, quiet_group: Group, browser_of: BrowserOf
) -> None:
    nell.joins(quiet_group, as_name="Rude")
    ray.joins(quiet_group, as_name="Heron")
    fern.bans(nell, quiet_group)
    page = browser_of(milo).get(address(quiet_group, "/members")).text
    assert "Fern Facilitator" in words(page)
    assert "Those who serve this group" in words(page)
    for secret in ("Heron", "Rude", "stay away", milo.account.name, fern.account.name, fern.account.public_id, "2026"):
        assert secret not in page


@pytest.mark.parametrize("role", [Role.FACILITATOR, Role.CO_FACILITATOR, Role.GREETER])
def test_those_who_let_people_in_see_all_names(
    fern: Person, milo: Person, ray: Person, quiet_group: Group, browser_of: BrowserOf, role: Role
) -> None:
    ray.joins(quiet_group, as_name="Heron")
    fern.gives(role, milo)
    said = words(browser_of(milo).get(address(quiet_group, "/members")).text)
    assert "Heron" in said
    assert "Milo You" in said


def test_those_who_moderate_see_who_was_asked_to_stay_away(
    fern: Person, nell: Person, quiet_group: Group, browser_of: BrowserOf
) -> None:
    nell.joins(quiet_group, as_name="Rude")
    fern.bans(nell, quiet_group)
    assert "Rude" in words(browser_of(fern).get(address(quiet_group, "/members")).text)


SERVING = [
    ("GET", "/settings", Role.FACILITATOR),
    ("POST", "/settings", Role.FACILITATOR),
    ("GET", "/close", Role.FACILITATOR),
    ("POST", "/close", Role.FACILITATOR),
    ("GET", "/invitations", Role.GREETER),
    ("POST", "/invitations", Role.GREETER),
    ("POST", "/invitations/none/revoke", Role.GREETER),
    ("GET", "/members/{}", Role.CO_FACILITATOR),
    ("POST", "/members/{}", Role.FACILITATOR),
    ("POST", "/members/{}/admit", Role.GREETER),
    ("POST", "/members/{}/decline", Role.GREETER),
    ("GET", "/members/{}/mute", Role.CO_FACILITATOR),
    ("POST", "/members/{}/mute", Role.CO_FACILITATOR),
    ("POST", "/members/{}/unmute", Role.CO_FACILITATOR),
    ("GET", "/members/{}/ban", Role.CO_FACILITATOR),
    ("POST", "/members/{}/ban", Role.CO_FACILITATOR),
    ("GET", "/members/{}/lift", Role.CO_FACILITATOR),
    ("POST", "/members/{}/lift", Role.CO_FACILITATOR),
]


@pytest.mark.parametrize(("method", "way", "needed"), SERVING)
def test_pages_of_service_open_only_to_those_who_serve(
    fern: Person,
    milo: Person,
    nell: Person,
    ray: Person,
    quiet_group: Group,
    browser_of: BrowserOf,
    client: FlaskClient,
    method: str,
    way: str,
    needed: Role,
) -> None:
    ray.joins(quiet_group, as_name="Rain")
    there = address(quiet_group, way.format(ray.membership(quiet_group).public_id))
    refused = client.open(there, method=method)
    # What was sent is shown to whoever is not signed in any more, so that no words are lost.
    assert refused.status_code == 401 if method == "POST" else refused.location.startswith("/sign-in")
    assert browser_of(nell).open(there, method=method).status_code == 404
    for role in Role:
        if role is not Role.FACILITATOR:
            fern.gives(role, milo)
            allowed = rules.RANK[role] >= rules.RANK[needed]
            assert (browser_of(milo).open(there, method=method).status_code == 403) is not allowed
    assert ray.is_in(quiet_group)


def test_someone_of_another_group_is_not_found_here(
    fern: Person, nell: Person, quiet_group: Group, other_group: Group, browser_of: BrowserOf
) -> None:
    browser, elsewhere = browser_of(fern), nell.membership(other_group).public_id
    for way in ("", "/mute", "/ban", "/lift"):
        assert browser.get(address(quiet_group, f"/members/{elsewhere}{way}")).status_code == 404
    for way in ("/admit", "/decline", "/unmute", "/ban"):
        assert browser.post(address(quiet_group, f"/members/{elsewhere}{way}")).status_code == 404
    assert nell.is_in(other_group)


def test_a_facilitator_lets_in_and_gives_a_position(fern: Person, nell: Person, browser_of: BrowserOf) -> None:
    group = fern.founds("Asking first", door=Door.ON_REQUEST)
    nell.joins(group, as_name="Snow")
    browser, there = browser_of(fern), address(group, f"/members/{nell.membership(group).public_id}")
    assert "1 person asks" in words(browser.get(address(group)).text)
    assert "Snow" in words(browser.get(address(group, "/members")).text)
    assert browser.post(f"{there}/admit").status_code == 302
    assert browser.post(there, data={"role": "greeter"}).status_code == 302
    assert nell.membership(group).role is Role.GREETER
    assert browser.post(there, data={"role": "emperor"}).status_code == 422


def test_a_facilitator_mutes_and_bans_with_a_reason_from_the_ground_rules(
    fern: Person, milo: Person, quiet_group: Group, browser_of: BrowserOf
) -> None:
    browser, there = browser_of(fern), address(quiet_group, f"/members/{milo.membership().public_id}")
    assert "No contact details." in browser.get(f"{there}/mute").text
    refused = browser.post(f"{there}/mute", data={"minutes": "30"})
    assert refused.status_code == 422
    assert rules.ReasonIsMissing.words in words(refused.text)
    assert browser.post(f"{there}/mute", data={"minutes": "31", "reason": "x"}).status_code == 422
    assert browser.post(f"{there}/mute", data={"minutes": "30", "rule": "No contact details."}).status_code == 302
    assert milo.membership().muted_until
    assert browser.post(f"{there}/unmute").status_code == 302
    assert milo.membership().muted_until is None
    sent = {"rule": "No contact details.", "reason": "Twice, after a reminder."}
    assert browser.post(f"{there}/ban", data=sent).status_code == 302
    assert milo.membership().standing_reason == "No contact details. — Twice, after a reminder."
    assert browser.post(f"{there}/lift", data={"reason": "We have talked."}).status_code == 302
    assert milo.membership().standing is Standing.LEFT


def test_only_those_who_were_invited_to_may_begin_a_group(nell: Person, iris: Person, browser_of: BrowserOf) -> None:
    assert browser_of(nell).get("/groups/new").status_code == 403
    iris.founds("A group")
    browser = browser_of(iris)
    assert browser.get("/groups/new").status_code == 200
    answer = browser.post("/groups/new", data=SETTINGS | {"name": "Snow"})
    assert answer.status_code == 302
    group = queries.group_for(None, answer.headers["Location"].removeprefix("/groups/"))
    assert (group.name, group.zone, group.formats, group.cross_talk) == ("Evening light", "Europe/Vienna", "B D", False)
    assert iris.membership(group).role is Role.FACILITATOR


@pytest.mark.parametrize(
    "wrong",
    [
        {"group_name": ""},
        {"zone": "Europe/Atlantis"},
        {"language": "xx"},
        {"share_minutes": "0"},
        {"share_minutes": "many"},
        {"retention_hours": "2"},
        {"formats": ["B", "nonsense"]},
        {"attendance": "sometimes"},
        {"ground_rules": "x" * 2001},
        {"is_listed": ""},
        {"is_demo": "yes"},
    ],
)
def test_settings_that_cannot_be_are_refused_and_kept_as_typed(
    fern: Person, quiet_group: Group, browser_of: BrowserOf, wrong: dict[str, str]
) -> None:
    answer = browser_of(fern).post(address(quiet_group, "/settings"), data=SETTINGS | wrong)
    assert answer.status_code == 422
    assert "For anyone." in answer.text
    assert "Nothing you wrote is lost" in words(answer.text)
    assert db.session.get_one(Group, quiet_group.id).name == "A quiet group"


def test_settings_are_shown_as_they_are_and_changed(fern: Person, quiet_group: Group, browser_of: BrowserOf) -> None:
    browser = browser_of(fern)
    assert 'value="A quiet group"' in browser.get(address(quiet_group, "/settings")).text
    assert browser.post(address(quiet_group, "/settings"), data=SETTINGS).status_code == 302
    assert db.session.get_one(Group, quiet_group.id).purpose == "For anyone."


def test_closing_needs_the_name_of_the_group(fern: Person, quiet_group: Group, browser_of: BrowserOf) -> None:
    browser = browser_of(fern)
    assert browser.post(address(quiet_group, "/close"), data={"typed_name": "Another"}).status_code == 422
    assert browser.post(address(quiet_group, "/close"), data={"typed_name": "a QUIET group"}).status_code == 302
    assert browser.get(address(quiet_group)).status_code == 404


def brings(browser: FlaskClient, secret: str) -> str:
    """Come with the secret of a link, as its page sends it; where that leads."""
    answer = browser.post("/invitation", data={"secret": secret})
    assert (answer.status_code, answer.location) == (303, "/invitation/open")
    return str(answer.location)


def test_an_invitation_is_shown_once_and_lets_in(
    fern: Person, nell: Person, client: FlaskClient, browser_of: BrowserOf
) -> None:
    group = fern.founds("Hidden", door=Door.BY_INVITATION, is_listed=False)
    made = browser_of(fern).post(address(group, "/invitations"), data={"uses": "2", "days": "7"})
    [secret] = re.findall(r'value="http://localhost/invitation#([^"]+)"', made.text)
    shown = browser_of(fern).get(address(group, "/invitations")).text
    assert secret not in shown
    assert "For 2 people" in words(shown)
    link = brings(client, secret)
    assert "Hidden" in words(client.get(link).text)
    assert f"/join?next={link}" in unescape(client.get(link).text).replace("%2F", "/")
    assert browser_of(nell).get(address(group)).status_code == 404
    hers = browser_of(nell)
    brings(hers, secret)
    assert group.purpose in words(hers.get(link).text)
    answer = hers.post(link, data={"name": "Snow"})
    assert (answer.status_code, answer.headers["Location"]) == (302, address(group))
    assert nell.is_in(group)
    [invitation] = queries.invitations_of(group.id)
    assert invitation.uses_left == 1
    browser_of(fern).post(address(group, f"/invitations/{invitation.public_id}/revoke"))
    assert client.get(link).status_code == 410


@pytest.mark.parametrize(
    "sent", [{"uses": "0", "days": "7"}, {"uses": "51", "days": "7"}, {"uses": "1", "days": "365"}]
)
def test_an_invitation_has_bounds(
    fern: Person, quiet_group: Group, browser_of: BrowserOf, sent: dict[str, str]
) -> None:
    answer = browser_of(fern).post(address(quiet_group, "/invitations"), data=sent)
    assert answer.status_code == 422
    assert not queries.invitations_of(quiet_group.id)


def test_leaving_says_what_it_means_first(
    fern: Person, milo: Person, quiet_group: Group, browser_of: BrowserOf
) -> None:
    assert "You are the only facilitator" in words(browser_of(fern).get(address(quiet_group, "/leave")).text)
    assert browser_of(fern).post(address(quiet_group, "/leave")).status_code == 409
    browser = browser_of(milo)
    assert "Keep the name Milo for me" in words(browser.get(address(quiet_group, "/leave")).text)
    assert browser.post(address(quiet_group, "/leave")).status_code == 302
    assert milo.membership(quiet_group).name == ""
    assert browser.get(address(quiet_group, "/me")).status_code == 404


def test_ones_own_place_can_be_changed(fern: Person, milo: Person, quiet_group: Group, browser_of: BrowserOf) -> None:
    fern.gives(Role.GREETER, milo)
    browser = browser_of(milo)
    assert browser.post(address(quiet_group, "/me"), data={"name": "Snow"}).status_code == 302
    assert browser.post(address(quiet_group, "/home")).status_code == 302
    assert (milo.membership().name, milo.membership().is_home) == ("Snow", True)
    page = words(browser.get(address(quiet_group, "/me")).text)
    assert "This is your home group" in page
    assert browser.post(address(quiet_group, "/home/unset")).status_code == 302
    assert browser.post(address(quiet_group, "/step-back")).status_code == 302
    mine = milo.membership()
    assert (mine.is_home, mine.role) == (False, Role.MEMBER)


def test_the_list_of_members_costs_the_same_however_many_they_are(
    fern: Person, quiet_group: Group, browser_of: BrowserOf
) -> None:
    browser = browser_of(fern)
    few = _reads(browser, address(quiet_group, "/members"))
    for number in range(10):
        person(f"Guest {number}").joins(quiet_group, as_name=f"Guest {number}")
    assert _reads(browser, address(quiet_group, "/members")) == few


def _reads(browser: FlaskClient, there: str) -> int:
    counted: list[str] = []

    def count(*said: Any) -> None:
        counted.append(said[2])

    event.listen(db.engine, "before_cursor_execute", count)
    assert browser.get(there).status_code == 200
    event.remove(db.engine, "before_cursor_execute", count)
    return sum(statement.startswith("SELECT") for statement in counted)
