"""The limits of Meta, kept in the database: shared by all workers, and still there after a restart.

A message that finds a bucket empty waits in the queue without being tried.  What Meta itself refuses empties the
bucket it belongs to, so that the next messages wait instead of being refused too.

Source: whatsapp-cloud-api section 15.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from django.db import connection, transaction

from desvelo.kernel.whatsapp import limits as rule
from desvelo.kernel.whatsapp import window
from desvelo.kernel.whatsapp.limits import Level, Limit
from desvelo.service.channel.models import Message

KEPT_FOR: Final = timedelta(days=2)
_A_DAY: Final = timedelta(days=1)
_FIRST_TIER: Final = rule.TIERS[0]
_REACHED_BY: Final = {130429: "number", 131056: "pair"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Bucket:
    """One limit for one number, pair or portfolio."""

    limit: Limit
    key: str


def of(message: Message, *, now: datetime) -> tuple[Bucket, ...]:
    """Return the buckets a message takes from, the widest last."""
    buckets = (
        Bucket(limit=rule.NUMBER, key=str(message.number_id)),
        Bucket(limit=rule.PAIR, key=f"{message.number_id}:{message.contact_id}"),
    )
    if not _opens_a_conversation(message, now=now):
        return buckets
    waba = message.number.waba_id
    return (*buckets, Bucket(limit=rule.portfolio(people_per_day(waba)), key=waba))


def take(buckets: Sequence[Bucket], *, now: datetime) -> timedelta:
    """Take one token of each bucket, or of none; return how long to wait, nothing when all had one."""
    ordered = sorted(buckets, key=lambda each: (each.limit.scope, each.key))
    with transaction.atomic():
        taken = [(each, rule.take(each.limit, _level(each), now=now)) for each in ordered]
        wait = max((each.wait for _, each in taken), default=timedelta(0))
        if not wait:
            _keep([(bucket, each.level) for bucket, each in taken])
    return wait


def reached(message: Message, *, code: int | None, wait: timedelta, now: datetime) -> None:
    """Empty the bucket that Meta says was empty."""
    scope = _REACHED_BY.get(code or 0)
    found = [each for each in of(message, now=now) if each.limit.scope == scope]
    with transaction.atomic():
        _keep([(each, rule.emptied(each.limit, wait=wait, now=now)) for each in found])


def people_per_day(waba: str) -> int:
    """Return how many people Meta lets this account write to first in a day; the lowest tier until it says more."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT left_count FROM channel_bucket WHERE scope = 'tier' AND key = %s", [waba])
        row = cursor.fetchone()
    return int(row[0]) if row else _FIRST_TIER


def set_people_per_day(waba: str, count: int, *, now: datetime) -> None:
    """Remember what Meta said of the account."""
    tier = Bucket(limit=Limit(scope="tier", burst=count, per_second=0), key=waba)
    _keep([(tier, Level(left=count, at=now))])


def sweep(*, now: datetime) -> None:
    """Forget buckets that have long been full again."""
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM channel_bucket WHERE scope <> 'tier' AND at < %s", [now - KEPT_FOR])


def _opens_a_conversation(message: Message, *, now: datetime) -> bool:
    """Tell whether a message reaches, outside the window, somebody whom none reached like that in the last day."""
    of_both = Message.objects.filter(contact_id=message.contact_id, number_id=message.number_id)
    last = of_both.filter(direction=Message.Direction.IN).order_by("-arrival").values_list("sent_at", flat=True).first()
    if window.is_open(last, now=message.sent_at):
        return False
    went = of_both.filter(direction=Message.Direction.OUT, arrival__lt=message.arrival, sent_at__gt=now - _A_DAY)
    return not went.exclude(status__in=("failed", "queued")).exists()


def _level(bucket: Bucket) -> Level:
    """Return the bucket, and keep other workers from it until this transaction ends, also while it has no row."""
    of = [bucket.limit.scope, bucket.key]
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s || ':' || %s, 0))", of)
        cursor.execute("SELECT left_count, at FROM channel_bucket WHERE scope = %s AND key = %s", of)
        row = cursor.fetchone()
    return Level(left=row[0], at=row[1]) if row else rule.FULL


def _keep(levels: Sequence[tuple[Bucket, Level]]) -> None:
    with connection.cursor() as cursor:
        cursor.executemany(
            "INSERT INTO channel_bucket (scope, key, left_count, at) VALUES (%s, %s, %s, %s) "
            "ON CONFLICT (scope, key) DO UPDATE SET left_count = excluded.left_count, at = excluded.at",
            [(bucket.limit.scope, bucket.key, level.left, level.at) for bucket, level in levels],
        )
