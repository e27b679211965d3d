"""The catalogue of events, written from the events themselves."""

from dataclasses import fields, is_dataclass
from importlib import import_module
from importlib.util import find_spec
from types import ModuleType

from support_groups import FEATURES

INTRODUCTION = """# Events

What the features announce to each other, and what stands in the log of a room. An event is a frozen dataclass of plain
values in the past tense. `@on` keeps what shares its fate, in the same transaction; `@after` tells it, once it is
committed. Written by `bin/flask operations events`; a test holds that it is true.
"""


def written() -> str:
    """The whole catalogue."""
    return "\n".join([INTRODUCTION, *(_feature(name) for name in FEATURES if _has_events(name))])


def _has_events(feature: str) -> bool:
    return find_spec(f"support_groups.{feature}.events") is not None


def _feature(name: str) -> str:
    module = import_module(f"support_groups.{name}.events")
    return "\n".join([f"## {name}", "", f"{module.__doc__ or ''}".strip(), "", *map(_event, _events(module)), ""])


def _events(module: ModuleType) -> list[type]:
    return [
        value
        for value in vars(module).values()
        if isinstance(value, type) and is_dataclass(value) and value.__module__.startswith(module.__name__)
    ]


def _event(kind: type) -> str:
    carried = ", ".join(f"`{field.name}`" for field in fields(kind))
    sentence = " ".join((kind.__doc__ or "").split())
    return f"- **{kind.__name__}** — {sentence}" + (f" ({carried})" if carried else "")
