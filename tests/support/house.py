"""A small company for tests, and webhooks for it."""

import json
import os
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING
from uuid import UUID

if TYPE_CHECKING:
    from desvelo.kernel.authority import Actor

NOW = datetime.now(UTC)
PASSWORD = "correct horse battery"
TOTP_SECRET = b"12345678901234567890"
PHONE_NUMBER_ID = "106540352242922"
APP_SECRET = "test_app_secret"


@dataclass(frozen=True)
class House:
    """A small company: two teams, an agent in each, one of every other role, a number."""

    agenda: UUID
    financeiro: UUID
    number: UUID
    actors: dict[str, "Actor"]

    def __getattr__(self, name: str) -> "Actor":
        try:
            return self.actors[name]
        except KeyError:
            raise AttributeError(name) from None


def webhook_body(text: str, *, phone: str, name: str, wamid: str, number: str = PHONE_NUMBER_ID) -> bytes:
    """Return a webhook body with one text message, as Meta writes it."""
    value = {
        "messaging_product": "whatsapp",
        "metadata": {"display_phone_number": "5511900000100", "phone_number_id": number},
        "contacts": [{"profile": {"name": name}, "wa_id": phone}],
        "messages": [
            {
                "from": phone,
                "id": wamid,
                "timestamp": str(int(datetime.now(UTC).timestamp())),
                "type": "text",
                "text": {"body": text},
            }
        ],
    }
    entry = {"id": "102290129340398", "changes": [{"field": "messages", "value": value}]}
    return json.dumps({"object": "whatsapp_business_account", "entry": [entry]}).encode()


def put_delivery(body: bytes, *, secret_ids: tuple[str, ...] = ("1",)) -> bytes:
    """Put a delivery where the door puts it, sealed as the door seals it; return its id."""
    from django.conf import settings
    from django.db import connection

    from desvelo.base.keyring import keyring
    from desvelo.kernel.sealing import intake

    ring = keyring(settings.DESVELO.keys)
    delivery = os.urandom(16)
    sealed = intake.seal_batch(ring.intake_public(ring.current_intake()), [(delivery, body)])
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO intake.batch (id, key_id, sealed_key) VALUES (%s, %s, %s)",
            [UUID(bytes=sealed.batch_id), sealed.key_id, sealed.sealed_key],
        )
        cursor.execute(
            "INSERT INTO intake.raw (delivery_id, batch_id, record, secret_ids, received_at, verified_us) "
            "VALUES (%s, %s, %s, %s, now(), 1)",
            [delivery, UUID(bytes=sealed.batch_id), sealed.records[0], list(secret_ids)],
        )
    return delivery
