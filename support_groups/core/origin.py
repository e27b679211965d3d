"""Whether a request comes from a page of this very place."""

from typing import Any


def own_origin(environ: dict[str, Any]) -> str:
    """The origin of this very place, as browsers write it."""
    # What a proxy may say of the address is in the environ already, if the proxy is trusted.
    return f"{environ['wsgi.url_scheme']}://{environ.get('HTTP_HOST')}"


def is_from_here(environ: dict[str, Any]) -> bool:
    """Whether a browser says that a page of this very origin asks; one that says nothing is none of ours."""
    return bool(environ.get("HTTP_ORIGIN") == own_origin(environ))
