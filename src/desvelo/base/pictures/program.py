"""The child: takes one file on stdin, answers with one line of JSON and, if asked, the bytes of a picture.

It loads its libraries, gives up everything it will not need (new descriptors, so files and sockets alike; processes;
memory; time), and only then reads the first byte.  Run by path, in isolated mode; imports nothing of ours.

Source: security-design D10.1, D10.2.
"""

import ctypes
import io
import json
import os
import resource
import signal
import sys

import pypdfium2
from PIL import GifImagePlugin, Image, ImageOps, JpegImagePlugin, PngImagePlugin, WebPImagePlugin

MOST_PIXELS = 25_000_000
MOST_PAGES = 200
LONGEST_EDGE = 2_048
MEMORY_BYTES = 512 * 1024 * 1024
SECONDS = 10
_FORMATS = tuple(
    plugin.format
    for plugin in (
        GifImagePlugin.GifImageFile,
        JpegImagePlugin.JpegImageFile,
        PngImagePlugin.PngImageFile,
        WebPImagePlugin.WebPImageFile,
    )
)
_WRITTEN = {"webp": "WEBP", "jpeg": "JPEG"}
_QUALITY = 88
_NEW_NET, _NEW_USER = 0x40000000, 0x10000000
_NO_NEW_PRIVILEGES = 38


class Refused(Exception):
    """The file is not drawn; the word says why."""


def warm_up() -> None:
    """Draw a dot of each kind, so that whatever the libraries load late is loaded while files may be opened."""
    exif = Image.Exif()
    exif[0x0112] = 6
    for form in _FORMATS:
        dot = io.BytesIO()
        Image.new("RGB", (2, 1)).save(dot, form, exif=exif)
        for into in _WRITTEN:
            rebuilt(drawn(dot.getvalue(), 0), into)


def give_up() -> None:
    """Give up what a parser does not need; what the kernel grants beyond the limits is a second wall, not the first."""
    libc = ctypes.CDLL(None, use_errno=True)
    libc.prctl(_NO_NEW_PRIVILEGES, 1, 0, 0, 0)
    libc.unshare(_NEW_USER | _NEW_NET)
    for limit, value in (
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_NPROC, 0),
        (resource.RLIMIT_CPU, SECONDS),
        (resource.RLIMIT_AS, MEMORY_BYTES),
        (resource.RLIMIT_NOFILE, 0),
    ):
        resource.setrlimit(limit, (value, value))


def opened(content: bytes) -> Image.Image:
    """Read the head of a picture: its kind and its size, not its pixels."""
    Image.MAX_IMAGE_PIXELS = MOST_PIXELS
    image = Image.open(io.BytesIO(content), formats=_FORMATS)
    if image.width * image.height > MOST_PIXELS:
        raise Refused("too_large")
    return image


def pages_of(content: bytes) -> int:
    """Return how many pages there are: one for a picture."""
    if not content.startswith(b"%PDF-"):
        opened(content)
        return 1
    pages = len(pypdfium2.PdfDocument(content))
    if not 0 < pages <= MOST_PAGES:
        raise Refused("too_many_pages")
    return pages


def drawn(content: bytes, page: int) -> Image.Image:
    """Return one page as pixels of a size for a screen."""
    if content.startswith(b"%PDF-"):
        return _page(content, page)
    image = opened(content)
    image.draft("RGB", (LONGEST_EDGE, LONGEST_EDGE))
    return ImageOps.exif_transpose(image)


def _page(content: bytes, page: int) -> Image.Image:
    document = pypdfium2.PdfDocument(content)
    if not 0 <= page < len(document) <= MOST_PAGES:
        raise Refused("no_such_page")
    sheet = document[page]
    width, height = sheet.get_size()
    if min(width, height) < 1:
        raise Refused("unreadable")
    picture: Image.Image = sheet.render(
        scale=min(2.0, LONGEST_EDGE / max(width, height)), may_draw_forms=False
    ).to_pil()
    return picture


def rebuilt(image: Image.Image, form: str) -> bytes:
    """Write new pixels: a picture made of nothing but colours, so nothing else of the file can come along."""
    has_alpha = form == "webp" and (image.mode in {"RGBA", "LA", "PA"} or "transparency" in image.info)
    pixels = image.convert("RGBA") if has_alpha else _on_white(image)
    pixels.thumbnail((LONGEST_EDGE, LONGEST_EDGE))
    clean = Image.frombytes(pixels.mode, pixels.size, pixels.tobytes())
    written = io.BytesIO()
    clean.save(written, _WRITTEN[form], quality=_QUALITY)
    return written.getvalue()


def _on_white(image: Image.Image) -> Image.Image:
    """Return a picture without transparency: what shone through is white, as on a phone."""
    if "A" not in image.mode and "transparency" not in image.info:
        return image.convert("RGB")
    layer = image.convert("RGBA")
    white = Image.new("RGBA", layer.size, "white")
    white.alpha_composite(layer)
    return white.convert("RGB")


def answer(ask: str, page: int, content: bytes) -> tuple[dict[str, object], bytes]:
    """Return what was asked for, or why not."""
    try:
        if ask == "pages":
            return {"pages": pages_of(content)}, b""
        return {"pages": 0}, rebuilt(drawn(content, page), ask)
    except Refused as reason:
        return {"refused": str(reason)}, b""
    except (MemoryError, Image.DecompressionBombError, Image.DecompressionBombWarning):
        return {"refused": "too_large"}, b""
    except Exception:  # noqa: BLE001  whatever a stranger's bytes do to a parser is one refusal
        return {"refused": "unreadable"}, b""


def main() -> None:
    """Answer one question about one file."""
    ask, page = sys.argv[1], int(sys.argv[2])
    signal.signal(signal.SIGXCPU, signal.SIG_DFL)
    warm_up()
    give_up()
    told, picture = answer(ask, page, sys.stdin.buffer.read())
    sys.stdout.buffer.write(json.dumps(told).encode() + b"\n" + picture)
    sys.stdout.buffer.flush()
    os._exit(0)


if __name__ == "__main__":
    main()
