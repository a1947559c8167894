import re
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from app.security.key_files import KeyFileRefused, read_or_create, write_new


def test_a_secret_is_made_once_and_read_afterwards(tmp_path: Path) -> None:
    path = tmp_path / "deep" / "keys" / "server"

    secret = read_or_create(path)

    assert len(secret) == 32
    assert read_or_create(path) == secret
    assert read_or_create(path.with_name("other")) != secret


def test_only_the_owner_may_read_it(tmp_path: Path) -> None:
    path = tmp_path / "keys" / "server"

    read_or_create(path)

    assert path.stat().st_mode & 0o777 == 0o600
    assert path.parent.stat().st_mode & 0o777 == 0o700


@pytest.mark.parametrize("mode", [0o640, 0o604, 0o620, 0o644, 0o601])
def test_a_file_open_to_others_is_refused_and_named(tmp_path: Path, mode: int) -> None:
    path = tmp_path / "keys" / "server"
    read_or_create(path)
    path.chmod(mode)

    with pytest.raises(KeyFileRefused, match=rf"{re.escape(str(path))} .*{mode:04o}.*chmod 600"):
        read_or_create(path)


@pytest.mark.parametrize("mode", [0o750, 0o701, 0o755, 0o777])
def test_a_folder_open_to_others_is_refused_and_named(tmp_path: Path, mode: int) -> None:
    path = tmp_path / "keys" / "server"
    read_or_create(path)
    path.parent.chmod(mode)

    with pytest.raises(KeyFileRefused, match=rf"{re.escape(str(path.parent))} .*chmod 700"):
        read_or_create(path)


def test_a_cut_file_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "keys" / "server"
    read_or_create(path)
    path.write_bytes(b"short")

    with pytest.raises(KeyFileRefused, match="5 bytes instead of 32"):
        read_or_create(path)


def test_processes_that_start_together_share_one_secret(tmp_path: Path) -> None:
    path = tmp_path / "keys" / "server"

    with ThreadPoolExecutor(16) as pool:
        secrets = set(pool.map(read_or_create, [path] * 64))

    assert len(secrets) == 1


def test_a_file_is_never_overwritten_and_leaves_no_draft(tmp_path: Path) -> None:
    path = tmp_path / "server"
    write_new(path, b"first")

    with pytest.raises(FileExistsError):
        write_new(path, b"second")

    assert [(file.name, file.read_bytes()) for file in tmp_path.iterdir()] == [("server", b"first")]
