"""Verify a restored base before anything of it is started: ``desvelo.config.run reopen ORDER``, with Django.

In this order: the keys are its own; the log is the one of the manifest, holds from its first leaf, and is not behind
what is known outside; contacts without a key go (they were erased); what was erased since is erased again; what opens
no more is taken out; a sample of each sealed column, or all of it, opens.  Only then is it on record as restored.

Source: security-design D5.5, D7.6.
"""

import contextlib
import json
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _

from desvelo.base import clock
from desvelo.base.backups import layout
from desvelo.base.backups.errors import BackupRefused
from desvelo.base.backups.manifest import Manifest
from desvelo.base.keyring import keyring
from desvelo.config import prepare
from desvelo.config.backup import keeping, words
from desvelo.config.backup.errors import LedgerBehind, LedgerBroken, LedgerNotOfSet, RecordsClosed
from desvelo.config.scan.progress import Progress
from desvelo.guards.audit import actions as audit
from desvelo.guards.audit import queries as ledger
from desvelo.guards.audit import verifying
from desvelo.guards.audit.verification import Verification
from desvelo.guards.vault import actions as vault
from desvelo.guards.vault import backups, columns, erased_file, erasing, reopened, replaying, taking_over
from desvelo.guards.vault.boxes import Box, Place
from desvelo.kernel.detection.masked import MaskedText
from desvelo.kernel.errors import DesveloError
from desvelo.kernel.whatsapp.details import Detail
from desvelo.kernel.whatsapp.items import Media
from desvelo.service.channel import putting_back, sealed

SAMPLE = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """What to expect of the base: the *set* it came from, how many *entries* and which newest *checkpoint* its log has.

    *folder* is where that set and others lie, of which the restored base must know.

    *newer_vault* says that the keys of contacts come from a later set; *everything*, that no value is left untried;
    *loss_acknowledged*, that the log may be behind what is known outside.
    """

    set: str
    folder: str
    entries: int
    checkpoint: str
    newer_vault: bool
    everything: bool
    loss_acknowledged: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Summary:
    """What was found: counts."""

    entries: int
    entries_lost: int
    contacts_without_key: int
    erased_again: int
    not_readable: int
    deliveries_set_aside: int
    values_opened: int


def main() -> int:
    """Verify as the command line says; print a summary, or the code of what failed, as one JSON line."""
    try:
        summary = run(Order(**json.loads(sys.argv[2])), now=clock.wall())
    except DesveloError as refused:
        words.tell(refused)
        sys.stdout.write(json.dumps({"failed": refused.code}) + "\n")
        return 1
    said = {name: getattr(summary, name) for name in summary.__slots__}
    sys.stdout.write(json.dumps(said) + "\n")
    return 0


def run(order: Order, *, now: datetime) -> Summary:
    """Verify; return what was found.  Raises WrongRootKey, BackupRefused; then nothing may be started."""
    prepare.require_own_keys(keyring(settings.DESVELO.keys))
    progress = Progress()
    lost = _verify_log(order, progress, now=now)
    without = backups.without_a_key()
    for contact in without:
        erasing.erase_contact(contact=contact, reason="restore", now=now)
    again = replaying.replay(erased_file.lines(), now=now)
    closed = _take_out_closed() if order.newer_vault else 0
    tried = _try_columns(progress, at_most=None if order.everything else SAMPLE)
    progress.end()
    if order.newer_vault:  # numbers and user ids are newer than the log, and what was taken out is gone
        taking_over.settle(now=now)
    backups.adopt(_copies_in(Path(order.folder)), now=now)
    aside = putting_back.give_up_waiting(now=now)
    summary = Summary(
        entries=order.entries,
        entries_lost=lost,
        contacts_without_key=len(without),
        erased_again=again,
        not_readable=closed,
        deliveries_set_aside=aside,
        values_opened=tried,
    )
    _put_on_record(order, summary, now=now)
    return summary


def _verify_log(order: Order, progress: Progress, *, now: datetime) -> int:
    """Read the log from its first leaf; return how many entries are known outside and not here."""
    size, newest = ledger.size(), ledger.last_checkpoint()
    if (size, newest.note if newest else "") != (order.entries, order.checkpoint):
        raise LedgerNotOfSet
    progress.begin("ledger", size)
    reading = _beginning(size, now=now)
    while reading.finished_at is None:
        before = reading.checked
        reading = verifying.step(reading, now=now)
        progress.read(reading.checked - before)
    problem = reading.problem
    if problem is None or (problem.code == "nothing_signed" and not order.checkpoint):
        return 0
    if problem.code != "leaves_missing":
        raise LedgerBroken(problem=str(problem))
    if not order.loss_acknowledged:
        raise LedgerBehind(outside=(problem.last or 0) + 1, here=size)
    return (problem.last or 0) + 1 - size


def _beginning(size: int, *, now: datetime) -> Verification:
    return Verification(
        id=0, started_at=now, target=size, checked=0, signed=0, edge={}, finished_at=None, root=None, problem=None
    )


def _copies_in(folder: Path) -> Iterator[backups.Kept]:
    """Yield every copy in a folder that the backup key proves to be ours; the base may be from before some of them."""
    key = keyring(settings.DESVELO.keys).service("backup")
    for found in layout.sets(folder):
        with contextlib.suppress(BackupRefused):
            yield from keeping.copies(found, Manifest.read(found, key))


def _take_out_closed() -> int:
    with translation.override(settings.LANGUAGE_CODE):
        stand_ins = {
            "channel_message.body": _no_words,
            "channel_media.description": _no_file,
            "channel_message.detail": _nothing_beside,
        }
        return sum(reopened.take_out_closed(contact, stand_ins=stand_ins) for contact in reopened.renewed())


def _no_words(box: Box, place: Place) -> bytes:
    """Seal a sentence in the place of a message's text that nobody reads any more."""
    body = MaskedText((_("This message cannot be read any more: its key was replaced after the backup was made."),))
    return vault.seal_body(box, message=place.row, body=body)


def _nothing_beside(box: Box, place: Place) -> bytes:
    """Seal that nothing is known of a message beside its words."""
    return sealed.detail(box, message=place.row, content=Detail())


def _no_file(box: Box, place: Place) -> bytes:
    """Seal a description that says nothing in the place of a file's."""
    return sealed.description(box, media=place.row, content=Media(id="", mime_type="", sha256=""))


def _try_columns(progress: Progress, *, at_most: int | None) -> int:
    """Return how many values opened.  Raises RecordsClosed at the first column where one does not."""
    total = 0
    progress.begin("records", len(columns.every()))
    for column in columns.every():
        found = reopened.try_column(column, at_most=at_most)
        progress.read(1)
        if found.closed:
            raise RecordsClosed(column=found.column, count=found.closed)
        total += found.tried
    return total


def _put_on_record(order: Order, summary: Summary, *, now: datetime) -> None:
    """Put the restore on record, and what is lost with it; sign the log, so that its end is known outside again.

    A log that is behind what is known outside is not signed before two people said so (``restore acknowledge``).
    """
    objects = {
        "entries": str(summary.entries),
        "lost": str(summary.entries_lost),
        "erased": str(summary.contacts_without_key + summary.erased_again),
        "closed": str(summary.not_readable),
    }
    backups.restored(name=order.set, objects=objects, now=now)
    audit.sequence()
    if not summary.entries_lost:
        audit.checkpoint(now=now)
