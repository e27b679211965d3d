"""The key that signs cookies: from the settings, or made once and kept beside the data."""

import os
import secrets

from config import Settings


def secret_key(settings: Settings) -> str:
    """The installation's own key; when none is set, a file only its owner can read holds it."""
    if settings.secret_key:
        return settings.secret_key
    path = settings.data_dir / "secret_key"
    settings.data_dir.mkdir(parents=True, exist_ok=True)
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return path.read_text().strip()
    with os.fdopen(descriptor, "w") as file:
        file.write(key := secrets.token_urlsafe(32))
    return key
