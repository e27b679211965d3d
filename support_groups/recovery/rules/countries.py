"""Emergency numbers and help lines by country: data, to be gone through by a person at least twice a year."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

WRITTEN_DOWN_ON = date(2026, 11, 22)
"""The day of the list. A person should call or look up each line before a community relies on it."""


class About(StrEnum):
    """What a line is there for."""

    EMERGENCY = "Emergency"
    CRISIS = "Someone to talk to"
    DRUGS = "Drugs and alcohol"
    HEALTH = "Medical advice"


@dataclass(frozen=True)
class Line:
    """One line: who answers, the number as it is written there, and what to know before calling."""

    name: str
    number: str
    about: About = About.CRISIS
    note: str = ""
    by_text: bool = False

    @property
    def address(self) -> str:
        """What a phone opens: a call, or a text message."""
        return ("sms:" if self.by_text else "tel:") + "".join(c for c in self.number if c.isdigit() or c in "+*#")


@dataclass(frozen=True)
class Country:
    """A country, its emergency numbers (the first one first), and its lines."""

    code: str
    name: str
    emergency: tuple[str, ...]
    lines: tuple[Line, ...] = ()


EMERGENCY, DRUGS, HEALTH = About.EMERGENCY, About.DRUGS, About.HEALTH
FREE = "Free"

COUNTRIES = (
    Country("AR", "Argentina", ("107", "911"), (Line("SEDRONAR", "141", DRUGS, "Free, day and night"),)),
    Country(
        "AU",
        "Australia",
        ("000",),
        (
            Line("Lifeline", "13 11 14", note="Day and night"),
            Line("National Alcohol and Other Drug Hotline", "1800 250 015", DRUGS, FREE),
        ),
    ),
    Country("AT", "Austria", ("112", "144"), (Line("Telefonseelsorge", "142", note="Free, day and night"),)),
    Country(
        "BE",
        "Belgium",
        ("112",),
        (
            Line("Zelfmoordlijn", "1813", note="Dutch"),
            Line("Télé-Accueil", "107", note="French, day and night"),
            Line("De DrugLijn", "078 15 10 20", DRUGS, "Dutch"),
        ),
    ),
    Country("BR", "Brazil", ("192",), (Line("CVV", "188", note="Free, day and night"),)),
    Country("CA", "Canada", ("911",), (Line("Suicide Crisis Helpline", "988", note="Call or text, day and night"),)),
    Country(
        "CL",
        "Chile",
        ("131",),
        (Line("Prevención del suicidio", "*4141"), Line("Fono Drogas y Alcohol", "1412", DRUGS)),
    ),
    Country("CZ", "Czechia", ("112", "155"), (Line("Linka první psychické pomoci", "116 123", note=FREE),)),
    Country("DK", "Denmark", ("112",), (Line("Livslinien", "70 201 201"),)),
    Country("FI", "Finland", ("112",), (Line("MIELI Kriisipuhelin", "09 2525 0111", note="Day and night"),)),
    Country(
        "FR",
        "France",
        ("112", "15"),
        (
            Line("Prévention du suicide", "3114", note="Free, day and night"),
            Line("Drogues Info Service", "0 800 23 13 13", DRUGS, FREE),
            Line("Emergencies by text", "114", EMERGENCY, "If you cannot speak or hear", by_text=True),
        ),
    ),
    Country(
        "DE",
        "Germany",
        ("112",),
        (
            Line("TelefonSeelsorge", "0800 111 0 111", note="Free, day and night"),
            Line("TelefonSeelsorge, second line", "0800 111 0 222", note="Free, day and night"),
            Line("Sucht & Drogen Hotline", "01806 313031", DRUGS, "20 cents a call"),
            Line("Ärztlicher Bereitschaftsdienst", "116 117", HEALTH),
        ),
    ),
    Country("GR", "Greece", ("112", "166"), (Line("Klimaka", "1018", note="Day and night"),)),
    Country("HK", "Hong Kong", ("999",), (Line("The Samaritan Befrienders", "2389 2222", note="Day and night"),)),
    Country("HU", "Hungary", ("112",), (Line("Lelki elsősegély", "116 123", note=FREE),)),
    Country("IS", "Iceland", ("112",), (Line("Red Cross helpline", "1717", note="Free, day and night"),)),
    Country(
        "IN",
        "India",
        ("112",),
        (
            Line("Tele-MANAS", "14416", note="Free, day and night"),
            Line("National de-addiction helpline", "14446", DRUGS, FREE),
        ),
    ),
    Country("IR", "Iran", ("115",), (Line("Counselling line of the welfare organisation", "1480"),)),
    Country(
        "IE",
        "Ireland",
        ("112", "999"),
        (
            Line("Samaritans", "116 123", note="Free, day and night"),
            Line("HSE Drugs and Alcohol Helpline", "1800 459 459", DRUGS, "Free, on weekdays"),
        ),
    ),
    Country("IL", "Israel", ("101",), (Line("ERAN", "1201", note="Day and night"),)),
    Country(
        "IT",
        "Italy",
        ("112",),
        (
            Line("Telefono Amico", "02 2327 2327"),
            Line("Telefono Verde Droga", "800 186070", DRUGS, "Free, on weekdays"),
        ),
    ),
    Country("JP", "Japan", ("119",), (Line("Yorisoi Hotline", "0120-279-338", note="Free, day and night"),)),
    Country(
        "KE",
        "Kenya",
        ("999", "112"),
        (Line("Red Cross", "1199", note=FREE), Line("NACADA", "1192", DRUGS, "Free, day and night")),
    ),
    Country("LU", "Luxembourg", ("112",), (Line("SOS Détresse", "45 45 45"),)),
    Country("MY", "Malaysia", ("999",), (Line("Befrienders", "03-7627 2929", note="Day and night"),)),
    Country(
        "MX",
        "Mexico",
        ("911",),
        (
            Line("Línea de la Vida", "800 911 2000", DRUGS, "Free, day and night; also simply to talk"),
            Line("SAPTEL", "55 5259 8121", note="Day and night"),
        ),
    ),
    Country("NL", "Netherlands", ("112",), (Line("113 Zelfmoordpreventie", "0800 0113", note="Free, day and night"),)),
    Country(
        "NZ",
        "New Zealand",
        ("111",),
        (
            Line("1737", "1737", note="Call or text, free, day and night"),
            Line("Alcohol Drug Helpline", "0800 787 797", DRUGS, "Free, day and night"),
        ),
    ),
    Country(
        "NO",
        "Norway",
        ("113", "112"),
        (Line("Mental Helse", "116 123", note="Free, day and night"), Line("RUSinfo", "08588", DRUGS)),
    ),
    Country("PH", "Philippines", ("911",), (Line("National crisis hotline", "1553", note=FREE),)),
    Country(
        "PL",
        "Poland",
        ("112", "999"),
        (
            Line("Kryzysowy Telefon Zaufania", "116 123", note=FREE),
            Line("Telefon Zaufania: narkotyki", "800 199 990", DRUGS, FREE),
        ),
    ),
    Country(
        "PT",
        "Portugal",
        ("112",),
        (
            Line("SOS Voz Amiga", "213 544 545", note="In the afternoon and evening"),
            Line("Linha Vida", "1414", DRUGS),
            Line("SNS 24", "808 24 24 24", HEALTH),
        ),
    ),
    Country("RO", "Romania", ("112",), (Line("TelVerde Antisuicid", "0800 801 200", note=FREE),)),
    Country("SG", "Singapore", ("995",), (Line("Samaritans of Singapore", "1767", note="Day and night"),)),
    Country(
        "SK", "Slovakia", ("112", "155"), (Line("Linka dôvery Nezábudka", "0800 800 566", note="Free, day and night"),)
    ),
    Country(
        "ZA",
        "South Africa",
        ("112", "10177"),
        (
            Line("SADAG Suicide Crisis Line", "0800 567 567", note="Free, day and night"),
            Line("Substance Abuse Helpline", "0800 12 13 14", DRUGS, "Free, day and night"),
        ),
    ),
    Country("KR", "South Korea", ("119",), (Line("Suicide prevention line", "109", note="Free, day and night"),)),
    Country(
        "ES",
        "Spain",
        ("112",),
        (
            Line("Línea de atención a la conducta suicida", "024", note="Free, day and night"),
            Line("Teléfono de la Esperanza", "717 003 717", note="Day and night"),
            Line("Fad Juventud", "900 16 15 15", DRUGS, FREE),
        ),
    ),
    Country(
        "SE",
        "Sweden",
        ("112",),
        (Line("Mind Självmordslinjen", "90101", note="Free, day and night"), Line("1177", "1177", HEALTH)),
    ),
    Country(
        "CH",
        "Switzerland",
        ("112", "144"),
        (Line("Die Dargebotene Hand, La Main Tendue", "143", note="Day and night"),),
    ),
    Country("TW", "Taiwan", ("119",), (Line("Mental health line", "1925", note="Free, day and night"),)),
    Country("TH", "Thailand", ("1669",), (Line("Mental health hotline", "1323", note="Day and night"),)),
    Country("TR", "Türkiye", ("112",), (Line("Alo 191", "191", DRUGS, "Free, day and night"),)),
    Country("UA", "Ukraine", ("112", "103"), (Line("Lifeline Ukraine", "7333", note="Free, day and night"),)),
    Country(
        "GB",
        "United Kingdom",
        ("999", "112"),
        (
            Line("Samaritans", "116 123", note="Free, day and night"),
            Line("Shout", "85258", note="Text the word SHOUT, free, day and night", by_text=True),
            Line("FRANK", "0300 123 6600", DRUGS),
            Line("NHS 111", "111", HEALTH, "Free, day and night"),
        ),
    ),
    Country(
        "US",
        "United States",
        ("911",),
        (
            Line("Suicide and Crisis Lifeline", "988", note="Call or text, free, day and night"),
            Line("SAMHSA National Helpline", "1-800-662-4357", DRUGS, "Free, day and night"),
            Line("Poison Help", "1-800-222-1222", HEALTH, "Free, day and night"),
        ),
    ),
)
"""By name, as they are shown."""
