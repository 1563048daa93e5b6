"""The generator sends what it is asked to send, and an answer that did not come is not counted as one."""

import contextlib
import hashlib
import hmac
import json
import socket
import threading
from collections.abc import Iterator

import pytest

from benchmarks import messages
from benchmarks.load.generator import Job
from benchmarks.load.sending import Sent, send
from benchmarks.programs import MeasureFailed

SECRET = "of the bakery"


@contextlib.contextmanager
def answering(status: int, *, seen: list[bytes]) -> Iterator[int]:
    """Answer every request with *status*; give the port."""
    server = socket.create_server(("127.0.0.1", 0))
    threads: list[threading.Thread] = []

    def serve(one: socket.socket) -> None:
        with one, contextlib.suppress(OSError):
            while request := _request(one):
                seen.append(request)
                one.sendall(f"HTTP/1.1 {status} X\r\ncontent-length: 2\r\n\r\nok".encode())

    def accept() -> None:
        with contextlib.suppress(OSError):
            while True:
                one, _ = server.accept()
                threads.append(threading.Thread(target=serve, args=[one]))
                threads[-1].start()

    accepting = threading.Thread(target=accept)
    accepting.start()
    yield server.getsockname()[1]
    server.shutdown(socket.SHUT_RDWR)
    server.close()
    for thread in [accepting, *threads]:
        thread.join()


def _request(one: socket.socket) -> bytes:
    data = b""
    while b"\r\n\r\n" not in data:
        piece = one.recv(4_096)
        if not piece:
            return b""
        data += piece
    head, _, body = data.partition(b"\r\n\r\n")
    length = int(head.lower().partition(b"content-length: ")[2].partition(b"\r\n")[0])
    while len(body) < length:
        body += one.recv(4_096)
    return head + b"\r\n\r\n" + body


def job(port: int, *, count: int, **more: object) -> Job:
    phones, texts = messages.phones(count), [None] * count
    usual = {"connections": 3, "phones": phones, "texts": texts, "seconds": 5.0}
    return Job(**{"port": port, "number": "1", "secret": SECRET, **usual, **more})


def test_every_webhook_is_sent_once_signed_and_as_long_as_asked():
    seen: list[bytes] = []
    with answering(200, seen=seen) as port:
        sent = send(job(port, count=40))

    bodies = [request.partition(b"\r\n\r\n")[2] for request in seen]
    said = [json.loads(body)["entry"][0]["changes"][0]["value"]["messages"][0] for body in bodies]
    assert (sent.accepted, len({one["id"] for one in said})) == (40, 40)
    assert sorted(one["from"] for one in said) == messages.phones(40)
    assert {len(body) for body in bodies} == {1024}
    signatures = [hmac.new(SECRET.encode(), body, hashlib.sha256).hexdigest().encode() for body in bodies]
    assert [signature in request for signature, request in zip(signatures, seen, strict=True)] == [True] * 40


def test_at_a_rate_requests_are_due_one_after_the_other_whatever_the_answers_do():
    with answering(200, seen=[]) as port:
        sent = send(job(port, count=30, rate=200.0))

    assert [round((due - sent.begun) / 1e6) for due in sent.due] == [5 * number for number in range(30)]
    assert min(sent.lateness_ms) > 0


def test_what_is_refused_is_no_measurement():
    with answering(503, seen=[]) as port:
        sent = send(job(port, count=6))

    assert sent.accepted == 0
    with pytest.raises(MeasureFailed, match=r"6 requests were not accepted: \{503: 6\}"):
        sent.require_all_accepted()


def test_the_time_of_a_request_begins_when_it_was_due():
    sent = Sent(begun=0, due=[0, 1_000_000], done=[3_000_000, 9_000_000], status=[200, 200])

    assert sent.lateness_ms == [3.0, 8.0]
    assert sent.rate == pytest.approx(2 / 0.009)


def test_the_same_seed_gives_the_same_messages_and_every_mark_is_another():
    assert messages.mix(50) == messages.mix(50)
    assert len({messages.mark(number) for number in range(10_000)}) == 10_000
    assert {len(text) for text in messages.of_length(100, 50)} == {100}
