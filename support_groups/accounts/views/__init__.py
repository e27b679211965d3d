"""The pages of accounts."""

from . import account, joining, leaving, signing, vault
from .blueprint import bp
from .signing import visitor

_ = account, joining, leaving, vault
__all__ = ["bp", "signing", "visitor"]
