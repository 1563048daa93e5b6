"""One message, record or row of a transcript: its texts, what is known of it, and the way back into a copy."""

from collections.abc import Callable, Sequence
from typing import NamedTuple

Copy = Callable[[Sequence[str], str], str]


class Part(NamedTuple):
    """A text to look into.  *field* names its column or key; the message itself has none."""

    field: str
    text: str


class Entry(NamedTuple):
    """What stands at *line*.

    *copy* gives the stretch of the file back, line break included, with other texts in the places of ``parts`` and
    another name in the place of the sender.  *given_id* is empty when the file names no entry.  *outgoing* says that
    the company wrote it; where nobody says, it is None.  A *notice* was written by WhatsApp, not by a person.
    *offset* characters of the same message came before, in an entry of its own.
    """

    line: int
    parts: tuple[Part, ...]
    copy: Copy
    sender: str = ""
    sent_at: str = ""
    given_id: str = ""
    conversation: str = ""
    outgoing: bool | None = None
    notice: bool = False
    offset: int = 0


def unchanged(text: str) -> Copy:
    """Return the copy of what holds nobody's words, such as an empty line."""
    return lambda _texts, _name: text
