"""Break the glass: see at once what waits for a second person, while supervision and the officer hear of it.

For an emergency, and never for a class that is closed.  Whoever does it shows a factor, gives a reason as always, and
explains it within an hour; until then the glass breaks for them no second time.  Somebody else reads the explanation
and says so.

Source: ux.md 7.2 step 7; security-design section 8 (step-up); HL7 EHR-S FM TI.2.1.2.8.
"""

import os
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from django.db import transaction
from django.db.models import Q, QuerySet

from desvelo.base.ids import new_public_id, new_uuid
from desvelo.guards.access import approvals, gate
from desvelo.guards.access.approvals import Asker
from desvelo.guards.access.errors import NotFound
from desvelo.guards.audit import actions as audit
from desvelo.guards.audit import queries as log
from desvelo.guards.audit.entry import Entry, Payload
from desvelo.guards.vault import boxes, places
from desvelo.guards.vault.errors import ExplanationOwed, ReasonMissing
from desvelo.guards.vault.models import Glass
from desvelo.kernel.authority import Actor, Permission
from desvelo.kernel.detection import masked, scanning
from desvelo.kernel.detection.masked import MaskedText
from desvelo.kernel.detection.reading import Context
from desvelo.kernel.ledger import leaf
from desvelo.kernel.sealing.whys import Why

EXPLAIN: Final = "glass:explain"
REVIEW: Final = "glass:review"
WITHIN: Final = timedelta(hours=1)
LEAST, LONGEST = 20, 1_000
_SHOWN: Final = 20
_HEARD: Final = 50
_SALT_BYTES: Final = 32


@dataclass(frozen=True, slots=True, kw_only=True)
class Broken:
    """One time the glass was broken; *explanation* is empty until it is given, and for who may not read it."""

    public_id: str
    by: UUID
    team: UUID
    contact: UUID | None
    label: str
    at: datetime
    explain_by: datetime
    is_explained: bool
    is_reviewed: bool
    explanation: str = ""


def require_none_owed(actor: Actor, *, target: dict[str, str], now: datetime) -> None:
    """Raise ExplanationOwed, on record, while *actor* has not explained the last time."""
    if Glass.objects.filter(actor_id=actor.id, explained_at=None).exists():
        gate.deny(actor, Permission.DATUM_REVEAL, reason="explanation_owed", target=target, now=now)
        raise ExplanationOwed


def note(*, actor: Actor, contact: UUID, team: UUID, label: str, now: datetime) -> UUID:
    """Keep that the glass was broken, in the transaction that puts the look on record; return its id."""
    row = Glass.objects.create(actor_id=actor.id, contact_id=contact, team_id=team, label=label, at=now)
    return row.id


def owed(actor: Actor) -> list[Broken]:
    """Return what *actor* has to explain."""
    return [_broken(row) for row in Glass.objects.filter(actor_id=actor.id, explained_at=None).order_by("at")]


def unreviewed(actor: Actor) -> list[Broken]:
    """Return what *actor* answers for and nobody reviewed, with what was explained."""
    rows = _of(actor).filter(reviewed_at=None).exclude(actor_id=actor.id).order_by("at")[:_SHOWN]
    return [_broken(row, explanation=_explanation(row, reader=actor.id)) for row in rows]


def heard(actor: Actor) -> tuple[list[Broken], list[Broken]]:
    """Return, for the banners and in one query, what *actor* owes and what waits for their review, unopened."""
    rows = list(Glass.objects.filter(reviewed_at=None).order_by("-at")[:_HEARD])
    owes = [_broken(row) for row in rows if row.actor_id == actor.id and row.explained_at is None]
    return owes, [_broken(row) for row in rows if row.actor_id != actor.id and _answers_for(actor, row)]


def explain(*, actor: Actor, glass: str, text: str, now: datetime) -> None:
    """Say why; what was written is sealed for the customer it was about.  Raises NotFound, ReasonMissing."""
    said = " ".join(text.split())
    if not LEAST <= len(said) <= LONGEST:
        raise ReasonMissing(least=LEAST)
    with transaction.atomic():
        rows = Glass.objects.select_for_update(of=("self",))
        row = rows.filter(public_id=glass, actor_id=actor.id, explained_at=None).exclude(contact=None).first()
        if row is None or row.contact_id is None:
            raise NotFound
        entry, salt = new_uuid(), os.urandom(_SALT_BYTES)
        box = boxes.of(row.contact_id, why=Why.WRITE, actor=actor.id)
        content = _without_values(said).encode()
        sealed = box.seal(places.payload(entry), content)
        payload = Payload(salt=salt, sealed=sealed, commitment=leaf.commitment(salt, content))
        row.explained_at, row.explained_in = now, entry
        row.save(update_fields=["explained_at", "explained_in"])
        audit.record([replace(_entry(EXPLAIN, row, actor=actor, now=now), id=entry, payload=payload)])


def review(*, actor: Actor, glass: str, now: datetime) -> None:
    """Say that somebody else read the explanation.  Raises NotFound, OwnRequest on record."""
    found = _of(actor).filter(public_id=glass, reviewed_at=None).exclude(explained_at=None).first()
    if found is None:
        gate.deny(actor, Permission.LOOK_APPROVE, reason="absent", target={}, now=now)
        raise NotFound
    target = {"glass": str(found.id)}
    asker = Asker(person=found.actor_id)
    approvals.require_another(actor, asker, permission=Permission.LOOK_APPROVE, target=target, now=now)
    with transaction.atomic():
        done = Glass.objects.filter(pk=found.pk, reviewed_at=None).update(reviewed_at=now, reviewed_by_id=actor.id)
        if not done:
            raise NotFound
        audit.record([_entry(REVIEW, found, actor=actor, now=now)])


def _of(actor: Actor) -> QuerySet[Glass]:
    """Return what *actor* answers for: all, for the officer; that of their own teams, for a supervisor."""
    whole = Q() if actor.has(Permission.GLASS_REVIEW) else Q(pk__in=[])
    mine = Q(team_id__in=actor.own_teams) if actor.has(Permission.LOOK_APPROVE) else Q(pk__in=[])
    return Glass.objects.filter(whole if whole == Q() else mine)


def _answers_for(actor: Actor, row: Glass) -> bool:
    return actor.has(Permission.GLASS_REVIEW) or (actor.has(Permission.LOOK_APPROVE) and row.team_id in actor.own_teams)


def _explanation(row: Glass, *, reader: UUID) -> str:
    sealed = log.payloads([row.explained_in]).get(row.explained_in) if row.explained_in else None
    if sealed is None or row.explained_in is None or row.contact_id is None:
        return ""
    box = boxes.of(row.contact_id, why=Why.THREAD, actor=reader)
    body = MaskedText.decode(box.open(places.payload(row.explained_in), sealed))
    return body.plain_preview(LONGEST)


def _without_values(said: str) -> MaskedText:
    """Return an explanation as it is kept: a value that somebody wrote into it is gone, its mask stays."""
    body, _values = masked.mask(said, scanning.scan_or_cover(said, Context()), new_public_id)
    return body


def _broken(row: Glass, *, explanation: str = "") -> Broken:
    return Broken(
        public_id=row.public_id,
        by=row.actor_id,
        team=row.team_id,
        contact=row.contact_id,
        label=row.label,
        at=row.at,
        explain_by=row.at + WITHIN,
        is_explained=row.explained_at is not None,
        is_reviewed=row.reviewed_at is not None,
        explanation=explanation,
    )


def _entry(tag: str, row: Glass, *, actor: Actor, now: datetime) -> Entry:
    return Entry(
        tag=tag,
        at=now,
        actor=actor.id,
        session=actor.session,
        contact=row.contact_id,
        objects={"glass": str(row.id), "label": row.label, "team": str(row.team_id)},
    )
