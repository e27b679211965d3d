"""The key that signs cookies is made once, and only its owner reads it."""

import stat
from pathlib import Path

from config import Settings
from support_groups.core.secret import secret_key


def test_the_key_is_made_once_and_only_its_owner_can_read_it(tmp_path: Path) -> None:
    settings = Settings(data_dir=tmp_path / "data")
    made = secret_key(settings)
    assert len(made) >= 43
    assert secret_key(settings) == made
    assert stat.S_IMODE((tmp_path / "data" / "secret_key").stat().st_mode) == 0o600


def test_another_installation_has_another_key(tmp_path: Path) -> None:
    one, other = (secret_key(Settings(data_dir=tmp_path / name)) for name in ("one", "other"))
    assert one != other
