"""The keys of an installation: made once, never in the database, followed while they are exchanged."""

import os
import stat
from multiprocessing import get_context
from pathlib import Path

import pytest
from flask import Flask

from support_groups.core import keys as held
from support_groups.core.keys import KeyIsGone, Keys


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A file of keys, just made."""
    held.init_app(Flask("test"), tmp_path / "apart" / "keys")
    return tmp_path / "apart" / "keys"


def test_only_its_owner_can_read_the_file_of_the_keys(file: Path) -> None:
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    Keys(file).add()
    assert stat.S_IMODE(file.stat().st_mode) == 0o600


def test_a_key_is_made_once(file: Path) -> None:
    before = file.read_text()
    held.init_app(Flask("another"), file)
    assert file.read_text() == before


def test_of_workers_that_start_at_once_all_have_the_same_key(tmp_path: Path) -> None:
    with get_context("fork").Pool(4) as pool:
        ids = pool.map(_first_key, [str(tmp_path / "keys")] * 16)
    assert len(set(ids)) == 1
    assert os.listdir(tmp_path) == ["keys"]


def _first_key(file: str) -> str:
    app = Flask("worker")
    held.init_app(app, Path(file))
    with app.app_context():
        return held.keys().current().id


def test_a_running_worker_takes_up_a_new_key_it_meets(file: Path) -> None:
    mine, others = Keys(file), Keys(file)
    mine.look()
    added = others.add()
    assert mine.named(added.id).id == added.id


def test_a_running_worker_seals_under_a_new_key_within_a_moment(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(held, "LOOK_SECONDS", 0.0)
    mine, others = Keys(file), Keys(file)
    before = mine.current().id
    added = others.add()
    assert before != mine.current().id == added.id


def test_a_key_that_was_let_go_of_opens_nothing_any_more(file: Path) -> None:
    mine, others = Keys(file), Keys(file)
    old = mine.current().id
    others.add()
    others.let_go([old])
    assert old not in file.read_text()
    mine.look()
    with pytest.raises(KeyIsGone):
        mine.named(old)


def test_a_key_that_was_let_go_of_is_overwritten_where_it_lay(file: Path) -> None:
    before = file.read_text()
    os.link(file, file.with_name("the same blocks"))
    keys = Keys(file)
    keys.look()
    keys.add()
    assert before in file.read_text()
    assert file.with_name("the same blocks").read_text().strip() == ""


def test_nobody_who_reads_meanwhile_is_without_a_key(file: Path) -> None:
    with get_context("fork").Pool(1) as pool:
        changing = pool.apply_async(_change_often, [str(file)])
        reader = Keys(file)
        reads = 0
        while not changing.ready():
            reader.look()
            assert len(reader.current().id) == 8
            reads += 1
        changing.get()
    assert reads > 50


def _change_often(file: str) -> None:
    keys = Keys(Path(file))
    keys.look()
    for _ in range(100):
        old = keys.current().id
        keys.add()
        keys.let_go([old])
