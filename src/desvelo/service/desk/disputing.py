"""Why a datum is hidden, and what happens when somebody says that it should not be: a list that is reviewed.

A report holds the class and the rule, never the value, so who reviews it reads nothing of any customer; many reports of
one rule say where a detector has to be mended.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from desvelo.base.ui import wording
from desvelo.guards.access import gate
from desvelo.guards.access import queries as access
from desvelo.guards.access.errors import NotFound
from desvelo.guards.audit import actions as audit
from desvelo.guards.audit.entry import Entry
from desvelo.guards.vault import queries as vault
from desvelo.guards.vault.queries import HeldDatum
from desvelo.kernel.authority import Actor, Permission
from desvelo.service.desk import actions, reasons
from desvelo.service.desk.models import Dispute
from desvelo.service.desk.screen_protection import DisputeLine, RuleLine, WhyHidden

SHOWN = 50
_RULES = 12
_COUNTED = 2_000
VERDICTS = (Dispute.Verdict.RIGHT.value, Dispute.Verdict.WRONG.value)


@dataclass(frozen=True, slots=True, kw_only=True)
class _About:
    label: str
    rule: str


def why(actor: Actor, datum: str, *, now: datetime) -> WhyHidden:
    """Return why one datum is hidden.  Raises NotFound, on record, outside one's own teams."""
    held, _team = actions.datum_for(actor, datum, Permission.CONVERSATION_READ, now=now)
    said = Dispute.objects.filter(datum_id=held.id).first()
    [held] = vault.in_full([held])
    return WhyHidden(
        datum=held.public_id,
        label=held.label,
        evidence=reasons.evidence(held.rule, held.certainty),
        certainty=reasons.certainty(held.rule, held.certainty),
        rule=held.rule,
        since=wording.moment(held.found_at, now=now),
        kept=held.kept,
        may_dispute=actor.has(Permission.DATUM_HIDE),
        disputed=_said(said) if said else "",
    )


def dispute(*, actor: Actor, datum: str, now: datetime) -> None:
    """Put on the review list that a datum was hidden by mistake; said twice it stands there once.  Raises NotFound."""
    held, _team = actions.datum_for(actor, datum, Permission.DATUM_HIDE, now=now)
    with transaction.atomic():
        about = {"label": held.label, "rule": held.rule, "certainty": held.certainty}
        said = {"said_by_id": actor.id, "said_at": now}
        _row, is_new = Dispute.objects.get_or_create(datum_id=held.id, defaults={**about, **said})
        if is_new:
            audit.record([_entry("datum:dispute", actor, held, now=now)])


def judge(*, actor: Actor, dispute: UUID, verdict: str, now: datetime) -> None:
    """Say whether something was hidden rightly; the last word counts.  Raises Forbidden, NotFound."""
    gate.require(actor, Permission.DETECTION_REVIEW, now=now)
    with transaction.atomic():
        row = Dispute.objects.select_for_update(of=("self",)).select_related("datum").filter(pk=dispute).first()
        if row is None or verdict not in VERDICTS:
            raise NotFound
        row.verdict, row.judged_by_id, row.judged_at = verdict, actor.id, now
        row.save(update_fields=["verdict", "judged_by", "judged_at"])
        objects = {"datum": str(row.datum_id), "label": row.label, "verdict": verdict}
        audit.record(
            [
                Entry(
                    tag="detection:judge",
                    at=now,
                    actor=actor.id,
                    session=actor.session,
                    contact=row.datum.contact_id,
                    objects=objects,
                )
            ]
        )


def open_disputes(*, now: datetime) -> tuple[DisputeLine, ...]:
    """Return what waits for a review, newest first.  Whoever shows it asks the gate."""
    rows = list(Dispute.objects.filter(verdict=Dispute.Verdict.OPEN).order_by("-said_at")[:SHOWN])
    names = access.names([row.said_by_id for row in rows if row.said_by_id])
    about = _in_full(rows)
    return tuple(
        DisputeLine(
            id=row.id,
            label=about[row.id].label,
            evidence=reasons.evidence(about[row.id].rule, row.certainty),
            rule=about[row.id].rule,
            by=(names.get(row.said_by_id) if row.said_by_id else None) or _("Somebody who left"),
            at=wording.moment(row.said_at, now=now),
        )
        for row in rows
    )


def open_count() -> int:
    """Return how much waits for a review.  Whoever shows it asks the gate."""
    return Dispute.objects.filter(verdict=Dispute.Verdict.OPEN).count()


def by_rule() -> tuple[RuleLine, ...]:
    """Return the rules that were reported most, with the verdicts.  Whoever shows it asks the gate."""
    rows = list(Dispute.objects.order_by("-said_at")[:_COUNTED])
    about = _in_full(rows)
    counted = Counter((about[row.id].rule, about[row.id].label, row.verdict) for row in rows)
    totals: Counter[tuple[str, str]] = Counter()
    for (rule, label, _verdict), count in counted.items():
        totals[rule, label] += count
    return tuple(
        RuleLine(
            rule=rule,
            label=label,
            open=counted[rule, label, Dispute.Verdict.OPEN.value],
            wrong=counted[rule, label, Dispute.Verdict.WRONG.value],
            right=counted[rule, label, Dispute.Verdict.RIGHT.value],
        )
        for (rule, label), _count in totals.most_common(_RULES)
    )


def _in_full(rows: Sequence[Dispute]) -> dict[UUID, _About]:
    """Return what each report is about; the class and rule of a special category are sealed with the datum."""
    hidden = [row.datum_id for row in rows if not row.rule]
    named = {each.id: each for each in vault.in_full(list(vault.data_by_id(hidden).values()))}
    known: list[Dispute | HeldDatum] = [named.get(row.datum_id, row) for row in rows]
    return {row.id: _About(label=each.label, rule=each.rule) for row, each in zip(rows, known, strict=True)}


def _said(row: Dispute) -> str:
    return {
        Dispute.Verdict.OPEN: _("Reported as a mistake. It waits for a review."),
        Dispute.Verdict.RIGHT: _("Reported as a mistake, and reviewed: it is rightly hidden."),
        Dispute.Verdict.WRONG: _("Reviewed: hidden by mistake. The rule will be mended."),
    }[Dispute.Verdict(row.verdict)]


def _entry(tag: str, actor: Actor, held: HeldDatum, *, now: datetime) -> Entry:
    objects = {"datum": str(held.id), "label": held.label}
    return Entry(tag=tag, at=now, actor=actor.id, session=actor.session, contact=held.contact, objects=objects)
