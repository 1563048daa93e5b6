"""Who answers for the data in public: the name and the address that every public page takes from here.

IT or the officer says it, with a factor shown just now, because whoever changes the address reads what customers write
to it.  Each statement is a row and an entry; the newest counts that this installation wrote.  Having a name here gives
no account, and having the role gives no name here: the officer may be somebody outside.

Source: LGPD, Law 13,709/2018, article 41, paragraph 1 (identity and contact are public); ux.md 7.1.5.
"""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final

from django.db import transaction

from desvelo.guards.access import gate, inviting, vouching
from desvelo.guards.access.errors import InvitationRefused, OfficerRefused
from desvelo.guards.access.officer_models import DataOfficer
from desvelo.guards.audit import actions as audit
from desvelo.guards.audit.entry import Entry
from desvelo.kernel.authority import Actor, Permission

APPOINTED: Final = "officer:appoint"
REFUSED: Final = "officer:refuse"


@dataclass(frozen=True, slots=True, kw_only=True)
class Officer:
    """The data protection officer; *said_by* is the name of who said so."""

    name: str
    email: str
    said_by: str
    said_at: datetime


def current() -> Officer | None:
    """Return who it is, for everybody; None until somebody said so."""
    for row in DataOfficer.objects.select_related("said_by").order_by("-said_at", "-id"):
        if _is_ours(row):
            return Officer(name=row.name, email=row.email, said_by=row.said_by.name, said_at=row.said_at)
    return None


def may_name(actor: Actor, *, now: datetime) -> bool:
    """Tell whether *actor* showed a factor recently enough: asked before a form is filled in.  Raises Forbidden."""
    gate.require(actor, Permission.POLICY_MANAGE, now=now)
    return actor.has_proved(within=gate.PROOF_LASTS, now=now)


def appoint(*, actor: Actor, name: str, email: str, now: datetime) -> None:
    """Say who the officer is from now on.  *now* is the wall clock's time.

    Raises Forbidden, ProofTooOld, OfficerRefused.
    """
    gate.require_proof(actor, Permission.POLICY_MANAGE, now=now)
    try:
        named, address = inviting.require_name(name), inviting.require_address(email)
    except InvitationRefused as refused:
        raise OfficerRefused(reason=refused.reason) from None
    with transaction.atomic():
        row = DataOfficer(name=named, email=address, said_by_id=actor.id, said_at=now)
        row.mac = vouching.mac("officer", *_written(row))
        row.save(force_insert=True)
        objects = {"officer": str(row.id)}
        audit.record([Entry(tag=APPOINTED, at=now, actor=actor.id, session=actor.session, objects=objects)])


def sweep(*, now: datetime) -> int:
    """Take back, on record, every statement that was not made here; return how many there were."""
    forged = (row for row in DataOfficer.objects.all() if not _is_ours(row))
    return vouching.take_away(
        forged, kind="officer", entry=lambda row: Entry(tag=REFUSED, at=now, objects={"officer": str(row.id)})
    )


def _is_ours(row: DataOfficer) -> bool:
    return vouching.holds(row.mac, "officer", *_written(row))


def _written(row: DataOfficer) -> tuple[str, ...]:
    return str(row.id), row.name, row.email, str(row.said_by_id), row.said_at.astimezone(UTC).isoformat()
