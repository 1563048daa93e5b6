"""The figures of the whole, read from the database at the moment they are asked for: counts, ages and codes.

Read at any age of the installation in the same time: what grows with the messages was counted as it came (``tally``),
and what is counted here is what waits or needs an eye.  Whoever asks is known by the token of ``/metrics``.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from django.conf import settings
from django.db import connection

from desvelo.base import heartbeat, tally
from desvelo.base.keyring import keyring
from desvelo.base.outbox import queue
from desvelo.guards.access import queries as access
from desvelo.guards.audit import queries as audit
from desvelo.guards.vault import alarms, key_alarms
from desvelo.guards.vault import queries as vault
from desvelo.service.channel import trail


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """One figure, or one for each value of *label*; *grows* tells a count since the beginning from a state."""

    name: str
    about: str
    values: Mapping[str, float] = field(default_factory=dict)
    label: str = ""
    unit: str = ""
    grows: bool = False


def measures(*, now: datetime) -> Iterator[Measure]:
    """Yield every figure; raises what the database raises."""
    yield from _intake(now=now)
    yield from _messages()
    yield from _outbox()
    yield from _ledger(now=now)
    yield from _alarms()
    yield _one("database_size", "Bytes of the whole database on disk", _database_size(), unit="bytes")
    yield Measure(
        name="process_silent",
        about="Seconds since a process last said it lives",
        label="process",
        values=heartbeat.ages(),
        unit="seconds",
    )


def _intake(*, now: datetime) -> Iterator[Measure]:
    waiting = trail.deliveries()
    yield _one("deliveries_waiting", "Webhooks acknowledged and not yet taken in", waiting.count)
    oldest = waiting.oldest.total_seconds()
    yield _one("deliveries_oldest", "Age of the oldest webhook not yet taken in", oldest, unit="seconds")
    yield Measure(
        name="set_aside",
        about="Elements of webhooks kept aside because they could not be taken in",
        label="reason",
        values=trail.aside_counts(),
    )
    ring = keyring(settings.DESVELO.keys)
    current = ring.current_intake()
    if current is not None:
        age = max(0.0, (now - ring.intake_made_at(current)).total_seconds())
        yield _one("intake_key_age", "Age of the key pair that new webhooks are sealed to", age, unit="seconds")
    yield _one("intake_keys", "Intake key pairs whose private half still exists", sum(1 for _ in ring.intake_ids()))


def _messages() -> Iterator[Measure]:
    totals = tally.totals("message")
    yield Measure(
        name="messages",
        about="Messages taken in and written",
        label="direction",
        values={direction: totals.get(direction, 0) for direction in ("in", "out")},
        grows=True,
    )
    yield Measure(
        name="message_steps",
        about="Steps of our messages: claimed, accepted, sent, delivered, read, failed and others",
        label="step",
        values=tally.totals("step"),
        grows=True,
    )
    yield Measure(
        name="messages_unsettled",
        about="Messages of ours that wait, failed, or may or may not have left",
        label="state",
        values={why.value: count for why, count in trail.unsettled_counts().items()},
    )
    yield Measure(
        name="reveals",
        about="Protected data shown to somebody, by class",
        label="class",
        values=tally.totals("reveal"),
        grows=True,
    )


def _outbox() -> Iterator[Measure]:
    backlogs = queue.backlogs()
    figures = {
        "outbox_waiting": ("Events that wait for a worker", "waiting_count", ""),
        "outbox_oldest": ("Age of the oldest event that waits", "oldest_seconds", "seconds"),
        "outbox_given_up": ("Events that failed too often and wait for a person", "given_up_count", ""),
    }
    for name, (about, attribute, unit) in figures.items():
        values = {each.tag: float(getattr(each, attribute)) for each in backlogs}
        yield Measure(name=name, about=about, label="kind", values=values, unit=unit)


def _ledger(*, now: datetime) -> Iterator[Measure]:
    yield _one("ledger_entries", "Entries in the audit log that have their number", audit.size())
    yield _one("ledger_pending", "Entries that wait for their number", audit.pending_count())
    yield _one("ledger_frozen", "Whether sealing stopped because the log did not add up", float(bool(audit.freeze())))
    found = audit.discrepancy_count()
    yield _one("ledger_discrepancies", "Sealed records found not to be as the log says", found)
    yield _one("erasures_overdue", "Erasures that old keys or copies could still undo", vault.overdue_erasures(now=now))
    yield Measure(
        name="anchor_failures",
        about="Failures in a row of each place outside the database that takes checkpoints",
        label="anchor",
        values={each.name: float(each.failures) for each in audit.anchors() if each.is_on},
    )
    newest = audit.last_checkpoint()
    if newest is not None:
        yield _one("ledger_checkpoint_entries", "Entries that the newest signed checkpoint covers", newest.size)
        age = max(0.0, (now - newest.signed_at).total_seconds())
        yield _one("ledger_checkpoint_age", "Age of the newest signed checkpoint", age, unit="seconds")


def _alarms() -> Iterator[Measure]:
    yield Measure(
        name="unvouched",
        about="Grants, sessions, invitations, requests and policies found in the database that nobody vouched for",
        label="what",
        values={kind: float(count) for kind, count in access.unvouched().items()},
        grows=True,
    )
    yield Measure(
        name="key_refusals",
        about="People who were refused keys because they had those of too many customers opened, once an hour each",
        label="reason",
        values={why: float(count) for why, count in key_alarms.refusals().items()},
        grows=True,
    )
    yield Measure(
        name="provider_returns",
        about="How often somebody came back from an identity provider, by what came of it",
        label="outcome",
        values={outcome: float(count) for outcome, count in access.provider_returns().items()},
        grows=True,
    )
    yield _one("alarms_unseen", "Alarms about canaries that nobody has seen", alarms.unseen_count())
    yield Measure(
        name="canary_openings",
        about="How often the key of a canary was opened",
        values={"": float(alarms.opened_count())},
        grows=True,
    )


def _database_size() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_database_size(current_database())")
        return int(cursor.fetchone()[0])


def _one(name: str, about: str, value: float, *, unit: str = "") -> Measure:
    return Measure(name=name, about=about, values={"": value}, unit=unit)
