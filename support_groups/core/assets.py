"""Addresses of static files that change with their content, so that a browser may keep them for good."""

import hashlib
from functools import cache, cached_property
from pathlib import Path

from flask import Flask, Response, request

FOREVER = "public, max-age=31536000, immutable"
A_WEEK = "public, max-age=604800"


@cache
def _fingerprint(path: Path, _changed: float) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()[:12]


def fingerprint(path: Path) -> str:
    """A short hash of a file's content; computed again only when the file has changed."""
    return _fingerprint(path, path.stat().st_mtime)


class _Files:
    """What is known of the files in a folder since they were first asked for."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._versions: dict[str, str] = {}

    def version(self, name: str) -> str | None:
        """The fingerprint of a file, if it is there; one that is missing may come yet."""
        path = self._root / name
        if name not in self._versions and path.is_file():
            self._versions[name] = fingerprint(path)
        return self._versions.get(name)

    @cached_property
    def modules(self) -> dict[str, str]:
        """The fingerprints of all modules by their names."""
        names = sorted(path.relative_to(self._root).as_posix() for path in self._root.rglob("*.js"))
        return {name: version for name in names if (version := self.version(name))}


def init_app(app: Flask) -> None:
    """Fingerprint the addresses of static files and offer `static_map()` to the templates.

    Files are looked at once in the life of the app, and for every page only while debugging.
    """
    root = Path(app.static_folder or "static").resolve()
    files = _Files(root)

    def current() -> _Files:
        return _Files(root) if app.debug else files

    @app.url_defaults
    def add_fingerprint(endpoint: str, values: dict[str, str]) -> None:
        name = values.get("filename")
        version = current().version(name) if endpoint == "static" and name else None
        if version:
            values["v"] = version

    @app.template_global()
    def static_map() -> dict[str, dict[str, str]]:
        """An import map, so that modules that import each other by plain paths get fingerprinted ones."""
        prefix = app.static_url_path or "/static"
        return {"imports": {f"{prefix}/{name}": f"{prefix}/{name}?v={v}" for name, v in current().modules.items()}}

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
