"""Whether a request comes from a page of this very place."""

from collections.abc import Callable, Iterable
from typing import Any

Wsgi = Callable[..., Iterable[bytes]]


def pinned(app: Wsgi, address: str) -> Wsgi:
    """An app that is always found under one address, whatever a request calls it."""
    scheme, _, host = address.partition("://")

    def under_its_address(environ: dict[str, Any], *more: Any) -> Iterable[bytes]:
        environ["wsgi.url_scheme"], environ["HTTP_HOST"] = scheme, host
        return app(environ, *more)

    return under_its_address


def own_origin(environ: dict[str, Any]) -> str:
    """The origin of this very place, as browsers write it."""
    # What a proxy may say of the address is in the environ already, if the proxy is trusted.
    return f"{environ['wsgi.url_scheme']}://{environ.get('HTTP_HOST')}"


def is_from_here(environ: dict[str, Any]) -> bool:
    """Whether a browser says that a page of this very origin asks; one that says nothing is none of ours."""
    return bool(environ.get("HTTP_ORIGIN") == own_origin(environ))
