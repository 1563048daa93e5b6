"""What became of the checks of a number's connection: kept, and told when one turns bad or well again.

A check that failed stays bad until Meta says that it is well: an answer that does not come is no good news.

Source: ux.md 6.17.
"""

import logging
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import TypeAlias

from django.db import transaction

from desvelo.guards.audit import actions as audit
from desvelo.guards.audit.entry import Entry
from desvelo.kernel.whatsapp.connection import Finding, State
from desvelo.service.channel.models import Number, NumberCheck

TURNED_BAD, TURNED_WELL = "number:alarm", "number:well"
By: TypeAlias = NumberCheck.By
_WELL = frozenset({State.OK, State.WARN})
_log = logging.getLogger("desvelo.numbers")


def keep(number: Number, probe: str, findings: Sequence[Finding], *, by: By, now: datetime) -> None:
    """Keep what one question was answered; record the checks that turned, unless nobody knew of them before."""
    with transaction.atomic():
        before = NumberCheck.objects.select_for_update().filter(number=number, probe=probe).first()
        were = {str(each["check"]): State(str(each["state"])) for each in before.findings} if before else {}
        bad = dict(before.bad_since) if before else {}
        found = {each.check: each.state for each in findings}
        since = _bad_since(bad, found, now=now)
        turned_bad = sorted(each for each in since.keys() - bad.keys() if were.get(each) in _WELL)
        turned_well = sorted(bad.keys() - since.keys())
        kept = [{"check": each.check, "state": each.state, "reason": each.reason, "facts": dict(each.facts)}
                for each in findings]  # fmt: skip
        values = {"findings": kept, "bad_since": since, "checked_at": now, "by": by}
        NumberCheck.objects.update_or_create(number=number, probe=probe, defaults=values)
        audit.record([_entry(TURNED_BAD, number, each, now=now) for each in turned_bad])
        audit.record([_entry(TURNED_WELL, number, each, now=now) for each in turned_well])
    for each in turned_bad:
        _log.error("number.turned_bad", extra={"number_id": number.id, "code": each})


def _bad_since(bad: Mapping[str, str], found: Mapping[str, State], *, now: datetime) -> dict[str, str]:
    """Return since when each check is bad: as before, or from now; one that is well again is not in it."""
    stays = {check: at for check, at in bad.items() if found.get(check, State.UNKNOWN) not in _WELL}
    return {check: now.isoformat() for check, state in found.items() if state is State.FAIL} | stays


def _entry(tag: str, number: Number, check: str, *, now: datetime) -> Entry:
    return Entry(tag=tag, at=now, objects={"number": str(number.id), "check": check})
