r"""``multipart/form-data`` as an upload sends it (RFC 7578): the few lines that reading it takes.

>>> body = b'--x\r\nContent-Disposition: form-data; name="type"\r\n\r\nimage/png\r\n--x--\r\n'
>>> read("multipart/form-data; boundary=x", body)["type"].content
b'image/png'
"""

import re
from dataclasses import dataclass, field
from email.message import Message
from http import HTTPStatus

from desvelo.sandbox.http import Refusal

_DISPOSITION = re.compile(rb"(?i)^content-disposition:[ \t]*form-data;(.*)$", re.MULTILINE)
_TYPE = re.compile(rb"(?i)^content-type:[ \t]*([^\r\n]+)", re.MULTILINE)
_PARAMETER = re.compile(rb'([a-z]+)="((?:[^"\\]|\\.)*)"')


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One field of a form; a file has a name and a type."""

    content: bytes = field(repr=False)
    filename: str = ""
    mime_type: str = ""


def read(content_type: str, body: bytes) -> dict[str, Part]:
    """Return the fields of a form by name; raises Refusal when it is none."""
    header = Message()
    header["content-type"] = content_type
    boundary = header.get_param("boundary")
    if header.get_content_type() != "multipart/form-data" or not isinstance(boundary, str) or not boundary:
        raise Refusal(HTTPStatus.BAD_REQUEST, "The body is not multipart/form-data.")
    pieces = (b"\r\n" + body).split(b"\r\n--" + boundary.encode())
    found: dict[str, Part] = {}
    for piece in pieces[1:-1]:
        head, separator, content = piece.partition(b"\r\n\r\n")
        disposition = _DISPOSITION.search(head)
        if not separator or disposition is None:
            raise Refusal(HTTPStatus.BAD_REQUEST, "A part of the form has no name.")
        parameters = {name: value.decode(errors="replace") for name, value in _PARAMETER.findall(disposition[1])}
        declared = _TYPE.search(head)
        found[parameters.get(b"name", "")] = Part(
            content=content,
            filename=parameters.get(b"filename", ""),
            mime_type=declared[1].decode(errors="replace").strip() if declared else "",
        )
    return found
