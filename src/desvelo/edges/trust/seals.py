"""Every checkpoint of the audit log, newest first, a page at a time: whoever keeps a copy can hold us to it.

Source: security-design D7.5 (2); ux.md section 11 (audit root).
"""

from base64 import b64encode
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings

from desvelo.guards.audit import exporting
from desvelo.guards.audit import queries as audit
from desvelo.kernel.ledger import note

PAGE = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Seal:
    """One checkpoint: as it was signed in *note*, with what others signed under it; the newest is not *is_older*."""

    size: int
    root: str
    signed_at: datetime
    note: str
    stamped_at: datetime | None
    witnessed_at: datetime | None
    is_older: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Seals:
    """A page of them; *older* is the size to go on below, None at the end."""

    name: str
    verifier_key: str
    seals: tuple[Seal, ...]
    older: int | None


def seals(*, below: int | None) -> Seals:
    """Return the newest checkpoints of trees smaller than *below*, or the newest of all."""
    checkpoints = audit.checkpoints_below(below, limit=PAGE + 1)
    shown = checkpoints[:PAGE]
    given = audit.evidence([each.size for each in shown])
    last = audit.last_checkpoint()
    made, newest = [], last.size if last else 0
    for each in shown:
        stamp, cosigned = given.get(("timestamp", each.size)), given.get(("witness", each.size))
        made.append(
            Seal(
                size=each.size,
                root=b64encode(each.root).decode(),
                signed_at=each.signed_at,
                note=exporting.with_cosignature(each, cosigned),
                stamped_at=stamp.said_at if stamp else None,
                witnessed_at=cosigned.said_at if cosigned else None,
                is_older=0 < each.size < newest,
            )
        )
    return Seals(
        name=settings.LEDGER_ORIGIN,
        verifier_key=note.verifier_key(settings.LEDGER_ORIGIN, audit.public_key()),
        seals=tuple(made),
        older=shown[-1].size if len(checkpoints) > PAGE else None,
    )
