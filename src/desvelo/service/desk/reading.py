"""Read through messages for words: open, look, forget, a stretch at a time, until an end is reached.

Nothing opened outlives its stretch, so memory does not grow with what is read.  A search ends when all is read, at
its limit of messages or of results, when its time is over, when it is stopped, when whoever asked goes away, or when
they may not read any more.  Each end is on record with its counts.

Source: security-design D6.2 (streamed, limit 100,000 records per query, time-boxed), section 8 (authority cache).
"""

import logging
import threading
import time
from collections.abc import Callable, Generator, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final, TypeAlias
from uuid import UUID

from desvelo.base import clock
from desvelo.guards.vault import actions as vault
from desvelo.guards.vault import queries as vault_queries
from desvelo.guards.vault.boxes import Box
from desvelo.kernel.detection.errors import NotMaskedText
from desvelo.kernel.detection.masked import MaskedText
from desvelo.kernel.sealing.errors import NotReadable
from desvelo.service.channel import searching as channel
from desvelo.service.channel.errors import ReadingTooLong
from desvelo.service.channel.searching import Closed
from desvelo.service.desk import reaching, searching
from desvelo.service.desk.searching import Begun

MOST_READ: Final = 100_000
MOST_HITS: Final = 200
SECONDS: Final = 10.0
FIRST: Final = 100
STEP: Final = 4_000
AT_ONCE: Final = 2
"""Searches of one process: its other threads go on drawing pages."""
_MOST_BOXES: Final = 2_000
_LOOK_EVERY: Final = 1.0
_WAIT_FOR_A_SLOT: Final = 1.0
_log = logging.getLogger("desvelo.desk")
Opener: TypeAlias = Callable[[str, bytes], bytes]
_slots = threading.BoundedSemaphore(AT_ONCE)


class Ended(StrEnum):
    """Why a search ended."""

    ALL = "all"
    BUSY = "busy"
    FAILED = "failed"
    HITS = "hits"
    LEFT = "left"
    LIMIT = "limit"
    NOT_ALLOWED = "not_allowed"
    STOPPED = "stopped"
    TIME = "time"


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """A message that holds the words, open while it is drawn."""

    message: UUID
    body: MaskedText
    box: Box


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """What a stretch gave, how many messages were read until here and back to when; *ended* stands in the last one.

    *closed* counts those that could not be opened; *cursor* is where another search may go on.
    """

    hits: tuple[Hit, ...] = ()
    read: int = 0
    closed: int = 0
    back_to: datetime | None = None
    cursor: int | None = None
    ended: Ended | None = None


def through(begun: Begun, *, may_go_on: Callable[[], bool]) -> Generator[Step, None, None]:
    """Yield what is found, newest first; *may_go_on* is asked every second whether the actor is still who may read."""
    if not _slots.acquire(timeout=_WAIT_FOR_A_SLOT):
        searching.end(begun, ended=Ended.BUSY, read=0, hits=0, now=clock.business())
        yield Step(ended=Ended.BUSY)
        return
    reading = _Reading(begun, may_go_on)
    try:
        yield from reading.steps()
    finally:
        _slots.release()
        searching.end(begun, ended=reading.ended, read=reading.read, hits=reading.hits, now=clock.business())


class _Reading:
    """One search while it runs."""

    def __init__(self, begun: Begun, may_go_on: Callable[[], bool]) -> None:
        self._begun, self._may_go_on = begun, may_go_on
        self._among = reaching.readable(begun.teams)
        self._ends_at = time.monotonic() + SECONDS
        self._looks_at = time.monotonic() + _LOOK_EVERY
        self._boxes: dict[str, tuple[Box, Opener]] = {}
        self._cursor = begun.before
        self.read, self.hits, self.closed = 0, 0, 0
        self.ended = Ended.LEFT

    def steps(self) -> Iterator[Step]:
        """Yield one step for each stretch; the last one says why it is the last."""
        limit, ended = FIRST, None
        while ended is None:
            found, ended = self._stretch(min(limit, MOST_READ - self.read))
            self.ended = ended or Ended.LEFT
            yield self._step(found, ended)
            limit = STEP

    def _stretch(self, limit: int) -> tuple[tuple[Hit, ...], Ended | None]:
        """Read one stretch; whatever breaks in it ends the search, and the screen is told so."""
        try:
            rows = self._next(limit)
            found = self._look_through(rows)
            return found, self._end(is_last=len(rows) < limit)
        except ReadingTooLong:
            return (), Ended.TIME
        except Exception as error:  # noqa: BLE001  the answer has begun: nobody else could say that it failed
            _log.error("a search failed", extra={"error": type(error).__name__})
            return (), Ended.FAILED

    def _next(self, limit: int) -> list[Closed]:
        stretch = channel.Stretch(since=self._begun.since, floor=self._begun.floor, before=self._cursor, limit=limit)
        left = timedelta(seconds=max(0.0, self._ends_at - time.monotonic()))
        return channel.older(self._among, stretch, within=left)

    def _look_through(self, rows: list[Closed]) -> tuple[Hit, ...]:
        """Open each row and look; this loop is what a search costs, so it does nothing else."""
        self._open({contact for _, contact, _, _ in rows})
        found: list[Hit] = []
        boxes, may_stand_in, ends_at = self._boxes, self._begun.wanted.may_stand_in, self._ends_at
        for row, contact, arrival, record in rows:
            self.read += 1
            self._cursor = arrival
            known = boxes.get(contact)
            if known is not None:
                box, opens = known
                try:
                    encoded = opens(row, bytes(record))
                    if may_stand_in(encoded):
                        self._take(row, MaskedText.decode(encoded), box, found)
                except (NotReadable, NotMaskedText, UnicodeDecodeError):
                    self.closed += 1
            if self.hits == MOST_HITS or time.monotonic() >= ends_at:
                break
        return tuple(found)

    def _take(self, message: str, body: MaskedText, box: Box, found: list[Hit]) -> None:
        if self._begun.wanted.finds(body):
            found.append(Hit(message=UUID(message), body=body, box=box))
            self.hits += 1

    def _open(self, contacts: set[str]) -> None:
        if len(self._boxes) > _MOST_BOXES:
            self._boxes.clear()
        new = vault_queries.boxes_to_search(
            (UUID(contact) for contact in contacts - self._boxes.keys()), actor=self._begun.actor.id
        )
        self._boxes.update({str(contact): (box, vault.body_opener(box)) for contact, box in new.items()})

    def _end(self, *, is_last: bool) -> Ended | None:
        if self.hits == MOST_HITS:
            return Ended.HITS
        if time.monotonic() >= self._ends_at:
            return Ended.TIME
        if is_last:
            return Ended.ALL
        if self.read >= MOST_READ:
            return Ended.LIMIT
        if searching.is_stopped(self._begun.id):
            return Ended.STOPPED
        return self._still_allowed()

    def _still_allowed(self) -> Ended | None:
        if time.monotonic() < self._looks_at:
            return None
        self._looks_at = time.monotonic() + _LOOK_EVERY
        return None if self._may_go_on() else Ended.NOT_ALLOWED

    def _step(self, found: tuple[Hit, ...], ended: Ended | None) -> Step:
        return Step(
            hits=found,
            read=self.read,
            closed=self.closed,
            back_to=channel.sent_at(self._cursor) if self.read and self._cursor is not None else None,
            cursor=self._cursor,
            ended=ended,
        )
