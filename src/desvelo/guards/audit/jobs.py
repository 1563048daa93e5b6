"""What the log does by the clock: it is read again once an hour, a step at a time, and given to the places outside."""

from datetime import datetime, timedelta

from desvelo.guards.audit import actions, anchoring, queries

VERIFY_EVERY = timedelta(hours=1)


def verify_again(*, now: datetime) -> int:
    """Do a step of the reading that runs, or begin one when the last is old; return 0, so the next step waits its turn.

    A log in which nothing is signed yet is left alone.
    """
    if not actions.continue_verification(now=now) and _is_due(now=now):
        actions.begin_verification(now=now)
    return 0


def give_to_anchors(*, now: datetime) -> int:
    """Give the newest checkpoint to every place outside that is due; return 0, so the next round waits its turn."""
    anchoring.publish_due(now=now)
    return 0


def _is_due(*, now: datetime) -> bool:
    if queries.running_verification() is not None or queries.last_checkpoint() is None:
        return False
    last = queries.last_verification()
    if last is None or last.finished_at is None or last.proved_nothing:
        return True
    return now - last.finished_at >= VERIFY_EVERY
