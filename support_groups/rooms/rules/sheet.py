"""A step of a run sheet as its room knows it; what is on the sheet is up to the meeting."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class SheetStep:
    """One step: its words, and what the room does by itself when it begins.

    `cue` is for those who lead only. `floor` None leaves the floor as it is. `reader_id` is the membership of whoever
    has claimed the reading, `reader_name` their name in the group.
    """

    number: int
    of: int
    kind: str
    title: str
    text: str = ""
    cue: str = ""
    due_at: datetime | None = None
    floor: str | None = None
    still_seconds: int = 0
    opens_clean_time: bool = False
    reader_id: int | None = None
    reader_name: str | None = None

    @property
    def words(self) -> str:
        """What everybody reads: the title, and from the second line on the text."""
        return f"{self.title}\n{self.text}" if self.text else self.title
