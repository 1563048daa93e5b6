"""The list of what was erased, outside the database: what a restored backup must lose again before it serves anybody.

::

    DATA/erasures.log    one JSON object a line: {"at","contact","erasure","object","scope"}, ids and an instant only

A backup restored from before an erasure brings rows back.  Each line is appended once its erasure is committed; a line
that a crash kept back is appended at the next look, and one that stands twice says the same thing twice.

Source: security-design D5.5.
"""

import json
import os
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID

from django.conf import settings

from desvelo.base import durable
from desvelo.guards.vault.erasures import Scope, State
from desvelo.guards.vault.models import Erasure

NAME = "erasures.log"
_AT_ONCE = 500
_DONE = (State.DONE, State.FINAL)


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One erasure as the list tells it."""

    erasure: UUID
    scope: Scope
    contact: UUID
    object: UUID | None
    at: datetime


def note(*, now: datetime) -> int:
    """Append what was erased and is not in the list yet; return how many lines."""
    rows = list(Erasure.objects.filter(state__in=_DONE, noted_at=None).order_by("done_at")[:_AT_ONCE])
    if rows:
        _append("".join(_written(row) for row in rows))
        Erasure.objects.filter(pk__in=[row.pk for row in rows]).update(noted_at=now)
    return len(rows)


def lines(folder: Path | None = None) -> Iterator[Line]:
    """Yield what the list of *folder*, or of this installation, says, oldest first; a torn last line is left out."""
    try:
        text = (_path(folder)).read_text(encoding="utf-8")
    except FileNotFoundError:
        return
    for line in text.splitlines():
        try:
            said = json.loads(line)
            yield Line(
                erasure=UUID(said["erasure"]),
                scope=Scope(said["scope"]),
                contact=UUID(said["contact"]),
                object=UUID(said["object"]) if said["object"] else None,
                at=datetime.fromisoformat(said["at"]),
            )
        except (ValueError, KeyError, TypeError):
            continue


def _written(row: Erasure) -> str:
    said = {
        "at": (row.done_at or row.asked_at).astimezone(UTC).isoformat(),
        "contact": str(row.contact_id),
        "erasure": str(row.id),
        "object": str(row.object_id) if row.object_id else "",
        "scope": row.scope,
    }
    return json.dumps(said, sort_keys=True, separators=(",", ":")) + "\n"


def _append(text: str) -> None:
    path = _path(None)
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    with os.fdopen(descriptor, "a", encoding="utf-8") as file:
        file.write(_whole_line_before(path) + text)
        file.flush()
        os.fsync(file.fileno())
    durable.sync_folder(path.parent)


def _whole_line_before(path: Path) -> str:
    """Return a line break where a crash left half a line, so that the next one is not lost with it."""
    with path.open("rb") as file:
        if file.seek(0, os.SEEK_END) == 0:
            return ""
        file.seek(-1, os.SEEK_END)
        return "" if file.read(1) == b"\n" else "\n"


def _path(folder: Path | None) -> Path:
    return (folder or settings.DESVELO.data) / NAME
