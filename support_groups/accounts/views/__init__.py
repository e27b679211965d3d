"""The pages of accounts."""

from . import account, joining, leaving, passkeys, signing, vault
from .blueprint import bp
from .signing import visitor

_ = account, joining, leaving, passkeys, vault
__all__ = ["bp", "signing", "visitor"]
