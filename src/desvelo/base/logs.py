"""Logs that can be given to anyone: JSON lines, UTC, and no content.

A line is made of what is on the list (log_fields.py), never of what is left after a filter.  A call names a code and
gives fields::

    log.info("channel.sent", extra={"message_id": message.id, "took_ms": 12})

What is not on the list is counted in ``dropped_count`` and gone.  A message that is not a code (a library's sentence,
with whatever was put into it) leaves the place it was logged from.  An exception leaves its type, its code and the
lines it passed through: no message, no values, no PostgreSQL DETAIL.

A line that cannot be written never stops the caller; ``LineHandler.is_failing`` tells those who must stop (a reveal).

Source: security-design section 12; OWASP ASVS 5.0.0 V16.
"""

import json
import logging
import os
import re
import sys
import threading
import traceback
from collections.abc import Iterator
from datetime import UTC, datetime
from types import TracebackType

from desvelo.base.log_fields import is_code, is_listed, utc, written

_EVENT = re.compile(r"[a-z][a-z0-9_]*(?:\.[a-z0-9_]+)+")
_MOST_FRAMES = 40
_MOST_CAUSES = 5
_OWN_ATTRIBUTES = frozenset(logging.makeLogRecord({}).__dict__) | {"message", "asctime"}


class ContentFree(logging.Formatter):
    """Writes one record as one JSON line, from listed parts only."""

    def __init__(self, *, process: str) -> None:
        super().__init__()
        self._process = process

    def format(self, record: logging.LogRecord) -> str:
        """Return the line; the record's message, arguments and cached texts are never formatted."""
        fields, dropped_count = _listed(record)
        line: dict[str, object] = {
            "at": utc(datetime.fromtimestamp(record.created, UTC)),
            "level": record.levelname.lower(),
            "process": self._process,
            "pid": record.process,
            **_event(record),
            **fields,
        }
        if dropped_count:
            line["dropped_count"] = dropped_count
        if record.exc_info and record.exc_info[1] is not None:
            line["errors"] = [_told(error) for error in _causes(record.exc_info[1])]
        return json.dumps(line, separators=(",", ":"))


class LineHandler(logging.Handler):
    """Writes whole lines to a file descriptor, and keeps count instead of raising."""

    def __init__(self, *, descriptor: int) -> None:
        super().__init__()
        self._descriptor = descriptor
        self.written_count = 0
        self.failed_count = 0
        self.is_failing = False

    def emit(self, record: logging.LogRecord) -> None:
        """Write *record*; a failure is counted, and over when a later line gets through."""
        try:
            rest = memoryview(self.format(record).encode() + b"\n")
            while rest:
                rest = rest[os.write(self._descriptor, rest) :]
        except Exception:  # noqa: BLE001  # whatever breaks a log line must not break its caller
            self.handleError(record)
            return
        self.written_count += 1
        self.is_failing = False

    def handleError(self, record: logging.LogRecord) -> None:  # noqa: N802  # logging's own name
        """Count the loss; logging's own version would print the message and its arguments to stderr."""
        del record
        self.failed_count += 1
        self.is_failing = True


def configure(*, process: str, level: int = logging.INFO, descriptor: int = 2) -> LineHandler:
    """Make this the only log of the process, uncaught errors and warnings included; return its handler.

    *level* is for our own codes; of a library only warnings are heard, since its sentences are left out anyway.
    """
    handler = LineHandler(descriptor=descriptor)
    handler.setFormatter(ContentFree(process=process))
    root = logging.getLogger()
    for former in tuple(root.handlers):
        root.removeHandler(former)
    root.addHandler(handler)
    root.setLevel(max(level, logging.WARNING))
    logging.getLogger("desvelo").setLevel(level)
    logging.captureWarnings(capture=True)
    _catch_the_uncaught()
    return handler


def _catch_the_uncaught() -> None:
    """Python prints an uncaught error with its message; ours is logged like any other."""
    log = logging.getLogger(__name__)

    def uncaught(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        if not issubclass(kind, KeyboardInterrupt):
            log.critical("process.uncaught", exc_info=(kind, error, trace))

    def in_thread(about: threading.ExceptHookArgs) -> None:
        if about.exc_value is not None:
            uncaught(about.exc_type, about.exc_value, about.exc_traceback)

    def unraisable(about: "sys.UnraisableHookArgs") -> None:
        if about.exc_value is not None:
            uncaught(about.exc_type, about.exc_value, about.exc_traceback)

    sys.excepthook = uncaught
    threading.excepthook = in_thread
    sys.unraisablehook = unraisable


def _listed(record: logging.LogRecord) -> tuple[dict[str, object], int]:
    """Pick the fields that are on the list; say how many were not."""
    given = {name: value for name, value in record.__dict__.items() if name not in _OWN_ATTRIBUTES}
    fields = {name: written(value) for name, value in given.items() if is_listed(name, value)}
    return fields, len(given) - len(fields)


def _event(record: logging.LogRecord) -> dict[str, object]:
    """Our own code, or the place in a library where something was said."""
    message = record.msg
    if isinstance(message, str) and record.name.startswith("desvelo.") and _EVENT.fullmatch(message):
        return {"event": message}
    return {"event": "log.text", "logger": record.name, "line": f"{record.module}:{record.lineno}"}


def _causes(error: BaseException) -> Iterator[BaseException]:
    """Walk from *error* to what caused it, and into groups, a few steps and never round in a circle."""
    seen: list[BaseException] = []
    waiting = [error]
    while waiting and len(seen) < _MOST_CAUSES:
        current = waiting.pop(0)
        if any(current is former for former in seen):
            continue
        seen.append(current)
        yield current
        if isinstance(current, BaseExceptionGroup):
            waiting.extend(current.exceptions)
        cause = current.__cause__ or (None if current.__suppress_context__ else current.__context__)
        if cause is not None:
            waiting.append(cause)


def _told(error: BaseException) -> dict[str, object]:
    """Type, code and lines of *error*; what it says is left out, since it may quote what it was given."""
    kind = type(error)
    told: dict[str, object] = {"type": f"{kind.__module__}.{kind.__qualname__}"}
    for name in ("code", "sqlstate"):
        value = getattr(error, name, None)
        if is_code(value) or (name == "sqlstate" and isinstance(value, str) and value.isalnum()):
            told[name] = value
    frames = traceback.walk_tb(error.__traceback__)
    told["frames"] = [
        f"{frame.f_globals.get('__name__', '?')}:{frame.f_code.co_name}:{line}" for frame, line in frames
    ][-_MOST_FRAMES:]
    return told
