"""Attendance slips at the command line."""

from datetime import date

from flask import Flask

from support_groups.core.vouching import own_public_key, vouch
from support_groups.meetings.rules import Slip, code_of, packed, to_sign

from .test_commands import run

SLIP = packed(Slip("Tuesday", date(2026, 11, 20), 45, b"mark"))


def test_a_slip_is_checked_with_the_key_that_is_printed(app: Flask) -> None:
    code = code_of(SLIP, vouch(to_sign(SLIP)))
    ended, printed = run(app, "slips", "key")
    assert (ended, printed.strip()) == (0, own_public_key().hex())
    ended, printed = run(app, "slips", "check", code, "--key", printed.strip())
    assert ended == 0
    assert "Tuesday, 2026-11-20, 45 minutes" in printed


def test_a_slip_of_another_place_is_refused(app: Flask) -> None:
    code = code_of(SLIP, vouch(to_sign(SLIP)))
    for key in ("00" * 32, "not a key", "ab"):
        ended, printed = run(app, "slips", "check", code, "--key", key)
        assert ended == 1
        assert "no slip of that place" in printed
