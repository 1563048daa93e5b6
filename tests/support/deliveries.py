"""What became of deliveries: what waits, what was set aside and what it holds, how a message reads now."""

from dataclasses import dataclass

from django.conf import settings
from django.db import connection

from desvelo.base.keyring import keyring
from desvelo.guards.vault import actions as vault
from desvelo.guards.vault import boxes
from desvelo.kernel.sealing import cobblestone, context
from desvelo.kernel.sealing.whys import Why
from desvelo.service.channel.models import Message


@dataclass(frozen=True)
class Aside:
    """One element that was set aside, opened with the key of the quarantine."""

    reason: str
    pointer: str
    number: str | None
    content: bytes


def rows(query: str, *values: object) -> list[tuple]:
    """Ask the database on the test's own connection."""
    with connection.cursor() as cursor:
        cursor.execute(query, values)
        return cursor.fetchall()


def run(statement: str, *values: object) -> None:
    """Change something on the test's own connection."""
    with connection.cursor() as cursor:
        cursor.execute(statement, values)


def waiting() -> tuple[int, int]:
    """Return how many deliveries wait, and how many batches are kept for them."""
    return rows("SELECT (SELECT count(*) FROM intake.raw), (SELECT count(*) FROM intake.batch)")[0]


def aside() -> list[Aside]:
    """List what was set aside, in the order of the bodies."""
    key = keyring(settings.DESVELO.keys).service("quarantine")
    found = rows(
        "SELECT reason, pointer, phone_number_id, delivery_id, record FROM intake.quarantine ORDER BY pointer, reason"
    )
    return [
        Aside(
            reason=reason,
            pointer=pointer,
            number=number,
            content=cobblestone.open_record(
                key, context.encode("desvelo/1", "quarantine", bytes(delivery)), bytes(record)
            ),
        )
        for reason, pointer, number, delivery, record in found
    ]


def reads(message: Message) -> list[str]:
    """Return a message as it is stored: plain stretches as they are, a chip as its label in brackets."""
    body = vault.open_body(boxes.of(message.contact_id, why=Why.UNSAID), message=message.id, record=bytes(message.body))
    return [part if isinstance(part, str) else f"[{part.label}]" for part in body.parts]


def received() -> list[list[str]]:
    """Return what customers wrote, as stored, in the order of arrival."""
    return [reads(message) for message in Message.objects.filter(direction="in").order_by("arrival")]
