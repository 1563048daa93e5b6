r"""The export of a chat, as WhatsApp writes it on a phone ("Exportar conversa").

Android: ``12/03/2024 14:05 - Maria: bom dia`` or, in English, ``3/12/24, 2:05 PM - Maria: ...``.
iOS: ``[12/03/2024, 14:05:33] Maria: bom dia``, with a left-to-right mark before what the app itself wrote.
A line that begins with no date goes on with the message before it.  Dates are kept as they stand: whether 3/12 is in
March depends on the phone, and nothing here hangs on it.  A line with a date and without a sender is a notice.

Source: exports of both apps in Portuguese and English, their forms as described in WhatsApp's help centre
("How to export your chat history"), read 2026-11-26.

>>> from desvelo.kernel.transcripts.lines import Line
>>> [entry] = messages([Line(1, "[12/03/24, 14:05:33] Ana: oi", "\n"), Line(2, "tudo bem?", "\n")])
>>> entry.sender, entry.sent_at, entry.parts[0].text
('Ana', '12/03/24, 14:05:33', 'oi\ntudo bem?')
>>> entry.copy(["olá"], "Pessoa 1")
'[12/03/24, 14:05:33] Pessoa 1: olá\n'
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from desvelo.kernel.transcripts import attachments
from desvelo.kernel.transcripts.entry import Entry, Part
from desvelo.kernel.transcripts.lines import Line, parts_a_number

LONGEST_MESSAGE = 16_384
_DATE = r"[0-9]{1,4}[/.\-][0-9]{1,2}[/.\-][0-9]{2,4}"
_TIME = r"[0-9]{1,2}[:.][0-9]{2}(?:[:.][0-9]{2})?(?:\s?[ap]\.?\s?m\.?)?"
_STAMP = rf"{_DATE},?\s(?:(?:às|at)\s)?{_TIME}"
_MARKS = "[\u200e\u200f\u202a-\u202e\ufeff]{0,4}"
_HEAD = re.compile(rf"{_MARKS}(?:\[(?P<ios>{_STAMP})\]\s|(?P<android>{_STAMP})\s[-–]\s)", re.IGNORECASE)
_SENDER = re.compile(r"(?P<name>[^:\n]{1,100}):(?: |$)")
_BY_THE_APP = "\u200e"
_LEFT_OUT = re.compile(r"\u200e?[\w \-]{1,40} (?:omitted|ocultad[oa]|omitid[oa])\.?", re.IGNORECASE)


def is_head(text: str) -> bool:
    """Tell whether a line begins as a message or a notice does."""
    return _HEAD.match(text) is not None


@dataclass(slots=True)
class _Open:
    """The message that is being read."""

    line: int
    head: str = ""
    sender: str = ""
    sent_at: str = ""
    notice: bool = False
    offset: int = 0
    text: list[str] = field(default_factory=list)
    length: int = 0
    end: str = ""

    def add(self, text: str, end: str) -> None:
        """Go on with *text*; the line break before it belongs to the message."""
        self.text += [self.end, text]
        self.length += len(self.end) + len(text)
        self.end = end

    def is_full(self, following: str) -> bool:
        """Tell whether to go on in another piece; a number that goes on in the next line holds it back for a while."""
        waits = parts_a_number("".join(self.text[-1:]), following)
        return self.length > LONGEST_MESSAGE * (2 if waits else 1)

    def entry(self) -> Entry:
        """Return what was read."""
        parts = (Part("", "".join(self.text)),)
        head, end, named = self.head, self.end, bool(self.sender) and bool(self.head)
        return Entry(
            line=self.line,
            parts=parts,
            copy=lambda texts, name: f"{head}{name + ': ' if named else ''}{texts[0]}{end}",
            sender=self.sender,
            sent_at=self.sent_at,
            notice=self.notice,
            offset=self.offset,
        )


def messages(lines: Iterable[Line]) -> Iterator[Entry]:
    """Yield every message and notice, long ones in pieces; what stands before the first date is one by nobody."""
    current: _Open | None = None
    for line in lines:
        head = _HEAD.match(line.text) if line.begins else None
        if head or current is None or current.is_full(line.text):
            if current:
                yield current.entry()
            current = _begun(line, head) if head else _continued(line, current)
        else:
            current.add(line.text, line.end)
    if current:
        yield current.entry()


def _begun(line: Line, head: re.Match[str]) -> _Open:
    stamp = head["ios"] or head["android"]
    rest = line.text[head.end() :]
    sender = _SENDER.match(rest)
    text = rest[sender.end() :] if sender else rest
    begun = _Open(line.number, head.group(), sender["name"] if sender else "", stamp)
    begun.notice = sender is None or (text.startswith(_BY_THE_APP) and not _is_a_file(text))
    begun.add(text, line.end)
    return begun


def _is_a_file(text: str) -> bool:
    return _LEFT_OUT.fullmatch(text) is not None or attachments.is_announced(text)


def _continued(line: Line, before: _Open | None) -> _Open:
    """Begin another piece of the same message; its line break was given with the piece before."""
    if before is None:
        begun = _Open(line.number)
    else:
        offset = before.offset + before.length + len(before.end)
        begun = _Open(before.line, "", before.sender, before.sent_at, before.notice, offset)
    begun.add(line.text, line.end)
    return begun
