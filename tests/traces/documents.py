"""What an attacker has seen, taken apart: what stands beside whose name, in which order, and when."""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property, lru_cache
from html.parser import HTMLParser
from typing import Any

MOMENT = re.compile(r"^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d)?$")
EPOCH_SECONDS = 1_000_000_000
VOID = frozenset(("area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"))


@dataclass
class Element:
    """A part of a page."""

    tag: str
    attributes: dict[str, str] = field(default_factory=dict)
    children: list["Element | str"] = field(default_factory=list)

    def strings(self) -> Iterator[tuple[str, str]]:
        """Everything it holds: texts and the values of attributes, with where they stand."""
        for name, value in self.attributes.items():
            yield f"{self.tag}.{name}", value
        for child in self.children:
            if isinstance(child, str):
                yield "text", child
            else:
                yield from child.strings()

    @cached_property
    def words(self) -> str:
        """All of these in one; asked for once for each name and each part around, so made once."""
        inside = [child if isinstance(child, str) else child.words for child in self.children]
        return " ".join([*self.attributes.values(), *inside])


class _Builder(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.root = Element("page")
        self._open = [self.root]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Begin an element."""
        made = Element(tag, {name: value or "" for name, value in attrs})
        self._open[-1].children.append(made)
        if tag not in VOID:
            self._open.append(made)

    def handle_endtag(self, tag: str) -> None:
        """End the innermost element of that name."""
        for place in range(len(self._open) - 1, 0, -1):
            if self._open[place].tag == tag:
                del self._open[place:]
                return

    def handle_data(self, data: str) -> None:
        """Take a text."""
        if data.strip():
            self._open[-1].children.append(data)


@lru_cache(maxsize=4096)
def element(page: str) -> Element:
    """A page as a tree; the same one for all who read it."""
    builder = _Builder()
    builder.feed(page)
    return builder.root


@dataclass
class Page:
    """A page and the headers it came with."""

    view: str
    text: str
    headers: Mapping[str, str]


@dataclass
class Told:
    """Something told over a line, or answered there."""

    view: str
    content: Any


class Findings:
    """What stands beside each name in one group, by where it stood."""

    def __init__(self, names: list[str]) -> None:
        self.names = names
        self.tokens: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
        self.moments: dict[str, dict[str, list[float]]] = defaultdict(lambda: defaultdict(list))
        self.places: dict[str, dict[str, int]] = {}
        self._known_as: dict[str, str] = {}

    def read(self, seen: list[Page | Told]) -> None:
        """Take everything apart."""
        for one in seen:
            if isinstance(one, Told):
                self._learn(one.content)
        for one in seen:
            if isinstance(one, Page):
                self._read_page(one)
            else:
                self._read_told(one.view, one.content)

    def _keep(self, key: str, name: str, value: object) -> None:
        text = str(value).replace(name, "").strip()
        moment = _moment(value)
        if moment is not None:
            self.moments[key][name].append(moment)
        elif text:
            self.tokens[key][name] |= {text, *re.findall(r"[\w-]{2,}", text)}

    def _order(self, view: str, text: str) -> None:
        found = {name: text.find(name) for name in self.names if name in text}
        if len(found) > 2:
            self.places[f"{view}|order"] = found

    def _read_page(self, page: Page) -> None:
        self._order(page.view, page.text)
        root = element(page.text)
        self._climb(page.view, root)
        beside = self._names_in(root)
        if len(beside) == 1:
            for header, value in page.headers.items():
                self._keep(f"{page.view}|header {header}", next(iter(beside)), value)

    def _climb(self, view: str, part: Element) -> set[str]:
        """The names in a part of a page; the largest parts with one name alone are what stands beside it."""
        inside = [self._climb(view, child) for child in part.children if isinstance(child, Element)]
        names = self._names_in(part)
        if len(names) > 1:
            for child in part.children:
                if isinstance(child, Element) and len(here := self._names_in(child)) == 1:
                    self._take(view, child, next(iter(here)))
        elif len(names) == 1 and part.tag == "page":
            self._take(view, part, next(iter(names)))
        return names.union(*inside)

    def _take(self, view: str, part: Element, name: str) -> None:
        for where, value in part.strings():
            self._keep(f"{view}|{where}", name, value)

    def _names_in(self, part: Element) -> set[str]:
        return {name for name in self.names if name in part.words}

    def _learn(self, content: Any) -> None:
        """Learn by which ids somebody is known."""
        if isinstance(content, dict):
            name = content.get("name")
            if name in self.names:
                for key in ("who", "by", "id"):
                    if isinstance(content.get(key), str):
                        self._known_as[content[key]] = name
            for key, value in content.items():
                if isinstance(value, dict) and value.get("name") in self.names:
                    self._known_as[key] = value["name"]
                self._learn(value)
        elif isinstance(content, list):
            for value in content:
                self._learn(value)

    def _read_told(self, view: str, content: Any) -> None:
        if isinstance(content, list):
            for value in content:
                self._read_told(view, value)
        if not isinstance(content, dict):
            return
        here = f"{view}|{content.get('kind', '')}"
        order = [self._known_as[key] for key in content if key in self._known_as]
        if len(order) > 2:
            self.places[f"{here}|order of keys"] = {name: place for place, name in enumerate(order)}
        plain = {key: value for key, value in content.items() if not isinstance(value, dict | list)}
        whose = {self._known_as.get(str(value), value) for value in plain.values()} & set(self.names)
        if len(whose) == 1:
            for key, value in plain.items():
                self._keep(f"{here}|{key}", next(iter(whose)), value)
        for key, value in content.items():
            if key in self._known_as:
                self._keep(f"{here}|id", self._known_as[key], key)
                if isinstance(value, dict):
                    for inner, one in value.items():
                        self._keep(f"{here}|{inner}", self._known_as[key], one)
            self._read_told(here if key in ("state", "snapshot", "events", "log") else f"{here}.{_plain(key)}", value)


def _plain(key: str) -> str:
    """A key, unless it is somebody's id, which is another for each."""
    return key if len(key) < 20 else "*"


def _moment(value: object) -> float | None:
    if isinstance(value, str) and MOMENT.match(value.strip()):
        return datetime.fromisoformat(value.strip()).timestamp()
    if isinstance(value, int | float) and not isinstance(value, bool) and value > EPOCH_SECONDS:
        return float(value) / (1000 if value > EPOCH_SECONDS * 1000 else 1)
    return None
