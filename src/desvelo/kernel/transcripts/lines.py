r"""Bytes into lines, never more than a bounded piece of one at a time.

Only ``\n`` (after ``\r`` or not) ends a line: the other line breaks of Unicode stand inside messages.  A line longer
than ``LONGEST_PIECE`` comes in pieces, cut at a space where there is one, so a file without a line break needs no more
memory than any other.

>>> [line.text for line in lines([b"bom d", b"ia\r\ntchau"], "utf-8")]
['bom dia', 'tchau']
"""

import codecs
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from desvelo.kernel.transcripts.errors import LineTooLong, NotText, WrongEncoding

LONGEST_PIECE = 16_384
LONGEST_LINE = 1_048_576
_WHERE_TO_CUT = 1_024
_MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))


class Line(NamedTuple):
    """A line, or a piece of one: only the first piece *begins* it and only the last has its *end*."""

    number: int
    text: str
    end: str
    begins: bool = True


def encoding_of(head: bytes) -> str:
    """Return the encoding the first bytes of a file announce; without a mark, UTF-8.  Raises NotText."""
    for mark, encoding in _MARKS:
        if head.startswith(mark):
            return encoding
    if b"\0" in head:
        raise NotText
    return "utf-8"


def lines(chunks: Iterable[bytes], encoding: str) -> Iterator[Line]:
    """Yield every line, long ones in pieces.  Raises WrongEncoding, naming the line."""
    number, rest, begins = 1, "", True
    for text in _decoded(chunks, encoding):
        *whole, rest = (rest + text).split("\n")
        for each in whole:
            yield from _pieces(Line(number, each, "\n", begins))
            number, begins = number + 1, True
        while len(rest) > LONGEST_PIECE:
            cut = _cut(rest)
            yield Line(number, rest[:cut], "", begins)
            rest, begins = rest[cut:], False
    if rest:
        yield from _pieces(Line(number, rest, "", begins))


def whole_lines(pieces: Iterable[Line]) -> Iterator[Line]:
    """Yield lines that are not in pieces.  Raises LineTooLong."""
    held: list[Line] = []
    length = 0
    for piece in pieces:
        if piece.begins and held:
            yield _joined(held)
            held, length = [], 0
        held.append(piece)
        length += len(piece.text)
        if length > LONGEST_LINE:
            raise LineTooLong(line=piece.number, limit=LONGEST_LINE)
    if held:
        yield _joined(held)


def _joined(held: list[Line]) -> Line:
    if len(held) == 1:
        return held[0]
    return Line(held[0].number, "".join(piece.text for piece in held), held[-1].end)


def _decoded(chunks: Iterable[bytes], encoding: str) -> Iterator[str]:
    """Decode strictly: a letter that was guessed wrong would hide a number from the detectors."""
    decoder = codecs.getincrementaldecoder(encoding)("strict")
    line = 1
    for chunk in chunks:
        try:
            text = decoder.decode(chunk)
        except UnicodeDecodeError as error:
            raise WrongEncoding(line=line + chunk[: error.start].count(b"\n"), encoding=encoding) from None
        line += text.count("\n")
        yield text
    try:
        yield decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        raise WrongEncoding(line=line, encoding=encoding) from None


def _pieces(line: Line) -> Iterator[Line]:
    text, begins = line.text, line.begins
    while len(text) > LONGEST_PIECE:
        cut = _cut(text)
        yield Line(line.number, text[:cut], "", begins)
        text, begins = text[cut:], False
    if text.endswith("\r") and line.end:
        yield Line(line.number, text[:-1], "\r\n", begins)
    else:
        yield Line(line.number, text, line.end, begins)


def _cut(text: str) -> int:
    """Return where to end a piece: after the last space near its end that parts no number, else at its end."""
    start = LONGEST_PIECE - _WHERE_TO_CUT
    spaces = [place for place in range(start, LONGEST_PIECE) if text[place] == " "]
    harmless = (place for place in reversed(spaces) if not parts_a_number(text[place - 1], text[place + 1 : place + 2]))
    return next(harmless, LONGEST_PIECE - 1) + 1


def parts_a_number(before: str, after: str) -> bool:
    """Tell whether digits stand on both sides of a cut."""
    return before[-1:].isdigit() and after[:1].isdigit()
