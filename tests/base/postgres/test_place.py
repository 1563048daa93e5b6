"""The socket's folder: short enough, ours alone, and never made out of somebody else's."""

import os
import socket
import tempfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desvelo.base.postgres import place
from desvelo.base.postgres.errors import SocketFolderUnsafe
from desvelo.base.postgres.order import User

ME = User(name="me", uid=os.geteuid(), gid=os.getegid())


@pytest.fixture
def short() -> Path:
    with tempfile.TemporaryDirectory(prefix="d") as folder:
        yield Path(folder)


def folder_with_socket_path_of(length: int) -> Path:
    return Path("/" + "x" * (length - len("//.s.PGSQL.5432")))


def test_a_path_of_107_bytes_is_short_and_one_more_is_not() -> None:
    assert place.is_short(folder_with_socket_path_of(107))
    assert not place.is_short(folder_with_socket_path_of(108))


def test_107_is_the_kernels_own_limit(short: Path) -> None:
    for length, fits in ((107, True), (108, False)):
        path = str(short / ("x" * (length - len(str(short)) - 1)))
        with socket.socket(socket.AF_UNIX) as attempt:
            if fits:
                attempt.bind(path)
            else:
                with pytest.raises(OSError, match="too long"):
                    attempt.bind(path)


def test_the_length_counts_bytes_not_letters() -> None:
    assert not place.is_short(Path("/" + "é" * 60))


@pytest.mark.parametrize("name", ["with,comma", "with space", "per%cent", "açúcar", "quo'te", "a@b"])
def test_what_a_connection_string_would_read_otherwise_is_avoided(name: str) -> None:
    assert not place.is_short(Path("/data") / name)


@given(st.text(min_size=1).filter(lambda text: "\x00" not in text))
def test_whatever_the_data_folder_is_called_its_socket_path_fits(name: str) -> None:
    data = Path("/") / name.replace("/", "_")
    fallback = place._TEMPORARY / f"desvelo-{2**32}" / place.short_hash(data)

    assert place.is_short(fallback)


def test_a_short_data_folder_holds_its_own_socket(short: Path) -> None:
    found = place.for_user(short, temporary=short / "unused")

    assert found.sockets == short / "socket"
    assert found.sockets.stat().st_mode & 0o777 == 0o700
    assert list(found.sockets.iterdir()) == []


def test_a_long_data_folder_has_its_socket_in_a_private_temporary_folder(short: Path) -> None:
    data = short / ("x" * 200)

    found = place.for_user(data, temporary=short)

    assert found.sockets == short / f"desvelo-{os.geteuid()}" / place.short_hash(data)
    assert [folder.stat().st_mode & 0o777 for folder in (found.sockets, found.sockets.parent)] == [0o700, 0o700]


def test_a_temporary_folder_that_others_may_enter_is_refused_and_left_as_it_is(short: Path) -> None:
    prepared = short / f"desvelo-{os.geteuid()}"
    prepared.mkdir()
    prepared.chmod(0o777)

    with pytest.raises(SocketFolderUnsafe, match="its mode is not 700"):
        place.for_user(short / ("x" * 200), temporary=short)
    assert prepared.stat().st_mode & 0o777 == 0o777


def test_a_link_in_place_of_the_temporary_folder_is_refused(short: Path) -> None:
    (short / "target").mkdir(mode=0o700)
    (short / f"desvelo-{os.geteuid()}").symlink_to(short / "target")

    with pytest.raises(SocketFolderUnsafe, match="it is not a folder"):
        place.for_user(short / ("x" * 200), temporary=short)
    assert list((short / "target").iterdir()) == []


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can make a folder of another user")
def test_a_temporary_folder_of_another_user_is_refused(short: Path) -> None:
    prepared = short / "desvelo-0"
    prepared.mkdir(mode=0o700)
    os.chown(prepared, 54321, 54321)

    with pytest.raises(SocketFolderUnsafe, match="it belongs to another user"):
        place.for_user(short / ("x" * 200), temporary=short)


def test_the_place_of_root_closes_the_socket_and_nothing_else(short: Path) -> None:
    found = place.for_root(Path("/data"), user=ME, run=short / "run")

    assert (found.data, found.programs) == (found.sockets.parent / "data", found.sockets.parent / "programs")
    modes = [folder.stat().st_mode & 0o777 for folder in (short / "run", found.data, found.programs, found.sockets)]
    assert modes == [0o755, 0o755, 0o755, 0o700]


def test_leaving_removes_empty_folders_only(short: Path) -> None:
    found = place.for_root(Path("/data"), user=ME, run=short / "run")
    assert found.data is not None
    (found.data / "something").touch()

    place.leave(found)

    assert [each.name for each in found.sockets.parent.iterdir()] == ["data"]
    (found.data / "something").unlink()
    place.leave(found)
    assert list((short / "run").iterdir()) == []


def test_what_a_killed_database_left_of_its_socket_is_cleared(short: Path) -> None:
    found = place.for_user(short, temporary=short)
    for name in (".s.PGSQL.5432", ".s.PGSQL.5432.lock", "else"):
        (found.sockets / name).touch()

    place.clear(found)
    place.clear(found)

    assert [each.name for each in found.sockets.iterdir()] == ["else"]
