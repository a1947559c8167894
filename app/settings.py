"""Every environment variable the service reads, in one place."""

import os
from functools import lru_cache
from ipaddress import ip_address
from pathlib import Path
from typing import Literal, Self

from pydantic import AliasChoices, Field, PositiveInt, SecretStr, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict


def default_data_dir() -> Path:
    """`./data`; for root `/var/lib/ownorbit`, which the server's own system user can reach."""
    return Path("/var/lib/ownorbit") if os.geteuid() == 0 else Path("data")


class Settings(BaseSettings):
    """All settings, each `OWNORBIT_<NAME>` in the environment (`PORT` also without the prefix)."""

    model_config = SettingsConfigDict(env_prefix="OWNORBIT_", frozen=True, extra="ignore")

    host: str = Field("127.0.0.1", description="Address to listen on.")
    port: int = Field(
        8000,
        ge=0,
        le=65_535,
        validation_alias=AliasChoices("OWNORBIT_PORT", "PORT"),
        description="Port to listen on.",
    )
    public_url: str | None = Field(
        None, description="Where clients reach the service; the issuer of its tokens."
    )
    data_dir: Path = Field(
        default_factory=default_data_dir, description="Embedded database, keys and unsent mail."
    )
    key_dir: Path | None = Field(
        None, description="Signing keys and the master ring; `keys` in the data folder if unset."
    )

    database_url: SecretStr | None = Field(
        None, description="PostgreSQL 15 or newer; without it the service starts its own."
    )
    owner_database_url: SecretStr | None = Field(
        None, description="The same database as the role that owns the tables, for migrations."
    )
    keys_database_url: SecretStr | None = Field(
        None, description="The database of user keys; `ownorbit_keys` on the same server if unset."
    )
    pool_size: PositiveInt = Field(8, description="Database connections of one process.")

    smtp_host: str | None = Field(None, description="Mail server; without it mails go to a folder.")
    smtp_port: int = 587
    smtp_username: str | None = None
    smtp_password: SecretStr | None = None
    smtp_tls: Literal["starttls", "tls", "none"] = "starttls"
    mail_from: str = Field("ownorbit@localhost", description="Sender of the service's mails.")

    vapid_contact: str | None = Field(
        None,
        pattern=r"^(?:mailto:|https://)\S+$",
        description="Whom push services may write to; the public URL if unset and https.",
    )
    fcm_service_account_file: Path | None = Field(
        None, description="The JSON of a Google service account, to send by FCM."
    )
    fcm_url: str = Field("https://fcm.googleapis.com", description="Where FCM is.")
    apns_key_file: Path | None = Field(
        None, description="A signing key of Apple's (.p8), to send by APNs."
    )
    apns_key_id: str | None = Field(None, description="Its id.")
    apns_team_id: str | None = Field(None, description="The team it belongs to.")
    apns_topic: str | None = Field(None, description="The bundle id of the app.")
    apns_url: str = Field("https://api.push.apple.com", description="Where APNs is.")
    outbound_loopback: bool = Field(
        default=False,
        description="Send to this machine, too, for development and tests; refused unless the "
        "service listens on a loopback address.",
    )
    outbound_ca_file: Path | None = Field(
        None, description="A certificate authority to trust beside the system's."
    )

    metrics_token: SecretStr | None = Field(
        None, description="Bearer token of `/metrics`; without it only this machine may ask."
    )
    forwarded_allow_ips: str = Field(
        "127.0.0.1", description="Proxies whose X-Forwarded-For is believed, comma-separated."
    )
    clock_file: Path | None = Field(
        None,
        description="A file with an RFC 3339 moment at which the clock stands still, for tests; "
        "refused unless the service listens on a loopback address.",
    )

    @model_validator(mode="after")
    def refuse_a_moved_clock_in_public(self) -> Self:
        if self.clock_file is not None and not self.is_loopback:
            message = "OWNORBIT_CLOCK_FILE works only while OWNORBIT_HOST is a loopback address"
            raise ValueError(message)
        return self

    @model_validator(mode="after")
    def refuse_to_call_inside_in_public(self) -> Self:
        if self.outbound_loopback and not self.is_loopback:
            message = "OWNORBIT_OUTBOUND_LOOPBACK works only while OWNORBIT_HOST is a loopback one"
            raise ValueError(message)
        return self

    @model_validator(mode="after")
    def require_all_of_apns(self) -> Self:
        given = [self.apns_key_file, self.apns_key_id, self.apns_team_id, self.apns_topic]
        if any(given) and not all(given):
            message = "OWNORBIT_APNS_KEY_FILE, _KEY_ID, _TEAM_ID and _TOPIC go together"
            raise ValueError(message)
        return self

    @property
    def is_loopback(self) -> bool:
        try:
            return ip_address(self.host).is_loopback
        except ValueError:
            return self.host == "localhost"

    @property
    def issuer(self) -> str:
        return self.public_url or f"http://{self.host}:{self.port}"

    @property
    def keys(self) -> Path:
        return self.key_dir or self.data_dir / "keys"


@lru_cache
def get_settings() -> Settings:
    return Settings()
