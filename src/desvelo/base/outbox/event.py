"""What an event is: something that happened, named in the past, holding ids, codes, counts and instants."""

from dataclasses import dataclass
from typing import ClassVar


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """The base of every event; *tag* never changes once published, because rows waiting in the queue carry it."""

    tag: ClassVar[str] = ""
