"""Search history again when detection changed: newest first, in small steps, in the background.

One row says how far the search of one version of detection is.  A worker takes it on for the time of a lease; if it
ends in the middle, another goes on where the last step ended.  A step done twice finds nothing the second time, because
what was found is not in the message any more, so a crash costs time and nothing else.  What cannot be searched is
counted and stays as it is.  Messages that may still leave, and the company's own fixed texts, are left alone.

Architecture section 1 (the datum): what was missed is searched again when a detector improves.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from django.db import transaction
from django.db.models import F, Max, OuterRef, Q, QuerySet, Subquery

from desvelo.base.outbox import queue
from desvelo.guards.audit import actions as audit
from desvelo.guards.audit.entry import Entry
from desvelo.guards.vault import boxes
from desvelo.guards.vault.boxes import Box
from desvelo.guards.vault.errors import ContactGone
from desvelo.kernel.detection import covering, scanning, version
from desvelo.kernel.detection.finding import Finding
from desvelo.kernel.detection.reading import Context
from desvelo.kernel.sealing.whys import Why
from desvelo.service.channel import covering as stored
from desvelo.service.channel.errors import StillLeaving
from desvelo.service.channel.events import MessageCovered
from desvelo.service.channel.hiding import covered_event
from desvelo.service.channel.models import Message, Rescan
from desvelo.service.channel.talk import COUNTS_FOR, LONGEST_QUESTION

LEASE: Final = timedelta(minutes=2)
STEP: Final = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """How far the search by one version of detection is; *found* counts what it hid, by class."""

    version: str
    started_at: datetime
    finished_at: datetime | None
    total: int
    scanned: int
    covered: int
    failed: int
    found: Mapping[str, int]

    @property
    def percent(self) -> int:
        """Return how much is done, of a hundred; all of it only once it is finished."""
        if self.finished_at is not None:
            return 100
        return min(99, 100 * self.scanned // self.total) if self.total else 0


def progress() -> Progress | None:
    """Return how the newest search stands."""
    row = Rescan.objects.order_by("-started_at").first()
    if row is None:
        return None
    return Progress(
        version=row.version,
        started_at=row.started_at,
        finished_at=row.finished_at,
        total=row.total_count,
        scanned=row.scanned_count,
        covered=row.covered_count,
        failed=row.failed_count,
        found=dict(sorted(row.found.items())),
    )


def search_again(*, now: datetime, limit: int = STEP) -> int:
    """Search up to *limit* messages that the present version has not seen; return how many."""
    run = _take(now=now)
    if run is None:
        return 0
    rows = list(_searched().filter(arrival__lt=run.next_arrival).order_by("-arrival")[:limit])
    failed = _search(run, rows, now=now)
    done = {"failed_count": F("failed_count") + failed, "scanned_count": F("scanned_count") + len(rows)}
    ended = {"next_arrival": rows[-1].arrival} if len(rows) == limit else {"finished_at": now}
    Rescan.objects.filter(pk=run.pk).update(**done, **ended, taken_until=None)
    return len(rows)


def _take(*, now: datetime) -> Rescan | None:
    """Take the search of the present version on, beginning it if it is new; None when it is over or somebody has it."""
    current = version.current()
    if not Rescan.objects.filter(version=current).exists():
        _begin(current, now=now)
    free = Rescan.objects.filter(Q(taken_until=None) | Q(taken_until__lte=now), version=current, finished_at=None)
    return Rescan.objects.get(version=current) if free.update(taken_until=now + LEASE) else None


def _begin(current: str, *, now: datetime) -> None:
    newest = Message.objects.aggregate(newest=Max("arrival"))["newest"]
    defaults = {"started_at": now, "next_arrival": (newest or 0) + 1, "total_count": _searched().count()}
    Rescan.objects.get_or_create(version=current, defaults=defaults)


def _searched() -> QuerySet[Message]:
    """Return what people wrote: not the templates and automatic answers, whose words are the company's own."""
    return Message.objects.filter(Q(direction=Message.Direction.IN) | (Q(automatic=False) & ~Q(kind="template")))


def _questions(rows: Sequence[Message]) -> dict[UUID, Message]:
    """Return which message of ours came just before each of *rows*: what was asked tells what the answer is."""
    asked = Message.objects.filter(
        contact_id=OuterRef("contact_id"),
        number_id=OuterRef("number_id"),
        arrival__lt=OuterRef("arrival"),
        direction=Message.Direction.OUT,
        received_at__gt=OuterRef("received_at") - COUNTS_FOR,
    )
    incoming = Message.objects.filter(pk__in=[row.id for row in rows], direction=Message.Direction.IN)
    before = incoming.annotate(question=Subquery(asked.order_by("-arrival").values("id")[:1]))
    pairs = [(row, question) for row, question in before.values_list("id", "question") if question]
    found = Message.objects.in_bulk([question for _row, question in pairs])
    return {row: found[question] for row, question in pairs if question in found}


def _search(run: Rescan, rows: Sequence[Message], *, now: datetime) -> int:
    """Search *rows*, and cover what is found; return how many could not be searched."""
    opened, asked = boxes.load({row.contact_id for row in rows}, why=Why.UPKEEP), _questions(rows)
    failed = 0
    for row in rows:
        box = opened.get(row.contact_id)
        try:
            question = _words(box, asked.get(row.id)) if box else ""
            if box is not None and _scan(_words(box, row), question=question):
                _cover(run, row.id, question=question, now=now)
        except (ContactGone, StillLeaving):
            continue
        except Exception:  # noqa: BLE001  whatever breaks on one message must not keep the others from being searched
            failed += 1
    return failed


def _scan(text: str, *, question: str) -> tuple[Finding, ...]:
    return scanning.scan(text, Context(question=question[:LONGEST_QUESTION] or None))


def _words(box: Box, row: Message | None) -> str:
    if row is None:
        return ""
    return covering.plain(stored.body_of(box, message=row.id, record=bytes(row.body)))


def _cover(run: Rescan, message: UUID, *, question: str, now: datetime) -> None:
    """Search one message once more, now that nobody else changes it, and cover and count what is found."""
    with transaction.atomic():
        one = stored.locked(message)
        if one is None:
            return
        findings = _scan(covering.plain(one.body), question=question)
        covered = stored.cover(one, findings, now=now)
        if covered.labels:
            _note(run, one.row, covered, now=now)


def _note(run: Rescan, row: Message, covered: stored.Covered, *, now: datetime) -> None:
    """Count what was covered, put it on record, and tell the open screens."""
    counting = Rescan.objects.select_for_update().get(pk=run.pk)
    counting.found = dict(Counter(counting.found) + Counter(covered.labels))
    counting.covered_count += 1
    counting.save(update_fields=["found", "covered_count"])
    objects = {**covered.sealed, "found": ",".join(sorted(set(covered.labels)))}
    audit.record([Entry(tag=MessageCovered.tag, at=now, contact=row.contact_id, objects=objects)])
    queue.publish([covered_event(row, count=len(covered.labels))])
