"""What somebody has said in a meeting, as a file of their own. It names neither the meeting nor the group."""

from collections.abc import Sequence
from datetime import datetime
from zoneinfo import ZoneInfo


def words_on_file(name: str, said: Sequence[tuple[datetime, str]], zone: ZoneInfo) -> str:
    """The words of one person, each with its time on their own clock."""
    there = [(at.astimezone(zone), words) for at, words in said]
    days = f", {there[0][0]:%Y-%m-%d}" if there else ""
    shares = [f"{at:%H:%M}\n{words}" for at, words in there] or ["Nothing was said under this name."]
    return "\n\n".join([f"Words of {name}{days}", *shares]) + "\n"
