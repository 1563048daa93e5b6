"""The page of the simulated phone: one document, one style sheet, one script, one font, all from here.

The policy forbids everything else: no inline style or script, no other origin, no frame but the desk's.  The words are
put in by the server; what people wrote is only ever put in by the script, as text.
"""

import re
from collections.abc import Mapping
from functools import cache
from html import escape
from importlib.resources import files
from string import Template
from typing import Final

import msgspec

from desvelo.sandbox import words
from desvelo.sandbox.config import Config
from desvelo.sandbox.http import Response
from desvelo.sandbox.shelf import File

WA_ID = re.compile(r"[0-9]{8,15}", re.ASCII)
_LONGEST_NAME: Final = 60
_PICTURES: Final = frozenset({"image/jpeg", "image/png", "image/webp"})
_THEMES: Final = {"light", "dark"}
_TYPES: Final = {
    "phone.css": "text/css; charset=utf-8",
    "phone.js": "text/javascript; charset=utf-8",
    "inter.woff2": "font/woff2",
}


def document(config: Config, query: Mapping[str, str]) -> Response:
    """Return the page of one phone, in the language and theme asked for."""
    wa_id = query.get("wa_id", "")
    if not WA_ID.fullmatch(wa_id):
        return Response(status=400, headers={"content-type": "text/plain"}, body=b"wa_id: 8-15 digits")
    name = " ".join(query.get("name", "").split())[:_LONGEST_NAME]
    said = words.chosen(query.get("lang", ""))
    known = {"name": name or wa_id, "business": config.business_name, "text": "{text}", "emoji": "{emoji}"}
    filled = {key: escape(text.format_map(known)) for key, text in said.items()}
    theme = query.get("theme", "")
    page = Template(_static("phone.html").decode()).substitute(
        filled,
        business=escape(config.business_name),
        words=escape(msgspec.json.encode(said).decode()),
        wa_id=wa_id,
        name=escape(name),
        theme=theme if theme in _THEMES else "system",
        desk=escape(config.desk_origin),
    )
    return Response(headers=_headers(config.desk_origin), body=page.encode())


def static(name: str) -> Response | None:
    """Return a file of the page, or None when there is no such file."""
    if name not in _TYPES:
        return None
    headers = {"content-type": _TYPES[name], "cache-control": "no-cache", "cross-origin-resource-policy": "same-origin"}
    return Response(headers=headers, body=_static(name))


def file(kept: File) -> Response:
    """Return a file of the conversation: a picture to be drawn, anything else to be saved."""
    drawn = kept.mime_type in _PICTURES
    headers = {
        "content-type": kept.mime_type if drawn else "application/octet-stream",
        "content-disposition": "inline" if drawn else "attachment",
        "content-security-policy": "default-src 'none'; sandbox",
        "cross-origin-resource-policy": "same-origin",
        "cache-control": "no-store",
    }
    return Response(headers=headers, body=kept.content)


def _headers(desk_origin: str) -> dict[str, str]:
    policy = (
        "default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self'; connect-src 'self'; "
        "img-src 'self' data:; base-uri 'none'; form-action 'none'; "
        f"frame-ancestors {desk_origin}; require-trusted-types-for 'script'"
    )
    return {
        "content-type": "text/html; charset=utf-8",
        "content-security-policy": policy,
        "cross-origin-embedder-policy": "require-corp",
        "cross-origin-resource-policy": "cross-origin",
        "referrer-policy": "no-referrer",
        "permissions-policy": "camera=(), geolocation=(), microphone=()",
        "cache-control": "no-store",
    }


@cache
def _static(name: str) -> bytes:
    return files("desvelo.sandbox").joinpath("static", name).read_bytes()
