"""A sound is played from any place: only what is asked for is opened, and no more of it is held than a little."""

import os
import re
import tracemalloc
from pathlib import Path

import pytest

from arrived_files import keep, picture
from browser import signed_in
from desvelo.base.objects import store
from desvelo.kernel.sealing.cobblestone import CHUNK_BYTES, HEADER_BYTES
from desvelo.kernel.sealing.errors import NotReadable
from desvelo.service.channel import files
from desvelo.service.channel.models import Media

CHUNKS = 100
SOUND = b"OggS" + os.urandom(CHUNKS * CHUNK_BYTES - 4) + b"the last words"
SEALED_CHUNK = CHUNK_BYTES + 16
PART = 256 * 1024


@pytest.fixture
def playing(house):
    """Let a sound arrive and be permitted; return how a player asks for it."""
    browser = signed_in(house.marina)
    message = picture("w.1", kind="audio")
    keep(message, SOUND)
    address = permitted(browser, message)

    def _playing(**headers: str):
        return browser.get(address, headers={"Sec-Fetch-Dest": "audio", **headers})

    return _playing


def permitted(browser, message) -> str:
    """Give a reason; return the address that the sound is then heard at."""
    answer = browser.post(f"/atendimento/arquivo/{message.public_id}", {"reason": "identity"})
    [address] = re.findall(r'src="(/atendimento/olhar/[^"]+)"', answer.content.decode())
    return address


def taken(answer) -> bytes:
    return b"".join(answer.streaming_content)


def object_file() -> Path:
    from django.conf import settings

    name = Media.objects.get().object_name
    return settings.DESVELO.objects / name[:2] / name


@pytest.mark.parametrize(
    ("asked", "start", "end"),
    [
        ("bytes=0-", 0, PART),
        ("bytes=500000-", 500_000, 500_000 + PART),
        ("bytes=-1000000", len(SOUND) - 1_000_000, len(SOUND) - 1_000_000 + PART),
        ("bytes=0-1", 0, 2),
        ("bytes=16383-16384", CHUNK_BYTES - 1, CHUNK_BYTES + 1),
        ("bytes=1000000-1200000", 1_000_000, 1_200_001),
        ("bytes=-10", len(SOUND) - 10, len(SOUND)),
        ("bytes=1600000-9999999", 1_600_000, len(SOUND)),
    ],
)
def test_the_part_that_was_asked_for_comes_and_says_which_it_is(playing, asked, start, end):
    answer = playing(Range=asked)

    assert answer.status_code == 206
    assert answer.headers["Content-Range"] == f"bytes {start}-{end - 1}/{len(SOUND)}"
    assert (len(answer.content), answer.headers["Content-Type"]) == (end - start, "audio/ogg")
    assert answer.content == SOUND[start:end]


@pytest.mark.parametrize(
    "headers",
    [{}, {"Range": "bytes=0-1,5-6"}, {"Range": "bytes=9-1"}, {"Range": "lines=0-1"},
     {"Range": "bytes=5-6", "If-Range": '"of another version"'},
     {"Range": "bytes=5-6", "If-Range": "Wed, 21 Oct 2026 07:28:00 GMT"}],
)  # fmt: skip
def test_whoever_asks_for_no_single_part_of_what_we_have_gets_the_whole(playing, headers):
    answer = playing(**headers)

    assert (answer.status_code, answer.headers["Content-Length"]) == (200, str(len(SOUND)))
    assert (answer.headers["Accept-Ranges"], "Content-Range" in answer.headers) == ("bytes", False)
    assert taken(answer) == SOUND


@pytest.mark.parametrize("asked", [f"bytes={len(SOUND)}-", "bytes=-0"])
def test_a_part_that_is_not_there_is_refused_with_the_length(playing, asked):
    answer = playing(Range=asked)

    assert (answer.status_code, answer.content) == (416, b"")
    assert answer.headers["Content-Range"] == f"bytes */{len(SOUND)}"


@pytest.mark.parametrize("asked", ["bytes=0-", "bytes=5-6", "bytes=99999999-"])
def test_every_answer_lets_a_browser_do_nothing_else_with_it(playing, asked):
    headers = playing(Range=asked).headers

    assert (headers["Cache-Control"], headers["X-Content-Type-Options"]) == ("no-store", "nosniff")
    assert headers["Content-Disposition"].startswith("attachment")
    assert headers["Content-Security-Policy"] == "sandbox; default-src 'none'; frame-ancestors 'none'"


def test_a_range_is_asked_of_the_look_again(playing, house, audit_tags):
    """A part is as little permitted as the whole to whom the look does not belong."""
    address = playing().wsgi_request.path

    answer = signed_in(house.rui).get(address, headers={"Sec-Fetch-Dest": "audio", "Range": "bytes=0-1"})

    assert (answer.status_code, audit_tags()[-1]) == (404, ("datum:reveal", "denied:no_look"))


def test_what_stands_before_and_behind_is_neither_read_nor_opened(playing, monkeypatch, settings):
    """Header, first chunk (what it is) and last chunk (how long it is); then the chunks of the range."""
    kept, read = store.of(settings.DESVELO), []
    really = type(kept).read_range
    monkeypatch.setattr(
        type(kept), "read_range", lambda self, name, a, b: read.append((a, b)) or really(self, name, a, b)
    )

    answer = playing(Range=f"bytes={50 * CHUNK_BYTES + 3}-{51 * CHUNK_BYTES + 4}")

    assert len(answer.content) == CHUNK_BYTES + 2
    place = [HEADER_BYTES + number * SEALED_CHUNK for number in range(CHUNKS + 1)]
    end = place[CHUNKS] + len(b"the last words") + 16
    assert read == [(0, HEADER_BYTES), (place[CHUNKS], end), (0 + HEADER_BYTES, place[1]), (place[50], place[52])]


def test_a_sound_is_never_whole_in_memory(house):
    size = 24 * 1024 * 1024
    browser, message = signed_in(house.marina), picture("w.2", kind="audio")
    keep(message, b"OggS" + bytes(size))
    tracemalloc.start()

    address = permitted(browser, message)
    answer = browser.get(address, headers={"Sec-Fetch-Dest": "audio"})
    given = sum(len(piece) for piece in answer.streaming_content)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.reset_peak()
    held = len(files.whole(Media.objects.get().id, largest=2 * size))
    _, control = tracemalloc.get_traced_memory()
    tracemalloc.stop()

    assert (given, peak < 4 * 1024 * 1024) == (size + 4, True), peak
    assert (held, control > size) == (size + 4, True)


def test_a_false_chunk_is_not_given_and_the_rest_can_still_be_heard(playing):
    path = object_file()
    harmed = bytearray(path.read_bytes())
    harmed[HEADER_BYTES + 40 * SEALED_CHUNK] ^= 1
    path.chmod(0o600)
    path.write_bytes(harmed)

    holds_it = [playing(Range=f"bytes={number * CHUNK_BYTES}-") for number in (25, 40)]
    beside = [playing(Range=f"bytes={number * CHUNK_BYTES}-") for number in (24, 41)]
    given = []
    with pytest.raises(NotReadable):
        given.extend(playing().streaming_content)

    assert [(answer.status_code, "Content-Range" in answer.headers) for answer in holds_it] == [(500, False)] * 2
    assert [answer.content for answer in beside] == [SOUND[number * CHUNK_BYTES :][:PART] for number in (24, 41)]
    assert b"".join(given) == SOUND[: 40 * CHUNK_BYTES]


@pytest.mark.parametrize("cut", [1, 30, 31 + SEALED_CHUNK, 50 * SEALED_CHUNK])
def test_of_a_sound_that_was_cut_nothing_is_played(playing, cut):
    path = object_file()
    whole = path.read_bytes()
    path.write_bytes(whole[:-cut])

    answer = playing(Range="bytes=0-1")

    assert (answer.status_code, answer.streaming, b"Ogg" in answer.content) == (500, False, False)
