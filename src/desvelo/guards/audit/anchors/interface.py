"""What a place outside the database is asked for: take a checkpoint, and say what it knows.

Source: security-design D7.5, D7.6.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from http import HTTPStatus
from typing import ClassVar, Protocol

from desvelo.base.config.anchoring import Anchoring
from desvelo.guards.audit.store import StoredCheckpoint
from desvelo.kernel.errors import DesveloError


class NotAnchored(DesveloError):
    """A place did not take a checkpoint; *reason* is a code that says why."""

    code = "audit.not_anchored"
    status: ClassVar[int] = HTTPStatus.BAD_GATEWAY

    def __init__(self, *, reason: str) -> None:
        super().__init__(reason=reason)
        self.reason = reason


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """What a place gave in return, to be kept beside the checkpoint, and when it says it did."""

    content: bytes
    said_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What a place knows of this log: a tree of *size* leaves and its *root*; None where it tells only the size."""

    by: str
    size: int
    root: bytes | None


class Anchor(Protocol):
    """A place outside the database."""

    name: str
    every: timedelta
    """How long after one checkpoint was taken the next is due."""

    def is_on(self, config: Anchoring) -> bool:
        """Tell whether this place was configured."""

    def publish(self, newest: StoredCheckpoint, *, since: int, config: Anchoring, now: datetime) -> Evidence | None:
        """Give it the newest checkpoint; it took one of *since* leaves before.  Raises NotAnchored."""

    def known(self, newest: StoredCheckpoint | None, *, config: Anchoring) -> Iterable[Known]:
        """Return what it knows, where that can be read; *newest* is what the database has.  Raises NotAnchored."""
