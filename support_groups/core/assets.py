"""Addresses of static files that change with their content, so that a browser may keep them for good."""

import hashlib
from functools import cache
from pathlib import Path

from flask import Flask, Response, request, url_for

FOREVER = "public, max-age=31536000, immutable"
A_WEEK = "public, max-age=604800"


@cache
def _fingerprint(path: Path, _changed: float) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()[:12]


def fingerprint(path: Path) -> str:
    """A short hash of a file's content; computed again only when the file has changed."""
    return _fingerprint(path, path.stat().st_mtime)


def init_app(app: Flask) -> None:
    """Fingerprint the addresses of static files and offer `static_map()` to the templates."""
    root = Path(app.static_folder or "static").resolve()

    @app.url_defaults
    def add_fingerprint(endpoint: str, values: dict[str, str]) -> None:
        name = values.get("filename")
        if endpoint == "static" and name and (root / name).is_file():
            values["v"] = fingerprint(root / name)

    @app.template_global()
    def static_map() -> dict[str, dict[str, str]]:
        """An import map, so that modules that import each other by plain paths get fingerprinted ones."""
        names = sorted(str(path.relative_to(root)) for path in root.rglob("*.js"))
        prefix = app.static_url_path or "/static"
        return {"imports": {f"{prefix}/{name}": url_for("static", filename=name) for name in names}}

    def is_of_now(name: str) -> bool:
        # A page from before an update may ask for what is new by its old name: that pair must not be kept.
        return (root / name).is_file() and request.args.get("v") == fingerprint(root / name)

    @app.after_request
    def keep_for_good(response: Response) -> Response:
        if request.endpoint == "static":
            kept = response.status_code in (200, 304) and is_of_now((request.view_args or {}).get("filename", ""))
            # A style sheet names its fonts without a fingerprint; they change once in years.
            others = A_WEEK if request.path.endswith(".woff2") else "no-cache"
            response.headers["Cache-Control"] = FOREVER if kept else others
        return response
