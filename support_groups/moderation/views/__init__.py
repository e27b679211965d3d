"""The pages of moderation."""

from . import caring, guarding, recording, reporting, serving
from .blueprint import bp

__all__ = ["bp", "caring", "guarding", "recording", "reporting", "serving"]
