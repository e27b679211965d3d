"""Nothing that anyone says, nobody's name and nobody's address stands in a log, at whatever level."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from .evening import Evening
from .ours import Ours
from .stock import Stock
from .subject import Subject
from .test_stock_faults import keeps

TALKATIVE = """
import logging
for name in ("engineio", "engineio.server", "socketio", "socketio.server", "geventwebsocket", "support_groups"):
    logging.getLogger(name).setLevel(logging.DEBUG)
"""


@pytest.fixture(params=["stock", "ours"])
def subject(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Subject]:
    """A server whose libraries may log whatever they like to."""
    if request.param == "stock":
        stock = Stock(tmp_path, "logging")
        yield stock
        stock.end()
    else:
        # Python runs it before the server's first line.
        (tmp_path / "sitecustomize.py").write_text(TALKATIVE)
        monkeypatch.setenv("PYTHONPATH", str(tmp_path))
        evening = Evening(tmp_path)
        evening.opens()
        yield Ours(evening)
        evening.end()


def test_nothing_that_anyone_says_stands_in_the_log(subject: Subject) -> None:
    line = subject.enters()
    subject.says("a very private sentence")
    line.begin(*subject.a_wish("another private sentence"))
    assert line.hears("another private sentence")
    for broken in ('42["message.say",{"body":"a private half', '42["private.name",{}]', '40/private,{"private":1}'):
        subject.enters().send(broken)
    subject.enters().close()
    subject.says("goodbye")
    keeps(subject, promise="private" not in subject.log)


def test_no_name_and_no_address_stands_in_the_log(subject: Subject) -> None:
    subject.enters().send("42[")
    subject.stranger().connect()
    subject.says("goodbye")
    words = subject.log.replace(f"http://127.0.0.1:{subject.port}", "")
    assert not any(secret in words for secret in ("127.0.0.1", "Milo", "Fern", "visit="))
