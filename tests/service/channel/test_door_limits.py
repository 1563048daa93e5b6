"""What the door does not even read to the end, and what it answers then."""

import asyncio

import pytest

import doors
import raw_asgi
from desvelo.kernel.whatsapp import signature
from desvelo.service.channel import door as door_module

NOWHERE = "postgresql://nowhere.invalid/"
MOST = 4 * 1024 * 1024


@pytest.fixture
def post(tmp_path):
    """Post to a door whose database is nowhere: what is refused before it must never reach it."""
    keys = doors.make_keys(tmp_path / "keys").folder

    def _post(body=b"{}", **how):
        async def story():
            async with doors.standing(keys=keys, database_url=NOWHERE) as door:
                return await door.post(body, **how)

        return asyncio.run(story())

    return _post


@pytest.mark.parametrize("length", [str(MOST + 1), "9" * 30, "9" * 5_000, "-1", "1e3", "0x10", "", "²"])
def test_a_length_too_large_or_no_length_at_all_is_413(post, length):
    assert post(headers=[doors.JSON, (b"content-length", length.encode())]) == 413


def test_a_body_that_grows_too_large_on_the_way_is_413_whatever_it_said(post):
    chunk = b"x" * 1024 * 1024

    assert post(chunk * 4 + b"x", chunks=[chunk] * 4 + [b"x", b"never read"]) == 413
    assert post(chunk * 5, chunks=[chunk] * 5, headers=[doors.JSON, (b"content-length", b"2")]) == 413


def test_the_largest_body_is_read_whole(post):
    largest = b"x" * MOST

    assert post(largest, signed=signature.sign(b"another", largest)) == 401


@pytest.mark.parametrize(
    "headers",
    [
        [doors.JSON, (b"content-encoding", b"gzip")],
        [doors.JSON, (b"content-encoding", b"identity, gzip")],
        [(b"Content-Type", b"application/json"), (b"Content-Encoding", b"BR")],
        [(b"content-type", b"text/plain")],
        [(b"content-type", b"application/x-www-form-urlencoded")],
        [(b"content-type", b"application/jsonp")],
        [],
    ],
)
def test_what_is_compressed_or_not_json_is_415(post, headers):
    assert post(headers=headers) == 415


@pytest.mark.parametrize(
    "content_type", [b"application/json", b"Application/JSON; charset=utf-8", b"application/json ;"]
)
def test_json_may_be_written_in_the_usual_ways(post, content_type):
    headers = [(b"content-type", content_type), (b"content-encoding", b"identity")]

    assert post(signed="", headers=headers) == 401


@pytest.mark.parametrize("method", ["PUT", "DELETE", "HEAD", "OPTIONS", "PATCH"])
def test_any_other_method_is_405(tmp_path, method):
    keys = doors.make_keys(tmp_path / "keys").folder

    async def story():
        async with doors.standing(keys=keys, database_url=NOWHERE) as door:
            return await raw_asgi.ask(door.app, raw_asgi.scope(method, doors.PATH))

    assert asyncio.run(story()).status == 405


def test_a_sender_who_leaves_in_the_middle_gets_no_further(post):
    assert post(b'{"a": 1}', chunks=[b'{"a"', b": 1}"], cut_off=True) == 400


def test_a_sender_who_dawdles_is_cut_off(tmp_path, monkeypatch):
    monkeypatch.setattr(door_module, "SLOWEST_BODY_SECONDS", 0.05)
    keys = doors.make_keys(tmp_path / "keys").folder
    answers = []

    async def receive():
        await asyncio.sleep(0.02)
        return {"type": "http.request", "body": b" ", "more_body": True}

    async def send(message):
        answers.append(message.get("status"))

    async def story():
        async with doors.standing(keys=keys, database_url=NOWHERE) as door:
            await door.app(raw_asgi.scope("POST", doors.PATH, headers=[doors.JSON]), receive, send)

    asyncio.run(story())
    assert answers == [408, None]
