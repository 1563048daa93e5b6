"""A contact's key: wrapped by its epoch, opening only what was sealed for exactly this place, gone with the contact."""

import inspect
from dataclasses import replace
from pathlib import Path
from uuid import UUID, uuid4

import pytest
from django.db import connection

import desvelo
import threads
from desvelo.base.keyring import KeyMissing, Keyring
from desvelo.guards.vault import boxes, queries, store
from desvelo.guards.vault.boxes import Box, Place
from desvelo.guards.vault.errors import ContactGone, WrongRootKey
from desvelo.guards.vault.models import Contact
from desvelo.kernel.sealing import context, keys
from desvelo.kernel.sealing.errors import NotReadable
from desvelo.kernel.sealing.whys import Why
from house import NOW

HERE = Place(table="message", column="body", row=UUID(int=1), data_class="CPF")


@pytest.fixture
def contact(db) -> UUID:
    return Contact.objects.create(created_at=NOW).id


@pytest.fixture
def box(contact) -> Box:
    return boxes.new_box(contact)


def stored_key(contact: UUID) -> store.SealedKey:
    return store.keys_of([contact])[contact]


def test_what_is_sealed_for_a_place_opens_there(box):
    assert box.open(HERE, box.seal(HERE, b"529.982.247-25")) == b"529.982.247-25"


@pytest.mark.parametrize(
    "elsewhere",
    [
        replace(HERE, table="entry"),
        replace(HERE, column="value"),
        replace(HERE, row=UUID(int=2)),
        replace(HERE, data_class="CARD_NUMBER"),
        replace(HERE, data_class=""),
    ],
)
def test_what_is_moved_to_another_place_does_not_open(box, elsewhere):
    record = box.seal(HERE, b"529.982.247-25")

    with pytest.raises(NotReadable):
        box.open(elsewhere, record)


def test_what_is_moved_to_another_contact_does_not_open_even_under_the_same_key(box):
    record = box.seal(HERE, b"529.982.247-25")

    for other in (replace(box, contact=uuid4()), replace(box, version=2)):
        with pytest.raises(NotReadable):
            other.open(HERE, record)


def test_what_comes_from_another_installation_does_not_open(box, monkeypatch):
    record = box.seal(HERE, b"529.982.247-25")

    monkeypatch.setattr(boxes, "install_id", lambda: UUID(int=9))

    with pytest.raises(NotReadable):
        box.open(HERE, record)


def test_without_the_place_in_it_a_moved_record_would_open(box, monkeypatch):
    """The attack: whoever writes to the database shows one customer's datum as another's."""
    monkeypatch.setattr(Box, "_context", lambda *_: b"")
    record = box.seal(HERE, b"529.982.247-25")

    assert box.open(replace(HERE, row=UUID(int=2)), record) == b"529.982.247-25"


def test_another_process_opens_with_the_key_in_the_database(box):
    again = boxes.of(box.contact, why=Why.UNSAID)

    assert again == box
    assert again is not box


def test_the_stored_key_is_wrapped_by_the_epoch_that_stands_beside_it(box):
    sealed = stored_key(box.contact)

    assert sealed.epoch == 1
    assert box.key not in sealed.sealed
    purpose = context.encode("desvelo/1", "dek", str(box.contact), 1, 1)
    assert keys.unwrap(boxes.ring().epoch(1), purpose, sealed.sealed) == box.key
    with pytest.raises(NotReadable):
        keys.unwrap(bytes(32), purpose, sealed.sealed)


def test_a_key_moved_to_another_contact_does_not_open(box):
    thief = Contact.objects.create(created_at=NOW).id
    store.insert_key(replace(stored_key(box.contact), contact=thief))

    with pytest.raises(NotReadable):
        boxes.of(thief, why=Why.UNSAID)


def test_without_its_epoch_on_disk_a_key_does_not_open(box):
    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO vault.epoch VALUES (2, now(), now()); UPDATE vault.contact_key SET epoch = 2")

    with pytest.raises(KeyMissing):
        boxes.of(box.contact, why=Why.UNSAID)


def test_every_contact_has_a_key_of_its_own(db):
    made = [boxes.new_box(Contact.objects.create(created_at=NOW).id) for _ in range(5)]

    assert len({box.key for box in made}) == 5
    assert {len(box.key) for box in made} == {32}


def test_a_contact_without_a_key_is_gone(contact):
    with pytest.raises(ContactGone):
        boxes.of(contact, why=Why.UNSAID)

    assert boxes.load([contact, uuid4()], why=Why.UNSAID) == {}


def test_a_box_never_shows_its_key(box):
    assert box.key.hex() not in repr(box)
    assert str(box.key) not in repr(box)


def test_short_texts_of_about_the_same_length_are_sealed_to_the_same_length(box):
    assert len({len(box.seal(HERE, text)) for text in (b"sim", b"nao", b"talvez, quem sabe")}) == 1


def test_an_installation_is_tied_to_its_root_key_once(db):
    before = store.installation()

    boxes.settle_installation()

    assert store.installation() == before
    assert before[1] == boxes.ring().fingerprint()


def test_another_root_key_is_refused_and_nothing_is_written(db, monkeypatch, tmp_path):
    other = Keyring(tmp_path / "keys")
    other.create()
    before = store.installation()
    monkeypatch.setattr(boxes, "ring", lambda: other)

    with pytest.raises(WrongRootKey, match="is not the one this database was sealed with"):
        boxes.settle_installation()

    assert store.installation() == before


def test_of_two_first_starts_at_once_both_take_the_same_id(committed):
    """Each has the same keys: one installation came up as two processes."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT id, root_fingerprint FROM vault.installation")
        kept = cursor.fetchone()
        cursor.execute("DELETE FROM vault.installation")
    try:
        results = threads.at_once(lambda _: boxes.settle_installation())
        assert results == [None, None]
        with connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM vault.installation")
            assert cursor.fetchone() == (1,)
    finally:
        with connection.cursor() as cursor:
            cursor.execute("DELETE FROM vault.installation")
            cursor.execute("INSERT INTO vault.installation (id, root_fingerprint) VALUES (%s, %s)", kept)
        boxes.install_id.cache_clear()


def test_before_the_first_migration_there_is_no_installation(db):
    with connection.cursor() as cursor:
        cursor.execute("DROP SCHEMA vault CASCADE")

    assert store.installation() is None


def test_a_reason_that_was_forgotten_is_a_fault_and_no_reason_of_its_own():
    """Before, it was the worst reason there is, and an alarm; now the types refuse it, and no code of ours says it."""
    for opens in (boxes.load, boxes.of, queries.open_boxes):
        assert inspect.signature(opens).parameters["why"].default is inspect.Parameter.empty

    naming = {
        each.name for each in Path(desvelo.__file__).parent.rglob("*.py") if "Why.UNSAID" in each.read_text("utf-8")
    }
    assert naming == {"alarming.py"}
