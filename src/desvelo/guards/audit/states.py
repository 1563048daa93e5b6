"""Where the log stands: kept where outside, sealed or stopped, compared how far and with what result.  Values."""

from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class AnchorState:
    """One place: it took a checkpoint of *size* entries at *reached_at*, and failed *failures* times since."""

    name: str
    is_on: bool
    size: int
    reached_at: datetime | None
    tried_at: datetime | None
    failures: int
    failure: str
    due_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Freeze:
    """Since *found_at* nothing is signed, because the tree of *size* entries is not what it was."""

    found_at: datetime
    size: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Sweep:
    """One comparison: of *share* in a hundred contacts, chosen by *seed*.  It runs while *finished_at* is None.

    Entries come first, up to *entry_done*, then contacts, up to *contact_done*.
    """

    id: int
    share: int
    seed: bytes = field(repr=False)
    started_at: datetime
    finished_at: datetime | None
    entry_done: UUID | None
    entries_over: bool
    contact_done: UUID | None
    entries: int
    contacts: int
    records: int
    found: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Discrepancy:
    """A record that is not as the log says: *what* is ``changed``, ``missing``, ``added``, ``unlisted``, ``unlogged``.

    *kind* is ``body``, ``datum``, ``file``, ``payload``, ``key``, ``profile``, ``identifier``, ``phone``, ``draft``,
    ``value`` (whatever else is sealed for a contact), ``entry``, ``columns`` (what an entry is found by), or ``use``:
    a line of the keeper's record of uses.
    """

    kind: str
    record: UUID
    what: str
    contact: UUID | None
    found_at: datetime
