"""Who has to wait, so that a dead address delays nobody else."""

from contextlib import ExitStack
from uuid import uuid4

from app.connections.notifications.push.courtesy import (
    MOST_IN_ALL,
    MOST_KNOWN,
    MOST_OF_USER,
    MOST_UNSURE,
    WHILE_BUSY,
    WHILE_HOST_AILS,
    Courtesy,
)
from app.core import outbox


def knowing(*hosts: str) -> Courtesy:
    """Give one that knows hosts as answering."""
    courtesy = Courtesy()
    for host in hosts:
        courtesy.note(host, answers=True)
    return courtesy


def test_messages_never_take_all_places_of_the_outbox() -> None:
    courtesy = knowing("known")
    with ExitStack() as places:
        for _ in range(MOST_IN_ALL):
            assert courtesy.wait(uuid4(), "known") is None
            places.enter_context(courtesy.place(uuid4(), "known"))
        assert courtesy.wait(uuid4(), "known") == WHILE_BUSY

    assert courtesy.wait(uuid4(), "known") is None
    assert MOST_IN_ALL <= outbox.PLACES / 2


def test_hosts_of_which_nobody_knows_yet_leave_places_to_those_that_answer() -> None:
    """Each name under a domain is another host: whoever has one has as many as they like."""
    courtesy = knowing("known")
    with ExitStack() as places:
        for number in range(MOST_UNSURE):
            assert courtesy.wait(uuid4(), f"{number}.example.com") is None
            places.enter_context(courtesy.place(uuid4(), f"{number}.example.com"))
        assert courtesy.wait(uuid4(), "new.example.com") == WHILE_BUSY
        assert courtesy.wait(uuid4(), "known") is None
        courtesy.note("known", answers=False)
        assert courtesy.wait(uuid4(), "known") == WHILE_BUSY


def test_one_user_has_so_many_places_and_another_has_as_many() -> None:
    courtesy, somebody, other = knowing("a", "host-0", "host-1"), uuid4(), uuid4()
    places = [courtesy.place(somebody, f"host-{number}") for number in range(MOST_OF_USER)]
    for place in places:
        assert courtesy.wait(somebody, "a") is None
        place.__enter__()

    assert courtesy.wait(somebody, "a") == WHILE_BUSY
    assert courtesy.wait(other, "host-0") is None

    places[0].__exit__(None, None, None)
    assert courtesy.wait(somebody, "a") is None


def test_a_host_that_ails_is_asked_by_one_at_a_time_until_it_answers() -> None:
    courtesy, users = Courtesy(), [uuid4() for _ in range(3)]
    courtesy.note("host", answers=False)

    assert courtesy.wait(users[0], "host") is None
    with courtesy.place(users[0], "host"):
        assert courtesy.wait(users[1], "host") == WHILE_HOST_AILS
        assert courtesy.wait(users[1], "elsewhere") is None
    assert courtesy.wait(users[1], "host") is None

    courtesy.note("host", answers=True)
    with courtesy.place(users[0], "host"):
        assert courtesy.wait(users[1], "host") is None


def test_nothing_is_remembered_without_end() -> None:
    courtesy = Courtesy()
    for number in range(MOST_KNOWN + 10):
        with courtesy.place(uuid4(), f"host-{number}"):
            courtesy.note(f"host-{number}", answers=False)

            courtesy.note(f"other-{number}", answers=True)

    assert len(courtesy.ailing) == len(courtesy.answering) == MOST_KNOWN
    assert not courtesy.users
    assert not courtesy.hosts
