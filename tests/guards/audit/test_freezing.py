"""When the log does not add up nothing is signed until two people say what happened; the superuser's edits are real."""

from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
from django.conf import settings
from django.db import connection

from browser import Browser, signed_in
from desvelo.base import heartbeat
from desvelo.guards.audit import actions, anchor, exporting, freezing, queries, store
from desvelo.guards.audit.entry import Entry
from desvelo.guards.audit.errors import LedgerBroken, LedgerFrozen, NothingToAcknowledge, NotTwoPeople

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)


def grow(count: int) -> None:
    actions.record([Entry(tag="loaf:bake", at=NOW, objects={"loaf": str(number)}) for number in range(count)])
    actions.sequence()


def execute(statement: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement)


@pytest.fixture
def log(db) -> None:
    """Five entries sealed, four more that are not yet."""
    grow(5)
    actions.checkpoint(now=NOW)
    grow(4)


EDITS = {
    "a leaf": "UPDATE ledger.entry SET leaf = '{}' WHERE id = (SELECT entry_id FROM ledger.leaf WHERE index = 7)",
    "a removed place": "DELETE FROM ledger.leaf WHERE index = 7",
    "swapped places": "UPDATE ledger.leaf SET index = CASE index WHEN 6 THEN 107 ELSE 106 END WHERE index IN (6, 7); "
    "UPDATE ledger.leaf SET index = index - 100 WHERE index > 100",
    "a node": "UPDATE ledger.leaf SET hash = sha256('x') WHERE index = 8",
    "a sealed node": "UPDATE ledger.node SET hash = sha256('x') WHERE level = 2 AND index = 0",
    "a checkpoint's root": "UPDATE ledger.checkpoint SET root = sha256('x')",
}


@pytest.mark.parametrize("edit", EDITS)
def test_nothing_is_signed_over_what_the_superuser_changed_nor_after(log, edit):
    execute(EDITS[edit])

    with pytest.raises(LedgerBroken):
        actions.checkpoint(now=NOW)
    for minutes in (1, 60):
        grow(1)
        with pytest.raises(LedgerFrozen):
            actions.checkpoint(now=NOW + timedelta(minutes=minutes))

    assert [each.size for each in store.checkpoints()] == [5]
    assert queries.freeze().found_at == NOW
    assert store.size() >= 10


def test_a_log_that_may_not_be_signed_any_more_can_still_be_taken_away(log):
    execute(EDITS["a node"])

    sealed = [exporting.seal(now=NOW) for _ in range(2)]

    assert [each.size for each in sealed] == [5, 5]
    assert next(exporting.log_lines(size=5)).startswith('{"format":"desvelo-ledger/1"')


def test_it_stays_stopped_when_the_change_is_put_back_until_two_people_speak(log):
    execute("CREATE TEMP TABLE kept AS SELECT index, hash FROM ledger.leaf")
    execute(EDITS["a node"])
    with pytest.raises(LedgerBroken):
        actions.checkpoint(now=NOW)
    execute("UPDATE ledger.leaf l SET hash = k.hash FROM kept k WHERE k.index = l.index")
    with pytest.raises(LedgerFrozen):
        actions.checkpoint(now=NOW)

    one, other = uuid4(), uuid4()
    with pytest.raises(NotTwoPeople):
        actions.acknowledge(by=one, also_by=one, now=NOW)
    assert freezing.holds() is not None
    actions.acknowledge(by=one, also_by=other, now=NOW)

    assert freezing.holds() is None
    assert store.last_checkpoint().size == 10
    said = queries.entry(9)
    assert (said.tag, said.actor, said.objects["second"]) == (actions.ACKNOWLEDGED, one, str(other))
    assert said.objects["frozen"] == NOW.isoformat(timespec="seconds")
    with pytest.raises(NothingToAcknowledge):
        actions.acknowledge(by=one, also_by=other, now=NOW)


def test_a_log_that_still_does_not_add_up_is_stopped_again(log):
    execute(EDITS["a node"])
    with pytest.raises(LedgerBroken):
        actions.checkpoint(now=NOW)

    with pytest.raises(LedgerBroken):
        actions.acknowledge(by=uuid4(), also_by=uuid4(), now=NOW)

    assert freezing.holds() is not None


def test_a_cut_while_everything_runs_is_seen_before_the_next_seal(log):
    """Grown past the old size again, the shorter log would have got a seal that hides the cut."""
    actions.checkpoint(now=NOW)
    for statement in (
        "DELETE FROM ledger.checkpoint WHERE size > 5",
        "DELETE FROM ledger.leaf WHERE index >= 5",
        "DELETE FROM ledger.node WHERE (index + 1) << level > 5",
    ):
        execute(statement)
    grow(9)

    with pytest.raises(LedgerBroken):
        actions.checkpoint(now=NOW)

    (settings.DESVELO.data / "anchors" / anchor.CHECKPOINTS).unlink()
    execute("DELETE FROM ledger.freeze")
    assert actions.checkpoint(now=NOW).size == 14  # the attack, without the file


def test_it_is_said_on_the_page_of_the_log_and_by_the_health_check(log, house):
    heartbeat.beat("worker")
    dpo = signed_in(house.helena)
    assert "ledger_frozen" not in Browser().get("/readyz").json()
    assert "a auditoria não fechou" not in dpo.get("/auditoria").content.decode()
    execute(EDITS["a node"])
    with pytest.raises(LedgerBroken):
        actions.checkpoint(now=NOW)

    answer = Browser().get("/readyz")

    assert (answer.status_code, answer.json()) == (200, {"database": True, "worker": True, "ledger_frozen": True})
    for path in ("/auditoria", "/auditoria/guarda"):
        assert "a auditoria não fechou" in dpo.get(path).content.decode()
