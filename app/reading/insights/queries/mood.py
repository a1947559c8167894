from sqlalchemy import func, select

from app.core.tables import AnySelect, built_once
from app.reading.insights.queries.ground import MOODS, bucket_of, within
from app.reading.insights.rules.mood import SCALES


@built_once
def mood(bucket: str, week_starts_on: str) -> AnySelect:
    """A row a bucket: n, mean and variance of valence, then n and mean of each scale."""
    valence = MOODS.c.valence
    scales = [
        part for name in SCALES for part in (func.count(MOODS.c[name]), func.avg(MOODS.c[name]))
    ]
    return (
        select(
            bucket_of(MOODS, bucket, week_starts_on),
            func.count(),
            func.avg(valence),
            func.var_samp(valence),
            *scales,
        )
        .where(*within(MOODS))
        .group_by("bucket")
    )
