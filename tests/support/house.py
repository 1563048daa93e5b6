"""A small company for tests, and webhooks for it."""

import json
import os
from collections.abc import Callable, Mapping
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
WABA_ID = "102290129340398"
PEOPLE = {
    "marina": ("Marina Lopes", "agent", ("Agenda",)),
    "denise": ("Denise Couto", "agent", ("Financeiro",)),
    "rui": ("Rui Pinho", "supervisor", ("Agenda", "Financeiro")),
    "helena": ("Helena Teles", "dpo", ()),
    "caio": ("Caio Prado", "it", ()),
    "lucia": ("Lúcia Arantes", "auditor", ()),
}


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


def build() -> House:
    """Make the company; everybody's password and code secret are ``PASSWORD`` and ``TOTP_SECRET``."""
    from desvelo.guards.access import actions as access
    from desvelo.guards.access import queries
    from desvelo.kernel.authority import Role

    teams = {name: access.create_team(name=name) for name in ("Agenda", "Financeiro")}
    for login, (name, role, of) in PEOPLE.items():
        new = access.NewUser(
            email=email(login),
            name=name,
            role=Role(role),
            password=PASSWORD,
            teams=tuple(teams[team] for team in of),
            totp_secret=TOTP_SECRET,
        )
        access.create_user(new, now=NOW)
    return House(
        agenda=teams["Agenda"],
        financeiro=teams["Financeiro"],
        number=connect_number(first_team=teams["Agenda"]),
        actors={login: queries.actor_named(name) for login, (name, _, _) in PEOPLE.items()},
    )


def given(user: UUID, change: Callable[[], object]) -> None:
    """Let *change* alter what somebody may, vouched for and on record, as the product does it."""
    from django.db import transaction

    from desvelo.guards.access import grants
    from desvelo.guards.audit.entry import Entry

    with transaction.atomic():
        change()
        grants.settle(user, Entry(tag="user:create", at=NOW))


def email(login: str) -> str:
    """Return the address somebody of the company signs in with."""
    return f"{login}@aurora.example"


def connect_number(
    *,
    first_team: UUID,
    phone_number_id: str = PHONE_NUMBER_ID,
    waba_id: str = WABA_ID,
    app_id: str = "1",
    app_secret: str = APP_SECRET,
) -> UUID:
    """Connect a number of the company to an app."""
    from desvelo.service.channel import actions as channel

    connection = channel.Connection(
        phone_number_id=phone_number_id,
        waba_id=waba_id,
        display="+55 11 90000-0100",
        access_token="EAAtest_token",
        app_id=app_id,
        app_secret=app_secret,
        verify_token="verify-me",
        first_team=first_team,
    )
    return channel.connect_number(connection, now=NOW)


def text_message(text: str, *, phone: str, wamid: str, at: datetime | None = None) -> dict[str, object]:
    """Return one text message as it stands in a webhook."""
    seconds = int((at or datetime.now(UTC)).timestamp())
    return {"from": phone, "id": wamid, "timestamp": str(seconds), "type": "text", "text": {"body": text}}


def status(wamid: str, name: str, **more: object) -> dict[str, object]:
    """Return one status as it stands in a webhook."""
    return {
        "id": wamid,
        "status": name,
        "timestamp": str(int(datetime.now(UTC).timestamp())),
        "recipient_id": "5511900004417",
        **more,
    }


def webhook(value: Mapping[str, object], *, number: str = PHONE_NUMBER_ID, field: str = "messages") -> bytes:
    """Return a webhook body whose one change has *value*."""
    metadata = {"display_phone_number": "5511900000100", "phone_number_id": number}
    whole = {"messaging_product": "whatsapp", "metadata": metadata, **value}
    entry = {"id": WABA_ID, "changes": [{"field": field, "value": whole}]}
    return json.dumps({"object": "whatsapp_business_account", "entry": [entry]}).encode()


def webhook_body(text: str, *, phone: str, name: str, wamid: str, number: str = PHONE_NUMBER_ID) -> bytes:
    """Return a webhook body with one text message, as Meta writes it."""
    contact = {"profile": {"name": name}, "wa_id": phone}
    return webhook({"contacts": [contact], "messages": [text_message(text, phone=phone, wamid=wamid)]}, number=number)


def put_delivery(body: bytes, *, secret_ids: tuple[str, ...] = ("1",), delivery: bytes = b"") -> bytes:
    """Put a delivery where the door puts it, sealed as the door seals it; return its id, a new one unless given."""
    from django.conf import settings
    from django.db import connection

    from desvelo.base.keyring import keyring
    from desvelo.kernel.sealing import intake

    ring = keyring(settings.DESVELO.keys)
    delivery = delivery or os.urandom(16)
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
