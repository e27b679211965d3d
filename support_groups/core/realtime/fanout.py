"""News to those it is meant for. An audience is a name like "room:17", never empty: an empty one would reach all.

What is told here goes out with the next write of each line: one write a line, however much there was to tell.
"""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

import orjson
from flask import current_app

from . import bus, frames
from .line import Line

if TYPE_CHECKING:
    from .engine import Engine

ENGINE = "support_groups.realtime.engine"
TELL, HANG_UP = "tell", "hang up"
DEVICES = "sign-in:"
_EVENT = b"42"


class Audience:
    """The lines that hear what is told under a name, and what is collected for them."""

    __slots__ = ("collected", "lines", "name", "opening")

    def __init__(self, name: str) -> None:
        self.name = name
        self.lines: dict[Line, None] = {}
        self.opening = b""
        self.collected: list[bytes] = []

    def put(self, frame: bytes) -> None:
        """Add a frame to what goes to each line next."""
        # Over a copy: one who reads too slowly is parted with in the middle of it.
        for line in tuple(self.lines):
            line.put(frame)

    def send_collected(self) -> None:
        """Make one frame of all that was collected."""
        if self.collected:
            items, self.collected = self.collected, []
            self.put(_listed(self.opening, items))


class Audiences:
    """All audiences of this process, and which of them have something collected."""

    def __init__(self) -> None:
        self._by_name: dict[str, Audience] = {}
        self._collecting: list[Audience] = []

    def join(self, line: Line, name: str) -> bool:
        """Let a line hear an audience, unless it is ending; gives whether it did not before."""
        _check(name)
        if not line.is_heard:
            return False
        audience = self._by_name.get(name)
        if audience is None:
            audience = self._by_name[name] = Audience(name)
        if line in audience.lines:
            return False
        audience.lines[line] = None
        line.audiences.append(audience)
        return True

    def leave(self, line: Line, name: str) -> None:
        """Let a line no longer hear an audience; what was collected before still reaches it."""
        _check(name)
        audience = self._by_name.get(name)
        if audience is not None and line in audience.lines:
            audience.send_collected()
            line.audiences.remove(audience)
            self._remove(audience, line)

    def leave_all(self, line: Line) -> None:
        """Let a line that has ended hear nothing more; it still knows what it has heard."""
        for audience in line.audiences:
            self._remove(audience, line)

    def named(self, name: str) -> Audience | None:
        """The audience of a name, if anybody is in it."""
        _check(name)
        return self._by_name.get(name)

    def names(self, beginning: str) -> list[str]:
        """The names of the audiences that begin like this and have somebody in them."""
        return [name for name in self._by_name if name.startswith(beginning)]

    def collect(self, name: str, opening: bytes, items: Sequence[bytes]) -> None:
        """Tell more items of a list; all that come before the next write go out as one frame."""
        audience = self.named(name)
        if audience is None:
            return
        if not audience.collected:
            audience.opening = opening
            self._collecting.append(audience)
        audience.collected.extend(items)

    def send_collected(self) -> None:
        """Make a frame of what was collected, for each audience."""
        collecting, self._collecting = self._collecting, []
        for audience in collecting:
            audience.send_collected()

    def _remove(self, audience: Audience, line: Line) -> None:
        audience.lines.pop(line, None)
        if not audience.lines:
            self._by_name.pop(audience.name, None)


def account(account_id: int) -> str:
    """The audience of everything that is open of an account."""
    return f"account:{account_id}"


def device(sign_in_id: int) -> str:
    """The audience of what is open on one device where someone is signed in."""
    return f"{DEVICES}{sign_in_id}"


def engine() -> "Engine":
    """The transport of the app at hand."""
    found: Engine = current_app.extensions[ENGINE]
    return found


def ping_seconds() -> float:
    """How often a line is asked whether it still stands, and how long is waited for its answer."""
    return float(engine().ping_interval)


def audiences() -> Audiences:
    """The audiences of the app at hand."""
    return engine().audiences


def event(name: str, news: dict[str, Any]) -> bytes:
    """The frame of an event."""
    return frames.build(frames.TEXT, _EVENT + orjson.dumps([name, news], option=orjson.OPT_UTC_Z))


def opening(name: str, news: dict[str, Any], items: str) -> bytes:
    """The beginning of an event whose last field is a list of items that are collected."""
    plain = orjson.dumps([name, news])
    return b"%b%b,%b:[" % (_EVENT, plain[:-2], orjson.dumps(items))


def tell(audience: str, name: str, news: dict[str, Any]) -> None:
    """Send an event to every line of an audience, on all workers, after what was collected for it."""
    tell_here(audience, name, news)
    engine().bus.tell(TELL, [audience, name, news])


def collect(audience: str, opening: bytes, items: Sequence[bytes]) -> None:
    """Tell every line of an audience here more items of a list, with all that follow before the next write."""
    if items:
        here = engine()
        here.audiences.collect(audience, opening, items)
        here.will_collect()


def tell_each(audience: str, opening: bytes, items_for: Callable[[Line], Sequence[bytes]]) -> None:
    """Tell each line of an audience here the items of a list that are for it; a frame for all who hear the same."""
    found = audiences().named(audience)
    if found is None:
        return
    found.send_collected()
    built: dict[tuple[bytes, ...], bytes] = {}
    for line in tuple(found.lines):
        if items := tuple(items_for(line)):
            built[items] = built.get(items) or _listed(opening, items)
            line.put(built[items])


def hang_up(audience: str, words: str) -> None:
    """Tell every line of an audience why, and close it: nothing that is told from now on reaches it."""
    _hang_up(audience, words)
    engine().bus.tell(HANG_UP, [audience, words])


def move_out(of: str, audience: str) -> None:
    """Let every line of one audience here no longer hear another; other workers see for themselves who has to go."""
    for line in lines(of):
        audiences().leave(line, audience)


def lines(audience: str) -> list[Line]:
    """The lines of an audience in this process."""
    found = audiences().named(audience)
    return list(found.lines) if found is not None else []


def tell_here(audience: str, name: str, news: dict[str, Any]) -> None:
    """Send an event to every line of an audience on this worker alone."""
    found = audiences().named(audience)
    if found is not None:
        found.send_collected()
        found.put(event(name, news))


def _hang_up(audience: str, words: str) -> None:
    for line in lines(audience):
        line.put(event("connection.ended", {"words": words}))
        line.close(frames.POLICY, lingers=True)


bus.hears(TELL)(lambda news: tell_here(*news))
bus.hears(HANG_UP)(lambda news: _hang_up(*news))


def _listed(opening: bytes, items: Sequence[bytes]) -> bytes:
    return frames.build(frames.TEXT, b"%b%b]}]" % (opening, b",".join(items)))


def _check(name: str) -> None:
    if not name:
        raise ValueError("an audience needs a name")
