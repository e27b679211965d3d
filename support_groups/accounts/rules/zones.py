"""Time zones a person may choose from."""

from zoneinfo import available_timezones

_REGIONS = (
    "Africa", "America", "Antarctica", "Arctic", "Asia", "Atlantic", "Australia", "Europe", "Indian", "Pacific",
)  # fmt: skip


_KNOWN = frozenset(available_timezones())


def _by_region() -> list[tuple[str, list[tuple[str, str]]]]:
    regions: dict[str, list[tuple[str, str]]] = {region: [] for region in _REGIONS}
    for zone in sorted(_KNOWN):
        region, _, place = zone.partition("/")
        if region in regions:
            regions[region].append((zone, place.replace("_", " ").replace("/", ", ")))
    return [("Everywhere", [("UTC", "UTC")]), *regions.items()]


ZONES_BY_REGION = _by_region()
"""(region, [(IANA zone, place)]), for a select."""


def is_zone(text: str) -> bool:
    """Whether this is a time zone that we know; browsers also send names from before."""
    return text in _KNOWN
