"""The audit explorer: entries as sentences, each with its proof.

Who may read the whole log sees all of it; everybody else sees what they did themselves, because whoever is watched
sees the trail too (ux.md, principle 4).
"""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.urls import reverse
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from desvelo.base.ui import wording
from desvelo.base.ui.wording import Face
from desvelo.duties.assurance import sentences
from desvelo.guards.access import gate
from desvelo.guards.access import queries as access
from desvelo.guards.audit import queries as audit
from desvelo.guards.audit.errors import EntryNotFound
from desvelo.guards.audit.queries import InclusionProof, LoggedEntry
from desvelo.guards.vault import queries as vault
from desvelo.kernel.authority import Actor, Permission, Role

SEES_NO_CUSTOMER = frozenset({Role.AUDITOR, Role.IT})
_SHORT = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryRow:
    """One entry in the table."""

    index: int
    url: str
    time_label: str
    who: Face
    action: sentences.Did
    about: sentences.About
    why: str
    proof: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Verification:
    """What the last verification said."""

    state: str
    url: str
    checked: int = 0
    total: int = 0
    at_label: str = ""
    root: str = ""
    broken_index: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Log:
    """The explorer's page."""

    title: str
    since_label: str
    verify: Verification
    rows: tuple[EntryRow, ...]
    next_cursor: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class PathStep:
    """One neighbour on the way from the entry to the root."""

    hash: str
    side: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Proof:
    """An inclusion proof as it is drawn."""

    ok: bool
    leaf: str
    path: tuple[PathStep, ...]
    root: str
    size: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Detail:
    """One entry with its proof."""

    index: int
    sentence: str
    fields: tuple[sentences.Fact, ...]
    proof: Proof


def log(actor: Actor, *, before: int | None, verified: Verification | None, now: datetime) -> Log:
    """Return one page of the log, newest first."""
    entries = audit.entries(actor=_only(actor, now=now), before=before)
    names = _names(actor, entries)
    total = audit.count(actor=_only(actor, now=now))
    return Log(
        title=_("Audit") if actor.has(Permission.AUDIT_READ) else _("My accesses"),
        since_label=ngettext("%(count)s entry", "%(count)s entries", total)
        % {"count": number_format(total, force_grouping=True)},
        verify=verified or Verification(state="unknown", url=_verify_url(actor)),
        rows=tuple(_row(entry, names=names, now=now) for entry in entries),
        next_cursor=entries[-1].index if len(entries) == audit.PAGE else None,
    )


def detail(actor: Actor, index: int, *, now: datetime) -> Detail:
    """Return one entry with its proof; raise EntryNotFound when there is none this person may read."""
    found = audit.entry(index)
    if _only(actor, now=now) not in {None, found.actor}:
        gate.deny(actor, Permission.AUDIT_READ, reason="not_own", target={"index": str(index)}, now=now)
        raise EntryNotFound
    names = _names(actor, [found])
    return Detail(
        index=index,
        sentence=sentences.sentence(found, names=names),
        fields=sentences.facts(found),
        proof=_drawn(audit.prove(index)),
    )


def verify(actor: Actor, *, now: datetime) -> Verification:
    """Verify the whole log now; only who may read all of it can ask."""
    gate.require(actor, Permission.AUDIT_READ, now=now)
    report = audit.verify_all()
    return Verification(
        state="intact" if report.problem is None else "broken",
        url=_verify_url(actor),
        checked=report.size,
        total=audit.size(),
        at_label=wording.hour(now),
        root=_short(report.root),
        broken_index=None if report.problem is None else report.problem.index,
    )


def _only(actor: Actor, *, now: datetime) -> UUID | None:
    """Return whose entries alone this person reads, or None for all."""
    if actor.has(Permission.AUDIT_READ):
        return None
    gate.require(actor, Permission.AUDIT_READ_OWN, now=now)
    return actor.id


def _verify_url(actor: Actor) -> str:
    return reverse("audit:verify") if actor.has(Permission.AUDIT_READ) else ""


def _names(actor: Actor, entries: list[LoggedEntry]) -> sentences.Names:
    """Return whom the ids stand for; security and auditors see no customer's name."""
    people = access.names([entry.actor for entry in entries if entry.actor])
    if actor.role in SEES_NO_CUSTOMER:
        return sentences.Names(people=people, customers={})
    boxes = vault.open_boxes({entry.contact for entry in entries if entry.contact})
    customers = {contact: wording.short_name(profile.name) for contact, profile in vault.profiles(boxes).items()}
    return sentences.Names(people=people, customers=customers)


def _row(entry: LoggedEntry, *, names: sentences.Names, now: datetime) -> EntryRow:
    index = entry.index or 0
    return EntryRow(
        index=index,
        url=reverse("audit:entry", args=[index]),
        time_label=_when(entry.at, now=now),
        who=sentences.who(entry, names=names),
        action=sentences.did(entry),
        about=sentences.about(entry, names=names),
        why=sentences.why(entry),
        proof=_short(entry.leaf_hash),
    )


def _when(at: datetime, *, now: datetime) -> str:
    said = wording.moment(at, now=now)
    return said if ":" in said else f"{said} {wording.hour(at)}"


def _drawn(proof: InclusionProof) -> Proof:
    return Proof(
        ok=proof.holds,
        leaf=_short(proof.leaf_hash),
        path=tuple(
            PathStep(hash=_short(each), side=side) for each, side in zip(proof.path, _sides(proof), strict=True)
        ),
        root=_short(proof.root),
        size=proof.size,
    )


def _sides(proof: InclusionProof) -> list[str]:
    """Say on which side each neighbour stands (RFC 9162 section 2.1.3.2, the walk of a verifier)."""
    sides: list[str] = []
    node, last = proof.index, proof.size - 1
    for _each in proof.path:
        if node % 2 or node == last:
            sides.append("left")
            while node and not node % 2:
                node, last = node >> 1, last >> 1
        else:
            sides.append("right")
        node, last = node >> 1, last >> 1
    return sides


def _short(value: bytes) -> str:
    """Show a hash by its first and last bytes."""
    text = value.hex()
    return f"{text[:_SHORT]}·{text[_SHORT : 2 * _SHORT]}"
