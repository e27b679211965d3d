"""Database sessions end with their request, without a second event loop."""

from inspect import iscoroutinefunction

from flask import Flask


def test_nothing_waits_for_an_asyncio_loop_after_a_request(app: Flask) -> None:
    assert app.teardown_appcontext_funcs
    assert not [close for close in app.teardown_appcontext_funcs if iscoroutinefunction(close)]
