"""The socket of a key process: who is let in, what is listened to, and what happens when it is gone."""

import contextlib
import os
import socket
import struct
import subprocess
import sys
import threading
import time
from uuid import uuid4

import msgspec
import pytest

from desvelo.base.keeper import frames, peers
from desvelo.base.keeper.errors import (
    AlreadyServed,
    CannotListen,
    KeeperGone,
    NotLetIn,
    SocketUnsafe,
    Unaskable,
    UserUnknown,
)
from desvelo.base.keeper.inside import Inside
from desvelo.base.keeper.keeper import Asker, Wrapped
from desvelo.base.keeper.outside import Outside
from desvelo.base.keeper.ring import AskingRing
from desvelo.base.keeper.serving import Server
from desvelo.base.keyring import KeyMissing, Keyring
from desvelo.kernel.sealing.whys import Why
from key_processes import ANOTHER_USER, key_process

AS_ROOT = pytest.mark.skipif(os.geteuid() != 0, reason="only root can start a process under another user")
LENGTH = struct.Struct(">I")


@pytest.fixture
def running():
    with key_process() as started:
        yield started


def raw(running, sent: bytes) -> bytes:
    """Say *sent* to a key process; return what it says until it closes."""
    with socket.socket(socket.AF_UNIX) as connection:
        connection.settimeout(10)
        connection.connect(str(running.socket))
        connection.sendall(sent)
        connection.shutdown(socket.SHUT_WR)
        heard = b""
        with contextlib.suppress(ConnectionResetError):  # closed before it read all of it
            while part := connection.recv(65_536):
                heard += part
        return heard


def frame(content: bytes) -> bytes:
    return LENGTH.pack(len(content)) + content


@pytest.mark.parametrize(
    "sent",
    [
        LENGTH.pack(frames.LARGEST + 1) + b"x" * 100,
        LENGTH.pack(2**32 - 1),
        frame(b""),
        frame(b"\xc1"),
        frame(msgspec.msgpack.encode({"type": "Root"})),
        frame(msgspec.msgpack.encode({"type": "Service"})),
        frame(msgspec.msgpack.encode({"type": "Exists", "more": 1})),
        frame(msgspec.msgpack.encode({"type": "Unwrap", "asked": [], "why": "curiosity", "actor": None})),
        frame(msgspec.msgpack.encode({"type": "Exists"}))[:-1],
    ],
)
def test_what_is_no_question_is_not_answered_and_the_next_one_is(running, sent):
    assert raw(running, sent) == b""

    assert running.asked().exists()


def test_a_question_that_does_not_end_is_given_up_and_holds_up_nobody(tmp_path, monkeypatch):
    monkeypatch.setattr("desvelo.base.keeper.serving.QUESTION_SECONDS", 0.3)
    keeper = Inside(Keyring(tmp_path / "keys"))
    server = Server(keeper, tmp_path / "s", let_in={os.geteuid()})
    serving = threading.Thread(target=server.serve)
    serving.start()
    with socket.socket(socket.AF_UNIX) as slow:
        slow.settimeout(5)
        slow.connect(str(tmp_path / "s"))
        slow.sendall(LENGTH.pack(100))
        for _ in range(4):  # one byte each time: the whole has a time, not each piece
            slow.sendall(b"x")
            time.sleep(0.05)
        asked = Outside(tmp_path / "s")
        assert not asked.exists()
        asked.close()
        assert slow.recv(1) == b""
    server.close()
    serving.join(5)


def test_a_keeper_that_was_killed_is_missed_by_name_and_found_again(running):
    asked = running.asked()
    [one] = [Wrapped(uuid4(), 1, 1, b"")]
    sealed = asked.wrap(one.contact, 1, 1, b"k" * 32)

    running.kill()
    with pytest.raises(KeeperGone, match=r"does not answer .*desvelo up --role keys"):
        asked.unwrap([one], by=Asker(why=Why.UPKEEP))
    running.start()

    assert asked.unwrap([Wrapped(one.contact, 1, 1, sealed)], by=Asker(why=Why.UPKEEP)) == [b"k" * 32]


def test_a_connection_cut_by_a_restart_is_made_anew_without_a_word(running):
    asked = running.asked()
    before = asked.fingerprint()

    running.kill()
    running.start()

    assert asked.fingerprint() == before


def test_one_that_does_not_answer_in_time_is_gone(tmp_path):
    with socket.socket(socket.AF_UNIX) as mute:
        mute.bind(str(tmp_path / "s"))
        mute.listen()

        with pytest.raises(KeeperGone):
            Outside(tmp_path / "s", answer_seconds=0.2).exists()


def test_an_answer_that_is_none_is_refused(tmp_path):
    def lie() -> None:
        connection, _ = mute.accept()
        with connection:
            connection.recv(1_000)
            connection.sendall(frame(msgspec.msgpack.encode({"given": "yes"})))

    with socket.socket(socket.AF_UNIX) as mute:
        mute.bind(str(tmp_path / "s"))
        mute.listen()
        threading.Thread(target=lie).start()

        asked = Outside(tmp_path / "s")
        with pytest.raises(Unaskable):
            asked.exists()
        asked.close()


def test_a_second_one_does_not_take_the_socket_and_a_dead_ones_is_taken(running):
    keeper = Inside(Keyring(running.keys))

    with pytest.raises(AlreadyServed):
        Server(keeper, running.socket, let_in={os.geteuid()})
    running.kill()
    Server(keeper, running.socket, let_in={os.geteuid()}).close()
    with pytest.raises(CannotListen, match="DESVELO_KEY_SOCKET"):
        Server(keeper, running.keys / "none" / "s", let_in={os.geteuid()})


def test_a_folder_that_others_may_write_is_not_trusted_with_keys(running):
    running.socket.parent.chmod(0o777)

    with pytest.raises(SocketUnsafe):
        running.asked().exists()


def test_without_that_look_a_socket_slipped_in_is_given_the_key_of_a_new_contact(tmp_path, monkeypatch):
    """The guard removed."""
    heard = []

    def listen() -> None:
        connection, _ = slipped_in.accept()
        with connection:
            heard.append(connection.recv(1_000))

    tmp_path.chmod(0o777)
    monkeypatch.setattr(peers, "require_safe", lambda *_, **__: None)
    with socket.socket(socket.AF_UNIX) as slipped_in:
        slipped_in.bind(str(tmp_path / "s"))
        slipped_in.listen()
        listening = threading.Thread(target=listen)
        listening.start()
        with pytest.raises(KeeperGone):
            Outside(tmp_path / "s").wrap(uuid4(), 1, 1, b"the key of a new contact" + b"." * 8)
        listening.join(5)

    assert b"the key of a new contact" in heard[0]


def test_a_peer_is_a_name_or_a_number_of_this_machine():
    assert peers.numbers(["root", "17"]) == {0, 17}
    assert peers.numbers([]) == {os.geteuid()}
    with pytest.raises(UserUnknown, match="DESVELO_KEY_PEERS"):
        peers.numbers(["nobody-of-that-name"])


def test_the_ring_of_who_asks_reads_no_file_that_the_root_wraps(running, tmp_path):
    ring = AskingRing(tmp_path / "desk", running.asked())
    ring.create()

    assert {path.parent.name for path in ring.folder.rglob("*") if path.is_file()} == {"intake"}
    assert ring.service("index") == Keyring(running.keys).service("index")
    assert ring.intake_private(ring.current_intake())
    for number in ring.epochs():
        ring.require_epoch(number)
        with pytest.raises(KeyMissing):
            ring.epoch(number)


def as_user(number: int, code: str, *arguments: object) -> "subprocess.CompletedProcess[str]":
    """Run *code* as the user of that number."""
    imports = (
        "import os, sys\nfrom pathlib import Path\nfrom desvelo.base.keeper.outside import Outside\n"  # while it may
    )
    become = f"{imports}os.setgroups([]); os.setgid({number}); os.setuid({number})\n"
    words = [sys.executable, "-c", become + code, *map(str, arguments)]
    return subprocess.run(words, capture_output=True, text=True, check=False, timeout=30)


TRY = """
try:
    print(Outside(Path(sys.argv[1])).service("index").hex())
except Exception as refused:
    print(type(refused).__name__)
"""
OPEN = """
try:
    print(len(open(sys.argv[1], "rb").read()))
except OSError as refused:
    print(type(refused).__name__)
"""
MEMORY = OPEN.replace('open(sys.argv[1], "rb").read()', "open(f'/proc/{sys.argv[1]}/environ', 'rb').read(1)")


@AS_ROOT
def test_under_another_user_it_gives_keys_to_the_user_it_was_told_of_and_to_nobody_else():
    desk, stranger = ANOTHER_USER + 1, ANOTHER_USER + 2
    with key_process(uid=ANOTHER_USER, peers=(str(desk),)) as running:
        index = Keyring(running.keys).service("index").hex()

        assert as_user(desk, TRY, running.socket).stdout.strip() == index
        assert as_user(stranger, TRY, running.socket).stdout.strip() == "NotLetIn"
        with pytest.raises(NotLetIn, match="DESVELO_KEY_PEERS"):
            running.asked().exists()  # not even root, who was not named


@AS_ROOT
def test_without_the_list_of_users_a_stranger_gets_a_key():
    """The guard removed: whoever is on the list gets in."""
    stranger = ANOTHER_USER + 2
    with key_process(uid=ANOTHER_USER, peers=(str(stranger),)) as running:
        assert len(as_user(stranger, TRY, running.socket).stdout.strip()) == 64


@pytest.mark.asvs("13.3.2")
@AS_ROOT
def test_the_desks_user_can_read_neither_the_files_of_the_keys_nor_the_memory_of_their_keeper():
    desk = ANOTHER_USER + 1
    with key_process(uid=ANOTHER_USER, peers=(str(desk),)) as running:
        for path in [*running.keys.rglob("*.key"), *running.keys.rglob("*.jsonl")]:
            assert as_user(desk, OPEN, path).stdout.strip() == "PermissionError"
            assert as_user(ANOTHER_USER, OPEN, path).stdout.strip().isdecimal(), "without another user it is read"
        assert as_user(desk, MEMORY, running.process.pid).stdout.strip() == "PermissionError"
        assert as_user(ANOTHER_USER, MEMORY, running.process.pid).stdout.strip() == "PermissionError"
