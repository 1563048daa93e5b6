"""A file that a customer sends: from bytes in base64, or one made up on the spot; and how its webhook reads.

The made-up ones are whole and valid, so that whatever opens files later has something true to open: a picture of one
colour (PNG), a page with one line (PDF), a second of silence (AMR).
"""

import binascii
import zlib
from base64 import b64decode
from http import HTTPStatus
from typing import Any, Final

from desvelo.sandbox.http import Refusal
from desvelo.sandbox.shelf import File, Shelf

KINDS: Final = frozenset({"audio", "document", "image", "sticker", "video"})
_LONGEST: Final = 1_024
_PETROL: Final = b"\x0f\x55\x63"


def received(kind: str, raw: dict[str, Any], shelf: Shelf, *, now: float) -> File:
    """Put the file that *raw* describes on the shelf, as the customer's; raises Refusal."""
    if kind not in KINDS:
        raise Refusal(HTTPStatus.BAD_REQUEST, f"A file is one of {', '.join(sorted(KINDS))}.")
    content, mime_type = _content(kind, raw)
    filename = str(raw.get("filename", ""))[:_LONGEST]
    return shelf.put(side="in", mime_type=mime_type, content=content, filename=filename, now=now)


def in_webhook(kind: str, file: File, raw: dict[str, Any], *, url: str) -> dict[str, object]:
    """Return the content of the webhook's message."""
    content = file.in_webhook(url=url)
    caption = str(raw.get("caption", ""))[:_LONGEST]
    if caption and kind in {"document", "image", "video"}:
        content["caption"] = caption
    if kind == "document":
        content["filename"] = file.filename or "documento.pdf"
    if kind == "audio":
        content["voice"] = raw.get("voice") is True
    if kind == "sticker":
        content["animated"] = raw.get("animated") is True
    return content


def _content(kind: str, raw: dict[str, Any]) -> tuple[bytes, str]:
    if raw.get("generated") is True:
        return _generated(kind)
    try:
        content = b64decode(raw.get("base64", ""), validate=True)
    except (binascii.Error, TypeError, ValueError):
        raise Refusal(HTTPStatus.BAD_REQUEST, "base64 is not base64.") from None
    mime_type = raw.get("mime_type")
    if not content or not isinstance(mime_type, str) or not mime_type:
        raise Refusal(HTTPStatus.BAD_REQUEST, "A file has base64 and mime_type, or is generated.")
    return content, mime_type[:_LONGEST]


def _generated(kind: str) -> tuple[bytes, str]:
    match kind:
        case "image":
            return png(320, 200), "image/png"
        case "document":
            return pdf("Documento de demonstracao"), "application/pdf"
        case "audio":
            return amr(seconds=1), "audio/amr"
    raise Refusal(HTTPStatus.BAD_REQUEST, f"A {kind} cannot be generated.")


def png(width: int, height: int) -> bytes:
    """Return a picture of one colour (PNG specification, section 5)."""
    header = width.to_bytes(4, "big") + height.to_bytes(4, "big") + b"\x08\x02\x00\x00\x00"
    rows = zlib.compress((b"\x00" + _PETROL * width) * height)
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        _chunk(*each) for each in ((b"IHDR", header), (b"IDAT", rows), (b"IEND", b""))
    )


def _chunk(name: bytes, content: bytes) -> bytes:
    return len(content).to_bytes(4, "big") + name + content + zlib.crc32(name + content).to_bytes(4, "big")


def pdf(line: str) -> bytes:
    """Return a page with one line of plain letters (ISO 32000-1, annex H)."""
    stream = f"BT /F1 18 Tf 60 760 Td ({line}) Tj ET".encode("ascii")
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources 6 0 R >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
        b"<< /Font << /F1 5 0 R >> >>",
    ]
    body, places = b"%PDF-1.4\n", []
    for number, content in enumerate(objects, 1):
        places.append(len(body))
        body += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    size = len(objects) + 1
    trailer = b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (size, len(body))
    return body + b"xref\n0 %d\n0000000000 65535 f \n" % size + table + trailer


def amr(*, seconds: int) -> bytes:
    """Return silence: fifty frames without data a second (RFC 4867 section 5)."""
    return b"#!AMR\n" + b"\x7c" * 50 * seconds
