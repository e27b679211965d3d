"""Everything a browser sends, and whether something is in it in any form one could think of."""

import base64
import json
from collections.abc import Iterator
from urllib.parse import quote, quote_plus

from playwright.sync_api import Page, Request


class Listening:
    """All requests of a page from now on: addresses, headers and bodies."""

    def __init__(self, page: Page) -> None:
        self.sent: list[tuple[str, bytes]] = []
        page.context.on("request", self._hear)

    def with_secret(self, secret: bytes) -> list[str]:
        """The addresses to which a secret was sent, in whatever form."""
        forms = set(spellings(secret))
        return [
            address for address, whole in self.sent if any(form in whole or form in whole.lower() for form in forms)
        ]

    def values(self, path: str) -> dict[str, object]:
        """What was last sent to a path as JSON."""
        found: dict[str, object] = json.loads(
            [whole for address, whole in self.sent if address.endswith(f"POST {path}")][-1].split(b"\n\n", 1)[1]
        )
        return found

    def _hear(self, request: Request) -> None:
        path = request.url.split("/", 3)[-1]
        head = "\n".join([request.url, *(f"{name}: {value}" for name, value in request.headers.items())])
        body = request.post_data_buffer or b""
        self.sent.append((f"{request.method} /{path}", head.encode() + b"\n\n" + body))


def spellings(secret: bytes) -> Iterator[bytes]:
    """A secret as text, in numbers, in base64 however it is aligned, and as addresses write it."""
    yield secret
    yield secret.hex().encode()
    yield json.dumps(list(secret)).replace(" ", "").encode()[1:-1]
    for before in range(3):
        # The characters at both ends depend on what stands beside.
        shifted = base64.b64encode(b"\0" * before + secret)[-(-before * 8 // 6) : -4]
        yield from (shifted, shifted.replace(b"+", b"-").replace(b"/", b"_"))
    try:
        text = secret.decode()
    except UnicodeDecodeError:
        yield quote(secret).encode()
        return
    for written in (text, text.replace(" ", ""), text.replace(" ", "-"), text[::-1], quote(text), quote_plus(text)):
        yield written.encode()
        yield written.lower().encode()
    yield json.dumps(text).encode()[1:-1]
    yield text.encode("utf-16-le")
