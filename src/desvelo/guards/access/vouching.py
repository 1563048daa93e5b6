"""What of this database only this installation can have written: people's grants, sessions, places, requests.

Whoever can write the database, and has no key, can write such a row and cannot vouch for it.  It gives nothing, it is
put on record, and it is counted: ``unvouched_total`` in the figures.

What is not covered: when a session locks or goes idle, which every request moves; how often a key was used; a theme, a
name.  None of them gives anybody anything.

Source: security-design D9.6 (T6).
"""

from collections.abc import Callable, Iterable
from typing import TypeVar

from django.conf import settings
from django.db import transaction
from django.db.models import Model

from desvelo.base import tally
from desvelo.base.keyring import keyring
from desvelo.guards.audit import actions as audit
from desvelo.guards.audit.entry import Entry
from desvelo.kernel.sealing import vouching

_KIND = "unvouched"
Row = TypeVar("Row", bound=Model)


def mac(kind: str, *parts: str | bytes | int) -> bytes:
    """Return what vouches for *parts* as a row of this *kind*."""
    return vouching.mac(_key(), kind, *parts)


def holds(given: bytes | memoryview | None, kind: str, *parts: str | bytes | int) -> bool:
    """Tell whether *given*, from the database, vouches for *parts*."""
    return vouching.holds(_key(), bytes(given or b""), kind, *parts)


def put_on_record(entry: Entry, *, kind: str) -> None:
    """Put on record and count that a row of this *kind* was found which nobody vouched for."""
    with transaction.atomic():
        audit.record([entry])
        tally.add({f"{_KIND}.{kind}": 1})


def take_away(rows: Iterable[Row], *, kind: str, entry: Callable[[Row], Entry]) -> int:
    """Take away *rows* of this *kind* that nobody vouched for, each with the *entry* about it; return how many."""
    taken = list(rows)
    for row in taken:
        with transaction.atomic():
            put_on_record(entry(row), kind=kind)
            row.delete()
    return len(taken)


def found() -> dict[str, int]:
    """Return how many such rows of each kind were ever found."""
    return tally.totals(_KIND)


def _key() -> bytes:
    return keyring(settings.DESVELO.keys).service("grant")
