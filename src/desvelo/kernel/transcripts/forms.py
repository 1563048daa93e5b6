"""Which form a transcript has, told by its name and its first lines, and its entries in that form.

>>> form_of("conversa.txt", "12/03/2024 14:05 - Ana: oi")
<Form.WHATSAPP: 'whatsapp'>
>>> form_of("anotações.txt", "ligar para a Ana")
<Form.TEXT: 'text'>
"""

from collections.abc import Iterable, Iterator
from enum import StrEnum

from desvelo.kernel.transcripts import plain, records, tables, whatsapp
from desvelo.kernel.transcripts.entry import Entry
from desvelo.kernel.transcripts.lines import lines, whole_lines

_BY_ENDING = (".csv", "csv"), (".tsv", "csv"), (".jsonl", "jsonl"), (".ndjson", "jsonl")
_LINES_LOOKED_AT = 20


class Form(StrEnum):
    """The forms that can be read."""

    WHATSAPP = "whatsapp"
    CSV = "csv"
    JSONL = "jsonl"
    TEXT = "text"


def form_of(name: str, head: str) -> Form:
    """Return the form of the file *name* that begins with *head*."""
    for ending, form in _BY_ENDING:
        if name.lower().endswith(ending):
            return Form(form)
    first = [line for line in head.split("\n") if line.strip()][:_LINES_LOOKED_AT]
    if any(map(whatsapp.is_head, first)):
        return Form.WHATSAPP
    return Form.JSONL if first and first[0].lstrip().startswith('{"') else Form.TEXT


def entries(form: Form, chunks: Iterable[bytes], encoding: str) -> Iterator[Entry]:
    """Yield the entries of a file in *form*.  Raises TranscriptRefused."""
    pieces = lines(chunks, encoding)
    match form:
        case Form.WHATSAPP:
            return whatsapp.messages(pieces)
        case Form.CSV:
            return tables.messages(whole_lines(pieces))
        case Form.JSONL:
            return records.messages(whole_lines(pieces))
        case Form.TEXT:
            return plain.messages(pieces)
