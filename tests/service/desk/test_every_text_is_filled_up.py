"""What is stored of a short text shows no more of its length than the step of 32 bytes (D3.5), in every column."""

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

import desvelo
import open_every_record
from arrived_files import keep, picture
from browser import signed_in
from desvelo.guards.vault import boxes
from desvelo.guards.vault.boxes import Box
from desvelo.guards.vault.models import Contact, Datum
from desvelo.kernel.sealing import cobblestone, padding
from desvelo.kernel.sealing.whys import Why
from desvelo.service.channel import identities
from desvelo.service.channel.models import Media, Message
from house import NOW

AROUND = cobblestone.HEADER_BYTES + cobblestone.TAG_BYTES
COLUMNS = open_every_record.SEALED_FOR_A_CONTACT
FILE = b"OggS a short sound"


def stored(column: str) -> list[int]:
    """Return the length of what is inside each record of a column."""
    table, _, name = column.rpartition(".")
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT octet_length({name}) FROM {table} WHERE {name} IS NOT NULL")  # noqa: S608  ours
        return [length - AROUND for (length,) in cursor.fetchall()]


def is_filled_up(length: int) -> bool:
    return length > padding.LONG_BYTES or length % padding.STEP_BYTES == 0


@pytest.fixture
def day(house, arrive) -> None:
    """Let something be written into every column that holds what people said or are."""
    conversation = arrive("tenho diabetes, meu cpf é 529.982.247-25", phone="5511900004417", name="Bia")
    arrive("sim", phone="5511900004417", name="Bia")
    keep(picture("w.2", kind="audio"), FILE)
    browser = signed_in(house.marina)
    browser.post(f"/atendimento/c/{conversation}/assumir")
    browser.post(f"/atendimento/c/{conversation}/rascunho", {"text": "ok"})
    datum = Datum.objects.get(label="CPF")
    browser.post(f"/atendimento/dado/{datum.public_id}", {"reason": "other", "other": "pediu a nota fiscal"})
    box = boxes.of(Contact.objects.get().id, why=Why.UNSAID)
    for seen in ("OLD=", "NEW="):
        identities.notice([(box, seen)], now=NOW)


def test_every_column_of_every_table_holds_filled_up_texts_alone(day):
    lengths = {column: stored(column) for column in COLUMNS}

    assert [column for column, found in lengths.items() if not found] == []
    assert {column: found for column, found in lengths.items() if not all(map(is_filled_up, found))} == {}


def test_a_text_that_was_not_filled_up_would_be_found(day, monkeypatch):
    """The control: the same day with a box that seals texts as they are."""
    monkeypatch.setattr(padding, "pad", lambda content: content)
    box = boxes.of(Contact.objects.get().id, why=Why.UNSAID)
    message = Message.objects.first()
    _, place = COLUMNS["channel_message.body"]
    Message.objects.filter(pk=message.pk).update(body=box.seal(place(message.pk), b"sim"))

    assert not all(map(is_filled_up, stored("channel_message.body")))


@hypothesis_settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=st.text(max_size=300))
def test_in_every_place_a_text_takes_the_room_of_its_step(db, text):
    content = text.encode()
    box = Box(contact=Contact().id, version=1, key=b"k" * 32)
    names = {column: places.count(",") + 1 for column, (places, _) in COLUMNS.items()}
    room = len(content) + 1 if len(content) >= padding.LONG_BYTES else -(-(len(content) + 1) // 32) * 32

    sealed = {column: box.seal(place(*"rx"[: names[column]]), content) for column, (_, place) in COLUMNS.items()}

    assert {len(record) - AROUND for record in sealed.values()} == {room}


def test_yes_and_no_take_the_same_room_in_the_table(house, arrive):
    for wamid, text in (("w.1", "sim"), ("w.2", "não"), ("w.3", "ok")):
        arrive(text, wamid=wamid)

    assert len(set(stored("channel_message.body"))) == 1


def test_keys_and_files_are_not_filled_up(day):
    row = Media.objects.get(state="kept")
    path = settings.DESVELO.objects / row.object_name[:2] / row.object_name

    assert len(bytes(row.file_key)) == AROUND + cobblestone.KEY_BYTES
    assert path.stat().st_size == AROUND + len(FILE)
    assert stored("vault.contact_key.sealed") == [cobblestone.KEY_BYTES] * Contact.objects.count()


# Where something is sealed that is no text of a customer; each with what it is.
NOT_FILLED_UP = {
    "desvelo.base.spool": "pieces of a file on its way in",
    "desvelo.guards.access.totp": "a secret of fixed length",
    "desvelo.kernel.sealing.intake": "raw deliveries, sealed by a process that holds no key",
    "desvelo.kernel.sealing.keys": "keys",
    "desvelo.kernel.sealing.known_answers": "the known answer",
    "desvelo.guards.access.federation.providers": "a secret that an identity provider chose, and nobody's words",
    "desvelo.kernel.sealing.padding": "what was filled up",
    "desvelo.kernel.sealing.seeking": "its example",
    "desvelo.service.channel.actions": "a token of Meta's",
    "desvelo.service.channel.notices": "news of Meta about our account",
    "desvelo.service.channel.setting_aside": "raw deliveries nobody could read",
}


def test_whoever_seals_without_filling_up_is_known_by_name():
    """A new column of texts goes through a box, or stands here and says why not."""
    root = Path(desvelo.__file__).parent
    found = {
        ".".join(("desvelo", *path.relative_to(root).with_suffix("").parts))
        for path in root.rglob("*.py")
        if re.search(r"\bcobblestone\.seal\(", path.read_text(encoding="utf-8"))
    }

    assert found == set(NOT_FILLED_UP)
