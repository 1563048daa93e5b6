"""What a file is, by its own first bytes; everything nobody should open or send is nothing."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desvelo.kernel.whatsapp import file_types
from desvelo.kernel.whatsapp.file_types import recognise

OFFICE = b"PK\x03\x04..[Content_Types].xml.."


@pytest.mark.parametrize(
    ("content", "kind", "mime_type"),
    [
        (b"\xff\xd8\xff\xe0", "image", "image/jpeg"),
        (b"\x89PNG\r\n\x1a\n", "image", "image/png"),
        (b"GIF89a", "image", "image/gif"),
        (b"RIFF\x00\x00\x00\x00WEBPVP8 ", "image", "image/webp"),
        (b"%PDF-1.7", "document", "application/pdf"),
        (b"OggS", "audio", "audio/ogg"),
        (b"ID3\x04", "audio", "audio/mpeg"),
        (b"\xff\xf1", "audio", "audio/aac"),
        (b"#!AMR\n", "audio", "audio/amr"),
        (b"\x00\x00\x00\x18ftypM4A ", "audio", "audio/mp4"),
        (b"\x00\x00\x00\x18ftypmp42", "video", "video/mp4"),
        (b"\x00\x00\x00\x18ftyp3gp5", "video", "video/3gpp"),
        (OFFICE + b"word/document.xml", "document", f"{file_types._OFFICE}.wordprocessingml.document"),
        (OFFICE + b"xl/workbook.xml", "document", f"{file_types._OFFICE}.spreadsheetml.sheet"),
        (OFFICE + b"ppt/slides", "document", f"{file_types._OFFICE}.presentationml.presentation"),
        ("horário às 9h".encode(), "document", "text/plain"),
    ],
)
def test_each_kind_that_whatsapp_carries_is_known(content, kind, mime_type):
    found = recognise(content)

    assert (found.kind, found.mime_type) == (kind, mime_type)
    assert kind in file_types.LIMITS


@pytest.mark.parametrize(
    "content",
    [b"", b"MZ\x90", b"\x7fELF", b"<html>", b"\xef\xbb\xbf <svg/>", b"#!/bin/sh", b"%!PS", b"PK\x03\x04 anything",
     OFFICE + b"word/ vbaProject.bin", OFFICE, b"Rar!\x1a", b"\x1f\x8b\x08", b"RIFF\x00\x00\x00\x00WAVE", b"a\x00b",
     b"\x00\x00\x00\x18ftypheic", b"   "],
)  # fmt: skip
def test_what_is_nothing_that_whatsapp_carries_is_nothing(content):
    assert recognise(content) is None


@given(st.binary(max_size=64))
def test_no_bytes_whatever_raise(content):
    found = recognise(content)

    assert found is None or found.kind in file_types.LIMITS


def test_only_what_we_draw_ourselves_is_drawable_and_nothing_is_both():
    known = [found for _, found in file_types._BEGINNINGS]

    assert {each.mime_type for each in known if each.drawable} == {
        "image/jpeg", "image/png", "image/gif", "application/pdf",
    }  # fmt: skip
    assert [each for each in known if each.drawable and each.playable] == []


PACKAGE = b"PK\x03\x04 [Content_Types].xml word/"
PLAIN = ["olá, é só texto".encode(), b" " * 40 + b"<html>", b"  #!/bin/sh", b"", b"\xc3"]
OTHERS = [b"%PDF-1.7 abc", b"\xff\xd8\xff\xe0", b"RIFF\0\0\0\0WEBPVP8 ", b"\0\0\0\x18ftypmp42isom"]
WHOLE = st.sampled_from([*PLAIN, *OTHERS, PACKAGE, PACKAGE + b" vbaProject.bin", b"PK\x03\x04 other"])


@given(WHOLE | st.binary(max_size=60), st.lists(st.integers(min_value=0, max_value=60), max_size=6))
def test_in_whatever_pieces_it_comes_a_file_is_the_same(content, cuts):
    recogniser, ends = file_types.Recogniser(), sorted({*(min(cut, len(content)) for cut in cuts), len(content)})
    for start, end in zip([0, *ends], ends, strict=False):
        recogniser.feed(content[start:end])

    assert recogniser.result() == file_types.recognise(content)
