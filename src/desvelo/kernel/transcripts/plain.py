"""Plain text: every line is a message, by nobody in particular."""

from collections.abc import Iterable, Iterator

from desvelo.kernel.transcripts.entry import Copy, Entry, Part, unchanged
from desvelo.kernel.transcripts.lines import Line


def messages(lines: Iterable[Line]) -> Iterator[Entry]:
    """Yield every line; an empty one has no parts, so that a copy keeps it."""
    offset = 0
    for line in lines:
        offset = 0 if line.begins else offset
        if line.text.strip():
            yield Entry(line.number, (Part("", line.text),), _copy(line.end), offset=offset)
        else:
            yield Entry(line.number, (), unchanged(line.text + line.end))
        offset += len(line.text)


def _copy(end: str) -> Copy:
    return lambda texts, _name: texts[0] + end
