"""What is heard, waited for and done is counted as it was: who could not look saw no empty queue."""

import asyncio
import math
from contextlib import suppress
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.load.agents import Seen
from benchmarks.load.backlog import Backlog, Look
from benchmarks.load.http1 import Page
from benchmarks.load.traffic import Heard
from benchmarks.load.working import Acts, Person
from benchmarks.programs import MeasureFailed

SHEET = b'<div id="sheet"><input name="seen" value="7"><b data-url="/atendimento/dado/abc"></b></div>'
ENOUGH = 12
NOTICES = st.lists(st.tuples(st.integers(0, 50), st.sampled_from("ab"), st.integers(0, 50)))


@given(NOTICES, st.integers(0, 60))
def test_a_message_is_heard_when_it_or_a_later_one_of_its_conversation_is_first_named(notices, arrival):
    named = [at for at, conversation, number in notices if conversation == "a" and number >= arrival]

    assert Heard(Seen(notices=notices)).at("a", arrival) == min(named, default=math.inf)


def backlog_that_saw(*looks: Look) -> Backlog:
    backlog = Backlog(SimpleNamespace(database_url=""))
    backlog.looks = list(looks)
    return backlog


def test_a_backlog_has_passed_once_nothing_as_old_was_seen_to_wait():
    backlog = backlog_that_saw(Look(1, 9, 3), Look(2, 5, 10), Look(3, 6, 11), Look(4, 0, None))

    assert [backlog.passed_at(arrival) for arrival in (2, 10, 11)] == [1, 3, 4]
    assert backlog_that_saw(Look(1, 9, 3)).passed_at(10) is None
    assert (backlog.most(between=(0, 0.5)), backlog.most(between=(0.5, 1))) == (9, 6)


def test_a_queue_that_nobody_could_look_at_is_no_empty_one():
    unreachable = SimpleNamespace(database_url="postgresql://127.0.0.1:1/none?connect_timeout=1")

    with pytest.raises(MeasureFailed, match="could not be looked at"), Backlog(unreachable):
        pass


async def _worked(answers: dict[bytes, bytes]) -> tuple[Acts, list[tuple[bytes, bytes]]]:
    """Let one person work for a while against a server that answers by the path; return what came of it and came in."""
    acts, asked, enough, serving = Acts(times={}, refused={}), [], asyncio.Event(), []

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        serving.append(asyncio.current_task())
        with suppress(asyncio.IncompleteReadError, ConnectionError):
            while True:
                head = await reader.readuntil(b"\r\n\r\n")
                length = int(head.lower().partition(b"content-length: ")[2].partition(b"\r\n")[0] or b"0")
                asked.append((head, await reader.readexactly(length)))
                path = head.split(b" ")[1]
                writer.write(next(answer for name, answer in answers.items() if name in path))
                if len(asked) == ENOUGH:
                    enough.set()
        writer.close()

    async with await asyncio.start_server(serve, "127.0.0.1", 0) as server:
        page = Page(port=server.sockets[0].getsockname()[1], cookie="who")
        person = Person(page=page, place=1, conversations=["one"], acts=acts)
        working = asyncio.create_task(person.work((0.0, 0.0)))
        await asyncio.wait_for(enough.wait(), 10)
        working.cancel()
        with suppress(asyncio.CancelledError):
            await working
        await asyncio.gather(*serving)
    return acts, asked


def _answer(status: int, body: bytes = b"") -> bytes:
    head = f"HTTP/1.1 {status} X\r\nSet-Cookie: desvelo-csrf=proof; Path=/\r\nContent-Length: {len(body)}\r\n\r\n"
    return head.encode() + body


def test_what_is_refused_is_counted_and_has_no_time():
    answers = {b"/lista": _answer(200), b"/responder": _answer(409), b"/c/": _answer(200, SHEET)}

    acts, asked = asyncio.run(_worked(answers))

    assert set(acts.times) == {"list", "open"}
    assert set(acts.refused) == {"answer 409"}
    assert b"csrfmiddlewaretoken=proof" in next(body for head, body in asked if b"/responder" in head)


def test_a_page_that_is_no_conversation_is_no_conversation_opened():
    answers = {b"/lista": _answer(200), b"/responder": _answer(204), b"/c/": _answer(200, b"please sign in")}

    acts, asked = asyncio.run(_worked(answers))

    assert set(acts.times) == {"list"}
    assert set(acts.refused) == {"open 200"}
    assert [head for head, _ in asked if b"/responder" in head] == []
