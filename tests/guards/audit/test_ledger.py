"""What is recorded gets an index, can be proved, is signed, and cannot be changed unnoticed."""

import dataclasses
import json
from datetime import UTC, datetime
from hashlib import sha256
from uuid import UUID, uuid4

import pytest
from django.conf import settings
from django.db import connection, transaction

import threads
from desvelo.base.keyring import keyring
from desvelo.guards.audit import actions, queries, store
from desvelo.guards.audit.entry import Entry, Payload
from desvelo.guards.audit.errors import EntryNotFound, LedgerBroken, NotSequenced
from desvelo.guards.audit.search import Search
from desvelo.kernel.ledger import leaf, merkle, note

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)


def entry(number: int = 0, **more: object) -> Entry:
    return Entry(tag="loaf:bake", at=NOW, objects={"loaf": str(number)}, **more)


def record(count: int) -> list[Entry]:
    entries = [entry(number) for number in range(count)]
    actions.record(entries)
    return entries


def execute(statement: str, values: list[object] | None = None) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)


def change_leaf(index: int, new: bytes = b'{"tag":"loaf:bake"}') -> None:
    """Do what only the superuser can: write over an entry that has its index."""
    execute(
        "UPDATE ledger.entry SET leaf = %s WHERE id = (SELECT entry_id FROM ledger.leaf WHERE index = %s)", [new, index]
    )


def test_entries_get_the_indexes_of_their_order_of_writing(db):
    entries = record(5)

    assert actions.sequence() == 5

    assert [store.index_of(each.id) for each in entries] == [0, 1, 2, 3, 4]
    assert actions.sequence() == 0


def test_an_entry_of_a_transaction_that_rolls_back_never_was(db):
    with transaction.atomic():
        lost = record(1)[0]
        transaction.set_rollback(True)

    assert actions.sequence() == 0
    with pytest.raises(NotSequenced):
        actions.index_of(lost.id)


def test_whoever_needs_an_index_need_not_wait_for_the_worker(db):
    first, second = record(2)

    assert actions.index_of(second.id) == 1
    assert actions.index_of(first.id) == 0


@pytest.mark.parametrize("size", [1, 2, 3, 7, 8, 13])
def test_every_entry_can_be_proved_whatever_the_size(db, size):
    leaves = [each.leaf() for each in record(size)]
    actions.sequence()

    proofs = [queries.prove(index) for index in range(size)]

    assert [proof.holds for proof in proofs] == [True] * size
    assert {proof.root for proof in proofs} == {root_of(leaves)}


def root_of(leaves: list[bytes]) -> bytes:
    """RFC 6962 section 2.1 as it is written, recursively."""
    if len(leaves) == 1:
        return merkle.leaf_hash(leaves[0])
    half = 1 << (len(leaves) - 1).bit_length() - 1
    return merkle.node_hash(root_of(leaves[:half]), root_of(leaves[half:]))


def test_a_tree_grown_in_many_steps_is_the_tree_grown_in_one(db):
    leaves = []
    for count in (1, 2, 5, 3, 8, 1):
        leaves += [each.leaf() for each in record(count)]
        actions.sequence()

    assert queries.prove(0).root == root_of(leaves)


def test_an_entry_that_does_not_exist_is_not_proved(db):
    with pytest.raises(EntryNotFound):
        queries.prove(0)


def test_two_sequencers_at_once_give_each_index_once(committed):
    record(300)

    given = threads.at_once(lambda _: actions.sequence(), count=3)

    assert sum(given) == 300
    with connection.cursor() as cursor:
        cursor.execute("SELECT array_agg(index ORDER BY index), count(DISTINCT entry_id) FROM ledger.leaf")
        assert cursor.fetchone() == (list(range(300)), 300)
    assert queries.prove(299).holds


def test_writers_and_sequencers_side_by_side_lose_nothing(committed):
    def work(number: int) -> int:
        for _ in range(10):
            record(3)
            actions.sequence()
        return number

    threads.at_once(work, count=3)
    actions.sequence()

    assert queries.size() == 90
    assert queries.verify_all().problem.code == "nothing_signed"
    actions.checkpoint(now=NOW)
    assert queries.verify_all().problem is None


def test_a_checkpoint_is_signed_over_the_tree_and_can_be_checked_by_a_stranger(db):
    leaves = [each.leaf() for each in record(6)]
    actions.sequence()

    signed = actions.checkpoint(now=NOW)

    public = note.public_key(keyring(settings.DESVELO.keys).service("audit-signing"))
    checked = note.verify(signed.note, settings.LEDGER_ORIGIN, public)
    assert (checked.origin, checked.size, checked.root) == (settings.LEDGER_ORIGIN, 6, root_of(leaves))
    assert queries.last_checkpoint() == signed


def test_an_unchanged_tree_is_not_signed_again(db):
    assert actions.checkpoint(now=NOW) is None
    record(1)
    actions.sequence()

    assert actions.checkpoint(now=NOW).size == 1
    assert actions.checkpoint(now=NOW) is None


def test_each_checkpoint_is_also_kept_outside_the_database(db, settings, tmp_path):
    (tmp_path / "keys").symlink_to(settings.DESVELO.keys)
    settings.DESVELO = dataclasses.replace(settings.DESVELO, data=tmp_path)
    notes = []
    for _ in range(2):
        record(2)
        actions.sequence()
        notes.append(actions.checkpoint(now=NOW).note)

    kept = (tmp_path / "anchors" / "checkpoints.log").read_text()

    assert kept == "".join(f"{text}\n" for text in notes)


@pytest.mark.parametrize("index", [4, 6, 8])
def test_a_leaf_changed_since_the_last_checkpoint_freezes_the_signing(db, index):
    record(4)
    actions.sequence()
    actions.checkpoint(now=NOW)
    record(5)
    actions.sequence()

    change_leaf(index)

    with pytest.raises(LedgerBroken):
        actions.checkpoint(now=NOW)
    assert queries.last_checkpoint().size == 4


def test_unchanged_the_same_tree_is_signed(db):
    record(4)
    actions.sequence()
    actions.checkpoint(now=NOW)
    record(5)
    actions.sequence()

    assert actions.checkpoint(now=NOW).size == 9


@pytest.mark.parametrize(
    "damage",
    [
        "UPDATE ledger.leaf SET hash = sha256('x') WHERE index = 8",
        "UPDATE ledger.node SET hash = sha256('x') WHERE level = 2 AND index = 0",
        "UPDATE ledger.checkpoint SET root = sha256('x')",
        "DELETE FROM ledger.leaf WHERE index = 5",
        "UPDATE ledger.leaf SET index = CASE index WHEN 5 THEN 106 ELSE 105 END WHERE index IN (5, 6)",
    ],
)
def test_whatever_else_is_damaged_freezes_the_signing_too(db, damage):
    record(4)
    actions.sequence()
    actions.checkpoint(now=NOW)
    record(5)
    actions.sequence()

    execute(damage)

    with pytest.raises(LedgerBroken):
        actions.checkpoint(now=NOW)
    assert queries.last_checkpoint().size == 4


@pytest.mark.parametrize("index", [0, 3, 5])
def test_the_full_verification_finds_a_changed_leaf_and_says_where(db, index):
    for size in (4, 2):
        record(size)
        actions.sequence()
        actions.checkpoint(now=NOW)
    assert queries.verify_all().problem is None

    change_leaf(index)

    problem = queries.verify_all().problem
    first, last = (0, 3) if index < 4 else (4, 5)
    assert problem.code.startswith("lea")
    assert first <= problem.index <= index <= (problem.last if problem.last is not None else problem.index) <= last


def test_the_proof_of_a_changed_leaf_does_not_hold_and_its_neighbours_do(db):
    record(6)
    actions.sequence()

    change_leaf(2)

    assert [queries.prove(index).holds for index in range(6)] == [True, True, False, True, True, True]


def test_a_damaged_hash_gives_a_proof_that_does_not_hold(db):
    record(6)
    actions.sequence()

    execute("UPDATE ledger.leaf SET hash = sha256('x') WHERE index = 4")

    assert [queries.prove(index).holds for index in range(6)] == [True, True, True, True, False, True]


def test_the_log_shows_what_the_tree_binds_not_the_columns_beside_it(db):
    """The attack: the superuser puts somebody else's name on an entry without touching its leaf."""
    somebody, else_ = uuid4(), uuid4()
    actions.record([entry(actor=somebody)])
    actions.sequence()

    execute("UPDATE ledger.entry SET actor_id = %s, tag = 'loaf:steal', result = 'denied:x', at = now()", [else_])

    [seen] = queries.entries()
    assert (seen.actor, seen.tag, seen.result, seen.at) == (somebody, "loaf:bake", "done", NOW)


@pytest.mark.parametrize("broken", [b"", b"not json", b"[]", b"{}", b'{"tag":"x"}', b"\xff"])
def test_a_leaf_that_somebody_broke_is_shown_as_broken_and_hides_no_other(db, broken):
    record(3)
    actions.sequence()

    change_leaf(1, broken)

    assert [each.tag for each in queries.entries()] == ["loaf:bake", "ledger:broken", "loaf:bake"]


def test_a_leaf_is_canonical_json_of_ids_codes_and_instants(db):
    actor, contact = UUID(int=1), UUID(int=2)
    made = Entry(
        id=UUID(int=3),
        tag="datum:reveal",
        at=NOW,
        actor=actor,
        session="abc",
        contact=contact,
        objects={"label": "CPF", "datum": "x"},
    )

    assert made.leaf() == leaf.canonical(json.loads(made.leaf()))
    assert json.loads(made.leaf()) == {
        "v": 1,
        "id": str(UUID(int=3)),
        "tag": "datum:reveal",
        "at": "2026-11-23T12:00:00.000+00:00",
        "result": "done",
        "actor": str(actor),
        "session": "abc",
        "contact": str(contact),
        "objects": {"datum": "x", "label": "CPF"},
        "commitment": None,
    }


def payload(text: bytes = b"the customer asked for an invoice") -> Payload:
    return Payload(salt=b"s" * 32, sealed=b"sealed " + text[::-1], commitment=leaf.commitment(b"s" * 32, text))


def test_forgetting_what_entries_say_of_a_contact_keeps_the_tree_verifying(db):
    contact, other = uuid4(), uuid4()
    actions.record([entry(1, contact=contact, payload=payload()), entry(2, contact=other, payload=payload())])
    actions.sequence()
    actions.checkpoint(now=NOW)
    before = queries.prove(0)

    assert actions.forget_payloads(contact) == 1

    assert actions.forget_payloads(contact) == 0
    assert queries.prove(0) == before
    assert queries.verify_all().problem is None
    with connection.cursor() as cursor:
        cursor.execute("SELECT contact_id FROM ledger.payload")
        assert cursor.fetchall() == [(other,)]


def test_the_commitment_cannot_be_guessed_without_the_salt(db):
    """A reason is one of few words; whoever has the leaf alone must not be able to try them."""
    words = [b"fraud", b"invoice", b"curiosity"]
    committed = leaf.commitment(b"\x07" * 32, b"fraud")

    assert committed not in [leaf.commitment(bytes(32), word) for word in words]
    assert committed not in [sha256(word).digest() for word in words]
    assert committed == leaf.commitment(b"\x07" * 32, b"fraud")


def test_a_page_of_the_log_is_newest_first_and_continues(db):
    record(queries.PAGE + 3)
    actions.sequence()

    first = queries.entries()
    second = queries.entries(before=first[-1].index)

    assert [each.index for each in first + second] == list(range(queries.PAGE + 2, -1, -1))


def test_one_persons_entries_are_theirs_alone(db):
    mine, yours = uuid4(), uuid4()
    actions.record([entry(1, actor=mine), entry(2, actor=yours), entry(3)])
    actions.sequence()

    assert [each.objects["loaf"] for each in queries.entries(Search(actors=frozenset({mine})))] == ["1"]


def test_what_is_known_about_a_contact_includes_what_waits_for_its_index(db):
    contact = uuid4()
    actions.record([entry(1, contact=contact)])
    actions.sequence()
    actions.record([entry(2, contact=contact)])

    assert [(each.index, each.objects["loaf"]) for each in queries.about_contact(contact)] == [(None, "2"), (0, "1")]
