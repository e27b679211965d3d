"""The pages of sponsorship."""

from . import asking, looking, mine, offering
from .blueprint import bp

_ = asking, looking, mine, offering

__all__ = ["bp"]
