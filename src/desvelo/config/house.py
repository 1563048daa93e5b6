"""What the worker does every few seconds beside its work: keep the house, step by step."""

from collections.abc import Callable, Iterator
from datetime import datetime
from functools import partial

from django.conf import settings

from desvelo.base import clock, heartbeat, tally
from desvelo.base.keyring import keyring
from desvelo.guards.access import (
    approvals,
    challenges,
    guest_passes,
    inviting,
    known,
    locking,
    officer,
    reinstating,
    role_clones,
    sessions,
    team_kinds,
    terminal_codes,
)
from desvelo.guards.access import grants as access_grants
from desvelo.guards.access.federation import departures, providers, saml_answers
from desvelo.guards.access.newest import Newest
from desvelo.guards.access.provisioning import groups as provisioned_groups
from desvelo.guards.access.provisioning import known as provisioned_people
from desvelo.guards.access.provisioning import tokens as provisioning_tokens
from desvelo.guards.vault import class_sessions, erasing, key_alarms, matrix
from desvelo.service.channel import alarms, delivery, housekeeping, limits, objects, parked, putting_back

_given = Newest()


def keep() -> int:
    """Do every step of the house, whatever becomes of another; raise the first failure when all were tried.

    A key process that is gone holds back what needs a key, not the forgetting of what is over.
    """
    failures = []
    for step in _steps(now=clock.wall(), business=clock.business()):
        try:
            step()
        except Exception as failure:  # noqa: BLE001  raised below, when the others had their turn
            failures.append(failure)
    if failures:
        raise failures[0]
    return 0


def _steps(*, now: datetime, business: datetime) -> Iterator[Callable[[], object]]:
    """Yield the steps: say we live; replace the intake key in time; forget what is over: sessions, challenges, limits.

    And remove files that nobody names and what was set aside long ago, put on record the screens that locked by
    themselves, say of messages that are tried no more that they failed, add up what was counted.
    """
    yield partial(heartbeat.beat, "worker")
    yield key_alarms.watch
    yield partial(housekeeping.rotate_intake_key, keyring(settings.DESVELO.keys), now=now)
    yield partial(access_grants.sweep, now=now, leaves=_given)
    for over in (
        sessions,
        approvals,
        matrix,
        inviting,
        officer,
        reinstating,
        terminal_codes,
        known,
        guest_passes,
        team_kinds,
        role_clones,
        challenges,
        departures,
        providers,
        saml_answers,
        provisioning_tokens,
        provisioned_people,
        provisioned_groups,
    ):
        yield partial(over.sweep, now=now)
    yield partial(locking.note_idle_locks, now=now)
    for over in (parked, limits, alarms, objects, class_sessions, erasing):
        yield partial(over.sweep, now=business)
    yield partial(putting_back.purge, days=settings.DESVELO.aside_days, now=business)
    yield tally.fold
    yield delivery.settle_given_up
