"""One entry of the log: its sentence, its facts, what was said about it, its proof, what the customer reads.

Source: ux.md 6.13; wireframe 07.
"""

from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse
from django.utils.formats import number_format
from django.utils.translation import gettext as _

from desvelo.duties.assurance import narrative, notes, scope, sentences, tree
from desvelo.duties.assurance.errors import NotSealedYet
from desvelo.duties.assurance.notes import Note
from desvelo.duties.assurance.scope import Customers, Reach
from desvelo.duties.assurance.tree import Picture
from desvelo.guards.access import queries as access
from desvelo.guards.audit import actions as audit_actions
from desvelo.guards.audit import queries as audit
from desvelo.guards.audit.queries import InclusionProof, LoggedEntry
from desvelo.kernel.authority import Actor
from desvelo.kernel.ledger import proof as proof_file


@dataclass(frozen=True, slots=True, kw_only=True)
class PathStep:
    """One neighbour on the way from the entry to the root, in words."""

    hash: str
    side: str
    covers: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Proof:
    """An inclusion proof as it is drawn, and as it is read out; *state* is ``holds``, ``waits`` or ``broken``."""

    state: str
    leaf: str
    path: tuple[PathStep, ...]
    root: str
    size_label: str
    picture: Picture | None
    url: str
    json_url: str
    text_url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Portal:
    """What the customer reads about the entry."""

    title: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Detail:
    """The drawer beside the log."""

    index: int
    number_label: str
    unusual_label: str
    sentence: str
    fields: tuple[sentences.Fact, ...]
    notes: tuple[Note, ...]
    proof: Proof
    portal: Portal | None
    same_customer_url: str


def detail(actor: Actor, index: int, *, now: datetime) -> Detail:
    """Return one entry with its proof; raise EntryNotFound when there is none this person may read."""
    reach = scope.of(actor, now=now)
    found = scope.entry(reach, index, now=now)
    names = scope.names(reach, [found])
    proven = audit.prove(index)
    if proven.checkpoint is None:
        audit_actions.ask_for_seal()
    return Detail(
        index=index,
        number_label=number_format(index, force_grouping=True),
        unusual_label=_("out of hours") if sentences.is_out_of_hours(found) else "",
        sentence=narrative.told(found, names=names),
        fields=(*sentences.facts(found), *_seal(proven)),
        notes=notes.on(reach, [index], now=now).get(index, ()),
        proof=_drawn(proven),
        portal=_portal(found, reach, names=names),
        same_customer_url=_same_customer(found, names=names),
    )


def proof_as_json(actor: Actor, index: int, *, now: datetime) -> str:
    """Return the proof of an entry as our own file; raise EntryNotFound, NotSealedYet."""
    found, proven = _proven(actor, index, now=now)
    return proof_file.as_json(leaf=found.leaf, index=index, hashes=proven.path, checkpoint=proven.checkpoint or "")


def proof_as_text(actor: Actor, index: int, *, now: datetime) -> str:
    """Return the proof of an entry as other people's tools read it; raise EntryNotFound, NotSealedYet."""
    found, proven = _proven(actor, index, now=now)
    return proof_file.as_text(leaf=found.leaf, index=index, hashes=proven.path, checkpoint=proven.checkpoint or "")


def _proven(actor: Actor, index: int, *, now: datetime) -> tuple[LoggedEntry, InclusionProof]:
    found = scope.entry(scope.of(actor, now=now), index, now=now)
    proven = audit.prove(index)
    if proven.checkpoint is None:
        raise NotSealedYet
    return found, proven


def _seal(proven: InclusionProof) -> tuple[sentences.Fact, ...]:
    sealed = audit.sealed_at(proven.index)
    if sealed is None:
        return ()
    return (sentences.Fact(label=_("Sealed on"), value=sentences.to_the_second(sealed)),)


def _drawn(proven: InclusionProof) -> Proof:
    size = number_format(proven.size, force_grouping=True)
    walked = len(proven.steps) == len(proven.path) and (proven.steps or proven.size == 1)
    sealed = proven.checkpoint is not None
    return Proof(
        state=("holds" if sealed else "waits") if proven.holds else "broken",
        leaf=sentences.short_hash(proven.leaf_hash),
        path=tuple(
            PathStep(
                hash=sentences.short_hash(step.sibling),
                side="left" if step.on_left else "right",
                covers=_covers(*step.leaves),
            )
            for step in proven.steps
        ),
        root=sentences.short_hash(proven.root),
        size_label=size,
        picture=tree.draw(proven) if walked else None,
        url=reverse("audit:entry", args=[proven.index]),
        json_url=reverse("audit:proof_json", args=[proven.index]) if sealed else "",
        text_url=reverse("audit:proof_text", args=[proven.index]) if sealed else "",
    )


def _covers(start: int, end: int) -> str:
    first, last = number_format(start, force_grouping=True), number_format(end - 1, force_grouping=True)
    if end - start == 1:
        return _("entry no. %(index)s") % {"index": first}
    return _("entries no. %(first)s to %(last)s") % {"first": first, "last": last}


def _portal(found: LoggedEntry, reach: Reach, *, names: sentences.Names) -> Portal | None:
    text = narrative.for_customer(found, teams=access.team_names_of(found.actor) if found.actor else [])
    if not text:
        return None
    name = names.customers.get(found.contact, "").split(" ")[0] if found.contact else ""
    if reach.customers is Customers.NONE or not name:
        return Portal(title=_("What the customer will read in the privacy portal"), text=text)
    return Portal(title=_("What %(name)s will read in the privacy portal") % {"name": name}, text=text)


def _same_customer(found: LoggedEntry, *, names: sentences.Names) -> str:
    """Return the address of everything about the same customer, for who may know the customer."""
    if found.contact is None or found.contact not in names.customers:
        return ""
    return f"{reverse('audit:list')}?cliente={found.index}"
