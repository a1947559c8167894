"""Who has to wait, so that a dead address delays nobody else."""

from uuid import uuid4

from app.connections.notifications.push.courtesy import (
    MOST_AILING,
    MOST_OF_USER,
    WHILE_HOST_AILS,
    WHILE_USER_IS_BUSY,
    Courtesy,
)


def test_one_user_has_so_many_places_and_another_has_as_many() -> None:
    courtesy, somebody, other = Courtesy(), uuid4(), uuid4()
    places = [courtesy.place(somebody, f"host-{number}") for number in range(MOST_OF_USER)]
    for place in places:
        assert courtesy.wait(somebody, "a") is None
        place.__enter__()

    assert courtesy.wait(somebody, "a") == WHILE_USER_IS_BUSY
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
    for number in range(MOST_AILING + 10):
        with courtesy.place(uuid4(), f"host-{number}"):
            courtesy.note(f"host-{number}", answers=False)

    assert len(courtesy.ailing) == MOST_AILING
    assert not courtesy.users
    assert not courtesy.hosts
