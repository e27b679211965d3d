"""Commands for those who run an installation."""

from .commands import operations, steward
from .keys import keys
from .slips import slips

__all__ = ["keys", "operations", "slips", "steward"]
