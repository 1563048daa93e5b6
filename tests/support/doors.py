"""The door in front of the test's database, and bodies posted to it as Meta posts them."""

import contextlib
from collections.abc import AsyncIterator, Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import psycopg

import raw_asgi
from desvelo.base.keyring import Keyring
from desvelo.kernel.sealing.intake import BatchOpener
from desvelo.kernel.whatsapp import signature
from desvelo.service.channel import app_secrets
from desvelo.service.channel.door import WebhookDoor
from desvelo.service.channel.group_commit import GroupCommit

PATH = "/webhooks/whatsapp"
SECRET = b"test_app_secret"
VERIFY_TOKEN = "verify-me"
JSON = (b"content-type", b"application/json")


@dataclass(frozen=True)
class Doorway:
    """A standing door and the writer behind it."""

    app: WebhookDoor
    group_commit: GroupCommit

    async def post(
        self,
        body: bytes,
        *,
        signed: str | None = None,
        headers: Sequence[tuple[bytes, bytes]] = (JSON,),
        chunks: Sequence[bytes] | None = None,
        cut_off: bool = False,
        at_start: Callable[[int], None] = lambda _status: None,
    ) -> int:
        """Post *body*, signed as Meta signs it unless *signed* says otherwise (empty: no header); return the status."""
        answer = await self.answer_to(
            body, signed=signed, headers=headers, chunks=chunks, cut_off=cut_off, at_start=at_start
        )
        return answer.status

    async def answer_to(
        self,
        body: bytes,
        *,
        signed: str | None = None,
        headers: Sequence[tuple[bytes, bytes]] = (JSON,),
        chunks: Sequence[bytes] | None = None,
        cut_off: bool = False,
        at_start: Callable[[int], None] = lambda _status: None,
    ) -> raw_asgi.Answer:
        """Post *body* as ``post`` does; return the whole answer."""
        signed = signature.sign(SECRET, body) if signed is None else signed
        proof = [(b"x-hub-signature-256", signed.encode())] if signed else []
        asked = raw_asgi.scope("POST", PATH, headers=[*headers, *proof])
        chunks = [body] if chunks is None else chunks
        return await raw_asgi.ask(self.app, asked, chunks=chunks, cut_off=cut_off, at_start=at_start)

    async def verify(self, query: str) -> tuple[int, bytes]:
        """Ask what Meta asks when somebody registers the address."""
        answer = await raw_asgi.ask(self.app, raw_asgi.scope("GET", PATH, query=query.encode()))
        return answer.status, answer.body


def make_keys(folder: Path, *, secret: bytes = SECRET, token: str = VERIFY_TOKEN) -> Keyring:
    """Make the keys of an installation in *folder* and tell the door about one app."""
    ring = Keyring(folder)
    ring.create()
    app = app_secrets.StoredSecret(id="1", secret=secret.decode(), phone_number_ids=("106540352242922",))
    app_secrets.write(folder, app_secrets.DoorFile(verify_token=token, apps=(app,)))
    return ring


@contextlib.asynccontextmanager
async def standing(*, keys: Path, database_url: str) -> AsyncIterator[Doorway]:
    """Build the door as the edge builds it, and take it down at the end."""
    ring = Keyring(keys)
    group_commit = GroupCommit(
        database_url=database_url, public_key=lambda: ring.intake_public(ring.current_intake() or "")
    )
    group_commit.start()
    try:
        yield Doorway(
            app=WebhookDoor(door=app_secrets.Door(keys), group_commit=group_commit), group_commit=group_commit
        )
    finally:
        await group_commit.stop()


def waiting(database_url: str, ring: Keyring) -> list[tuple[bytes, tuple[str, ...]]]:
    """Return the deliveries that wait, opened, each with the apps that signed it; oldest first."""
    query = (
        "SELECT r.delivery_id, r.record, r.secret_ids, b.id, b.key_id, b.sealed_key "
        "FROM intake.raw r JOIN intake.batch b ON b.id = r.batch_id ORDER BY r.arrival"
    )
    with psycopg.connect(database_url) as connection:
        rows = connection.execute(query).fetchall()
    return [
        (BatchOpener(ring.intake_private(key_id), batch.bytes, sealed_key).open(delivery, record), tuple(secret_ids))
        for delivery, record, secret_ids, batch, key_id, sealed_key in rows
    ]


def counts(database_url: str) -> tuple[int, int]:
    """Return how many deliveries and how many batches are committed."""
    with psycopg.connect(database_url) as connection:
        return connection.execute(
            "SELECT (SELECT count(*) FROM intake.raw), (SELECT count(*) FROM intake.batch)"
        ).fetchone()
