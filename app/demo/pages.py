"""What they wrote: journal pages, about Comet at first, and letters that were never sent."""

from collections.abc import Iterator
from dataclasses import dataclass
from uuid import UUID, uuid5

from app.demo.almanac import Almanac
from app.demo.connection import Step, entry


@dataclass(frozen=True, slots=True)
class Page:
    day: int
    clock: str
    focus: str
    body: str
    prompt: str | None = None


@dataclass(frozen=True, slots=True)
class Letter:
    """Never sent; `let_go` says on which day it was let go, and how."""

    day: int
    clock: str
    body: str
    let_go: tuple[int, str] | None = None


PAGES = (
    Page(1, "23:50", "them", "Three years, and I still read the last message for a hidden floor."),
    Page(3, "22:20", "them", "They asked about the box. Only about the box."),
    Page(6, "20:30", "both", "Logged out everywhere. We used to sit like this, each with a book."),
    Page(
        9, "21:10", "both", "I wrote four messages and wanted one thing: not to be the one waiting."
    ),
    Page(
        14, "20:00", "self", "Beans on toast, radio, feet up. It was a nice hour.", "three-minutes"
    ),
    Page(
        18,
        "18:20",
        "self",
        "I'm the one who remembers birthdays and brings chairs.",
        "friend-you-are",
    ),
    Page(22, "22:15", "self", "Clay under the nails. I'd wanted this since spring.", "put-off"),
    Page(24, "23:10", "them", "They're seeing somebody. I knew that this day would come."),
    Page(30, "20:45", "both", "One message. The twenty days before it don't mind."),
    Page(36, "21:40", "self", "Said no to a lift home, yes to the last dance.", "yes-and-no"),
    Page(40, "23:00", "self", "The soup, and four spoons scraping. That sound.", "good-company"),
    Page(43, "09:15", "self", "Frost on the jetty, and my own breath in it.", "fresh-air"),
    Page(50, "22:40", "self", "I held the low note. My ribs were humming.", "felt-strong"),
    Page(55, "20:15", "self", "A year from now: ten kilometres without looking at the watch."),
    Page(59, "21:55", "self", "That I can be by myself without being alone.", "learned-about-me"),
)
LETTERS = (
    Letter(13, "23:10", "Here is everything that I'd say if it changed nothing.", (14, "burned")),
    Letter(
        31, "22:15", "I'm sorry for the birthday. I'm not sorry that it mattered.", (45, "kept")
    ),
    Letter(57, "22:20", "They played it as the last song. I sang your part, too."),
)


def steps(almanac: Almanac, person_id: str) -> Iterator[Step]:
    for page in PAGES:
        at = almanac.at(page.day, page.clock)
        body = {"focus": page.focus, "body": page.body, "prompt_id": page.prompt}
        yield entry(at, "journal-entries", body)
    for letter in LETTERS:
        yield from _letter(almanac, letter, person_id)


def _letter(almanac: Almanac, letter: Letter, person_id: str) -> Iterator[Step]:
    at = almanac.at(letter.day, letter.clock)
    letter_id = str(uuid5(UUID(person_id), f"letter {letter.day}"))
    body = {"id": letter_id, "person_id": person_id, "body": letter.body}
    yield entry(at, "unsent-messages", body)
    if letter.let_go is not None:
        day, way = letter.let_go
        path = f"unsent-messages/{letter_id}/release"
        yield Step(almanac.at(day, "20:00"), "PUT", path, {"released_as": way})
