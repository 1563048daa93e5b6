"""Whatever the superuser changes, removes, swaps or adds is found by the installation's own readings, and named.

Six kinds of rows, four kinds of edits.  The readings are those the worker does: the whole log, the comparison of what
is sealed with the log, the sweep of grants.

Source: security-design D3.3, D7.1, D7.3, D9.6 (T6).
"""

from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

import every_slot
from desvelo.base import clock
from desvelo.guards.access import grants, newest
from desvelo.guards.access.models import Grant, Team, User
from desvelo.guards.access.newest import Newest
from desvelo.guards.audit import actions as audit
from desvelo.guards.audit import queries
from desvelo.guards.audit.entry import Entry, granting
from desvelo.guards.vault import actions as vault
from desvelo.guards.vault import boxes, columns
from desvelo.guards.vault.actions import Reason
from desvelo.guards.vault.models import Datum
from desvelo.kernel.sealing.whys import Why
from desvelo.service.channel.models import Message
from house import NOW
from what_is_named import execute, named, named_as, of_one_row, sign

ANA, BIA = "5511900004417", "5511900008852"
NOBODY = UUID("00000000-0000-7000-8000-000000000001")


@dataclass(frozen=True, kw_only=True)
class Log:
    """What there is: three sealed values, two messages, two reasons beside entries; as many entries as *size*."""

    size: int
    data: tuple[UUID, UUID]
    messages: tuple[UUID, UUID]
    reasons: tuple[UUID, UUID]
    people: tuple[UUID, UUID]


def _reason(house, datum: Datum) -> UUID:
    entry = vault.reveal_entry(
        boxes.of(datum.contact_id, why=Why.UNSAID),
        actor=house.marina,
        target={"datum": str(datum.id), "label": datum.label, "reason": Reason(code="other").code},
        text="precisa conferir",
        now=NOW,
    )
    audit.record([entry])
    return entry.id


@pytest.fixture
def log(arrive, house) -> Log:
    """Return it, signed at four sizes, with the newest entry under the newest signature."""
    arrive("meu cpf é 529.982.247-25", phone=ANA)
    sign()
    arrive("outro cpf: 111.444.777-35", phone=ANA)
    arrive("oi", phone=BIA, name="Bia")
    sign()
    one, other = Datum.objects.exclude(sealed=None).order_by("found_at", "id")[:2]
    reasons = (_reason(house, one), _reason(house, other))
    sign()
    User.objects.get(pk=house.marina.id).teams.remove(Team.objects.get(pk=house.agenda))
    grants.settle(house.marina.id, Entry(tag="user:create", at=NOW))
    sign()
    first, *_, last = Message.objects.order_by("arrival").values_list("id", flat=True)
    return Log(
        size=queries.size(),
        data=(one.id, other.id),
        messages=(first, last),
        reasons=reasons,
        people=(house.marina.id, house.helena.id),
    )


# ---- leaf, node, checkpoint: named by their place ----

SWAP = "UPDATE {0} SET {1} = CASE {1} WHEN {2} THEN {3} + 1000 ELSE {2} + 1000 END WHERE {4} {1} IN ({2}, {3}); "
BACK = "UPDATE {0} SET {1} = {1} - 1000 WHERE {4} {1} >= 1000"
AT = "id = (SELECT entry_id FROM ledger.leaf WHERE index = 2)"


def _slip_in(log: Log) -> None:
    execute(
        "WITH e AS (INSERT INTO ledger.entry (id, tag, at, result, leaf) "
        "VALUES (gen_random_uuid(), 'x:y', now(), 'done', '{}') RETURNING id, at) "
        "INSERT INTO ledger.leaf (index, entry_id, kind, moment, refused, hash) "
        "SELECT %s, id, 'x:y', at, false, '' FROM e",
        log.size,
    )


def _sizes() -> list[int]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT size FROM ledger.checkpoint ORDER BY size")
        return [row[0] for row in cursor.fetchall()]


def _swap_checkpoints(_: Log) -> None:
    one, other, *_rest = _sizes()
    execute((SWAP + BACK).format("ledger.checkpoint", "size", one, other, ""))


def _copy_checkpoint(_: Log) -> None:
    first = _sizes()[0]
    columns_of = "%s, root, note, signed_at FROM ledger.checkpoint WHERE size = %s"
    execute(f"INSERT INTO ledger.checkpoint SELECT {columns_of}", first + 1, first)


# ---- payload, ciphertext, grant: named by their row ----


def _swap(table: str, key: str, names: tuple[str, ...], rows: tuple[UUID, UUID]) -> None:
    """Put what two rows hold in *names* into each other."""
    taken = ", ".join(f"{name} = o.{name}" for name in names)
    execute(
        f"UPDATE {table} t SET {taken} FROM {table} o "  # noqa: S608  constants
        f"WHERE t.{key} = ANY(%s) AND o.{key} = ANY(%s) AND o.{key} <> t.{key}",
        list(rows),
        list(rows),
    )


def _add_payload(_: Log) -> None:
    plain = next(each for each in queries.entries() if each.contact and each.tag == "message:receive")
    row = "INSERT INTO ledger.payload (entry_id, contact_id, salt, sealed) VALUES (%s, %s, sha256('s'), 'x')"
    execute(row, plain.id, plain.contact)


def _add_message(log: Log) -> None:
    row = Message.objects.get(pk=log.messages[0])
    row.pk, row.arrival, row.public_id, row.wamid_index = NOBODY, row.arrival + 999, "x" * 22, None
    row.save(force_insert=True)


def _add_person(log: Log) -> None:
    """Put a person in, with somebody else's grant."""
    person, grant = User.objects.get(pk=log.people[1]), Grant.objects.get(pk=log.people[1])
    person.pk, person.public_id, person.email = NOBODY, "x" * 22, "eve@evil.example"
    person.save(force_insert=True)
    grant.user_id = NOBODY
    grant.save(force_insert=True)


def _remove_message(log: Log) -> None:
    execute("DELETE FROM desk_conversation WHERE last_message_id = %s", log.messages[1])
    execute("DELETE FROM channel_message WHERE id = %s", log.messages[1])


Edit = Callable[[Log], None]
EDITS: dict[tuple[str, str], tuple[Edit, Callable[[Log], set[str]]]] = {
    ("leaf", "changed"): (
        lambda _: execute(f"UPDATE ledger.entry SET leaf = '{{}}' WHERE {AT}"),  # noqa: S608  constants
        lambda _: {"leaf_changed at 2"},
    ),
    ("leaf", "removed"): (
        lambda _: execute("DELETE FROM ledger.leaf WHERE index = 2"),
        lambda _: {"leaf_missing at 2"},
    ),
    ("leaf", "swapped"): (
        lambda _: execute((SWAP + BACK).format("ledger.leaf", "index", 2, 3, "")),
        lambda _: {"leaves_changed at 0 to 3"},
    ),
    ("leaf", "added"): (_slip_in, lambda log: {f"leaf_changed at {log.size}"}),
    ("payload", "changed"): (
        lambda log: execute("UPDATE ledger.payload SET salt = sha256('x') WHERE entry_id = %s", log.reasons[0]),
        lambda log: {f"payload {log.reasons[0]} changed"},
    ),
    ("payload", "removed"): (
        lambda log: execute("DELETE FROM ledger.payload WHERE entry_id = %s", log.reasons[0]),
        lambda log: {f"payload {log.reasons[0]} missing"},
    ),
    ("payload", "swapped"): (
        lambda log: _swap("ledger.payload", "entry_id", ("salt", "sealed"), log.reasons),
        lambda log: {f"payload {each} changed" for each in log.reasons},
    ),
    ("payload", "added"): (_add_payload, lambda _: {f"payload {_plain()} added"}),
    ("node", "changed"): (
        lambda _: execute("UPDATE ledger.node SET hash = sha256('x') WHERE level = 2 AND index = 0"),
        lambda _: {"leaves_changed at 0 to 3"},
    ),
    ("node", "removed"): (
        lambda _: execute("DELETE FROM ledger.node WHERE level = 2 AND index = 0"),
        lambda _: {"leaves_changed at 0 to 3"},
    ),
    ("node", "swapped"): (
        lambda _: execute((SWAP + BACK).format("ledger.node", "index", 0, 1, "level = 2 AND")),
        lambda _: {"leaves_changed at 0 to 3"},
    ),
    ("node", "added"): (
        lambda log: execute("INSERT INTO ledger.node VALUES (0, %s, '')", log.size),
        lambda log: {f"node_added at {log.size} to {log.size}"},
    ),
    ("checkpoint", "changed"): (
        lambda _: execute("UPDATE ledger.checkpoint SET root = '' WHERE size = %s", _sizes()[1]),
        lambda _: {f"checkpoint_not_valid at {_sizes()[1]}"},
    ),
    ("checkpoint", "removed"): (
        lambda log: execute("DELETE FROM ledger.checkpoint WHERE size = %s", log.size),
        lambda log: {f"checkpoint_missing at {log.size}"},
    ),
    ("checkpoint", "swapped"): (_swap_checkpoints, lambda _: {f"checkpoint_not_valid at {_sizes()[0]}"}),
    ("checkpoint", "added"): (_copy_checkpoint, lambda _: {f"checkpoint_not_valid at {_sizes()[1]}"}),
    ("ciphertext", "changed"): (
        lambda log: execute("UPDATE channel_message SET body = body || '\\x00' WHERE id = %s", log.messages[0]),
        lambda log: {f"body {log.messages[0]} changed"},
    ),
    ("ciphertext", "removed"): (_remove_message, lambda log: {f"body {log.messages[1]} missing"}),
    ("ciphertext", "swapped"): (
        lambda log: _swap("vault_datum", "id", ("sealed",), log.data),
        lambda log: {f"datum {each} changed" for each in log.data},
    ),
    ("ciphertext", "added"): (_add_message, lambda _: {f"body {NOBODY} added"}),
    ("grant", "changed"): (
        lambda log: execute("UPDATE access_user SET role = 'dpo' WHERE id = %s", log.people[0]),
        lambda log: {f"grant {log.people[0]}"},
    ),
    ("grant", "removed"): (
        lambda log: execute("DELETE FROM access_grant WHERE user_id = %s", log.people[0]),
        lambda log: {f"grant {log.people[0]}"},
    ),
    ("grant", "swapped"): (
        lambda log: _swap("access_grant", "user_id", ("version", "entry", "mac"), log.people),
        lambda log: {f"grant {each}" for each in log.people},
    ),
    ("grant", "added"): (_add_person, lambda _: {f"grant {NOBODY}"}),
}


def _plain() -> UUID:
    return next(each.id for each in queries.entries() if each.contact and each.tag == "message:receive")


def test_the_table_is_whole():
    kinds = ("leaf", "payload", "node", "checkpoint", "ciphertext", "grant")

    assert set(EDITS) == {(kind, what) for kind in kinds for what in ("changed", "removed", "swapped", "added")}


def test_an_honest_installation_has_nothing_named(log):
    assert named() == set()


@pytest.mark.parametrize(("kind", "what"), EDITS)
def test_it_is_found_and_named(log, kind, what):
    edit, expected = EDITS[kind, what]

    edit(log)

    assert expected(log) <= named()


# ---- every other column of sealed values, and the keys themselves ----


@pytest.fixture
def filled(house, arrive) -> None:
    every_slot.fill(arrive, house.marina)
    sign()


def test_one_value_changed_in_any_column_is_named_by_its_row(filled):
    assert named() == set()
    for column in columns.every():
        row = of_one_row(column, f'UPDATE {column.table} SET "{column.column}" = "{column.column}" || \'\\x00\'')  # noqa: S608

        assert f"{named_as(column)} {row} changed" in named(), column.name


KEYS: dict[str, str] = {
    "changed": "UPDATE vault.contact_key SET sealed = sealed || '\\x00' WHERE contact_id = %s",
    "missing": "DELETE FROM vault.contact_key WHERE contact_id = %s",
}


@pytest.mark.parametrize("what", KEYS)
def test_a_key_changed_or_removed_is_named_by_its_contact(log, what):
    contact = Message.objects.get(pk=log.messages[0]).contact_id
    execute(KEYS[what], contact)

    assert f"key {contact} {what}" in named()


# ---- where a row that nobody would look at could hide ----


@pytest.mark.parametrize("whose", [None, NOBODY])
def test_a_payload_given_to_nobody_is_named(log, whose):
    execute("UPDATE ledger.payload SET contact_id = %s WHERE entry_id = %s", whose, log.reasons[0])

    assert f"payload {log.reasons[0]} changed" in named()


MENTIONS = {
    "removed": "DELETE FROM ledger.mention WHERE index = %s",
    "changed": "UPDATE ledger.mention SET what = what || 'x' WHERE index = %s",
    "added": "INSERT INTO ledger.mention (what, index) VALUES ('CARD_CVV', %s)",
}


@pytest.mark.parametrize("edit", MENTIONS)
def test_what_an_entry_is_found_by_is_compared_too(log, edit):
    entry = next(each for each in queries.entries() if b'"found":"CPF"' in each.leaf)
    execute(MENTIONS[edit], entry.index)

    assert f"columns {entry.id} changed" in named()


def test_a_mention_of_an_entry_that_is_not_there_is_named(log):
    execute("INSERT INTO ledger.mention (what, index) VALUES ('CPF', %s)", log.size + 7)

    assert f"columns {UUID(int=0)} added" in named()


HIDING = {
    "nothing hidden": "SELECT %s::text",
    "behind an index that is not there": "INSERT INTO ledger.mention (what, index) VALUES (%s, 1000000)",
    "behind the entry of another": "INSERT INTO ledger.mention (what, index) SELECT %s, max(index) FROM ledger.leaf",
}


@pytest.fixture
def put_back(log, house) -> UUID:
    """Let Marina be given a team, then put back what she was given before; return who that is."""
    marina, now = log.people[0], clock.wall()
    old = Grant.objects.get(pk=marina)
    User.objects.get(pk=marina).teams.add(Team.objects.get(pk=house.financeiro))
    grants.settle(marina, Entry(tag="user:create", at=now))
    grants.settle(house.helena.id, Entry(tag="user:create", at=now))
    sign()
    execute("DELETE FROM access_user_teams WHERE user_id = %s AND team_id = %s", marina, house.financeiro)
    execute(
        "UPDATE access_grant SET version = %s, entry = %s, mac = %s WHERE user_id = %s",
        old.version, old.entry, bytes(old.mac), marina,
    )  # fmt: skip
    return marina


@pytest.mark.parametrize("hiding", HIDING)
def test_an_older_grant_put_back_is_refused_however_the_newer_one_is_hidden(put_back, hiding):
    execute(HIDING[hiding], granting(put_back))

    assert grants.held(put_back) is not None  # it was once given, so its MAC holds
    assert not grants.is_newest(put_back)
    assert f"grant {put_back}" in named()


def test_without_that_look_at_the_entry_the_hidden_grant_would_be_missed(put_back, monkeypatch):
    """The attack: what is found in the place of the newer grant says nothing about this person."""
    execute(HIDING["behind the entry of another"], granting(put_back))
    monkeypatch.setattr(grants, "_version", lambda _user, _entry: 0)

    assert grants.is_newest(put_back)


@pytest.fixture
def put_back_unmentioned(put_back) -> UUID:
    """Take away what the newer grant is found by, too; return whose it is."""
    newer = queries.last_mentioning([granting(put_back)])[granting(put_back)]
    execute("DELETE FROM ledger.mention WHERE index = %s", newer.index)
    return put_back


def test_a_newer_grant_whose_mention_is_gone_is_found_by_the_next_sweep_in_its_leaf(put_back_unmentioned):
    """At an entrance nothing tells, so the older one passes; within seconds the sweep reads the entries themselves."""
    assert grants.is_newest(put_back_unmentioned)

    assert grants.sweep(now=clock.wall()) == 1
    assert grants.held(put_back_unmentioned) is None


def test_the_entry_whose_mention_is_gone_is_named_by_the_comparison(put_back):
    newer = queries.last_mentioning([granting(put_back)])[granting(put_back)]
    execute("DELETE FROM ledger.mention WHERE index = %s", newer.index)

    assert f"columns {newer.id} changed" in named()


def test_without_reading_the_leaves_the_sweep_would_let_the_older_one_pass(put_back_unmentioned, monkeypatch):
    monkeypatch.setattr(Newest, "read_on", lambda _: {})

    assert grants.sweep(now=clock.wall()) == 0


def test_leaves_are_read_a_bounded_step_at_a_time_and_each_once(put_back_unmentioned, monkeypatch):
    monkeypatch.setattr(newest, "STEP", 5)
    leaves, steps = Newest(), -(-queries.size() // 5)
    refused = [grants.sweep(now=clock.wall(), leaves=leaves) for _ in range(steps)]
    with CaptureQueriesContext(connection) as asked:
        leaves.read_on()

    assert (sum(refused), refused[0]) == (1, 0)
    assert len(asked.captured_queries) == 1
