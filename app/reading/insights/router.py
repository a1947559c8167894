from typing import Annotated, Any

from fastapi import Path, Response

from app.accounts.auth.scoped import ReadsInsights
from app.core.clock import Now
from app.core.routing import Router, Session
from app.reading.insights import answers, service
from app.reading.insights.filters import Wished
from app.reading.insights.schemas import AnyInsight
from app.reading.insights.vocabulary import Kind

router = Router(prefix="/v1/insights", tags=["insights"])
About = Annotated[Kind, Path(description="What it is about.")]


@router.get("/{kind}", response_model=AnyInsight, responses=answers.PICTURES)
async def get_insight(
    db: Session, owner: ReadsInsights, kind: About, wish: Wished, now: Now, response: Response
) -> Any:  # noqa: ANN401
    """Read what your entries add up to: `n` and the window stand beside every figure.

    `sufficient` is false as long as there is too little to go by; that is a normal answer. With
    `Accept: image/svg+xml` or `image/png` the same is drawn, 360 CSS pixels wide; `alt` says it
    in a sentence. By default it is of the last 56 days, by week.

    * `mood`: mean and spread of valence; energy, longing, loneliness.
    * `urges`: how many, how strong, when, what set them off, how they ended, what helped.
    * `attention`: entries about your own life against entries about the other person.
    * `energy`: push against pull.
    * `activities`: mood on days with and on days without something, with a 95 % interval.
    * `growth`: first times, areas, company and goals, 0 to 100.
    * `reciprocity`: who begins a contact.
    """
    insight = await service.read(db, owner, kind, wish, now=now)
    return answers.as_accepted(insight, wish, response)
