"""The log as a stream for those who watch many systems, a bounded batch at a time.

How far it is stands in one row, moved in the transaction in which a batch was sent.  A crash between the two sends that
batch again: at least once, and ``metadata.uid`` tells who receives it twice.  A side that does not answer holds up
nothing but the stream, and is tried again after a while.
"""

import logging
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction

from desvelo.base import line_stream
from desvelo.base.config.siem import Siem
from desvelo.duties.assurance.models import StreamPosition
from desvelo.guards.audit import exporting
from desvelo.kernel.siem import ocsf, syslog

BATCH = 500
AGAIN_AFTER = timedelta(seconds=10)
_log = logging.getLogger("desvelo.siem")


def stream(*, to: Siem, now: datetime) -> int:
    """Send the next batch; return how many left: 0 too when somebody else is at it, or it fails."""
    StreamPosition.objects.get_or_create(id=1)
    with transaction.atomic():
        position = StreamPosition.objects.select_for_update(skip_locked=True).filter(id=1).first()
        if position is None or _rests(position, now=now):
            return 0
        entries = list(exporting.numbered(start=position.next_index, limit=BATCH))
        if not entries:
            return 0
        return _send(position, entries, to=to, now=now)


def _rests(position: StreamPosition, *, now: datetime) -> bool:
    """Tell whether it failed a moment ago; a clock that went back makes nobody wait."""
    return (
        position.failing_since is not None
        and position.tried_at is not None
        and (timedelta(0) <= now - position.tried_at < AGAIN_AFTER)
    )


def _send(position: StreamPosition, entries: list[tuple[int, bytes]], *, to: Siem, now: datetime) -> int:
    position.tried_at = now
    try:
        line_stream.send(to, [_framed(to, index, leaf) for index, leaf in entries])
    except OSError as error:
        position.failing_since = position.failing_since or now
        position.failure = type(error).__name__
        position.save()
        _log.warning("siem.not_sent", extra={"code": position.failure.lower()})
        return 0
    position.next_index, position.moved_at = entries[-1][0] + 1, now
    position.failing_since, position.failure = None, ""
    position.save()
    return len(entries)


def _framed(to: Siem, index: int, leaf: bytes) -> bytes:
    event = ocsf.event(origin=settings.LEDGER_ORIGIN, index=index, leaf=leaf)
    if to.form == "ocsf":
        content = syslog.as_json(event)
        return content if to.way == "udp" else content + b"\n"
    message = syslog.line(event, host=settings.DESVELO.host_name)
    if to.way == "udp":
        return message
    return syslog.counted(message) if to.way in {"tcp", "tls"} else message + b"\n"
