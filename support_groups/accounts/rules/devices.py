"""Devices as coarse as they can be and still be told apart by their owner."""

from datetime import date

SIGN_IN_LAPSES_DAYS = 30
DISCREET_LAPSES_DAYS = 1
"""It was signed out long before, when nobody touched it: this is for what it left in our table."""

# The order matters: a browser also names those it descends from.
_BROWSERS = (
    ("Firefox", ("Firefox/", "FxiOS/")),
    ("Edge", ("Edg/", "EdgA/", "EdgiOS/")),
    ("Opera", ("OPR/",)),
    ("Samsung Internet", ("SamsungBrowser/",)),
    ("Chrome", ("Chrome/", "CriOS/", "Chromium/")),
    ("Safari", ("Safari/",)),
)
_KINDS = (
    ("iPhone", ("iPhone",)),
    ("iPad", ("iPad",)),
    ("Android", ("Android",)),
    ("Windows", ("Windows",)),
    ("Mac", ("Macintosh", "Mac OS")),
    ("Chromebook", ("CrOS",)),
    ("Linux", ("Linux",)),
)


def device_label(user_agent: str | None) -> str:
    """A browser and a kind of device, without versions or models: "Firefox on Android"."""
    text = user_agent or ""
    browser = next((name for name, marks in _BROWSERS if any(mark in text for mark in marks)), "A browser")
    kind = next((name for name, marks in _KINDS if any(mark in text for mark in marks)), None)
    return f"{browser} on {kind}" if kind else browser


def has_lapsed(seen_on: date, today: date, *, is_discreet: bool = False) -> bool:
    """Whether a device has stayed away so long that it must sign in anew."""
    return (today - seen_on).days > (DISCREET_LAPSES_DAYS if is_discreet else SIGN_IN_LAPSES_DAYS)


def is_over(created_on: date, today: date, lasts_days: int) -> bool:
    """Whether a device has been signed in for so long that it must sign in anew, however often it was used."""
    return (today - created_on).days >= lasts_days
