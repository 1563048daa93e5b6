"""What was said just before an entry, for the detectors: the other side's last words, and the writer's own.

Where a record says which way it went, the company's messages are read without a context and are the questions of the
customer's.  Where nobody says, the question is what somebody else said last.  A column asks by its name.

Source: ``reference/detection.md`` (conversation state); the same reading as of the desk's own messages.
"""

from collections import OrderedDict
from dataclasses import dataclass

from desvelo.kernel.detection.reading import Context
from desvelo.kernel.transcripts.entry import Entry, Part

MOST_CONVERSATIONS = 1_000
_LONGEST_REMEMBERED = 2_000
_NOTHING = Context()


@dataclass(slots=True)
class _Said:
    question: str | None = None
    previous: str | None = None
    by: object = None


class Talk:
    """The last words of each conversation; of the conversations, the latest thousand."""

    def __init__(self) -> None:
        self._said: OrderedDict[str, _Said] = OrderedDict()

    def before(self, entry: Entry, part: Part) -> Context:
        """Return what *part* of *entry* is read with."""
        if part.field:
            return Context(question=f"{part.field.rsplit('.', 1)[-1]}:")
        said = self._said.get(entry.conversation)
        if said is None or entry.outgoing:
            return _NOTHING
        if said.by == _writer(entry):
            return Context(question=said.question, previous=said.previous)
        return Context(question=said.previous)

    def remember(self, entry: Entry) -> None:
        """Take the message of *entry* as the last one of its conversation."""
        text = next((part.text for part in entry.parts if not part.field), None)
        if text is None:
            return
        said = self._said.setdefault(entry.conversation, _Said())
        self._said.move_to_end(entry.conversation)
        if said.by != _writer(entry):
            said.question, said.by = said.previous, _writer(entry)
        said.previous = text[-_LONGEST_REMEMBERED:]
        if len(self._said) > MOST_CONVERSATIONS:
            self._said.popitem(last=False)


def _writer(entry: Entry) -> object:
    """Return who wrote: where the way is known there are two sides, whatever the people are called."""
    return entry.sender if entry.outgoing is None else entry.outgoing
