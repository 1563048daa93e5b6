"""The summary as tables of words: what the terminal prints, and what the page and the document begin with."""

from collections.abc import Sequence
from typing import NamedTuple

from desvelo.config.scan.people import OTHERS
from desvelo.config.scan.printing import printable
from desvelo.config.scan.searching import covered
from desvelo.config.scan.tally import Sender, Tally
from desvelo.config.scan.wording import Words, number
from desvelo.kernel.detection.catalogue import shipped
from desvelo.kernel.detection.errors import LabelUnknown
from desvelo.kernel.detection.labels import Handling

MOST_SENDERS = 100


class Table(NamedTuple):
    """A title, the names of the columns, the rows; the columns of *numbers* are set to the right."""

    title: str
    columns: tuple[str, ...]
    rows: Sequence[tuple[str, ...]]
    numbers: frozenset[int]


class Summary(NamedTuple):
    """All of it, in the reader's language."""

    title: str
    facts: list[tuple[str, str]]
    tables: list[Table]
    notes: list[str]


def summary(tally: Tally, said: Words, names: dict[str, str]) -> Summary:
    """Return the summary of *tally*."""
    return Summary(
        said.pgettext("scan", "Personal data found"),
        _facts(tally, said),
        [_by_class(tally, said, names), _by_sender(tally, said, names)] if tally.data else [],
        _notes(tally, said),
    )


def _facts(tally: Tally, said: Words) -> list[tuple[str, str]]:
    facts = [
        (said.pgettext("scan", "Files"), ", ".join(map(printable, tally.files))),
        (said.pgettext("scan", "Messages"), number(tally.messages, said)),
        (said.pgettext("scan", "Messages with data"), number(tally.with_data, said)),
        (said.pgettext("scan", "Data found"), number(tally.data, said)),
    ]
    if tally.period[0]:
        first, last = (covered(printable(each)) for each in tally.period)
        facts.append((said.pgettext("scan", "First and last"), f"{first} – {last}"))
    return facts


def _by_class(tally: Tally, said: Words, names: dict[str, str]) -> Table:
    columns = (
        said.pgettext("scan", "Class"),
        said.pgettext("scan", "Data"),
        said.pgettext("scan", "Messages"),
        said.pgettext("scan", "At the desk it would be"),
    )
    kept, gone = said.pgettext("scan", "sealed"), said.pgettext("scan", "never stored")
    rows = [
        (names.get(label, label), number(count, said), number(messages, said), gone if _is_discarded(label) else kept)
        for label, count, messages in tally.classes()
    ]
    return Table(said.pgettext("scan", "By class"), columns, rows, frozenset({1, 2}))


def _is_discarded(label: str) -> bool:
    try:
        return shipped().label(label).handling is Handling.DISCARD
    except LabelUnknown:
        return False


def _by_sender(tally: Tally, said: Words, names: dict[str, str]) -> Table:
    columns = (
        said.pgettext("scan", "Sender"),
        said.pgettext("scan", "Messages"),
        said.pgettext("scan", "Data"),
        said.pgettext("scan", "Classes"),
    )
    rows = [
        (_called(row, said), number(row.messages, said), number(row.data, said), _listed(row, names, said))
        for row in tally.senders()[:MOST_SENDERS]
    ]
    return Table(said.pgettext("scan", "By sender"), columns, rows, frozenset({1, 2}))


def _called(row: Sender, said: Words) -> str:
    if row.number == OTHERS:
        return said.pgettext("scan", "(everybody else)")
    return row.name or said.pgettext("scan", "(nobody named)")


def _listed(row: Sender, names: dict[str, str], said: Words) -> str:
    return ", ".join(f"{names.get(label, label)} {number(count, said)}" for label, count in row.classes)


def _notes(tally: Tally, said: Words) -> list[str]:
    notes = [
        said.pgettext(
            "scan",
            "Detection misses some of what people write and covers some that is harmless. "
            "A copy without the data found is still to be treated as personal data.",
        )
    ]
    if (left := len(tally.senders()) - MOST_SENDERS) > 0:
        notes.append(said.pgettext("scan", "%(count)s more senders are not listed.") % {"count": number(left, said)})
    if tally.failed:
        failed = said.pgettext("scan", "%(count)s messages could not be looked into; each counts as covered whole.")
        notes.append(failed % {"count": number(tally.failed, said)})
    return notes
