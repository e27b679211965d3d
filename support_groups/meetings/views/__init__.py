"""The pages of meetings."""

from . import changing, going, words
from .blueprint import bp

__all__ = ["bp", "changing", "going", "words"]
