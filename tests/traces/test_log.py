"""After a whole meeting on the real server no name, word, address or token of anyone stands in what it has written."""

import http.client
import re
import socket
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import quote, urlencode

import pytest

from tests.core.realtime.evening import Evening, Visit

BROWSER = "Mozilla/5.0 (PrivateSystem; rv:131.7) SecretEngine/20100101"
ELSEWHERE = "127.0.0.77"
WRONG = "a wrong passphrase of eighteen words"
SAID = ("I have been clean since the ninth", "this sentence breaks the log", "nobody must find me")
TALKATIVE = """
import logging
class Talkative(logging.Logger):
    def getEffectiveLevel(self):
        return logging.DEBUG
logging.setLoggerClass(Talkative)
"""
TELLS_ALL = """
import sys
import logging
class Everything(logging.Handler):
    def emit(self, record):
        sys.stderr.write(f"{record.getMessage()} {record.exc_info} {record.__dict__}\\n")
logging.Logger.addHandler(logging.getLogger(), Everything())
import http.server, gevent.pywsgi
told = gevent.pywsgi.WSGIHandler.run_application
def tell(self):
    sys.stderr.write(f"{self.client_address} {self.requestline} {self.headers.headers}\\n")
    return told(self)
gevent.pywsgi.WSGIHandler.run_application = tell
"""


@dataclass
class Meeting:
    """The server, what its people have typed and shown, and the pages of errors they were given."""

    evening: Evening
    secrets: dict[str, str] = field(default_factory=dict)
    errors: list[str] = field(default_factory=list)

    def ask(self, method: str, path: str, sent: dict[str, str] | None = None, visit: Visit | None = None) -> str:
        """Make a request from elsewhere; errors are kept."""
        port = self.evening.server.port
        line = http.client.HTTPConnection("127.0.0.1", port, timeout=20, source_address=(ELSEWHERE, 0))
        headers = {"User-Agent": BROWSER, "Content-Type": "application/x-www-form-urlencoded"}
        if visit:
            headers["Cookie"] = visit.cookie
            sent = {"csrf_token": visit.token, **sent} if sent is not None else None
        line.request(method, path, urlencode(sent) if sent is not None else None, headers)
        self.secrets[f"port of {path}"] = f":{line.sock.getsockname()[1]}"
        with closing(line), line.getresponse() as answer:
            page = answer.read().decode()
            if answer.status >= 400:
                self.errors.append(page)
            for cookie in answer.headers.get_all("Set-Cookie") or ():
                if value := cookie.partition("=")[2].partition(";")[0]:
                    self.secrets[f"cookie of {path}"] = value
        return page

    def breaks(self, *statements: str) -> None:
        """Let the database refuse something, in words that must not be repeated."""
        with closing(sqlite3.connect(self.evening.server.data / "support_groups.sqlite3", timeout=20)) as database:
            for statement in statements:
                database.execute(statement)
            database.commit()

    def written(self) -> str:
        """Whatever the server has written beside its database."""
        data = self.evening.server.data
        files = [one for one in data.rglob("*") if one.is_file() and ".sqlite3" not in one.name]
        kept = [one for one in files if one.name != "secret_key"]
        words = "\n".join(one.read_text(errors="replace") for one in kept)
        own = self.evening.server.address.removeprefix("http://")
        return words.replace(own, "").replace(str(data), "")


def plays(meeting: Meeting) -> None:
    """A whole meeting: coming, wrong tries, talking, a mute, a review, and everything that can break."""
    evening, secrets = meeting.evening, meeting.secrets
    fern, milo = evening._visits["Fern"], evening._visits["Milo"]
    secrets |= {"Fern": "Fern", "Milo": "Milo", "wrong": WRONG, "browser": "SecretEngine", "elsewhere": ELSEWHERE}
    secrets |= {f"said {place}": words for place, words in enumerate(SAID)}
    secrets |= {"cookie": milo.cookie.partition("=")[2], "csrf": milo.token, "room": evening.room}
    secrets |= {"newcomer": "Wandering Heron", "guess": "Marlene Dietrich"}
    page = meeting.ask("GET", "/join")
    token = re.findall(r'name="csrf_token" value="([^"]+)"', page)[0]
    meeting.ask("POST", "/join", {"csrf_token": token, "name": "Wandering Heron"})
    for _ in range(3):
        meeting.ask("POST", "/sign-in", {"csrf_token": token, "name": "Marlene Dietrich", "passphrase": WRONG})
        meeting.ask("POST", "/sign-in", {"name": "Milo at home", "passphrase": WRONG}, milo)
    leads, shares = evening.enters(evening.fern), evening.enters(evening.milo)
    for line in (leads, shares):
        secrets[f"port of a line {line.port}"] = f":{line.port}"
    assert evening.says(shares, SAID[0])["ok"]
    meeting.breaks(
        "CREATE TRIGGER t BEFORE INSERT ON room_log WHEN NEW.client_id = 'breaks' "
        f"BEGIN SELECT RAISE(ABORT, '{SAID[2]}'); END",
        f"CREATE TRIGGER n BEFORE UPDATE ON accounts BEGIN SELECT RAISE(ABORT, '{SAID[2]}'); END",
    )
    shares.send(f'42["message.say",{{"body":"{SAID[2]}')
    broken = evening.enters(evening.milo)
    broken.begin("message.say", {"room": evening.room, "client_id": "breaks", "body": SAID[1]})
    who = meeting.ask("GET", f"/rooms/{evening.room}", visit=milo)
    mine = re.findall(r'"id": ?"([\w-]{22})"', who.replace("&#34;", '"').replace("&quot;", '"'))
    leads.wish("person.mute", room=evening.room, person=mine[0] if mine else "x" * 22, minutes=5, reason=SAID[2])
    meeting.ask("POST", "/account", {"zone": "Europe/Paris"}, milo)
    meeting.ask("POST", "/notices/read-all", {}, milo)
    for path in ("/groups/Marlene%20Dietrich", "/rooms/Wandering%20Heron", "/found/Marlene-Dietrich-token"):
        meeting.ask("GET", path, visit=fern)
    meeting.breaks("UPDATE groups SET zone = 'nobody must find me'")
    for path in ("/home", "/groups", "/meetings", "/account"):
        meeting.ask("GET", path, visit=milo)
    for begun in (b"Marlene Dietrich\r\n\r\n", b"GET /Wandering%20Heron HTTP/9\r\n\r\n", b"GET / HTTP/1.1\r\nMilo\r\n"):
        with socket.create_connection(("127.0.0.1", evening.server.port), source_address=(ELSEWHERE, 0)) as raw:
            raw.sendall(begun)
    meeting.ask("GET", "/healthz")


def found(secrets: dict[str, str], words: str) -> list[str]:
    """Which secrets stand in some words."""
    return sorted(name for name, secret in secrets.items() if secret in words or quote(secret) in words)


@pytest.fixture(params=["ours", "one that tells all"])
def meeting(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Meeting]:
    """A server at its most talkative; once with a log that is not ours."""
    tells_all = request.param != "ours"
    (tmp_path / "sitecustomize.py").write_text(TALKATIVE + (TELLS_ALL if tells_all else ""))
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    (tmp_path / "data").mkdir()
    evening = Evening(tmp_path / "data", log_level="debug")
    evening.opens()
    yield Meeting(evening)
    evening.end()


def test_nothing_of_anyone_is_written_down(meeting: Meeting, request: pytest.FixtureRequest) -> None:
    plays(meeting)
    figures = http.client.HTTPConnection("127.0.0.1", meeting.evening.server.port, timeout=20)
    figures.request("GET", "/metrics")
    with closing(figures), figures.getresponse() as answer:
        metrics = answer.read().decode()
    assert "support_groups_requests_total" in metrics
    meeting.evening.everyone_goes()
    meeting.evening.server.stop()
    written = meeting.written()
    if request.node.callspec.params["meeting"] == "ours":
        assert found(meeting.secrets, written) == []
        assert '"level":"error"' in written
        assert "Traceback" not in written
    else:
        # The search itself finds what a stock log would tell.
        assert {"elsewhere", "browser", "cookie", "newcomer"} <= set(found(meeting.secrets, written))
    assert found(meeting.secrets, metrics) == []
    shown = {name: secret for name, secret in meeting.secrets.items() if name in ("guess", "said 2", "elsewhere")}
    assert len(meeting.errors) >= 5
    assert found(shown, "\n".join(meeting.errors)) == []
