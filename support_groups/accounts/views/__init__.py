"""The pages of accounts."""

from . import account, joining, leaving, signing
from .blueprint import bp
from .signing import visitor

_ = account, joining, leaving
__all__ = ["bp", "signing", "visitor"]
