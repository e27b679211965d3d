"""The pages of groups: what anyone may see, what one does for oneself, what those who serve do."""

from . import belonging, founding, inviting, pages, positions, serving
from .blueprint import bp

__all__ = ["belonging", "bp", "founding", "inviting", "pages", "positions", "serving"]
