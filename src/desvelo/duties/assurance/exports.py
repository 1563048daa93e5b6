"""The log leaves this house: the filtered list for a person or with proofs, or all of it for somebody who checks.

No line leaves before the entry that says so has its index (D7.2).  What leaves is what the reader could read: the same
entries, and the same names in them.  Whoever takes it showed a factor a moment ago; the whole log, or a list that is
more than somebody reads, leaves once for each word of a second person.

Source: ux.md 6.13 and section 2; security-design section 8 (step-up), D7.2, D7.7, D9.7, D10.5.
"""

from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass, field, replace
from datetime import datetime, timedelta
from enum import StrEnum
from hashlib import sha256
from typing import Final
from uuid import UUID

from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from desvelo.base import clock
from desvelo.duties.assurance import filters, scope, sentences, sheet
from desvelo.duties.assurance.errors import ExportReasonMissing, ExportWaits, TooMuchToExport
from desvelo.duties.assurance.filters import Filters
from desvelo.duties.assurance.scope import Reach
from desvelo.guards.access import approvals, gate
from desvelo.guards.access.approvals import Kind
from desvelo.guards.access.errors import AlreadyAsked
from desvelo.guards.audit import actions, exporting
from desvelo.guards.audit import queries as audit
from desvelo.guards.audit.entry import Entry
from desvelo.guards.audit.queries import LoggedEntry
from desvelo.guards.audit.search import Search
from desvelo.kernel.authority import Actor, Permission

MOST = 100_000
BULK: Final = 1_000
"""From how many entries on a list takes a second person."""
EXPORT: Final = approvals.EXPORT
_PAGE = 500


class Form(StrEnum):
    """As what it leaves: a table, a proof of each entry, or the whole log."""

    LOG = "log"
    PROOFS = "proofs"
    SHEET = "sheet"


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What somebody asks for: *filters* narrow every form but the whole log; *reason* is one of those there are."""

    form: Form
    reason: str
    filters: Filters = field(default_factory=Filters)

    @property
    def is_whole(self) -> bool:
        """Tell whether it is the whole log."""
        return self.form is Form.LOG


@dataclass(frozen=True, slots=True, kw_only=True)
class Export:
    """A file on its way out: its *name*, its media type, and its *lines*, made while they are taken."""

    name: str
    kind: str
    lines: Iterator[str]


def export(*, actor: Actor, wanted: Wanted, now: datetime) -> Export:
    """Put on record that the log leaves, and return it.

    Raises Forbidden, ProofTooOld, ExportReasonMissing, TooMuchToExport, ExportWaits, NotSequenced.
    """
    gate.require_proof(actor, Permission.AUDIT_EXPORT, now=clock.wall())
    if wanted.is_whole:
        gate.require(actor, Permission.AUDIT_READ, now=now)
    if wanted.reason not in sentences.export_reasons():
        raise ExportReasonMissing
    reach = scope.of(actor, now=now)
    search = Search() if wanted.is_whole else filters.narrow(wanted.filters, reach, now=now).search
    count = 0 if wanted.is_whole else audit.count(search, limit=MOST + 1)
    if count > MOST:
        raise TooMuchToExport(most=MOST)
    index = _on_record(actor, search, wanted, count=count, now=now)
    name = f"auditoria-{timezone.localtime(now):%Y-%m-%d}-{index}"
    if wanted.form is Form.SHEET:
        language = translation.get_language() or ""
        return Export(name=f"{name}.csv", kind="text/csv; charset=utf-8", lines=_sheet(reach, search, index, language))
    sealed = exporting.seal(now=now)
    if wanted.is_whole:
        lines = exporting.log_lines(size=audit.size())
    else:
        lines = _each(search, index, lambda entries: exporting.proof_lines(entries, under=sealed))
    return Export(name=f"{name}.jsonl", kind="application/jsonl; charset=utf-8", lines=lines)


def _on_record(actor: Actor, search: Search, wanted: Wanted, *, count: int, now: datetime) -> int:
    """Write the entry and return its index: which filters narrowed, never the words somebody put into an address.

    A second person's word is used up with it.  Raises ExportWaits.
    """
    narrowed = [] if wanted.is_whole else [name for name, value in asdict(wanted.filters).items() if value]
    entry = Entry(
        tag=Permission.AUDIT_EXPORT.value,
        at=now,
        actor=actor.id,
        session=actor.session,
        contact=search.contact,
        objects={
            "kind": "audit" if wanted.is_whole else "audit_list",
            "form": wanted.form.value,
            "reason": wanted.reason,
            "filters": ",".join(narrowed),
        },
    )
    with transaction.atomic():
        said = _word(actor, wanted, count=count)
        if said is not None:
            actions.record([replace(entry, objects={**entry.objects, **said})])
    if said is None:
        raise ExportWaits(asked=_ask(actor, wanted, narrowed, count=count))
    return actions.index_of(entry.id)


def _word(actor: Actor, wanted: Wanted, *, count: int) -> dict[str, str] | None:
    """Use up the word that an export takes; return what its entry says of it, None when there is none."""
    if not wanted.is_whole and count <= BULK:
        return {}
    used = approvals.use(actor=actor, kind=EXPORT, subject=_subject(wanted), now=clock.wall())
    if used is None or _was_used(used):
        return None
    return {"approval": str(used)}


def _was_used(word: UUID) -> bool:
    """Tell whether an export is on record by this word: one put back in the database is used up for good."""
    return audit.any_tagged({Permission.AUDIT_EXPORT.value}, naming=str(word))


def _ask(actor: Actor, wanted: Wanted, narrowed: list[str], *, count: int) -> bool:
    """Ask a second person; tell whether they had not been asked before."""
    what = {"form": wanted.form.value, "reason": wanted.reason, "filters": narrowed, "count": count}
    try:
        approvals.ask(actor=actor, kind=EXPORT, subject=_subject(wanted), what=what, now=clock.wall())
    except AlreadyAsked:
        return False
    return True


def _subject(wanted: Wanted) -> str:
    """Return what names exactly this export, and tells nothing of the words that narrow it."""
    address = "" if wanted.is_whole else wanted.filters.address()
    return sha256(f"{wanted.form.value}|{wanted.reason}|{address}".encode()).hexdigest()


def _each(
    search: Search, before: int, lines: Callable[[list[LoggedEntry]], Iterator[str] | list[str]]
) -> Iterator[str]:
    """Yield the *lines* of the entries that match and are older than the export itself, newest first, by the page."""
    while entries := audit.entries(search, before=before, limit=_PAGE):
        yield from lines(entries)
        before = entries[-1].index or 0


def _sheet(reach: Reach, search: Search, before: int, language: str) -> Iterator[str]:
    """Yield the table in the language of the reader, who is gone from the thread when it is made."""
    with translation.override(language):
        head = [_explained(), _columns()]
    yield sheet.MARK + "".join(sheet.row(each) for each in head)
    yield from _each(search, before, lambda entries: _rows(reach, entries, language))


def _explained() -> list[str]:
    return [
        _("# Text that begins with a sign of a formula has an apostrophe in front. Every cell is text. Newest first."),
    ]


def _columns() -> list[str]:
    return [_("No."), _("When"), _("Who"), _("What"), _("About"), _("Why"), _("Result"), _("SHA-256 of the leaf")]


def _rows(reach: Reach, entries: list[LoggedEntry], language: str) -> list[str]:
    names = scope.names(reach, entries)
    with translation.override(language):
        return [sheet.row(_cells(entry, names)) for entry in entries]


def _cells(entry: LoggedEntry, names: sentences.Names) -> list[str]:
    return [
        str(entry.index),
        timezone.localtime(entry.at).isoformat(timespec="milliseconds"),
        sentences.who(entry, names=names).name,
        sentences.did(entry).text,
        sentences.about_in_words(entry, names=names),
        sentences.why(entry),
        _("refused") if entry.is_refused else _("done"),
        entry.leaf_hash.hex(),
    ]


KIND: Final = Kind(
    lasts=timedelta(days=1), permission=Permission.AUDIT_READ, needs_proof=True, usable_for=timedelta(hours=1)
)
