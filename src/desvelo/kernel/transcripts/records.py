"""JSON lines: one object on every line.  ``text`` is the message; ``id``, ``conv``, ``turn``, ``dir`` place it.

Every other string and whole number, however deep, is a text of its own under the path of its keys, because a phone
number beside the message is as personal as one inside.  ``id`` and ``turn`` are kept as they are: a finding must be
able to name its record.  Keys are not looked into.

>>> from desvelo.kernel.transcripts.lines import Line
>>> [entry] = messages([Line(1, '{"id": "m1", "dir": "in", "text": "oi", "who": {"cpf": 52998224725}}', "")])
>>> entry.given_id, entry.outgoing, entry.parts
('m1', False, (Part(field='', text='oi'), Part(field='who.cpf', text='52998224725')))
"""

import json
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from desvelo.kernel.transcripts import senders
from desvelo.kernel.transcripts.entry import Copy, Entry, Part, unchanged
from desvelo.kernel.transcripts.errors import NotARecord
from desvelo.kernel.transcripts.lines import Line

_KEPT = frozenset({"id", "turn", "dir"})
_MESSAGE = "text"

Path = tuple[str | int, ...]


def messages(lines: Iterable[Line]) -> Iterator[Entry]:
    """Yield every record; an empty line has no parts.  Raises NotARecord."""
    for line in lines:
        if line.text.strip():
            yield _entry(line, _object(line))
        else:
            yield Entry(line.number, (), unchanged(line.text + line.end))


def _object(line: Line) -> dict[str, Any]:
    try:
        record = json.loads(line.text)
    except (ValueError, RecursionError):
        raise NotARecord(line=line.number) from None
    if not isinstance(record, dict):
        raise NotARecord(line=line.number)
    return record


def _entry(line: Line, record: dict[str, Any]) -> Entry:
    who = next((key for key, value in record.items() if isinstance(value, str) and senders.names_a_person(key)), None)
    when = next((value for key, value in record.items() if senders.names_a_time(key)), "")
    places = [(path, text) for path, text in _texts(record, ()) if path != (who,)]
    places.sort(key=lambda place: place[0] != (_MESSAGE,))
    return Entry(
        line=line.number,
        parts=tuple(Part(_field(path), text) for path, text in places),
        copy=_copy(record, [path for path, _ in places], who, line.end),
        sender=record[who] if who else "",
        sent_at=str(when),
        given_id=_id(record),
        conversation=str(record.get("conv", "")),
        outgoing=senders.outgoing(record.get("dir")),
    )


def _id(record: dict[str, Any]) -> str:
    given = record.get("id")
    return str(given) if isinstance(given, str | int) else ""


def _texts(value: Any, path: Path) -> Iterator[tuple[Path, str]]:
    """Yield every text under *value* with its path; a number written as a number is one too."""
    if isinstance(value, str) or (isinstance(value, int) and not isinstance(value, bool)):
        yield path, str(value)
    elif isinstance(value, dict):
        for key, inner in value.items():
            if path or key not in _KEPT:
                yield from _texts(inner, (*path, key))
    elif isinstance(value, list):
        for index, inner in enumerate(value):
            yield from _texts(inner, (*path, index))


def _field(path: Path) -> str:
    return "" if path == (_MESSAGE,) else ".".join(map(str, path))


def _copy(record: dict[str, Any], paths: list[Path], who: str | None, end: str) -> Copy:
    def copy(texts: Sequence[str], name: str) -> str:
        for path, text in zip(paths, texts, strict=True):
            _put(record, path, text)
        if who:
            record[who] = name
        return json.dumps(record, ensure_ascii=False) + end

    return copy


def _put(record: Any, path: Path, text: str) -> None:
    """Put *text* at *path*; what did not change stays what it was, a number included."""
    holder = record
    for key in path[:-1]:
        holder = holder[key]
    if str(holder[path[-1]]) != text:
        holder[path[-1]] = text
