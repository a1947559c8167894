"""The web server of `ownorbit serve`, which says where it serves once it does."""

import gc
from socket import socket

import typer
import uvicorn

from app.core.endpoints import Endpoints
from app.main import create_app
from app.settings import Settings

NO_MAIL_SERVER = (
    "No mail server is set: mails go to {folder}, and e-mail addresses count as confirmed at once."
)


class AnnouncedServer(uvicorn.Server):
    """Says where it serves, once it does."""

    def __init__(self, settings: Settings, found: Endpoints, *, works: bool = True) -> None:
        self._settings = settings
        config = uvicorn.Config(
            create_app(settings, found, works=works),
            host=settings.host,
            port=settings.port,
            log_config=None,
            access_log=False,
            server_header=False,
            forwarded_allow_ips=settings.forwarded_allow_ips,
            timeout_graceful_shutdown=10,
        )
        super().__init__(config)

    async def startup(self, sockets: list[socket] | None = None) -> None:
        await super().startup(sockets)
        if not self.started:
            return
        gc.freeze()  # a full collection would halt everybody for what never goes away: 0.2 s
        address = f"http://{self._settings.host}:{self._settings.port}"
        typer.echo(f"Own Orbit serves at {address}")
        typer.echo(f"Try it out at {address}/docs; stop it with Ctrl-C.")
        if self._settings.smtp_host is None:
            typer.echo(NO_MAIL_SERVER.format(folder=self._settings.data_dir / "mail"))
