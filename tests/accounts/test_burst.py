"""Very many who sign in at once, at a real server: some wait, the rest hear when to try again, nothing else stops."""

import json
import re
import socket
import threading
import time
from collections.abc import Iterator
from http.client import HTTPConnection, HTTPResponse

import pytest

from support_groups.accounts.format import to_text
from support_groups.accounts.passphrases import THREADS, WAITING_MAX
from tests.services import keys
from tests.services.server import Server

pytestmark = [pytest.mark.timeout(180), pytest.mark.once]

AT_ONCE = 300
PAGE_SECONDS = 10.0
"""How long a page may take meanwhile, on a machine that hashes on all its cores and may be busy with other tests."""


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A new installation that counts nobody: all who come are at one network here, and would be from many."""
    server = Server(tmp_path_factory.mktemp("burst"), demo="0", limits="0")
    server.start()
    yield server
    server.stop()


def a_try(server: Server) -> bytes:
    """Signing in under a name that nobody has, as a page of the server's does."""
    asking = HTTPConnection("127.0.0.1", server.port)
    asking.request("GET", "/sign-in")
    page = asking.getresponse()
    text = page.read().decode()
    token = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', text)
    assert token is not None
    cookie = (page.headers["Set-Cookie"] or "").partition(";")[0]
    asking.close()
    body = json.dumps({"name": "Nobody here", "key": to_text(keys.key_of("a guess")), "stay": False, "next": ""})
    head = {
        "Host": f"127.0.0.1:{server.port}",
        "Origin": server.address,
        "Cookie": cookie,
        "X-CSRFToken": token[1],
        "Content-Type": "application/json",
        "Content-Length": str(len(body)),
        "Connection": "close",
    }
    lines = "".join(f"{name}: {value}\r\n" for name, value in head.items())
    return f"POST /sign-in HTTP/1.1\r\n{lines}\r\n{body}".encode()


def answer_on(line: socket.socket) -> tuple[int, str | None, str]:
    """Status, when to try again, and words."""
    with HTTPResponse(line) as answer:
        answer.begin()
        return answer.status, answer.headers["Retry-After"], answer.read().decode()


def longest_page(server: Server, until: threading.Event, took: list[float]) -> None:
    """Keep asking for a page, and note how long each took."""
    while not until.is_set():
        began = time.monotonic()
        asking = HTTPConnection("127.0.0.1", server.port, timeout=30)
        asking.request("GET", "/healthz")
        assert asking.getresponse().read()
        asking.close()
        took.append(time.monotonic() - began)


def test_of_a_burst_of_sign_ins_a_bounded_number_waits_and_the_others_hear_when_to_come(server: Server) -> None:
    sent = a_try(server)
    over, pages = threading.Event(), list[float]()
    looking = threading.Thread(target=longest_page, args=(server, over, pages))
    looking.start()
    lines = [socket.create_connection(("127.0.0.1", server.port), timeout=60) for _ in range(AT_ONCE)]
    began = time.monotonic()
    for line in lines:
        line.sendall(sent)
    answers = [answer_on(line) for line in lines]
    took = time.monotonic() - began
    over.set()
    looking.join()
    for line in lines:
        line.close()
    judged = [one for one in answers if one[0] != 503]
    refused = [one for one in answers if one[0] == 503]
    print(f"{len(judged)} judged, {len(refused)} told to come again, in {took:.1f} s; a page took {max(pages):.2f} s")
    assert len(judged) >= THREADS + WAITING_MAX
    assert len({words for _, _, words in judged}) == 1
    assert refused
    assert {(after, "try again in a few seconds" in words) for _, after, words in refused} == {("5", True)}
    assert max(pages) < PAGE_SECONDS
    with socket.create_connection(("127.0.0.1", server.port), timeout=60) as late:
        late.sendall(sent)
        assert answer_on(late)[0] == judged[0][0]
