"""The pages of meetings."""

from . import changing, going, run_sheets, slips, words
from .blueprint import bp

__all__ = ["bp", "changing", "going", "run_sheets", "slips", "words"]
