"""Something sealed in every column there is, for two customers; and each place it may be opened in, with its opener."""

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from typing import Any
from uuid import UUID

import house as company
from house import NOW, put_delivery

PHONES = ("5511900004417", "5511900004418")


@dataclass(frozen=True)
class Slot:
    """A place in the database, or an object of the store, and how the product opens what lies in it.

    *box* and *opens_in* say which box opens what belongs to a contact, and how.
    """

    column: str
    row: str
    record: bytes
    open: Callable[[bytes], object]
    box: Any = None
    opens_in: Callable[[Any, bytes], object] | None = None


def fill(arrive: Any, marina: Any) -> None:
    """Let two customers write, say data, send a sound; draft, reveal; let Meta tell news and what nobody can read."""
    from arrived_files import keep, picture
    from browser import signed_in
    from desvelo.guards.vault import boxes
    from desvelo.guards.vault import queries as vault
    from desvelo.guards.vault.models import Datum
    from desvelo.kernel.sealing.whys import Why
    from desvelo.service.channel import identities, intake

    _connect_two_providers()
    _begin_new_apps()
    browser = signed_in(marina)
    for phone in PHONES:
        conversation = arrive("tenho diabetes, meu cpf é 529.982.247-25", phone=phone, name="Bia")
        browser.post(f"/atendimento/c/{conversation}/assumir")
        browser.post(f"/atendimento/c/{conversation}/rascunho", {"text": "ok"})
        contact = vault.contact_with_phone(phone)
        datum = Datum.objects.get(label="CPF", contact_id=contact)
        browser.post(f"/atendimento/dado/{datum.public_id}", {"reason": "other", "other": "pediu a nota fiscal"})
        for seen in ("OLD=", "NEW="):
            identities.notice([(boxes.of(contact, why=Why.UNSAID), seen)], now=NOW)
    for wamid in ("w.2", "w.3"):
        keep(picture(wamid, kind="audio"), b"OggS a sound")
    for word in ("one", "other"):
        put_delivery(_told("dialogues", word))
        put_delivery(_alarm(word))
    put_delivery(company.webhook({"messages": [{"from": PHONES[0], "id": "w.9", "timestamp": "x"}, "veneno"]}))
    intake.take_in()
    for wamid in ("w.7", "w.8"):
        put_delivery(company.webhook_body("espera", phone=PHONES[0], name="Bia", wamid=wamid))


def _begin_new_apps() -> None:
    """Keep the secret of an app that is to take another's place, of everybody, as beginning to connect one does."""
    from desvelo.guards.access import totp
    from desvelo.guards.access.models import User

    for row in User.objects.all():
        row.totp_next_sealed = totp.seal_next(row.id, totp.new_secret())
        row.save(update_fields=["totp_next_sealed"])


def _connect_two_providers() -> None:
    """Keep the secret of two identity providers, as connecting them does once they have answered."""
    from desvelo.guards.access.federation import providers
    from desvelo.guards.access.models import IdentityProvider

    for name in ("one", "other"):
        row = IdentityProvider(name=name, issuer="https://login.example", client_id="desk", created_at=NOW)
        row.secret_sealed = providers._sealed(row, f"secret of the {name}")
        row.mac = providers._vouched(row)
        row.save(force_insert=True)


def _told(field: str, word: str) -> bytes:
    value = {"metadata": {"phone_number_id": company.PHONE_NUMBER_ID}, field: [{"said": word}]}
    return _webhook(field, value)


def _alarm(requester: str) -> bytes:
    return _webhook("security", {"event": "PIN_RESET_REQUEST", "requester": requester})


def _webhook(field: str, value: dict[str, Any]) -> bytes:
    change = {"field": field, "value": value}
    entry = {"id": company.WABA_ID, "changes": [change]}
    return json.dumps({"object": "whatsapp_business_account", "entry": [entry]}).encode()


def slots() -> list[Slot]:
    """Return every place in which something lies sealed."""
    return [*_of_contacts(), *_keys(), *_files(), *_of_ours(), *_raw()]


def _of_contacts() -> Iterator[Slot]:
    import open_every_record as every

    for table, way in ((every.SEALED_FOR_A_CONTACT, "open"), (every.KEYS_CLOSED_FOR_A_CONTACT, "unwrap")):
        for column, place, record in every._records(table):
            [box] = [each for each in _boxes() if list(every._openings([getattr(each, way)], place, record))]
            in_a_box = partial(_in_a_box, way, place)
            yield Slot(column, str(place.row), record, partial(in_a_box, box), box=box, opens_in=in_a_box)


def _in_a_box(way: str, place: Any, box: Any, record: bytes) -> object:
    return getattr(box, way)(place, record)


def _boxes() -> list[Any]:
    from desvelo.guards.vault import boxes
    from desvelo.guards.vault.models import Contact
    from desvelo.kernel.sealing.whys import Why

    return list(boxes.load(Contact.objects.values_list("id", flat=True), why=Why.UNSAID).values())


def _keys() -> Iterator[Slot]:
    from dataclasses import replace

    from desvelo.base.keeper.keeper import Asker
    from desvelo.guards.vault import boxes, store
    from desvelo.kernel.sealing.whys import Why

    by = Asker(why=Why.UPKEEP)
    for contact, key in store.keys_of([box.contact for box in _boxes()]).items():
        yield Slot(
            "vault.contact_key.sealed",
            str(contact),
            key.sealed,
            lambda record, key=key: list(boxes._keys({key.contact: replace(key, sealed=record)}, by=by)),
        )


def _files() -> Iterator[Slot]:
    from django.conf import settings

    from desvelo.base.objects import store
    from desvelo.service.channel import files
    from desvelo.service.channel.models import Media

    for row in Media.objects.filter(state="kept"):
        key = files._key(row, None)
        record = b"".join(store.of(settings.DESVELO).read(row.object_name))
        yield Slot("an object", str(row.id), record, lambda record, key=key: b"".join(key.open([record])))


def _of_ours() -> Iterator[Slot]:
    from desvelo.guards.access import totp
    from desvelo.guards.access.federation import providers
    from desvelo.guards.access.models import IdentityProvider, User
    from desvelo.service.channel import actions, notices, setting_aside
    from desvelo.service.channel.models import Notice, Number
    from open_every_record import _rows

    for model, name, opens in (
        (Number, "token_sealed", actions.token_of),
        (User, "totp_sealed", totp.open_secret),
        (User, "totp_next_sealed", totp.open_next),
        (IdentityProvider, "secret_sealed", providers.secret_of),
        (Notice, "record", notices.value_of),
    ):
        for row in model.objects.exclude(**{name: None}):
            yield Slot(
                f"{model._meta.db_table}.{name}", str(row.pk), bytes(getattr(row, name)), _in_row(row, name, opens)
            )
    for what in ("record", "envelope"):
        kind = {"record": "quarantine", "envelope": "envelope"}[what]
        for delivery, record in _rows(f"SELECT delivery_id, {what} FROM intake.quarantine WHERE {what} IS NOT NULL"):  # noqa: S608  ours
            opens = partial(setting_aside_open, setting_aside, kind, bytes(delivery))
            yield Slot(f"intake.quarantine.{what}", bytes(delivery).hex(), bytes(record), opens)


def _in_row(row: Any, name: str, opens: Callable[[Any], object]) -> Callable[[bytes], object]:
    def _open(record: bytes) -> object:
        setattr(row, name, record)
        return opens(row)

    return _open


def setting_aside_open(module: Any, kind: str, delivery: bytes, record: bytes) -> bytes:
    from desvelo.kernel.sealing import cobblestone

    return cobblestone.open_record(module._key(), module._place(kind, delivery), record)


def _raw() -> Iterator[Slot]:
    from desvelo.guards.vault import boxes
    from desvelo.kernel.sealing.intake import BatchOpener
    from open_every_record import _rows

    query = """
        SELECT b.id, b.key_id, b.sealed_key, r.delivery_id, r.record
        FROM intake.batch b JOIN intake.raw r ON r.batch_id = b.id
    """
    for batch, key_id, sealed_key, delivery, record in _rows(query):
        private, name = boxes.ring().intake_private(key_id), UUID(str(batch)).bytes
        begins = partial(BatchOpener, private, name)
        yield Slot("intake.batch.sealed_key", str(batch), bytes(sealed_key), begins)
        opener = BatchOpener(private, name, bytes(sealed_key))
        yield Slot("intake.raw.record", bytes(delivery).hex(), bytes(record), partial(opener.open, bytes(delivery)))
