"""The pages of accounts."""

from . import account, joining, signing
from .blueprint import bp
from .signing import visitor

_ = account, joining
__all__ = ["bp", "signing", "visitor"]
