"""The matrix of classes and teams as it stands: one whole row for each version, vouched for, the newest counts.

A whole version and not a row for each cell, because a cell that somebody takes away would be looser again.  The
newest must be as new as the log says and must verify.  Where it is not, nothing is open to anybody: it is heard, and
two people set the matrix again.

Source: ux.md 6.18; security-design D9.6; decision 0053.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final
from uuid import UUID

from django.db import transaction

from desvelo.guards.access import vouching
from desvelo.guards.audit import actions as audit
from desvelo.guards.audit import queries as log
from desvelo.guards.audit.entry import RULES, Entry
from desvelo.guards.vault import naming, store
from desvelo.guards.vault.models import Ruleset
from desvelo.kernel.detection import openness
from desvelo.kernel.detection.openness import Cell, Change, Level

REFUSED: Final = "rules:refuse"
_TURN: Final = "rules"


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """The matrix of now, which version, who made it when; *is_closed* when what stands there was not decided."""

    cells: Mapping[Cell, Level]
    version: int = 0
    made_by: UUID | None = None
    made_at: datetime | None = None
    is_closed: bool = False

    def at(self, *, team: UUID, label: str) -> Level:
        """Return the level of a class, as it is kept, for a team."""
        if self.is_closed:
            return Level.NEVER
        return openness.at(self.cells, team=team, code=naming.kept_as(label))


def standing() -> Standing:
    """Return the matrix; closed when the newest version is not the one that was decided."""
    row = Ruleset.objects.order_by("-version").first()
    decided = _decided()  # after the row: one that is made meanwhile is newer than it, and the next question knows
    if row is None:
        return Standing(cells={}, version=decided, is_closed=decided > 0)
    if not _is_ours(row) or row.version < decided:
        return Standing(cells={}, version=max(row.version, decided), is_closed=True)
    return Standing(cells=_read(row), version=row.version, made_by=row.made_by_id, made_at=row.made_at)


def put(changes: tuple[Change, ...], *, by: UUID, entry: Entry, anew: bool = False, now: datetime) -> Standing:
    """Make the next version with *changes*, in the caller's transaction, one after the other; *entry* is about it.

    *anew* leaves out whatever stands there.
    """
    was = standing()
    cells = openness.changed({} if anew or was.is_closed else was.cells, changes)
    version = was.version + 1
    row = Ruleset(version=version, cells=_written_cells(cells), entry=entry.id, made_by_id=by, made_at=now)
    row.mac = vouching.mac("rules", *_written(row))
    row.save(force_insert=True)
    objects = {**entry.objects, "rules": str(version), "cells": str(len(changes))}
    audit.record([Entry(
        id=entry.id, tag=entry.tag, at=entry.at, actor=entry.actor, session=entry.session, objects=objects
    )])  # fmt: skip
    return Standing(cells=cells, version=version, made_by=by, made_at=now)


def wait_for_turn() -> None:
    """Let this transaction alone change the matrix."""
    store.wait_for_turn(_TURN)


def sweep(*, now: datetime) -> int:
    """Put on record, once, that the matrix is not as it was decided; return 1 if it is so since now."""
    found = standing()
    if not found.is_closed or log.any_tagged([REFUSED], naming=f'"version":"{found.version}"'):
        return 0
    with transaction.atomic():
        entry = Entry(tag=REFUSED, at=now, objects={"version": str(found.version)})
        vouching.put_on_record(entry, kind="rules")
    return 1


def _decided() -> int:
    """Return the newest version that the log knows with an index."""
    entry = log.last_mentioning([RULES]).get(RULES)
    said = entry.objects.get("rules", "") if entry else ""
    return int(said) if said.isdecimal() else 0


def _is_ours(row: Ruleset) -> bool:
    return vouching.holds(row.mac, "rules", *_written(row))


def _written(row: Ruleset) -> tuple[str | int, ...]:
    at = row.made_at.astimezone(UTC).isoformat()
    return row.version, json.dumps(row.cells, sort_keys=True), str(row.entry), str(row.made_by_id), at


def _written_cells(cells: Mapping[Cell, Level]) -> list[list[str]]:
    return sorted([str(team), label, level.value] for (team, label), level in cells.items())


def _read(row: Ruleset) -> dict[Cell, Level]:
    return {(UUID(team), label): Level(level) for team, label, level in row.cells}
