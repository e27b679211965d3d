"""Who may open a line: pages of this very server, whatever the headers of a request claim."""

import pytest

from .evening import Evening

ELSEWHERE = "http://elsewhere.example"
ORIGINS: dict[str, str | None] = {
    "another site": ELSEWHERE,
    "none": None,
    "null": "null",
    "empty": "",
    "a star": "*",
    "another port": "http://127.0.0.1:9",
    "no port": "http://127.0.0.1",
    "the longer name": "OWN.elsewhere.example",
    "the name as a user": "OWN@elsewhere.example",
    "TLS": "TLS",
    "two": f"OWN, {ELSEWHERE}",
}
FORGED = {
    "X-Forwarded-Host": "elsewhere.example",
    "X-Forwarded-Proto": "http",
    "X-Forwarded-For": "127.0.0.1",
    "X-Forwarded-Port": "80",
    "X-Forwarded-Prefix": "/",
    "X-Real-IP": "127.0.0.1",
    "X-Original-Host": "elsewhere.example",
    "Forwarded": "for=127.0.0.1;host=elsewhere.example;proto=http",
}


@pytest.mark.parametrize("origin", ORIGINS.values(), ids=ORIGINS)
def test_a_page_of_another_site_is_refused_before_a_websocket_begins(origin: str | None, evening: Evening) -> None:
    own = evening.server.address
    sent = origin and origin.replace("OWN", own).replace("TLS", own.replace("http", "https"))
    line = evening.line(evening.milo, headers={"Origin": sent})
    assert line.status in {400, 403}
    assert b"Sec-WebSocket-Accept" not in line.head


def test_a_page_of_this_server_is_let_in(evening: Evening) -> None:
    line = evening.line(evening.milo, headers={"Origin": evening.server.address})
    assert line.status == 101
    assert line.connect().startswith("40")


@pytest.mark.parametrize("name", FORGED)
def test_no_forged_header_lets_another_site_in(name: str, evening: Evening) -> None:
    both = {"X-Forwarded-Host": "elsewhere.example", "X-Forwarded-Proto": "http"}
    line = evening.line(evening.milo, headers={"Origin": ELSEWHERE, name: FORGED[name]})
    assert line.status in {400, 403}
    assert evening.line(evening.milo, headers={"Origin": ELSEWHERE, **both, name: FORGED[name]}).status in {400, 403}


def test_forged_headers_keep_nobody_out(evening: Evening) -> None:
    line = evening.line(evening.milo, headers=dict(FORGED))
    assert line.status == 101
    assert line.connect().startswith("40")
