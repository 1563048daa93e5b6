"""How a stranger checks the log without trusting us: its name, its key, the one script, and what to type.

Source: security-design D7.7.
"""

from base64 import b64encode
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings

from desvelo.duties.assurance import scope
from desvelo.guards.audit import queries as audit
from desvelo.kernel.authority import Actor
from desvelo.kernel.ledger import alone, note

SCRIPT = alone.NAME


@dataclass(frozen=True, slots=True, kw_only=True)
class Outside:
    """What somebody needs who checks elsewhere."""

    name: str
    key: str
    verifier_key: str
    command: str


def outside(actor: Actor, *, now: datetime) -> Outside:
    """Return what a check elsewhere needs; whoever may read an entry may have it checked."""
    scope.of(actor, now=now)
    public = audit.public_key()
    key = b64encode(public).decode()
    return Outside(
        name=settings.LEDGER_ORIGIN,
        key=key,
        verifier_key=note.verifier_key(settings.LEDGER_ORIGIN, public),
        command=f"python3 {SCRIPT} prova.json --name {settings.LEDGER_ORIGIN} --key {key}",
    )


def script(actor: Actor, *, now: datetime) -> bytes:
    """Return the script with which a stranger checks a proof or an export."""
    scope.of(actor, now=now)
    return alone.one_file().encode()
