"""What may be asked of the log: a value that says which entries."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class Search:
    """Which entries: of *actors* (None: of anybody and of nobody), of kinds *tags*, and so on; empty asks for all.

    *mention* is a class of datum, or what ``entry.mention_of`` returns; *merged*, what became part of *contact* later;
    *shown_in*, what ``entry.shown_in`` returns.
    """

    actors: frozenset[UUID] | None = None
    tags: frozenset[str] = frozenset()
    mention: str = ""
    shown_in: str = ""
    contact: UUID | None = None
    merged: frozenset[UUID] = frozenset()
    since: datetime | None = None
    until: datetime | None = None
    refused: bool | None = None
