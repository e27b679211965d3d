"""Whether a request comes from a page of this very place."""

from typing import Any


def is_from_here(environ: dict[str, Any]) -> bool:
    """Whether a browser says that a page of this very origin asks; one that says nothing is none of ours."""
    # What a proxy may say of the address is in the environ already, if the proxy is trusted.
    return bool(environ.get("HTTP_ORIGIN") == f"{environ['wsgi.url_scheme']}://{environ.get('HTTP_HOST')}")
