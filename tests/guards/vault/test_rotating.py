"""An epoch is replaced without a stop, whatever breaks on the way, and its key is gone afterwards."""

import hashlib
import json
import threading
from dataclasses import replace
from datetime import timedelta
from uuid import UUID

import pytest
from django.db import IntegrityError, connection, transaction

import own_keys
import threads
from desvelo.base import keyfiles
from desvelo.base.keeper.keeper import Asker, Closed
from desvelo.base.keyring import KeyMissing, Keyring
from desvelo.guards.access.errors import Forbidden, ProofTooOld
from desvelo.guards.audit import actions as audit
from desvelo.guards.vault import boxes, epochs, rotating, store
from desvelo.guards.vault.boxes import Place
from desvelo.guards.vault.models import Contact
from desvelo.kernel.errors import DesveloError
from desvelo.kernel.ledger import packing
from desvelo.kernel.sealing.whys import Why
from house import NOW

LATER = NOW + rotating.LIFE + timedelta(minutes=1)


class PowerCut(DesveloError):
    """Nothing happens after this."""

    code = "test.power_cut"


def place(contact: UUID) -> Place:
    return Place(table="message", column="body", row=contact)


@pytest.fixture
def ring(committed, settings, tmp_path, monkeypatch):
    """Return keys of this test's own, and let batches be small."""
    monkeypatch.setattr(rotating, "BATCH", 5)
    monkeypatch.setattr(epochs, "_PATIENCE", "200ms")
    with own_keys.epoch_one(settings, tmp_path) as ring:
        yield ring


@pytest.fixture
def records(ring) -> dict[UUID, bytes]:
    """Return what was sealed for each of twelve contacts."""
    return dict(new_record() for _ in range(12))


def new_record() -> tuple[UUID, bytes]:
    with transaction.atomic():
        contact = Contact.objects.create(created_at=NOW).id
        return contact, boxes.new_box(contact).seal(place(contact), str(contact).encode())


def unreadable(records: dict[UUID, bytes]) -> list[UUID]:
    opened = boxes.load(records, why=Why.UNSAID)
    return [
        contact
        for contact, record in records.items()
        if contact not in opened or opened[contact].open(place(contact), record) != str(contact).encode()
    ]


def under() -> dict[int, int]:
    return {each.number: each.row_count for each in epochs.alive()}


def steps(limit: int = 40) -> list[int]:
    done = []
    while len(done) < limit and (count := rotating.step(now=LATER)):
        done.append(count)
    return done


def about_keys(tags: list[tuple[str, str]]) -> list[tuple[str, str]]:
    return [each for each in tags if each[0].startswith("key:")]


def last_destruction() -> dict[str, str]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT leaf FROM ledger.entry WHERE tag = 'key:destroy'")
        (leaf,) = cursor.fetchone()
    return json.loads(packing.unpack(bytes(leaf)))["objects"]


def test_before_its_time_nothing_happens(ring, records):
    assert rotating.step(now=NOW) == 0

    assert (ring.epochs(), under(), epochs.running()) == ([1], {1: 12}, None)


@pytest.mark.asvs("11.1.1")
def test_a_replaced_epoch_is_gone_and_all_opens_at_every_step(ring, records, audit_tags):
    file = ring.folder / "epoch" / "000001.key"
    digest = hashlib.sha256(file.read_bytes()).hexdigest()
    seen = []

    while rotating.step(now=LATER):
        contact, record = new_record()
        records[contact] = record
        seen.append((under(), ring.epochs()))
        assert unreadable(records) == []

    assert seen == [
        ({1: 12, 2: 1}, [1, 2]),
        ({1: 7, 2: 7}, [1, 2]),
        ({1: 2, 2: 13}, [1, 2]),
        ({1: 0, 2: 16}, [1, 2]),
        ({2: 17}, [1, 2]),
        ({2: 18}, [2]),
    ]
    assert not file.exists()
    assert last_destruction() == {"kind": "epoch", "key": "1", "sha256": digest}
    assert about_keys(audit_tags()) == [("key:rotate", "done"), ("key:destroy", "done")]
    assert (epochs.running(), epochs.last_done().done, epochs.last_done().total) == (None, 12, 12)
    assert epochs.current() == 2
    assert rotating.step(now=LATER) == 0


def test_the_next_week_another_one_follows(ring, records):
    steps()

    assert rotating.step(now=LATER + rotating.LIFE - timedelta(seconds=1)) == 0
    while rotating.step(now=LATER + rotating.LIFE):
        pass

    assert (ring.epochs(), under(), unreadable(records)) == ([3], {3: 12}, [])


@pytest.mark.asvs("11.1.1")
def test_what_the_destroyed_epoch_wrapped_opens_with_no_key_left(ring, records):
    contact = next(iter(records))
    stolen = store.keys_of([contact])[contact]
    steps()

    tried = [boxes._wrapped(each) for each in (stolen, *(replace(stolen, epoch=number) for number in ring.epochs()))]
    opened = boxes.keeper().unwrap(tried, by=Asker(why=Why.UPKEEP))

    assert opened == [Closed.NO_EPOCH, *(Closed.UNREADABLE for _ in ring.epochs())]


def test_another_process_follows_without_a_restart(ring, records):
    other = Keyring(ring.folder)
    old = other.epoch(1)

    steps()

    assert other.epoch(2) != old
    assert old not in other._opened.values()
    with pytest.raises(KeyMissing):
        other.epoch(1)


def test_a_ring_that_held_on_would_still_have_the_destroyed_key(ring, records, monkeypatch):
    """The attack: whoever reads the memory of a process that never asked again."""
    monkeypatch.setattr(Keyring, "forget_destroyed", lambda _: None)
    other = Keyring(ring.folder)
    old = other.epoch(1)

    steps()

    assert other.epoch(1) == old


CUTS = {
    "after the new file": (epochs, "begin", 0),
    "after the new row": (epochs, "begin_rotation", 0),
    "in the first batch": (epochs, "replace", 0),
    "in the second batch": (epochs, "replace", 1),
    "after a batch": (epochs, "advance", 1),
    "while the old epoch is taken away": (epochs, "end", 0),
    "before the file is destroyed": (keyfiles, "destroy", 0),
    "between overwriting and removing": (keyfiles, "_overwrite", 1),
    "between removing and the folder's sync": (keyfiles, "sync_folder", 0),
    "after the file is destroyed": (epochs, "note_destroyed", 0),
}


@pytest.mark.parametrize("cut", CUTS)
def test_a_crash_at_any_step_goes_on_with_the_next_call(ring, records, monkeypatch, cut):
    digest = ring.epoch_digest(1).hex()
    module, name, after = CUTS[cut]
    really, calls = getattr(module, name), []

    def crash(*given: object, **named: object) -> object:
        calls.append(name)
        if name == "_overwrite":
            really(*given, **named)
        if len(calls) > after or name == "_overwrite":
            raise PowerCut
        return really(*given, **named)

    monkeypatch.setattr(module, name, crash)
    with pytest.raises(PowerCut):
        steps()
    if cut == "between overwriting and removing":
        assert set((ring.folder / "epoch" / "000001.key").read_bytes()) == {0}
    assert unreadable(records) == []
    monkeypatch.undo()
    monkeypatch.setattr(rotating, "BATCH", 5)

    steps()

    assert (ring.epochs(), under(), unreadable(records)) == ([2], {2: 12}, [])
    assert last_destruction() == {"kind": "epoch", "key": "1", "sha256": digest}


class Writer(threading.Thread):
    """Another process that stores a contact's key under the old epoch, and commits when it is told to."""

    def __init__(self) -> None:
        super().__init__()
        self.stored, self.commit = threading.Event(), threading.Event()
        self.record: tuple[UUID, bytes] | None = None

    def run(self) -> None:
        try:
            with transaction.atomic():
                contact = Contact.objects.create(created_at=NOW).id
                self.record = contact, boxes.new_box(contact).seal(place(contact), str(contact).encode())
                self.stored.set()
                self.commit.wait(timeout=20)
        finally:
            connection.close()


def test_a_key_about_to_be_stored_under_the_old_epoch_holds_it(ring, records):
    writer = Writer()
    writer.start()
    writer.stored.wait(timeout=20)

    steps()
    held = (ring.epochs(), under())
    writer.commit.set()
    writer.join(timeout=20)
    steps()

    assert held == ([1, 2], {1: 0, 2: 12})
    assert unreadable({**records, writer.record[0]: writer.record[1]}) == []
    assert (ring.epochs(), under()) == ([2], {2: 13})


def test_without_the_foreign_key_that_contact_would_be_lost(ring, records):
    """The attack on ourselves: counting alone does not see what is not committed yet."""
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE vault.contact_key DROP CONSTRAINT contact_key_epoch_alive")
    try:
        writer = Writer()
        writer.start()
        writer.stored.wait(timeout=20)
        steps()
        writer.commit.set()
        writer.join(timeout=20)

        with pytest.raises(KeyMissing):
            boxes.of(writer.record[0], why=Why.UNSAID)
    finally:
        with connection.cursor() as cursor:
            cursor.execute(
                "DELETE FROM vault.contact_key WHERE epoch = 1; ALTER TABLE vault.contact_key ADD CONSTRAINT "
                "contact_key_epoch_alive FOREIGN KEY (epoch) REFERENCES vault.epoch (number)"
            )


def test_whoever_comes_too_late_with_the_old_epoch_is_refused(ring, records, monkeypatch):
    monkeypatch.setattr(epochs, "current", lambda: 1)
    late, key = Contact.objects.create(created_at=NOW).id, ring.epoch(1)
    steps()
    monkeypatch.setattr(ring, "epoch", lambda _: key)

    with pytest.raises(IntegrityError, match="contact_key_epoch_alive"):
        boxes.new_box(late)


def test_a_key_read_just_before_its_epoch_went_is_read_again(ring, records, monkeypatch):
    stale = store.keys_of(records)
    steps()
    really, asked = store.keys_of, []

    def first_stale(contacts):
        asked.append(1)
        return stale if len(asked) == 1 else really(contacts)

    monkeypatch.setattr(store, "keys_of", first_stale)

    assert unreadable(records) == []


def test_a_key_that_does_not_open_holds_its_epoch_and_is_counted(ring, records):
    broken = sorted(records)[3]
    with connection.cursor() as cursor:
        cursor.execute("UPDATE vault.contact_key SET sealed = '\\x01' WHERE contact_id = %s", [broken])

    for _ in range(3):
        steps()
    assert (ring.epochs(), under(), epochs.running().stuck) == ([1, 2], {1: 1, 2: 11}, 1)
    Contact.objects.filter(pk=broken).delete()
    steps()

    assert (ring.epochs(), under()) == ([2], {2: 11})
    assert unreadable({each: record for each, record in records.items() if each != broken}) == []


def test_two_workers_do_it_once(ring, records, audit_tags):
    def work(_: int) -> int:
        return sum(steps())

    outcomes = threads.at_once(work)
    steps()

    assert [each for each in outcomes if isinstance(each, Exception)] == []
    assert (ring.epochs(), under(), unreadable(records)) == ([2], {2: 12}, [])
    assert about_keys(audit_tags()) == [("key:rotate", "done"), ("key:destroy", "done")]


def test_by_hand_it_happens_at_once_and_says_who(ring, records, house, audit_tags):
    rotating.ask(actor=replace(house.caio, proved_at=NOW), now=NOW)

    assert rotating.step(now=NOW) == 1
    while rotating.step(now=NOW):
        pass

    assert ring.epochs() == [2]
    assert about_keys(audit_tags()) == [("key:ask", "done"), ("key:rotate", "done"), ("key:destroy", "done")]
    audit.sequence()


def test_asking_again_while_it_runs_changes_nothing(ring, records, house, audit_tags):
    caio = replace(house.caio, proved_at=NOW)
    rotating.ask(actor=caio, now=NOW)
    rotating.step(now=NOW)

    rotating.ask(actor=caio, now=NOW)
    while rotating.step(now=NOW):
        pass

    assert (ring.epochs(), [tag for tag, _ in audit_tags()].count("key:ask")) == ([2], 1)


@pytest.mark.parametrize("login", ["marina", "rui", "helena", "lucia"])
def test_only_who_keeps_the_keys_may_ask(ring, house, login):
    with pytest.raises(Forbidden):
        rotating.ask(actor=replace(house.actors[login], proved_at=NOW), now=NOW)

    assert rotating.step(now=NOW) == 0


def test_who_did_not_just_prove_themselves_may_not_ask(ring, house, audit_tags):
    with pytest.raises(ProofTooOld):
        rotating.ask(actor=replace(house.caio, proved_at=None), now=NOW)

    assert (rotating.step(now=NOW), about_keys(audit_tags())) == (0, [("key:manage", "denied:proof_too_old")])
