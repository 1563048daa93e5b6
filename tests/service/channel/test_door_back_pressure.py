"""When the database stands still or too much waits, the door says "not now", holds a bounded amount, and loses nothing.

Meta sends again what was not answered with 200, so a 503 is a promise that the same body will come back.
"""

import asyncio
import contextlib
import os
import signal
from functools import cache, partial

import psutil
import psycopg
import pytest

import doors
import house as company
from desvelo.service.channel import door as door_module
from desvelo.service.channel import group_commit
from desvelo.service.channel.room import Full, Room

EDGE = "desvelo_edge"
MANY = 120


@cache
def body(number: int, *, filling: int = 0) -> bytes:
    text = f"{number} " + "x" * filling
    return company.webhook_body(text, phone="5511900004417", name="Bia", wamid=f"wamid.{number}")


@pytest.fixture
def ring(tmp_path):
    return doors.make_keys(tmp_path / "keys")


@pytest.fixture
def database(committed, url_of):
    return url_of("postgres")


@pytest.fixture
def standing(ring, committed, url_of):
    return partial(doors.standing, keys=ring.folder, database_url=url_of(EDGE))


@contextlib.contextmanager
def stopped(database: str):
    """Stop PostgreSQL for the door: its own backends, and the process that would make new ones."""
    with psycopg.connect(database, autocommit=True) as owner:
        [(ours,)] = owner.execute("SELECT pg_backend_pid()").fetchall()
        edges = owner.execute("SELECT pid FROM pg_stat_activity WHERE usename = %s", [EDGE]).fetchall()
        pids = [psutil.Process(ours).ppid(), *(pid for (pid,) in edges)]
        for pid in pids:
            os.kill(pid, signal.SIGSTOP)
        try:
            yield
        finally:
            for pid in pids:
                os.kill(pid, signal.SIGCONT)


@contextlib.contextmanager
def nobody_may_insert(database: str):
    """Hold the table of deliveries, so that every insert waits."""
    with psycopg.connect(database) as holder:
        holder.execute("LOCK TABLE intake.raw IN ACCESS EXCLUSIVE MODE")
        yield


async def until(claim) -> None:
    while not claim():  # noqa: ASYNC110  it waits for what several tasks do
        await asyncio.sleep(0.005)


@pytest.mark.asvs("16.5.2")
def test_a_stopped_postgresql_means_503_and_when_it_goes_on_each_body_is_stored_once(
    standing, ring, database, monkeypatch
):
    monkeypatch.setattr(door_module, "COMMIT_DEADLINE_SECONDS", 0.3)
    bodies = [body(number) for number in range(MANY)]

    async def story():
        async with standing() as door:
            before = await door.post(body(MANY))
            with stopped(database):
                answers = await asyncio.gather(*[door.answer_to(each) for each in bodies])
            held = (door.group_commit.room.places, door.group_commit.room.bytes, len(door.group_commit._waiting))
            monkeypatch.setattr(door_module, "COMMIT_DEADLINE_SECONDS", 30.0)
            return before, answers, held, await asyncio.gather(*[door.post(each) for each in bodies])

    before, answers, held, again = asyncio.run(story())

    assert (before, held) == (200, (0, 0, 0))
    assert {(answer.status, answer.headers[b"retry-after"]) for answer in answers} == {(503, b"5")}
    assert again == [200] * MANY
    assert sorted(each for each, _ in doors.waiting(database, ring)) == sorted([*bodies, body(MANY)])


def test_no_answer_but_503_asks_to_come_back_later(standing):
    async def story():
        async with standing() as door:
            return await door.answer_to(body(1)), await door.answer_to(body(1), signed="")

    accepted, refused = asyncio.run(story())

    assert [(each.status, b"retry-after" in each.headers) for each in (accepted, refused)] == [
        (200, False),
        (401, False),
    ]


@pytest.fixture
def small_room(monkeypatch):
    """Let three deliveries wait, or 64 KiB."""
    monkeypatch.setattr(group_commit, "MOST_WAITING", 3)
    monkeypatch.setattr(group_commit, "MOST_WAITING_BYTES", 65_536)


@pytest.mark.parametrize(("filling", "fit"), [(0, 3), (30_000, 2), (70_000, 0)], ids=["in_number", "in_bytes", "alone"])
def test_what_does_not_fit_is_told_so_at_once_and_what_fits_is_stored(standing, database, small_room, filling, fit):
    bodies = [body(number, filling=filling) for number in range(5)]

    async def story():
        async with standing() as door:
            with nobody_may_insert(database):
                posts = [asyncio.create_task(door.post(each)) for each in bodies]
                await until(lambda: sum(post.done() for post in posts) == 5 - fit)
                refused = [post.result() for post in posts if post.done()]
            answers = await asyncio.gather(*posts)
            return refused, answers, [await door.post(each) for each in bodies]

    refused, answers, again = asyncio.run(story())

    assert refused == [503] * (5 - fit)
    assert sorted(answers) == [200] * fit + [503] * (5 - fit)
    assert again == [200 if fit else 503] * 5
    assert doors.counts(database)[0] == (5 if fit else 0)


def test_without_the_bound_everything_that_comes_is_held(standing, database, small_room, monkeypatch):
    monkeypatch.setattr(Room, "has", lambda *_: True)
    monkeypatch.setattr(group_commit, "MOST_WAITING", 1_000_000)
    bodies = [body(number, filling=30_000) for number in range(40)]

    async def story():
        async with standing() as door:
            with nobody_may_insert(database):
                posts = [asyncio.create_task(door.post(each)) for each in bodies]
                await until(lambda: door.group_commit.room.places == len(bodies))
                held = door.group_commit.room.bytes
            await asyncio.gather(*posts)
            return held

    assert asyncio.run(story()) == sum(map(len, bodies)) > group_commit.MOST_WAITING_BYTES


def test_one_commit_carries_a_bounded_amount(standing, database, monkeypatch):
    monkeypatch.setattr(group_commit, "LARGEST_GROUP_BYTES", 100_000)
    bodies = [body(number, filling=40_000) for number in range(9)]

    async def story():
        async with standing() as door:
            return await asyncio.gather(*[door.post(each) for each in bodies])

    assert asyncio.run(story()) == [200] * 9
    deliveries, commits = doors.counts(database)
    assert (deliveries, commits >= 5) == (9, True)


@contextlib.asynccontextmanager
async def dawdlers(door, count: int, *, begun: bytes):
    """Let *count* senders begin a body each and then say nothing more."""
    release, started = asyncio.Event(), asyncio.Semaphore(0)

    async def receive(chunks):
        if chunks:
            started.release()
            return {"type": "http.request", "body": chunks.pop(), "more_body": True}
        await release.wait()
        return {"type": "http.disconnect"}

    async def one():
        await door._body(partial(receive, [begun]))

    tasks = [asyncio.create_task(one()) for _ in range(count)]
    for _ in tasks:
        await started.acquire()
    try:
        yield
    finally:
        release.set()
        await asyncio.gather(*tasks, return_exceptions=True)


def test_whoever_fills_the_room_with_slow_large_bodies_keeps_out_large_ones_alone(standing, monkeypatch):
    monkeypatch.setattr(door_module, "MOST_READING_BYTES", 1_000_000)

    async def story():
        async with standing() as door:
            async with dawdlers(door.app, 4, begun=b"x" * 300_000):
                meanwhile = await door.post(body(1, filling=300_000)), await door.post(body(2, filling=50_000))
            return meanwhile, await door.post(body(1, filling=300_000))

    assert asyncio.run(story()) == ((503, 200), 200)


def test_a_room_gives_back_what_was_taken_also_when_something_breaks():
    room = Room(most_places=2, most_bytes=100)

    with contextlib.suppress(ZeroDivisionError), room.place(60) as place:
        place.grow(80)
        place.grow(10)
        taken = room.places, room.bytes
        with pytest.raises(Full), room.place(21):
            pass
        with pytest.raises(Full):
            place.grow(101)
        _ = 1 / 0

    assert (taken, room.places, room.bytes) == ((1, 80), 0, 0)
