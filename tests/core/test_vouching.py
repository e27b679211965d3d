"""The key with which an installation vouches for what it gives out."""

import stat
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from flask import Flask

from support_groups.core import vouching


def key_of(file: Path) -> bytes:
    """The public key of an app that begins with a file."""
    app = Flask(__name__)
    vouching.init_app(app, file)
    with app.app_context():
        return vouching.own_public_key()


def test_the_key_stays_the_same_and_only_its_owner_can_read_it(tmp_path: Path) -> None:
    file = tmp_path / "slip_key"
    assert key_of(file) == key_of(file)
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert list(tmp_path.iterdir()) == [file]


def test_of_several_that_start_at_once_all_have_the_same_key(tmp_path: Path) -> None:
    with ThreadPoolExecutor(8) as pool:
        assert len(set(pool.map(key_of, [tmp_path / "slip_key"] * 8))) == 1


def test_what_was_changed_is_not_vouched_for(app: Flask) -> None:
    signature = vouching.vouch(b"45 minutes")
    assert vouching.is_vouched(b"45 minutes", signature)
    assert not vouching.is_vouched(b"95 minutes", signature)
