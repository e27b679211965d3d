"""What a browser may send about clean time."""

from datetime import date
from enum import StrEnum

from support_groups.core.forms import Form


class Earlier(StrEnum):
    """What becomes of the dates before a new beginning."""

    KEEP = "keep"
    FORGET = "forget"


class What(StrEnum):
    """What is to be forgotten."""

    EARLIER = "earlier"
    ALL = "all"


class CleanDateForm(Form):
    """A day to count from."""

    clean_on: date


class NewBeginningForm(Form):
    """A day to count from again, and what becomes of the days before."""

    clean_on: date
    earlier: Earlier


class ForgetForm(Form):
    """What the member wants to be forgotten."""

    what: What
