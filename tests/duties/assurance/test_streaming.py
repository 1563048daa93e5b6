"""The stream of the log over real files, sockets and processes: in order, nothing lost, doubled only by a crash."""

import json
import os
import socket
import ssl
import subprocess
import sys
import threading
from datetime import timedelta

import pytest

from desvelo.base import line_stream
from desvelo.base.config.siem import read_siem
from desvelo.duties.assurance import streaming
from desvelo.duties.assurance.models import StreamPosition
from desvelo.guards.audit import actions as audit
from desvelo.guards.audit import queries as ledger
from desvelo.guards.audit.entry import Entry
from house import NOW


def bake(count):
    audit.record([Entry(tag="loaf:bake", at=NOW, objects={"number": str(number)}) for number in range(count)])
    audit.sequence()


def told(to, form="ocsf", **more):
    return read_siem({"DESVELO_SIEM_TO": to, "DESVELO_SIEM_FORMAT": form, **more})


def stream_all(to, *, now=NOW):
    sent = 0
    while count := streaming.stream(to=to, now=now):
        sent += count
    return sent


def sequence(lines):
    return [json.loads(line)["metadata"]["sequence"] for line in lines]


class Receiver:
    """Listens on loopback; keeps what each connection said."""

    def __init__(self, *, context=None, resets=0, says_goodbye=True):
        self.heard, self._context, self._resets, self._says_goodbye = [], context, resets, says_goodbye
        self._listening = socket.create_server(("127.0.0.1", 0))
        self.port = self._listening.getsockname()[1]
        self._thread = threading.Thread(target=self._serve, daemon=True)
        self._thread.start()

    def _serve(self):
        while True:
            try:
                connection, _ = self._listening.accept()
            except OSError:
                return
            if self._resets:
                self._resets -= 1
                connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\x01\0\0\0\0\0\0\0")
                connection.close()
                continue
            try:
                self._hear(connection)
            except OSError:
                connection.close()

    def _hear(self, connection):
        with self._context.wrap_socket(connection, server_side=True) if self._context else connection as open_one:
            content = b""
            while piece := open_one.recv(65_536):
                content += piece
            self.heard.append(content)
            if self._context and self._says_goodbye:
                open_one.unwrap()

    def close(self):
        self._listening.shutdown(socket.SHUT_RDWR)
        self._listening.close()
        self._thread.join(timeout=10)


@pytest.fixture
def receiver():
    """Return what makes receivers, and end them."""
    made = []

    def _receiver(**how):
        made.append(Receiver(**how))
        return made[-1]

    yield _receiver
    for each in made:
        each.close()


def test_a_file_gets_every_entry_once_and_in_order_across_batches(db, tmp_path, monkeypatch):
    monkeypatch.setattr(streaming, "BATCH", 4)
    bake(10)
    to = told(f"file:{tmp_path}/log")

    assert (stream_all(to), stream_all(to)) == (10, 0)
    bake(3)
    assert stream_all(to) == 3

    assert sequence((tmp_path / "log").read_text("utf-8").splitlines()) == list(range(13))
    assert (tmp_path / "log").stat().st_mode & 0o777 == 0o600


def test_half_a_line_that_a_crash_left_is_ended_and_its_batch_comes_again(db, tmp_path):
    bake(2)
    (tmp_path / "log").write_text('{"half', encoding="utf-8")

    stream_all(told(f"file:{tmp_path}/log"))

    first, *rest = (tmp_path / "log").read_text("utf-8").splitlines()
    assert (first, sequence(rest)) == ('{"half', [0, 1])


def test_a_batch_that_was_not_sent_whole_does_not_move_the_position(db, tmp_path, monkeypatch):
    """At least once: with the position moved before the sending, these entries would be lost."""
    bake(3)
    to = told(f"file:{tmp_path}/log")

    StreamPosition.objects.create()

    def crash(*_given):
        raise SystemExit

    with monkeypatch.context() as broken:
        broken.setattr(StreamPosition, "save", crash)
        with pytest.raises(SystemExit):
            streaming.stream(to=to, now=NOW)
    assert streaming.stream(to=to, now=NOW) == 3

    assert sequence((tmp_path / "log").read_text("utf-8").splitlines()) == [0, 1, 2, 0, 1, 2]


def test_a_receiver_that_is_away_is_waited_for_and_gets_everything(db, receiver):
    bake(5)
    gone = receiver(resets=1)
    to = told(f"tcp://127.0.0.1:{gone.port}")

    assert streaming.stream(to=to, now=NOW) == 0
    position = StreamPosition.objects.get()
    assert (position.next_index, position.failing_since) == (0, NOW)
    # noticed at the write, after it, or as ENOTCONN when it is closed
    assert position.failure in {"BrokenPipeError", "ConnectionResetError", "OSError"}
    assert streaming.stream(to=to, now=NOW + timedelta(seconds=9)) == 0
    assert gone.heard == []
    assert streaming.stream(to=to, now=NOW + timedelta(seconds=10)) == 5

    assert sequence(gone.heard[0].decode().splitlines()) == list(range(5))
    position = StreamPosition.objects.get()
    assert (position.next_index, position.failing_since, position.failure) == (5, None, "")


def test_nobody_there_is_a_failure_and_not_an_error(db):
    bake(1)
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]

    assert streaming.stream(to=told(f"tcp://127.0.0.1:{port}"), now=NOW) == 0
    assert StreamPosition.objects.get().failure == "ConnectionRefusedError"


def test_syslog_over_a_connection_has_the_length_before_each_message(db, receiver):
    bake(3)
    there = receiver()

    stream_all(told(f"tcp://127.0.0.1:{there.port}", "syslog"))

    content, messages = there.heard[0], []
    while content:
        length, _, content = content.partition(b" ")
        messages.append(content[: int(length)])
        content = content[int(length) :]
    assert [message.split(b" ")[5] for message in messages] == [b"loaf:bake"] * 3
    assert sequence(message.partition(b" - - ")[2] or message.split(b" - ", 2)[2] for message in messages) == [0, 1, 2]


def test_syslog_over_udp_is_one_datagram_each(db):
    bake(3)
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as there:
        there.bind(("127.0.0.1", 0))
        there.settimeout(10)
        stream_all(told(f"udp://127.0.0.1:{there.getsockname()[1]}", "syslog"))
        messages = [there.recv(65_536) for _ in range(3)]

    assert [message[:7] for message in messages] == [b"<110>1 "] * 3
    assert max(map(len, messages)) < 1_200


@pytest.fixture(scope="module")
def certificate(tmp_path_factory):
    """Return a certificate for ``localhost`` with its key, in one folder."""
    folder = tmp_path_factory.mktemp("tls")
    command = ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-noenc", "-keyout",
               "key.pem", "-out", "cert.pem", "-days", "3650", "-subj", "/CN=localhost",
               "-addext", "subjectAltName=DNS:localhost"]  # fmt: skip
    subprocess.run(command, cwd=folder, check=True, capture_output=True, timeout=60)
    return folder


def serving(certificate):
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate / "cert.pem", certificate / "key.pem")
    return context


def test_tls_reaches_who_shows_the_certificate_and_nobody_else(db, receiver, certificate):
    bake(4)
    there = receiver(context=serving(certificate))
    trusted = {"DESVELO_SIEM_CA_FILE": str(certificate / "cert.pem")}

    assert streaming.stream(to=told(f"tls://localhost:{there.port}"), now=NOW) == 0
    assert StreamPosition.objects.get().failure == "SSLCertVerificationError"
    StreamPosition.objects.update(failing_since=None)
    assert streaming.stream(to=told(f"tls://127.0.0.1:{there.port}", **trusted), now=NOW) == 0
    assert StreamPosition.objects.get().failure == "SSLCertVerificationError"
    StreamPosition.objects.update(failing_since=None)
    assert there.heard == []
    assert stream_all(told(f"tls://localhost:{there.port}", **trusted)) == 4

    assert sequence(there.heard[0].decode().splitlines()) == [0, 1, 2, 3]


def test_who_closes_tls_without_saying_so_has_read_all(db, receiver, certificate):
    bake(4)
    there = receiver(context=serving(certificate), says_goodbye=False)
    to = told(f"tls://localhost:{there.port}", DESVELO_SIEM_CA_FILE=str(certificate / "cert.pem"))

    assert stream_all(to) == 4
    assert sequence(there.heard[0].decode().splitlines()) == [0, 1, 2, 3]


def test_a_pipe_gets_the_lines_too(db, tmp_path):
    bake(3)
    os.mkfifo(tmp_path / "pipe")
    reading = os.open(tmp_path / "pipe", os.O_RDONLY | os.O_NONBLOCK)
    try:
        assert stream_all(told(f"file:{tmp_path / 'pipe'}")) == 3
        assert sequence(os.read(reading, 65_536).decode().splitlines()) == [0, 1, 2]
    finally:
        os.close(reading)


CHILD = """
import sys
from datetime import UTC, datetime
import django
django.setup()
from desvelo.base.config.siem import read_siem
from desvelo.duties.assurance import streaming
streaming.stream(to=read_siem({"DESVELO_SIEM_TO": sys.argv[1]}), now=datetime.now(UTC))
"""


def test_a_process_killed_while_it_sends_loses_nothing(committed, url_of, tmp_path):
    """The child, with the rights of the application alone, is killed after its batch left and before it was done."""
    bake(3)
    log = tmp_path / "log"
    with socket.create_server(("127.0.0.1", 0)) as listening:
        listening.settimeout(60)
        to = f"tcp://127.0.0.1:{listening.getsockname()[1]}"
        environment = {**os.environ, "DATABASE_URL": url_of("desvelo_app")}
        with subprocess.Popen([sys.executable, "-c", CHILD, to], env=environment) as child:
            connection, _ = listening.accept()
            with connection:
                assert connection.recv(1) == b"{"
                child.kill()

    assert StreamPosition.objects.get().next_index == 0
    assert stream_all(told(f"file:{log}")) == 3
    assert sequence(log.read_text("utf-8").splitlines()) == [0, 1, 2]


def test_two_workers_do_not_send_the_same_batch(committed, tmp_path, monkeypatch):
    bake(2)
    to = told(f"file:{tmp_path}/log")
    sending, go_on, sent = threading.Event(), threading.Event(), []
    really = line_stream.send

    def slowly(*given):
        sending.set()
        assert go_on.wait(10)
        really(*given)

    monkeypatch.setattr(line_stream, "send", slowly)

    def first():
        from django.db import connection

        sent.append(streaming.stream(to=to, now=NOW))
        connection.close()

    thread = threading.Thread(target=first)
    thread.start()
    assert sending.wait(10)
    second = streaming.stream(to=to, now=NOW)
    go_on.set()
    thread.join(10)

    assert (sent, second) == ([2], 0)
    assert sequence((tmp_path / "log").read_text("utf-8").splitlines()) == [0, 1]


def test_an_event_says_no_more_than_the_leaf(db, tmp_path):
    bake(1)
    stream_all(told(f"file:{tmp_path}/log"))

    event = json.loads((tmp_path / "log").read_text("utf-8"))
    assert event["unmapped"] == {"leaf_hash": ledger.entry(0).leaf_hash.hex(), "objects": {"number": "0"}}
    assert event["metadata"]["uid"].endswith("#0")


@pytest.mark.parametrize(
    "to",
    ["file:relative", "file:", "http://h:1", "tcp://h", "tcp://:1", "udp://h:0", "tcp://h:99999", "tcp://u@h:1",
     "tcp://h:1/x", "tcp://h:1?x", "stdout", "tls:h:1"],
)  # fmt: skip
def test_a_place_of_another_form_is_refused(to):
    with pytest.raises(ValueError, match="DESVELO_SIEM_TO"):
        told(to)


def test_an_unknown_form_and_a_certificate_without_tls_are_refused():
    with pytest.raises(ValueError, match="DESVELO_SIEM_FORMAT"):
        told("stdout:", "cef")
    for to in ("tcp://h:1", ""):
        with pytest.raises(ValueError, match="DESVELO_SIEM_CA_FILE"):
            read_siem({"DESVELO_SIEM_TO": to, "DESVELO_SIEM_CA_FILE": "/x"})
