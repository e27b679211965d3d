"""Offers to deal, asking for contact, and people in danger: what is meant, not which letters stand there."""

import pytest

from support_groups.moderation.rules import Crisis, Signal, Solicitation, crisis, solicitation


@pytest.mark.parametrize(
    "said",
    ["selling k, dm me", "S3LLING K", "s e l l i n g ket", "sеlling ket", "verkaufe ket", "vendo k hoy", "ｈｍｕ"],
)
def test_an_offer_to_deal_is_seen_through_its_disguise(said: str) -> None:
    assert solicitation(said) is Solicitation.DEALING


@pytest.mark.parametrize("said", ["dm me", "D.M. me", "schreib mir privat", "escríbeme por privado", "your number?"])
def test_asking_for_contact_is_seen(said: str) -> None:
    assert solicitation(said) is Solicitation.CONTACT


@pytest.mark.parametrize(
    "said", ["newcomers, write to me", "wenn du neu bist, schreib mir eine pn", "los nuevos escríbanme en privado"]
)
def test_asking_newcomers_away_is_the_gravest(said: str) -> None:
    assert solicitation(said) is Solicitation.NEWCOMERS


@pytest.mark.parametrize(
    "said",
    [
        "I used to sell to pay for it",
        "who wants some tea",
        "where can I get some help",
        "I deleted my dealer's number",
        "wer hat noch nicht geteilt",
        "alguien quiere decir algo",
        "thank you for the message",
    ],
)
def test_speaking_of_it_is_no_offer(said: str) -> None:
    assert solicitation(said) is None


@pytest.mark.parametrize(
    ("said", "kind"),
    [
        ("I want to die", Crisis.SUICIDE),
        ("I don’t want to live", Crisis.SUICIDE),
        ("k1ll myself", Crisis.SUICIDE),
        ("ich will nicht mehr leben", Crisis.SUICIDE),
        ("me quiero morir", Crisis.SUICIDE),
        ("I just cut myself", Crisis.SELF_HARM),
        ("ich habe mich gerade geritzt", Crisis.SELF_HARM),
        ("quiero hacerme daño", Crisis.SELF_HARM),
        ("I think I'm overdosing", Crisis.OVERDOSE),
        ("my husband hits me", Crisis.VIOLENCE),
        ("mein Mann schlägt mich", Crisis.VIOLENCE),
        ("mi marido me pega", Crisis.VIOLENCE),
    ],
)
def test_somebody_in_danger_is_heard(said: str, kind: Crisis) -> None:
    assert crisis(said) == Signal(kind)


@pytest.mark.parametrize(
    "said",
    [
        "I'm not going to kill myself",
        "I don't want to die any more",
        "ich will mich nicht umbringen",
        "ya no me quiero morir",
    ],
)
def test_what_is_denied_is_no_danger(said: str) -> None:
    assert crisis(said) is None


@pytest.mark.parametrize(
    "said",
    [
        "I tried to kill myself years ago",
        "I used to cut myself",
        "vor Jahren wollte ich sterben",
        "hace años me quería morir",
        "I overdosed twice",
    ],
)
def test_what_is_long_past_is_no_danger(said: str) -> None:
    assert crisis(said) is None


def test_what_was_past_and_is_back_is_one() -> None:
    assert crisis("years ago I wanted to die, and tonight I want to die again") == Signal(Crisis.SUICIDE)


def test_not_being_able_to_stop_denies_nothing() -> None:
    assert crisis("I can't stop thinking about killing myself") == Signal(Crisis.SUICIDE)


@pytest.mark.parametrize(
    "said",
    ["my friend wants to kill herself tonight", "mi amiga se quiere matar", "meine freundin will sich umbringen"],
)
def test_a_friend_in_danger_is_somebody_else(said: str) -> None:
    assert crisis(said) == Signal(Crisis.SUICIDE, of_other=True)


@pytest.mark.parametrize(
    "said",
    ["dying to see you", "my back is killing me", "I cut myself shaving", "me muero de risa", "sterbe vor Hunger"],
)
def test_a_manner_of_speaking_is_no_danger(said: str) -> None:
    assert crisis(said) is None
