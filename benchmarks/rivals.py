"""Serve a rival with the settings of the service: `python -m benchmarks.rivals by_hand 8002`."""

import sys

import uvicorn


def serve(name: str, port: int) -> None:
    uvicorn.run(
        f"benchmarks.{name}:app",
        host="127.0.0.1",
        port=port,
        log_config=None,
        access_log=False,
        server_header=False,
    )


if __name__ == "__main__":
    serve(sys.argv[1], int(sys.argv[2]))
