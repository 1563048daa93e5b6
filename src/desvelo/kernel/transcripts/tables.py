r"""Tables (CSV): a row is an entry, its cells are its texts.

The separator is the one the first line uses most (``;`` in Brazil's Excel).  The first row holds the names of the
columns when it is made of short words and one of them is known; otherwise columns are called by their number, and that
row is looked into like any other.  ``text`` (or ``mensagem``, ``texto``, ``message``) is the message; ``id``, ``conv``
and ``dir`` place it, as in JSON lines.

>>> from desvelo.kernel.transcripts.lines import Line
>>> _, row = messages([Line(1, "nome;cpf;texto", "\n"), Line(2, 'Ana;529;"oi; bom dia"', "\n")])
>>> row.sender, [tuple(part) for part in row.parts]
('Ana', [('cpf', '529'), ('', 'oi; bom dia')])
>>> row.copy(["•", "oi; bom dia"], "Pessoa 1")
'Pessoa 1;•;"oi; bom dia"\n'
"""

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from desvelo.kernel.detection.catalogue import shipped
from desvelo.kernel.detection.folding import fold
from desvelo.kernel.transcripts import senders
from desvelo.kernel.transcripts.entry import Copy, Entry, Part
from desvelo.kernel.transcripts.errors import NotATable
from desvelo.kernel.transcripts.lines import Line

_SEPARATORS = ";,\t|"
_MESSAGE = frozenset({"text", "texto", "message", "mensagem", "conteudo", "body"})
_KEPT = frozenset({"id", "turn", "dir"})
_LONGEST_NAME = 40
_A_NUMBER = 3


@dataclass(frozen=True, slots=True)
class _Columns:
    """The names of the columns and what some of them are for."""

    names: tuple[str, ...]
    separator: str
    who: int | None
    message: int | None

    def name(self, index: int) -> str:
        return self.names[index] if index < len(self.names) and self.names[index] else str(index + 1)

    def value(self, row: Sequence[str], name: str) -> str:
        """Return the cell under *name*, or nothing."""
        folded = [fold(each).strip() for each in self.names]
        return row[folded.index(name)] if name in folded and folded.index(name) < len(row) else ""


def messages(lines: Iterable[Line]) -> Iterator[Entry]:
    """Yield every row, the names of the columns first.  Raises NotATable."""
    source = iter(lines)
    first = next(source, None)
    if first is None:
        return
    separator = max(_SEPARATORS, key=first.text.count)
    columns: _Columns | None = None
    for number, row in _rows(first, source, separator):
        if columns is None:
            named = _are_names(row)
            columns = _columns(row if named else [], separator)
            if named:
                yield Entry(number, (), _copy(row, [], None, separator))
                continue
        yield _entry(number, row, columns)


def _rows(first: Line, rest: Iterator[Line], separator: str) -> Iterator[tuple[int, list[str]]]:
    def fed() -> Iterator[str]:
        yield first.text + first.end
        yield from (line.text + line.end for line in rest)

    reader = csv.reader(fed(), delimiter=separator)
    while True:
        number = reader.line_num + 1
        try:
            row = next(reader)
        except StopIteration:
            return
        except csv.Error:
            raise NotATable(line=reader.line_num) from None
        yield number, row


def _are_names(row: Sequence[str]) -> bool:
    """Tell whether *row* names columns: short words, one of them known.  What is doubtful is a row like any other."""
    short = all(cell and len(cell) <= _LONGEST_NAME and sum(map(str.isdigit, cell)) < _A_NUMBER for cell in row)
    return short and any(map(_is_known, row))


def _is_known(name: str) -> bool:
    folded = fold(name).strip()
    ours = folded in _MESSAGE or folded in _KEPT or senders.names_a_person(name) or senders.names_a_time(name)
    return ours or any(cue.kinds for cue in shipped().lexicon.cues(folded))


def _columns(names: Sequence[str], separator: str) -> _Columns:
    who = next((index for index, name in enumerate(names) if senders.names_a_person(name)), None)
    message = next((index for index, name in enumerate(names) if fold(name).strip() in _MESSAGE), None)
    return _Columns(tuple(names), separator, who, message)


def _entry(number: int, row: list[str], columns: _Columns) -> Entry:
    kept = {columns.who} | {index for index in range(len(row)) if fold(columns.name(index)).strip() in _KEPT}
    places = [index for index in range(len(row)) if index not in kept and row[index]]
    fields = ["" if index == columns.message else columns.name(index) for index in places]
    times = [row[index] for index in range(len(row)) if senders.names_a_time(columns.name(index))]
    has_sender = columns.who is not None and columns.who < len(row)
    return Entry(
        line=number,
        parts=tuple(Part(name, row[index]) for name, index in zip(fields, places, strict=True)),
        copy=_copy(row, places, columns.who if has_sender else None, columns.separator),
        sender=row[columns.who] if has_sender and columns.who is not None else "",
        sent_at=" ".join(times),
        given_id=columns.value(row, "id"),
        conversation=columns.value(row, "conv"),
        outgoing=senders.outgoing(columns.value(row, "dir")),
    )


def _copy(row: list[str], places: list[int], who: int | None, separator: str) -> Copy:
    def copy(texts: Sequence[str], name: str) -> str:
        cells = list(row)
        for index, text in zip(places, texts, strict=True):
            cells[index] = text
        if who is not None:
            cells[who] = name if cells[who] else ""
        line = io.StringIO()
        csv.writer(line, delimiter=separator, lineterminator="\n").writerow(cells)
        return line.getvalue()

    return copy
