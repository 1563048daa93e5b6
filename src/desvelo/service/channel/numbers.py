"""What is known of each number of ours: its ids, what Meta last answered about it, how it fares.  Never a secret.

Whoever shows it asks the gate first.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from django.db.models import Count, Max, QuerySet

from desvelo.kernel.whatsapp import connection as rule
from desvelo.kernel.whatsapp.connection import Finding, State
from desvelo.service.channel import alarms, limits
from desvelo.service.channel.checking import By
from desvelo.service.channel.models import Alarm, Message, Notice, Number, NumberCheck

# How far back the newest message of a number is looked for: a number that is silent must not make the page slow.
_LOOKED_BACK: Final = 100_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """One finding, when Meta was asked and by whom; *bad_since* until it is seen well again."""

    finding: Finding
    at: datetime
    by: By
    bad_since: datetime | None = None

    @property
    def is_bad(self) -> bool:
        """Tell whether it failed, or had failed when Meta was last heard."""
        return self.finding.state is State.FAIL or self.bad_since is not None


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownNumber:
    """One number with its findings by check; a check that was never made is not in it."""

    id: UUID
    phone_number_id: str
    waba_id: str
    display: str
    checks: Mapping[str, Checked]

    @property
    def state(self) -> State:
        """Return how the connection stands as a whole; a check that was never made leaves it unknown."""
        if len(self.checks) < sum(len(each) for each in rule.CHECKS_OF.values()):
            known = rule.worst([each.finding for each in self.checks.values()])
            return known if known is State.FAIL else State.UNKNOWN
        return rule.worst([each.finding for each in self.checks.values()])

    @property
    def bad(self) -> tuple[Checked, ...]:
        """Return what has to be mended, in the order of the checklist."""
        order = [check for checks in rule.CHECKS_OF.values() for check in checks]
        return tuple(self.checks[each] for each in order if each in self.checks and self.checks[each].is_bad)


@dataclass(frozen=True, slots=True, kw_only=True)
class Health:
    """How a number fares: when a webhook and a message of it last came, what failed today, what is to be mended."""

    heard_at: datetime | None
    last_received_at: datetime | None
    last_notice_at: datetime | None
    failed: tuple[tuple[str, int], ...]
    alarms: tuple[tuple[str, int], ...]
    people_per_day: int


def numbers(*, now: datetime) -> list[KnownNumber]:
    """Return every number, by how people write it."""
    rows = Number.objects.order_by("display", "phone_number_id")
    checks = NumberCheck.objects.all()
    return [_known(row, [each for each in checks if each.number_id == row.id], now=now) for row in rows]


def number(phone_number_id: str, *, now: datetime) -> KnownNumber | None:
    """Return one number by Meta's id of it."""
    row = Number.objects.filter(phone_number_id=phone_number_id).first()
    return _known(row, list(NumberCheck.objects.filter(number=row)), now=now) if row else None


def is_any() -> bool:
    """Tell whether any number is connected."""
    return Number.objects.exists()


def to_be_mended_count(*, now: datetime) -> int:
    """Return how many numbers have a check that failed, or a token that ends in a few days."""
    return sum(bool(each.bad) for each in numbers(now=now))


def health(known: KnownNumber, *, failed_since: datetime, now: datetime) -> Health:
    """Return how a number fares."""
    recent = _recent(known.id)
    received = recent.filter(direction=Message.Direction.IN).aggregate(at=Max("received_at"))["at"]
    failed = recent.filter(direction=Message.Direction.OUT, status="failed", sent_at__gte=failed_since)
    codes = failed.values_list("failure").annotate(total=Count("id")).order_by("-total", "failure")
    notice = Notice.objects.filter(waba_id=known.waba_id).aggregate(at=Max("received_at"))["at"]
    open_alarms = Alarm.objects.filter(number_id=known.id, last_at__gt=now - alarms.OVER_AFTER).order_by("-last_at")
    heard = Number.objects.filter(pk=known.id).values_list("heard_at", flat=True).first()
    return Health(
        heard_at=max(filter(None, [heard, received, notice]), default=None),
        last_received_at=received,
        last_notice_at=notice,
        failed=tuple(codes),
        alarms=tuple(open_alarms.values_list("cause", "count")),
        people_per_day=limits.people_per_day(known.waba_id),
    )


def _recent(number: UUID) -> QuerySet[Message]:
    newest = Message.objects.order_by("-arrival").values_list("arrival", flat=True).first() or 0
    return Message.objects.filter(arrival__gt=newest - _LOOKED_BACK, number_id=number)


def _known(row: Number, checks: list[NumberCheck], *, now: datetime) -> KnownNumber:
    found = [
        Checked(
            finding=_finding(each, now=now),
            at=check.checked_at,
            by=By(check.by),
            bad_since=_moment(check.bad_since.get(each["check"])),
        )
        for check in checks
        for each in check.findings
    ]
    return KnownNumber(
        id=row.id,
        phone_number_id=row.phone_number_id,
        waba_id=row.waba_id,
        display=row.display,
        checks={each.finding.check: each for each in found},
    )


def _moment(written: str | None) -> datetime | None:
    return datetime.fromisoformat(written) if written else None


def _finding(kept: Mapping[str, object], *, now: datetime) -> Finding:
    """Return a finding as it was kept; a token that was fine then may end soon by now."""
    facts = {str(name): str(value) for name, value in dict(kept.get("facts") or {}).items()}  # type: ignore[call-overload]
    found = Finding(check=str(kept["check"]), state=State(str(kept["state"])), reason=str(kept["reason"]), facts=facts)
    if found.check == "token_expiry" and facts.get("at", "").isdecimal():
        return rule.expiry(int(facts["at"]), now=now)
    return found
