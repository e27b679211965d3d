"""Where the pages of accounts are put together."""

from flask import Blueprint

bp = Blueprint("accounts", __name__)
