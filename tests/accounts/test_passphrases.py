"""Hashing: strong in the product, off the loop of the server, cheap only where a test says so."""

import os
import subprocess
import sys
from pathlib import Path

from flask import Flask

from support_groups import create_app
from support_groups.accounts import passphrases
from support_groups.accounts.passphrases import STRONG

LOOP = """
from gevent import monkey; monkey.patch_all()
import gevent
from support_groups import create_app
from support_groups.accounts import passphrases
from config import Settings
app = create_app(Settings(database_url="sqlite://", secret_key="x"))
ticks = []
def tick():
    while True:
        ticks.append(1)
        gevent.sleep(0.002)
ticking = gevent.spawn(tick)
gevent.sleep(0)
before = len(ticks)
with app.app_context():
    kept = passphrases.hash_secret(b"a calm and quiet evening")
    assert passphrases.is_secret(b"a calm and quiet evening", kept)
assert kept.startswith("$argon2id$v=19$m=32768,t=3,p=1$"), kept
print(len(ticks) - before)
"""


def test_the_server_goes_on_while_a_passphrase_is_hashed(tmp_path: Path) -> None:
    root = Path(__file__).resolve().parents[2]
    own = os.environ | {"SUPPORT_GROUPS_DATA_DIR": str(tmp_path)}
    done = subprocess.run([sys.executable, "-c", LOOP], cwd=root, env=own, capture_output=True, text=True, timeout=150)
    assert done.returncode == 0, done.stderr
    assert int(done.stdout.split()[-1]) > 5


def test_an_installation_hashes_strongly_unless_its_maker_says_otherwise() -> None:
    assert create_app.__kwdefaults__ == {"passphrase_cost": STRONG}
    assert STRONG.memory_kib >= 19 * 1024
    assert STRONG.rounds >= 2


def test_something_that_is_no_hash_is_nobodys_secret(app: Flask) -> None:
    assert not passphrases.is_secret(b"a calm and quiet evening", "")
    assert not passphrases.is_secret(b"a calm and quiet evening", "not a hash")
