"""Rival (a): bare FastAPI routes that return constants of the same sizes, as ready bytes."""

import os

from fastapi import FastAPI, Response

SIZES = "BENCH_SIZES"
"""Environment variable: the bytes of the streak, the page and the created mood."""

app = FastAPI()
streak, page, mood = (b"0" * int(size) for size in os.environ[SIZES].split(","))


@app.get("/v1/streaks/{streak_id}")
async def get_streak(streak_id: str) -> Response:  # noqa: ARG001
    return Response(streak, media_type="application/json")


@app.get("/v1/moods")
async def list_moods() -> Response:
    return Response(page, media_type="application/json")


@app.get("/v1/moods/unchanged")
async def list_unchanged_moods() -> Response:
    return Response(status_code=304)


@app.post("/v1/moods")
async def create_mood() -> Response:
    return Response(mood, status_code=201, media_type="application/json")
