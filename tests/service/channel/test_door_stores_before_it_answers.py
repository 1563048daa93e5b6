"""A 200 means durable: the delivery is committed before Meta hears of it, and where it cannot be, Meta sends again."""

import asyncio
import contextlib
import hashlib
import shutil
from datetime import UTC, datetime
from functools import cache, partial

import psycopg
import pytest

import doors
import house as company
import tables
from desvelo.base.keyring import KeyMissing, Keyring
from desvelo.kernel.whatsapp import signature
from desvelo.service.channel import door as door_module
from desvelo.service.channel.group_commit import Delivery, GroupCommit

CANARY = "papagaio 5819-2746"
EDGE = "desvelo_edge"


@cache
def body(number: int = 0, text: str = "Olá") -> bytes:
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
def locked_out(database):
    """Keep the edge out of the database: no new connection, and the ones it has are cut."""
    with psycopg.connect(database, autocommit=True) as owner:
        owner.execute(f"ALTER ROLE {EDGE} NOLOGIN")
        owner.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = %s", [EDGE])
        try:
            yield
        finally:
            owner.execute(f"ALTER ROLE {EDGE} LOGIN")


@contextlib.contextmanager
def nobody_may_insert(database):
    """Hold the table of deliveries, so that every insert waits."""
    with psycopg.connect(database) as holder:
        holder.execute("LOCK TABLE intake.raw IN ACCESS EXCLUSIVE MODE")
        yield


@contextlib.contextmanager
def no_standby_answers(database):
    """Have every commit wait for a synchronous standby that is not there."""
    with psycopg.connect(database, autocommit=True) as owner:
        try:
            owner.execute("ALTER SYSTEM SET synchronous_standby_names = 'absent'")
            owner.execute("SELECT pg_reload_conf()")
            yield
        finally:
            owner.execute("ALTER SYSTEM RESET synchronous_standby_names")
            owner.execute("SELECT pg_reload_conf()")


async def cancel_the_wait_for_the_standby(database: str) -> None:
    """Cancel the edge's statement once it waits for nothing but the standby."""
    query = "SELECT pg_cancel_backend(pid) FROM pg_stat_activity WHERE usename = %s AND wait_event = 'SyncRep'"
    with psycopg.connect(database, autocommit=True) as owner:
        while not owner.execute(query, [EDGE]).fetchall():  # noqa: ASYNC110  it waits for another process
            await asyncio.sleep(0.005)


async def cut(database: str) -> None:
    """Cut the edge's connection once it waits for the table."""
    with psycopg.connect(database, autocommit=True) as owner:
        while not owner.execute(  # noqa: ASYNC110  it waits for another process
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = %s AND wait_event_type = 'Lock'",
            [EDGE],
        ).fetchall():
            await asyncio.sleep(0.005)


def test_at_the_moment_of_the_200_another_connection_reads_the_very_body(standing, ring, database):
    seen = []

    async def story():
        async with standing() as door:
            return await door.post(body(), at_start=lambda status: seen.append((status, doors.waiting(database, ring))))

    assert asyncio.run(story()) == 200
    assert seen == [(200, [(body(), ("1",))])]


@pytest.mark.parametrize("garbage", [b"", b"\x00\xff", b"null", b"[" * 100_000, b'{"entry": NaN}'], ids=repr)
def test_whatever_is_authentic_is_stored_and_acknowledged(standing, ring, database, garbage):
    async def story():
        async with standing() as door:
            return await door.post(garbage)

    assert asyncio.run(story()) == 200
    assert doors.waiting(database, ring) == [(garbage, ("1",))]


def test_the_same_body_again_is_acknowledged_and_stored_once(standing, ring, database):
    async def story():
        async with standing() as door:
            together = await asyncio.gather(*[door.post(body()) for _ in range(3)])
            return [*together, await door.post(body())]

    assert asyncio.run(story()) == [200] * 4
    assert doors.waiting(database, ring) == [(body(), ("1",))]


def post_while_the_wait_is_cancelled(standing, database) -> int:
    async def story():
        async with standing() as door:
            await door.post(body(1))
            with no_standby_answers(database):
                await asyncio.sleep(0.3)
                posting = asyncio.create_task(door.post(body(2)))
                await cancel_the_wait_for_the_standby(database)
                return await posting

    return asyncio.run(story())


def test_a_commit_whose_wait_for_the_standby_was_cancelled_is_not_acknowledged(standing, ring, database):
    assert post_while_the_wait_is_cancelled(standing, database) == 503


def test_without_the_ear_for_warnings_such_a_commit_would_be_acknowledged(standing, ring, database, monkeypatch):
    monkeypatch.setattr(GroupCommit, "_hear", lambda *_: None)

    assert post_while_the_wait_is_cancelled(standing, database) == 200


def test_a_hundred_at_once_share_a_few_commits(standing, ring, database):
    bodies = [body(number) for number in range(100)]

    async def story():
        async with standing() as door:
            return await asyncio.gather(*[door.post(each) for each in bodies])

    assert asyncio.run(story()) == [200] * 100
    stored, commits = doors.counts(database)
    assert (stored, commits <= 5) == (100, True)
    assert sorted(each for each, _ in doors.waiting(database, ring)) == sorted(bodies)


def test_a_database_that_is_away_means_503_and_when_it_is_back_nothing_needs_a_restart(standing, ring, database):
    async def story():
        async with standing() as door:
            before = await door.post(body(1))
            with locked_out(database):
                away = await asyncio.gather(door.post(body(2)), door.post(body(3)))
            stored = doors.counts(database)
            return before, away, stored, [await door.post(body(2)), await door.post(body(3))]

    assert asyncio.run(story()) == (200, [503, 503], (1, 1), [200, 200])
    assert [each for each, _ in doors.waiting(database, ring)] == [body(1), body(2), body(3)]


def test_a_connection_cut_inside_the_transaction_means_503_and_leaves_nothing_half_stored(standing, ring, database):
    async def story():
        async with standing() as door:
            with nobody_may_insert(database):
                posting = asyncio.create_task(door.post(body()))
                await cut(database)
                status = await posting
            return status, doors.counts(database), await door.post(body())

    assert asyncio.run(story()) == (503, (0, 0), 200)
    assert [each for each, _ in doors.waiting(database, ring)] == [body()]


def test_a_commit_that_takes_too_long_means_503_and_the_same_body_again_is_no_second_row(
    standing, ring, database, monkeypatch
):
    monkeypatch.setattr(door_module, "COMMIT_DEADLINE_SECONDS", 0.1)

    async def story():
        async with standing() as door:
            with nobody_may_insert(database):
                late = await door.post(body())
            monkeypatch.setattr(door_module, "COMMIT_DEADLINE_SECONDS", 4.0)
            return late, await door.post(body())

    assert asyncio.run(story()) == (503, 200)
    assert [each for each, _ in doors.waiting(database, ring)] == [body()]


def test_whoever_still_waits_when_the_edge_stops_is_told_it_is_not_durable(standing, database):
    async def story():
        async with standing() as door:
            with nobody_may_insert(database):
                writing = asyncio.create_task(door.post(body(1)))
                await asyncio.sleep(0.05)
                queued = asyncio.create_task(door.post(body(2)))
                await asyncio.sleep(0.05)
                await asyncio.wait_for(door.group_commit.stop(), 2)
                return await asyncio.wait_for(asyncio.gather(writing, queued), 1)

    assert asyncio.run(story()) == [503, 503]
    assert doors.counts(database) == (0, 0)


def test_the_edge_stores_with_the_public_half_alone_and_cannot_open_what_it_stored(ring, database, url_of, tmp_path):
    edge = tmp_path / "edge"
    shutil.copytree(ring.folder, edge, ignore=shutil.ignore_patterns("*.key", "db"))

    async def story():
        async with doors.standing(keys=edge, database_url=url_of(EDGE)) as door:
            return await door.post(body())

    assert list(edge.rglob("*.key")) == []
    assert asyncio.run(story()) == 200
    assert doors.waiting(database, ring) == [(body(), ("1",))]
    with pytest.raises(KeyMissing):
        doors.waiting(database, Keyring(edge))


def test_without_even_a_public_half_nothing_is_stored_and_meta_sends_again(ring, database, standing):
    (ring.folder / "intake" / "current").unlink()

    async def story():
        async with standing() as door:
            return await door.post(body())

    assert (asyncio.run(story()), doors.counts(database)) == (503, (0, 0))


def test_no_table_holds_a_byte_of_the_body_and_the_search_would_find_one(standing, committed, monkeypatch):
    from django.db import connection

    async def story():
        async with standing() as door:
            return await door.post(body(text=CANARY))

    assert asyncio.run(story()) == 200
    assert tables.bearing(connection, CANARY, "5511900004417") == {}
    with connection.cursor() as cursor:
        cursor.execute("UPDATE intake.raw SET record = record || %s", [b"text: " + CANARY.encode() + b"!"])
    assert tables.bearing(connection, CANARY) == {CANARY: ["intake.raw"]}


def test_the_name_of_a_delivery_says_nothing_about_its_body(standing, database):
    async def story():
        async with standing() as door:
            await door.post(body())

    asyncio.run(story())
    with psycopg.connect(database) as connection:
        [[name]] = connection.execute("SELECT delivery_id FROM intake.raw").fetchall()
    assert name == door_module.delivery_id(signature.sign(doors.SECRET, body()).encode())
    assert name != hashlib.sha256(body()).digest()[:16]


def test_a_delivery_is_stamped_when_it_arrived(standing, database):
    async def story():
        async with standing() as door:
            await door.post(body())

    before = datetime.now(UTC)
    asyncio.run(story())

    with psycopg.connect(database) as connection:
        [[received_at, verified_us]] = connection.execute("SELECT received_at, verified_us FROM intake.raw").fetchall()
    assert before <= received_at <= datetime.now(UTC)
    assert 0 <= verified_us < 1_000_000


def test_a_delivery_never_shows_its_body_when_printed():
    delivery = Delivery(id=b"1", body=CANARY.encode(), secret_ids=("1",), received_at=datetime.now(UTC), verified_us=1)

    assert "papagaio" not in repr(delivery)
