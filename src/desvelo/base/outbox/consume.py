"""Work off the queue: each event to each of its listeners, each in a transaction of its own choosing."""

import logging

from desvelo.base.outbox import bus, queue
from desvelo.base.outbox.errors import Later
from desvelo.kernel.errors import DesveloError

_log = logging.getLogger("desvelo.outbox")


def drain(*, batch: int = 20) -> int:
    """Work off what is due now; return how many events were finished."""
    finished = 0
    while claimed := queue.claim(batch):
        finished += sum(_deliver(row) for row in claimed)
    return finished


def _deliver(row: queue.Claimed) -> bool:
    try:
        event = row.event()
        if event is None:
            queue.retry(row, error="unknown_tag")
            return False
        for listener in bus.listeners_after(type(event)):
            listener(event)
    except Later as later:
        _come_back(row, later)
        return False
    except Exception as error:  # noqa: BLE001  a listener may fail in any way; the event must survive it
        code = error.code if isinstance(error, DesveloError) else type(error).__name__
        _log.warning("outbox.retry", extra={"tag": row.tag, "attempt": row.attempts, "code": code})
        queue.retry(row, error=code)
        return False
    queue.finish(row)
    return True


def _come_back(row: queue.Claimed, later: Later) -> None:
    """Let a row come back when its listener asked for it; one that was tried counts as tried."""
    if later.was_tried:
        _log.warning("outbox.retry", extra={"tag": row.tag, "attempt": row.attempts, "code": later.code})
        queue.retry(row, error=later.code, after=later.after)
    else:
        queue.put_back(row, error=later.code, after=later.after)
