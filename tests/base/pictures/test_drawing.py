"""A stranger's file becomes new pixels or a refusal; what parses it can open nothing, reach nobody, and not last."""

import io
import struct
import subprocess
import sys
import time
import zlib
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from PIL import Image
from PIL.ExifTags import GPS, IFD

from desvelo.base.pictures import drawing, program
from desvelo.base.pictures.errors import NotDrawable
from desvelo.sandbox import attachments

SECRET = b"Rua das Acacias 731"


def photo(form: str = "JPEG", *, size: tuple[int, int] = (64, 48), orientation: int = 1) -> bytes:
    """Return a photo as a phone takes it: where, when, with what, and a comment."""
    image = Image.new("RGB", size, (200, 30, 30))
    exif = Image.Exif()
    exif[0x010F], exif[0x0112], exif[0x010E] = "Phone of Bia", orientation, SECRET.decode()
    exif.get_ifd(IFD.GPSInfo).update({GPS.GPSLatitudeRef: "S", GPS.GPSLatitude: (23.0, 33.0, 1.8)})
    written = io.BytesIO()
    more = {"comment": SECRET} if form == "JPEG" else {}
    image.save(written, form, exif=exif, xmp=b"<x>" + SECRET + b"</x>", icc_profile=b"icc " + SECRET, **more)
    return written.getvalue()


def bomb(width: int, height: int) -> bytes:
    """Return a picture of a few kilobytes that decodes to *width* times *height* pixels."""
    packer = zlib.compressobj(1)
    rows = b"".join(packer.compress(bytes(width * 3 + 1)) for _ in range(height)) + packer.flush()

    def chunk(name: bytes, content: bytes) -> bytes:
        return struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


def refused(content: bytes, *, page: int = 0) -> str:
    with pytest.raises(NotDrawable) as refusal:
        drawing.draw(content, page=page)
    return refusal.value.reason


@pytest.mark.asvs("14.2.8")
@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP"])
@pytest.mark.parametrize("into", [drawing.WEBP, drawing.JPEG])
def test_a_photo_comes_back_as_pixels_without_where_when_and_who(form, into):
    taken = photo(form)
    assert SECRET in taken

    drawn = drawing.draw(taken, form=into)

    picture = Image.open(io.BytesIO(drawn))
    assert (picture.format, picture.size) == (into.upper(), (64, 48))
    assert (dict(picture.getexif()), {"exif", "xmp", "icc_profile", "comment"} & set(picture.info)) == ({}, set())
    assert [word for word in (SECRET, b"Exif", b"Phone of Bia", b"GPS", b"ICC") if word in drawn] == []


def test_plain_saving_would_have_kept_it():
    """The control: the same photo through Pillow's own save with what it read keeps the secret."""
    written, taken = io.BytesIO(), Image.open(io.BytesIO(photo()))
    taken.save(written, "JPEG", exif=taken.info["exif"])

    assert SECRET in written.getvalue()


def test_a_photo_held_upright_stays_upright():
    assert Image.open(io.BytesIO(drawing.draw(photo(orientation=6)))).size == (48, 64)


def test_a_large_photo_is_made_fit_for_a_screen():
    assert max(Image.open(io.BytesIO(drawing.draw(photo(size=(5_000, 4_000))))).size) == program.LONGEST_EDGE


def test_a_document_is_drawn_page_by_page():
    content = attachments.pdf("ok")

    assert drawing.pages(content) == 1
    assert Image.open(io.BytesIO(drawing.draw(content))).format == "WEBP"
    assert refused(content, page=1) == "no_such_page"


@pytest.mark.parametrize(
    "content",
    [b"", b"MZ\x90\x00", b"<svg xmlns='http://www.w3.org/2000/svg'/>", b"<html>", b"%PDF-1.4\nnothing", b"\xff\xd8\xff",
     b"GIF89a", b"%!PS-Adobe", b"II*\x00" + bytes(100), b"8BPS" + bytes(100)],
)  # fmt: skip
def test_what_is_no_picture_is_refused(content):
    assert refused(content) == "unreadable"


@pytest.mark.asvs("5.2.6")
def test_a_small_file_of_many_pixels_is_refused_before_it_is_decoded():
    content = bomb(30_000, 1_000)
    began = time.monotonic()

    assert (len(content) < 500_000, refused(content)) == (True, "too_large")
    with pytest.raises(NotDrawable):
        drawing.pages(content)
    assert time.monotonic() - began < 10


@pytest.mark.asvs("5.2.6")
def test_the_limit_of_memory_holds_where_the_limit_of_pixels_is_gone():
    """A second wall: with no cap on pixels, the same child runs into its memory and the parent does not notice."""
    script = (
        "import sys; sys.path.insert(0, sys.argv[3]); import program; program.MOST_PIXELS = 10**12; "
        "program.Image.MAX_IMAGE_PIXELS = None; sys.argv = ['x', 'webp', '0']; program.main()"
    )
    folder = str(Path(program.__file__).parent)
    ended = subprocess.run(
        [sys.executable, "-I", "-c", script, "", "", folder],
        input=bomb(15_000, 13_000),
        capture_output=True,
        check=False,
        timeout=60,
    )

    assert ended.stdout.startswith(b'{"refused": "too_large"}') or ended.returncode != 0


def test_many_large_pictures_at_once_wait_for_each_other_and_all_end():
    """F19, at the size that is still allowed."""
    content = bomb(2_400, 5_000)
    with ThreadPoolExecutor(20) as crowd:
        ends = list(crowd.map(lambda _: len(drawing.draw(content)) > 0, range(6)))

    assert ends == [True] * 6


def inside(line: str, *, limited: bool = True) -> str:
    """Run *line* where the parser runs, after it gave everything up."""
    script = (
        "import sys; sys.path.insert(0, sys.argv[1]); import os, socket, program\n"
        f"if {limited}: program.give_up()\n"
        f"try:\n    {line}\n    os.write(1, b'did')\n"
        "except BaseException as e: os.write(1, type(e).__name__.encode())\n"
        "os._exit(0)"
    )
    folder = str(Path(program.__file__).parent)
    ended = subprocess.run(
        [sys.executable, "-I", "-c", script, folder], capture_output=True, check=False, timeout=60, text=True
    )
    return ended.stdout


@pytest.mark.parametrize(
    "line",
    ["open('/etc/passwd')", "socket.socket()", "os.close(0); open('/etc/passwd')", "os.pipe()", "os.open('/tmp', 0)",
     "__import__('resource').setrlimit(7, (9, 9)); open('/etc/passwd')"],
)  # fmt: skip
def test_what_parses_can_open_no_file_and_no_connection(line):
    assert (inside(line, limited=False), "did" in inside(line)) == ("did", False)


def test_what_parses_ends_when_its_time_is_over():
    script = (
        "import sys; sys.path.insert(0, sys.argv[1]); import program; program.SECONDS = 1; program.give_up()\n"
        "while True: pass"
    )
    began = time.monotonic()
    ended = subprocess.run(
        [sys.executable, "-I", "-c", script, str(Path(program.__file__).parent)], check=False, timeout=30
    )

    assert (ended.returncode < 0, time.monotonic() - began < 20) == (True, True)


def test_a_child_that_hangs_is_ended_and_is_a_refusal(monkeypatch):
    monkeypatch.setattr(drawing, "_SECONDS", 0.01)

    assert refused(photo()) == "too_slow"


def test_the_child_is_given_no_environment(monkeypatch):
    monkeypatch.setenv("DATABASE_URL", "postgresql://secret")
    seen = {}
    really = subprocess.run
    monkeypatch.setattr(subprocess, "run", lambda *args, **more: seen.update(more) or really(*args, **more))

    drawing.draw(photo())

    assert (seen["env"], seen["cwd"], "shell" in seen) == ({}, "/", False)
