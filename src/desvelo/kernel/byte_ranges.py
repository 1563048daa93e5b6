"""Which part of a file a player asks for, and how the answer names the part it gives.

One range of bytes is understood.  Several, another unit and what is no range at all are as if nothing were asked, as
the standard allows or demands: the whole is given.  Of a long range its beginning is given, and the answer says so:
whoever wants more asks again, so no answer is large and none waits for a slow reader.

Source: RFC 9110 sections 14.1.1, 14.1.2, 14.2, 14.4, 15.3.7 and 15.5.17.

>>> asked("bytes=2-5", of=10), asked("bytes=-3", of=10), asked("bytes=0-0,5-6", of=10), asked("bytes=3-", of=10, most=4)
((2, 6), (7, 10), None, (3, 7))
>>> told((2, 6), of=10), none(of=10)
('bytes 2-5/10', 'bytes */10')
"""

import re
import sys
from http import HTTPStatus
from typing import Final

from desvelo.kernel.errors import DesveloError

_ONE: Final = re.compile(r"bytes=[ \t]*([0-9]{0,40})-([0-9]{0,40})[ \t]*", re.IGNORECASE)
Part = tuple[int, int]
"""The offset of the first byte, and of the one behind the last."""


class Unsatisfiable(DesveloError):
    """No byte of the range that was asked for exists."""

    code = "byte_ranges.unsatisfiable"
    status = HTTPStatus.REQUESTED_RANGE_NOT_SATISFIABLE

    def __init__(self) -> None:
        super().__init__()


def asked(header: str, *, of: int, most: int = sys.maxsize) -> Part | None:
    """Return the part of *of* bytes that a ``Range`` header asks for, *most* of it; None for the whole.

    Raises Unsatisfiable.
    """
    found = _ONE.fullmatch(header)
    first, last = found.groups() if found else ("", "")
    if not (first or last) or (first and last and int(last) < int(first)):
        return None
    start = int(first) if first else max(of - int(last), 0)
    end = min(int(last) + 1, of) if first and last else of
    if start >= end:
        raise Unsatisfiable
    return start, min(end, start + most)


def told(part: Part, *, of: int) -> str:
    """Return the ``Content-Range`` of an answer that gives *part*."""
    start, end = part
    return f"bytes {start}-{end - 1}/{of}"


def none(*, of: int) -> str:
    """Return the ``Content-Range`` of an answer that gives nothing, because there is no such part."""
    return f"bytes */{of}"
