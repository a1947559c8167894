"""All curated ideas, in the order in which they are offered."""

from app.companion.activities.ideas.curated.body_and_mind import BODY_AND_MIND
from app.companion.activities.ideas.curated.everyday import EVERYDAY
from app.companion.activities.ideas.curated.making_and_going import MAKING_AND_GOING
from app.companion.activities.ideas.curated.together import TOGETHER
from app.companion.activities.ideas.rules import taking_turns

CURATED = taking_turns(TOGETHER + BODY_AND_MIND + EVERYDAY + MAKING_AND_GOING)
