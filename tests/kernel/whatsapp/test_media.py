import base64
import hashlib
import json
from dataclasses import replace
from datetime import timedelta

import pytest

from desvelo.kernel.whatsapp import media, payload
from desvelo.kernel.whatsapp.errors import NotTheFile
from desvelo.kernel.whatsapp.items import Media
from desvelo.kernel.whatsapp.media import Found, Missing

from .bodies import body, message


def read(kind, content, **more):
    raw = message(**{"type": kind, "text": None, kind: content, **more})
    [item] = payload.parse(body(messages=[raw])).items
    return item.media


@pytest.mark.parametrize("media_id", ["../debug_token", "a/b", "", ".", "9?x=1", "a" * 129, None, ["9"], "9 9", "９"])
def test_an_id_that_is_no_plain_name_is_no_id(media_id):
    assert read("image", {"id": media_id, "mime_type": "image/jpeg"}) is None


def test_a_file_of_a_known_kind_needs_no_declared_type():
    assert read("image", {"id": "9"}) == Media(id="9", mime_type="application/octet-stream", sha256="")


def test_a_file_of_an_unseen_kind_is_told_by_its_declared_type():
    assert read("ptv", {"id": "9", "mime_type": "video/mp4"}).mime_type == "video/mp4"
    assert read("hologram", {"id": "9"}) is None


def test_the_old_kind_voice_is_a_voice_note():
    assert read("voice", {"id": "9", "mime_type": "audio/ogg; codecs=opus"}) == Media(
        id="9", mime_type="audio/ogg", sha256="", voice=True
    )


def test_the_file_of_an_edit_is_read_out_of_it():
    edit = {
        "original_message_id": "wamid.9",
        "message": {"type": "image", "image": {"id": "8", "mime_type": "image/png"}},
    }

    assert read("edit", edit).id == "8"


def test_a_size_and_that_a_sticker_moves_are_read_when_told():
    found = read("sticker", {"id": "9", "mime_type": "image/webp", "animated": True, "file_size": "2048"})

    assert (found.animated, found.size) == (True, 2048)


@pytest.mark.parametrize("declared", ["text/html<script>", "x", "image/", None, 7, "a" * 70 + "/b", "image/png\n"])
def test_a_type_that_is_none_is_any_bytes(declared):
    assert media.mime_type(declared) == ("image/png" if declared == "image/png\n" else media.NO_TYPE)


def told(**more):
    return json.dumps({"id": "9", "url": "https://x.example/1", "mime_type": "image/jpeg", **more}).encode()


@pytest.mark.parametrize(("size", "read_as"), [(2048, 2048), ("2048", 2048), ("muito", None), (None, None)])
def test_a_size_is_a_number_or_its_digits(size, read_as):
    assert media.answer(200, told(file_size=size)) == Found(
        mime_type="image/jpeg", size=read_as, sha256="", url="https://x.example/1"
    )


@pytest.mark.parametrize(
    ("status", "content", "expected"),
    [
        (400, b'{"error":{"code":100,"error_subcode":33}}', Missing(code="100")),
        (400, b'{"error":{"code":131052}}', Missing(code="131052", final=True)),
        (401, b'{"error":{"code":190}}', Missing(code="190")),
        (404, b"", Missing(code="http_404")),
        (502, b"<html>", Missing(code="http_502")),
        (200, b"{}", Missing(code="http_200")),
        (200, b"[" * 90, Missing(code="http_200")),
    ],
)
def test_any_other_answer_is_no_file_for_now_and_only_one_is_final(status, content, expected):
    assert media.answer(status, content) == expected


def test_asking_again_takes_longer_each_time_and_never_more_than_an_hour():
    waits = [media.wait(attempts) for attempts in range(40)]

    assert waits[0] == timedelta(seconds=2)
    assert waits == sorted(waits)
    assert waits[-1] == timedelta(hours=1)


FILE = Media(id="9", mime_type="image/jpeg", sha256="", size=6)


def taken(*pieces: bytes, **more: object) -> bytes:
    return b"".join(media.verified(iter(pieces), replace(FILE, **more)))


@pytest.mark.parametrize("form", ["hex", "base64"])
def test_a_whole_file_passes_with_its_hash_in_either_form(form):
    digest = hashlib.sha256(b"abcdef").digest()
    said = digest.hex() if form == "hex" else base64.b64encode(digest).decode()

    assert taken(b"abc", b"", b"def", sha256=said) == b"abcdef"


@pytest.mark.parametrize(
    ("pieces", "more", "reason"),
    [
        ((b"abcdeX",), {"sha256": hashlib.sha256(b"abcdef").hexdigest()}, "wrong_hash"),
        ((b"abc",), {}, "cut_short"),
        ((b"abcdef", b"g"), {}, "too_large"),
        ((b"",), {}, "cut_short"),
    ],
)
def test_what_is_not_the_file_is_said_at_its_end_or_as_soon_as_it_is_too_much(pieces, more, reason):
    with pytest.raises(NotTheFile) as wrong:
        taken(*pieces, **more)
    assert wrong.value.reason == reason


def test_a_file_of_unknown_size_is_taken_up_to_what_whatsapp_carries(monkeypatch):
    monkeypatch.setattr(media, "LARGEST", 4)

    assert taken(b"abcd", size=None) == b"abcd"
    with pytest.raises(NotTheFile):
        taken(b"abcde", size=None)
    with pytest.raises(NotTheFile):
        taken(b"abcde", size=10**12)


@pytest.mark.parametrize("said", ["", "q2Vr", "zz", "ab" * 31, "é" * 44, "A" * 44])
def test_what_is_no_hash_is_none(said):
    assert media.digest(said) is None
