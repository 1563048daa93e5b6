"""What is stored sealed is compared with the log: a row changed, swapped, removed or added is named, and only that."""

from datetime import timedelta
from itertools import pairwise
from uuid import uuid4

import pytest
from django.db import connection

from desvelo.base import clock
from desvelo.base.outbox import consume
from desvelo.guards.audit import actions as audit
from desvelo.guards.audit import entry_columns, queries, sweeps
from desvelo.guards.audit.entry import Entry
from desvelo.guards.vault import actions as vault
from desvelo.guards.vault import boxes, merging, sweeping
from desvelo.guards.vault.actions import Reason
from desvelo.guards.vault.models import Contact, Datum
from desvelo.kernel.sealing.whys import Why
from desvelo.service.channel import actions as channel
from desvelo.service.channel import hiding
from desvelo.service.channel.models import Media, Message
from house import NOW

CPF = "meu cpf é 529.982.247-25"
ANA, BIA = "5511900004417", "5511900008852"


def named() -> set[tuple[str, str, str]]:
    """Compare everything once, to its end; return all that was ever named."""
    at, earlier = clock.wall(), sweeps.last_finished(least_share=sweeps.ALL)
    sweeps.begin(share=sweeps.ALL, seed=bytes(16), now=at)
    while sweeps.last_finished(least_share=sweeps.ALL) == earlier:
        sweeping.sweep_again(now=at)
    return {(each.kind, str(each.record), each.what) for each in sweeps.discrepancies(limit=50)}


def execute(statement: str, *values: object) -> None:
    """Do what only the superuser can."""
    with connection.cursor() as cursor:
        cursor.execute(statement, values)


@pytest.fixture
def talk(arrive, house) -> None:
    """Two customers wrote, one of them a CPF twice; we answered one."""
    arrive(CPF, phone=ANA)
    arrive("outro cpf: 111.444.777-35", phone=ANA)
    arrive("oi", phone=BIA, name="Bia")
    first = Message.objects.order_by("arrival").first()
    channel.write(
        channel.Draft(
            contact=first.contact_id,
            number=first.number_id,
            text="Bom dia",
            author=house.marina.id,
            last_inbound_at=first.sent_at,
        ),
        now=first.sent_at + timedelta(minutes=1),
    )


def body(place: int) -> Message:
    return Message.objects.order_by("arrival")[place]


def test_an_honest_installation_has_nothing_to_name(talk):
    assert named() == set()

    done = sweeps.last_finished(least_share=sweeps.ALL)
    sealed = Message.objects.count() + Datum.objects.exclude(sealed=None).count() + Media.objects.count()
    sealed += 2 * Contact.objects.count()  # a name and a number each
    assert (done.contacts, done.records, done.found) == (Contact.objects.count(), sealed, 0)
    assert done.entries >= 4
    assert sealed >= 6


def test_a_changed_body_is_named(talk):
    row = body(0)
    execute("UPDATE channel_message SET body = body || '\\x00' WHERE id = %s", row.id)

    assert named() == {("body", str(row.id), "changed")}


def test_a_key_that_does_not_open_is_named_and_the_comparison_goes_on(talk):
    first = body(0).contact_id
    execute("UPDATE vault.contact_key SET sealed = sealed || '\\x00' WHERE contact_id = %s", first)

    assert ("key", str(first), "changed") in named()
    assert sweeps.last_finished(least_share=sweeps.ALL).contacts == Contact.objects.count()


def test_a_body_put_back_to_an_earlier_state_is_named_though_it_opens(talk, house):
    """The attack that no cipher stops: the old row was sealed by us, for this place, and opens."""
    row = body(2)
    before = bytes(row.body)
    selection = hiding.Selection(start=0, end=2, words="oi")
    entry = Entry(tag="datum:hide", at=NOW, contact=row.contact_id)
    hiding.hide(message=row.id, selection=selection, label="EMAIL", entry=entry, now=NOW)
    assert named() == set()

    execute("UPDATE channel_message SET body = %s WHERE id = %s", before, row.id)

    assert vault.open_body(boxes.of(row.contact_id, why=Why.UNSAID), message=row.id, record=before).parts == ("oi",)
    assert named() == {("body", str(row.id), "changed")}


def test_swapped_values_are_both_named(talk):
    one, other = Datum.objects.exclude(sealed=None).order_by("found_at", "id")[:2]
    execute("UPDATE vault_datum SET sealed = %s WHERE id = %s", bytes(other.sealed), one.id)
    execute("UPDATE vault_datum SET sealed = %s WHERE id = %s", bytes(one.sealed), other.id)

    assert named() == {("datum", str(one.id), "changed"), ("datum", str(other.id), "changed")}


def test_a_removed_value_and_a_removed_message_are_named(talk):
    datum = Datum.objects.exclude(sealed=None).first()
    message = body(2)
    execute("DELETE FROM vault_datum WHERE id = %s", datum.id)
    execute("DELETE FROM desk_conversation WHERE contact_id = %s", message.contact_id)
    execute("DELETE FROM channel_message WHERE id = %s", message.id)

    assert named() == {("datum", str(datum.id), "missing"), ("body", str(message.id), "missing")}


def test_a_message_nobody_recorded_is_named(talk):
    row = body(0)
    row.pk, row.arrival, row.public_id = "00000000-0000-7000-8000-000000000001", row.arrival + 999, "x" * 22
    row.wamid_index = None
    row.save(force_insert=True)

    detail = ("value", str(row.pk), "changed")  # it opens nowhere else
    assert named() == {("body", str(row.pk), "added"), detail}


def test_a_message_given_to_another_customer_is_missed_here_and_found_there(talk):
    row, other = body(0), body(2)
    execute("UPDATE channel_message SET contact_id = %s WHERE id = %s", other.contact_id, row.id)

    moved = {("body", str(row.id), "missing"), ("body", str(row.id), "added")}
    assert named() == moved | {("value", str(row.id), "changed")}


def test_a_merge_and_an_erasure_are_no_discrepancies(talk):
    one, other = body(0).contact_id, body(2).contact_id
    stays = merging.merge([one, other], now=NOW)
    consume.drain()
    assert named() == set()
    vault.erase_contact(contact=stays, reason="asked", now=NOW)

    assert named() == set()


@pytest.fixture
def reason_written(talk, house) -> str:
    """Somebody showed a value and wrote why; return the id of the entry."""
    row = Datum.objects.exclude(sealed=None).first()
    reveal = vault.reveal_entry(
        boxes.of(row.contact_id, why=Why.UNSAID),
        actor=house.marina, target={"datum": str(row.id), "label": row.label, "reason": Reason(code="other").code},
        text="precisa conferir", now=NOW,
    )  # fmt: skip
    audit.record([reveal])
    audit.sequence()
    return str(reveal.id)


@pytest.mark.parametrize(
    ("damage", "what"),
    [
        ("UPDATE ledger.payload SET sealed = sealed || '\\x00' WHERE entry_id = %s", "changed"),
        ("UPDATE ledger.payload SET salt = sha256('x') WHERE entry_id = %s", "changed"),
        ("DELETE FROM ledger.payload WHERE entry_id = %s", "missing"),
    ],
)
def test_a_payload_that_is_not_what_the_leaf_committed_to_is_named(reason_written, damage, what):
    assert named() == set()
    execute(damage, reason_written)

    assert named() == {("payload", reason_written, what)}


def test_a_payload_beside_an_entry_that_has_none_is_named(talk):
    first = queries.entry(0) if queries.size() else None
    audit.sequence()
    first = first or next(each for each in queries.entries() if each.contact)
    execute(
        "INSERT INTO ledger.payload (entry_id, contact_id, salt, sealed) VALUES (%s, %s, sha256('s'), 'x')",
        first.id, first.contact or body(0).contact_id,
    )  # fmt: skip

    assert named() == {("payload", str(first.id), "added")}


@pytest.mark.parametrize(
    ("damage", "found"),
    [
        ("UPDATE ledger.entry SET contact_id = NULL WHERE id = %s", ("columns", "changed")),
        ("UPDATE ledger.entry SET tag = 'x:y' WHERE id = %s", ("columns", "changed")),
        ("UPDATE ledger.entry SET at = at + interval '1 h' WHERE id = %s", ("columns", "changed")),
        ("UPDATE ledger.entry SET result = 'denied' WHERE id = %s", ("columns", "changed")),
        ("UPDATE ledger.leaf SET kind = 'x:y' WHERE entry_id = %s", ("columns", "changed")),
        ("UPDATE ledger.leaf SET refused = NOT refused WHERE entry_id = %s", ("columns", "changed")),
        ("UPDATE ledger.leaf SET person_id = gen_random_uuid() WHERE entry_id = %s", ("columns", "changed")),
        ("UPDATE ledger.entry SET leaf = '{}' WHERE id = %s", ("entry", "changed")),
        ("DELETE FROM ledger.leaf WHERE entry_id = %s", ("entry", "unlisted")),
    ],
)
def test_an_entry_that_is_found_by_something_else_than_its_leaf_says_is_named(house, damage, found):
    audit.record([Entry(tag="loaf:bake", at=NOW, actor=house.marina.id)])
    audit.sequence()
    [row] = [each for each in queries.entries() if each.tag == "loaf:bake"]
    execute(damage.replace("contact_id = NULL", "contact_id = gen_random_uuid()"), row.id)

    assert named() == {(found[0], str(row.id), found[1])}


def test_what_is_found_is_on_record_once(talk):
    row = body(0)
    execute("UPDATE channel_message SET body = 'x' WHERE id = %s", row.id)
    named()
    named()
    audit.sequence()

    said = [each for each in queries.entries() if each.tag == sweeps.FOUND]
    assert [dict(each.objects) for each in said] == [{"kind": "body", "record": str(row.id), "what": "changed"}]
    assert said[0].contact == row.contact_id


def test_each_step_is_bounded_and_the_next_goes_on(talk, monkeypatch):
    monkeypatch.setattr(entry_columns, "STEP", 2)
    monkeypatch.setattr(sweeping, "CONTACTS", 1)
    at = clock.wall()
    sweeps.begin(share=sweeps.ALL, seed=bytes(16), now=at)
    seen = []
    while (run := sweeps.running()) is not None:
        seen.append((run.entries, run.contacts))
        sweeping.sweep_again(now=at)

    assert all(b[0] - a[0] <= 2 and b[1] - a[1] <= 1 for a, b in pairwise(seen))
    assert seen[-1][1] == 2


def test_all_is_due_each_week_and_some_each_day(db):
    began = []
    for hours in range(0, 24 * 15, 6):
        at = NOW + timedelta(hours=hours)
        while sweeping.sweep_again(now=at):
            run = sweeps.running()
            if run is not None and run.started_at == at and (hours // 24, run.share) not in began:
                began.append((hours // 24, run.share))

    assert [day for day, share in began if share == sweeps.ALL] == [0, 7, 14]
    assert [day for day, share in began if share == sweeping.SOME] == [1, 2, 3, 4, 5, 6, 8, 9, 10, 11, 12, 13]


def test_one_in_a_hundred_is_chosen_by_chance_and_another_one_next_time(db):
    contacts = [uuid4() for _ in range(5_000)]
    chosen = []
    for number in range(2):
        sweeps.begin(share=sweeping.SOME, seed=bytes([number]) * 16, now=NOW)
        run = sweeps.running()
        chosen.append({each for each in contacts if sweeping._is_chosen(each, run)})
        execute("UPDATE ledger.sweep SET finished_at = now()")

    assert all(15 <= len(each) <= 100 for each in chosen)
    assert chosen[0] != chosen[1]
