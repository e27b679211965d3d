"""Every setting of an installation, its type, its default and its environment variable (`SUPPORT_GROUPS_…`)."""

from ipaddress import ip_address
from pathlib import Path
from typing import Literal

from pydantic import Field
from pydantic_settings import BaseSettings, SettingsConfigDict


def _is_loopback(host: str) -> bool:
    try:
        return host == "localhost" or ip_address(host).is_loopback
    except ValueError:
        return False


class Settings(BaseSettings):
    """What an operator may choose; nothing else in the code reads the environment."""

    model_config = SettingsConfigDict(env_prefix="SUPPORT_GROUPS_", frozen=True, extra="forbid")

    data_dir: Path = Field(default=Path("data"), description="Where the SQLite file, the secret key and the keys lie.")
    database_url: str | None = Field(
        default=None, description="SQLAlchemy address; default: SQLite in the data folder."
    )
    redis_url: str | None = Field(
        default=None,
        description="Redis or Valkey: limits are counted there, and workers tell each other; default: none.",
    )
    workers: int = Field(
        default=1, ge=1, le=64, description="How many processes serve; more than one need PostgreSQL and Redis."
    )
    secret_key: str | None = Field(default=None, description="Signs cookies; default: made once, in the data folder.")
    keys_file: Path | None = Field(
        default=None,
        description="The keys under which words are kept; several machines share one; default: in the data folder.",
    )
    host: str = Field(default="127.0.0.1", description="The address the server listens on.")
    port: int = Field(default=8000, ge=0, le=65535, description="The port the server listens on.")
    demo: bool = Field(default=False, description="Fill a new database with the demo groups and people.")
    https: bool = Field(default=False, description="The site is served over TLS: secure cookies, HSTS.")
    public_address: str | None = Field(
        default=None,
        pattern=r"^https?://[a-z0-9.-]+(:[0-9]{1,5})?$",
        description="Where people find this place, as https://rooms.example; default: what each request calls it.",
    )
    trusted_proxies: int = Field(default=0, ge=0, le=4, description="How many proxies in front set X-Forwarded-For.")
    quick_exit_url: str = Field(default="https://www.wikipedia.org/", description="Where quick exit leads.")
    place_name: str = Field(default="Lantern Rooms", max_length=40, description="The neutral name of this place.")
    plain_title: str = Field(
        default="Notes", min_length=1, max_length=40, description="What discreet devices show in place of every name."
    )
    contact: str = Field(
        default="", max_length=200, description="How people reach whoever runs this place, in plain words."
    )
    new_accounts_per_minute: int = Field(default=5, ge=1, description="New accounts from one network a minute.")
    sign_in_days: int = Field(
        default=90,
        ge=1,
        le=3650,
        description="After so many days a device signs in anew, however often it is used.",
    )
    work_bits: int = Field(
        default=15,
        ge=0,
        le=24,
        description="How hard a browser works before it opens an account; one more takes twice as long.",
    )
    holds_first: bool = Field(
        default=True,
        description="A newcomer's first message waits to be read, in groups that have chosen nothing about it.",
    )
    limits: bool = Field(default=True, description="Rate limits; switched off only to measure.")
    request_seconds: float = Field(
        default=15.0,
        gt=0,
        description="How long the line and headers of a request may take, and then its body.",
    )
    ping_seconds: float = Field(
        default=20.0, ge=1, description="How often a line is asked whether it still stands, and how long is waited."
    )
    log_level: Literal["debug", "info", "warning", "error"] = Field(
        default="info", description="From which level on the log tells. At none does it hold a word or an address."
    )
    timekeeper_seconds: float = Field(default=2.0, gt=0, description="Pause between two looks at what is due.")

    @property
    def database(self) -> str:
        """The SQLAlchemy address in use."""
        return self.database_url or f"sqlite:///{(self.data_dir / 'support_groups.sqlite3').resolve()}"

    @property
    def keys(self) -> Path:
        """The file of the keys in use."""
        return self.keys_file or self.data_dir / "keys"

    @property
    def slip_key(self) -> Path:
        """The file of the key that signs attendance slips: beside the keys, which several machines share."""
        return self.keys.with_name("slip_key")

    def problem_with_secrets(self) -> str | None:
        """Why nobody could join or sign in from another machine, in words for the operator; None if they can."""
        if self.https or _is_loopback(self.host):
            return None
        return (
            f"It listens on {self.host} without TLS: browsers on other machines then make no keys, and nobody can join "
            "or sign in there. Put a proxy with TLS in front and set SUPPORT_GROUPS_HTTPS=1: docs/operators-guide.md, "
            "“Serving other people”."
        )

    def problem_with_workers(self) -> str | None:
        """Why there cannot be as many workers as are asked for, in words for the operator; None if there can."""
        if self.workers == 1:
            return None
        if self.database.startswith("sqlite"):
            return "Several workers need PostgreSQL: say where it is with --database or SUPPORT_GROUPS_DATABASE_URL."
        if self.redis_url is None:
            return "Several workers need Redis or Valkey: say where it is with --redis or SUPPORT_GROUPS_REDIS_URL."
        return None
