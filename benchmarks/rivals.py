"""Serve a rival with the settings of the service: `python -m benchmarks.rivals by_hand`."""

import sys

import uvicorn

from app.settings import get_settings


def serve(name: str) -> None:
    settings = get_settings()
    uvicorn.run(
        f"benchmarks.{name}:app",
        host=settings.host,
        port=settings.port,
        log_config=None,
        access_log=False,
        server_header=False,
        forwarded_allow_ips=settings.forwarded_allow_ips,
    )


if __name__ == "__main__":
    serve(sys.argv[1])
