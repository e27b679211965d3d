"""Commands for those who run an installation."""

from .commands import operations, steward

__all__ = ["operations", "steward"]
