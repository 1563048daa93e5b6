"""Give each place outside the database the newest checkpoint, each at its own pace.

One that fails is tried again, later each time, and stops no other.

Source: security-design D7.5.
"""

import logging
from datetime import datetime, timedelta

from django.conf import settings

from desvelo.guards.audit import anchor_states, store
from desvelo.guards.audit.anchors import catalogue
from desvelo.guards.audit.anchors.interface import Anchor, NotAnchored
from desvelo.guards.audit.store import StoredCheckpoint

LEASE = timedelta(minutes=2)
_LONGEST_WAIT = timedelta(hours=6)
_log = logging.getLogger("desvelo.audit")


def publish_due(*, now: datetime) -> int:
    """Give the newest checkpoint to every place that is due; return how many took it."""
    config = settings.DESVELO.anchoring
    anchor_states.settle((each.name, each.is_on(config)) for each in catalogue.every())
    newest = store.last_checkpoint()
    if newest is None:
        return 0
    return sum(publish(each, newest, now=now) for each in catalogue.every())


def publish(place: Anchor, newest: StoredCheckpoint, *, now: datetime) -> bool:
    """Give one place the newest checkpoint if it is due and lacks it; tell whether it took it."""
    taken = anchor_states.claim(place.name, newest=newest.size, until=now + LEASE, now=now)
    if taken is None:
        return False
    since, failures = taken
    try:
        evidence = place.publish(newest, since=since, config=settings.DESVELO.anchoring, now=now)
    except NotAnchored as missed:
        return _missed(place, missed.reason, failures=failures, now=now)
    except Exception as error:  # noqa: BLE001  whatever breaks at one place must not stop the others
        return _missed(place, type(error).__name__.lower(), failures=failures, now=now)
    if evidence is not None:
        anchor_states.keep(place.name, size=newest.size, evidence=evidence, now=now)
    anchor_states.reached(place.name, size=newest.size, due_at=now + place.every, now=now)
    return True


def _missed(place: Anchor, reason: str, *, failures: int, now: datetime) -> bool:
    anchor_states.failed(place.name, reason=reason, due_at=now + wait(failures))
    _log.error("audit.not_anchored", extra={"anchor": place.name, "code": reason})
    return False


def wait(failures: int) -> timedelta:
    """Return how long to wait after the next failure in a row: a minute, doubled each time, up to six hours."""
    return min(timedelta(minutes=1 << min(failures, 16)), _LONGEST_WAIT)
