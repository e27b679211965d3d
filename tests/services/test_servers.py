"""The servers that the tests stand on are real ones, and are there."""

import psycopg
import redis

from . import postgres, valkey


def test_postgresql_answers() -> None:
    server = postgres.address().set(drivername="postgresql").render_as_string(hide_password=False)
    with psycopg.connect(server) as connection:
        [version] = connection.execute("SHOW server_version_num").fetchone() or ("0",)
    assert int(version) >= 150000


def test_valkey_answers() -> None:
    with redis.Redis.from_url(valkey.address()) as client:
        assert client.set("greeting", "hello", ex=10)
        assert client.get("greeting") == b"hello"
