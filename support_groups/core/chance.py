"""Chance: what happens to two at one moment need not be told at one moment."""

from collections.abc import Collection
from datetime import timedelta
from random import SystemRandom
from typing import TypeVar

T = TypeVar("T")

_chance = SystemRandom()


def a_while(least_seconds: float, most_seconds: float) -> timedelta:
    """A stretch of time between two, any as likely as any other."""
    return timedelta(seconds=_chance.uniform(least_seconds, most_seconds))


def mixed(things: Collection[T]) -> list[T]:
    """Some things in any order."""
    return _chance.sample([*things], len(things))
