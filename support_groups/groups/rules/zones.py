"""The time zones a group may keep, by region."""

from functools import cache
from zoneinfo import available_timezones

_REGIONS = ("Africa", "America", "Antarctica", "Asia", "Atlantic", "Australia", "Europe", "Indian", "Pacific")


@cache
def zones() -> tuple[str, ...]:
    """The IANA zones of places, and UTC."""
    places = (zone for zone in available_timezones() if zone.split("/")[0] in _REGIONS and "/" in zone)
    return ("UTC", *sorted(places))


def zone_name(zone: str) -> str:
    """A zone as people say it: the name of its place."""
    return zone.rpartition("/")[2].replace("_", " ")


@cache
def zones_by_region() -> tuple[tuple[str, tuple[tuple[str, str], ...]], ...]:
    """The zones in sets for a list to choose from: (region, (zone, name)s)."""
    inside = {region: [zone for zone in zones() if zone.startswith(f"{region}/")] for region in _REGIONS}
    places = ((region, tuple((zone, _within(zone)) for zone in found)) for region, found in inside.items())
    return (("Everywhere", (("UTC", "UTC"),)), *places)


def _within(zone: str) -> str:
    return ", ".join(reversed(zone.split("/")[1:])).replace("_", " ")
