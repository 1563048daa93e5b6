"""What keys were opened for is compared with the log each day: a process that asks without an entry is named.

Source: security-design D7.9 (T3, T8).
"""

import os
import subprocess
import sys
import threading
from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

import pytest

from browser import signed_in
from desvelo.base.keeper.errors import KeeperGone
from desvelo.base.keeper.inside import Inside
from desvelo.base.keeper.keeper import Asker, uses_of
from desvelo.base.keeper.outside import Outside
from desvelo.base.keeper.quota import Quota
from desvelo.base.keeper.serving import Server
from desvelo.base.keeper.uses import Uses
from desvelo.guards.audit import actions as audit
from desvelo.guards.audit import queries as log
from desvelo.guards.audit import sweeps
from desvelo.guards.audit.search import Search
from desvelo.guards.vault import boxes, reconciling, store
from desvelo.guards.vault.actions import Reason
from desvelo.guards.vault.models import Contact, Datum
from desvelo.kernel.sealing.whys import OF_LOOKS, OF_SWEEPS, OF_WORK, Why
from desvelo.service.desk import actions as desk
from house import NOW
from shown import value

ANA, BIA = "5511900004417", "5511900008852"
THIEF = """
import sys
from pathlib import Path
from uuid import UUID
from desvelo.base.keeper.keeper import Asker, Wrapped
from desvelo.base.keeper.outside import Outside
from desvelo.kernel.sealing.whys import Why

socket, why, actor, contact, version, epoch, sealed = sys.argv[1:]
key = Wrapped(UUID(contact), int(version), int(epoch), bytes.fromhex(sealed))
[opened] = Outside(Path(socket)).unwrap([key], by=Asker(why=Why(why), actor=UUID(actor)))
sys.stdout.write(opened.hex())
"""


@pytest.fixture
def kept(house, tmp_path, monkeypatch) -> Inside:
    """A keeper of the house's keys whose record begins now."""
    inside = Inside(boxes.ring(), quota=Quota(), uses=Uses(tmp_path / "uses"))
    monkeypatch.setattr(boxes, "keeper", lambda: inside)
    return inside


@pytest.fixture
def datum(kept, arrive) -> Datum:
    """Two customers wrote; the CPF of one."""
    arrive("oi", phone=BIA)
    arrive("meu cpf é 529.982.247-25", phone=ANA)
    return Datum.objects.get(label="CPF")


def reconciled() -> set[tuple[str, UUID | None]]:
    """Compare today; return reason and actor of what nothing explains."""
    today = datetime.now(UTC)
    return {(use.why.value, use.actor) for use in reconciling.reconcile(today.date(), now=today)}


def steal(kept: Inside, tmp_path, *, why: Why, actor: UUID, contact: UUID) -> bytes:
    """Let another process ask the keeper for a contact's key; return what it got."""
    path = tmp_path / "keeper.sock"
    server = Server(kept, path, let_in={os.geteuid()})
    threading.Thread(target=server.serve, daemon=True).start()
    sealed = store.keys_of([contact])[contact]
    said = [str(path), why.value, str(actor), str(contact), str(sealed.version), str(sealed.epoch), sealed.sealed.hex()]
    try:
        done = subprocess.run([sys.executable, "-c", THIEF, *said], capture_output=True, text=True, check=True)
    finally:
        server.close()
    return bytes.fromhex(done.stdout)


def test_a_day_of_honest_work_has_nothing_unexplained(house, kept, datum, arrive):
    browser = signed_in(house.marina)
    for conversation in (arrive("sim", phone=ANA), arrive("sim", phone=BIA)):
        browser.get(f"/atendimento/c/{conversation}")
        browser.post(f"/atendimento/c/{conversation}/assumir")
        browser.post(f"/atendimento/c/{conversation}/responder", {"text": "Bom dia", "seen": "0"})
    shown = desk.reveal(actor=house.marina, datum=datum.public_id, reason=Reason(code="invoice"), now=NOW)
    value(shown, actor=house.marina, now=NOW)
    compared = desk.compare(actor=house.marina, datum=datum.public_id, typed="529.982.247-25", now=NOW)
    found = browser.post("/atendimento/buscar/ler", {"words": "cpf", "days": "30"})

    assert (compared.matches, found.status_code, b"cpf" in b"".join(found)) == (True, 200, True)
    asked = {use.why for use in uses_of(kept, datetime.now(UTC).date())}
    assert asked == {Why.ARRIVAL, Why.COMPARE, Why.REVEAL, Why.SEARCH, *OF_WORK}
    assert reconciled() == set()
    said = _done()
    assert (said.objects["unlogged"], int(said.objects["people"]) >= 6, int(said.objects["duty"]) >= 2) == (
        "0",
        True,
        True,
    )


def _done():
    audit.sequence()
    return log.entries(Search(tags=frozenset({reconciling.DONE})), limit=1)[0]


@pytest.mark.parametrize("why", sorted(OF_LOOKS | OF_SWEEPS | {Why.UNSAID}))
def test_a_process_that_asks_the_keeper_without_an_entry_is_named(house, kept, datum, tmp_path, why):
    got = steal(kept, tmp_path, why=why, actor=house.marina.id, contact=datum.contact_id)

    assert got == boxes.of(datum.contact_id, why=Why.UPKEEP).key  # the attack works
    assert reconciled() == {(why.value, house.marina.id)}
    [found] = sweeps.discrepancies(limit=5)
    assert (found.kind, found.what) == ("use", "unlogged")
    audit.sequence()
    [told] = log.entries(Search(tags=frozenset({reconciling.UNLOGGED})))
    assert (told.objects["why"], told.objects["user"], told.objects["count"]) == (why, str(house.marina.id), "1")


@pytest.mark.parametrize("why", sorted(OF_WORK))
def test_work_in_the_name_of_who_was_not_there_is_named(house, kept, datum, tmp_path, why):
    steal(kept, tmp_path, why=why, actor=house.denise.id, contact=datum.contact_id)
    nobody = uuid4()
    kept.unwrap([], by=Asker(why=why, actor=nobody))  # nothing was opened: no line

    assert reconciled() == {(why.value, house.denise.id)}


def test_the_look_of_one_does_not_explain_that_of_another_nor_at_another_customer(house, kept, datum, tmp_path):
    desk.reveal(actor=house.marina, datum=datum.public_id, reason=Reason(code="invoice"), now=NOW)
    other = Contact.objects.exclude(pk=datum.contact_id).get().pk
    steal(kept, tmp_path, why=Why.REVEAL, actor=house.marina.id, contact=other)
    steal(kept, tmp_path, why=Why.REVEAL, actor=house.denise.id, contact=datum.contact_id)

    assert reconciled() == {("reveal", house.marina.id), ("reveal", house.denise.id)}


def store_contacts() -> set[UUID]:
    from desvelo.guards.vault.models import Contact

    return set(Contact.objects.values_list("pk", flat=True))


def test_an_entry_of_an_hour_ago_explains_nothing(house, kept, datum, monkeypatch):
    desk.reveal(actor=house.marina, datum=datum.public_id, reason=Reason(code="invoice"), now=NOW)
    uses = kept._uses
    uses._now = lambda: datetime.now(UTC) + timedelta(hours=1)
    kept.unwrap(_wrapped(datum.contact_id), by=Asker(why=Why.REVEAL, actor=house.marina.id))
    later = uses._now().date()

    assert [each.why for each in reconciling.reconcile(later, now=uses._now())][-1:] == [Why.REVEAL]


def _wrapped(contact: UUID) -> list:
    return [boxes._wrapped(store.keys_of([contact])[contact])]


def test_what_is_known_is_told_once(house, kept, datum, tmp_path):
    steal(kept, tmp_path, why=Why.REVEAL, actor=house.marina.id, contact=datum.contact_id)
    reconciled()
    reconciled()
    audit.sequence()

    assert len(log.entries(Search(tags=frozenset({reconciling.UNLOGGED})))) == 1
    assert len(log.entries(Search(tags=frozenset({reconciling.DONE})))) == 2


def test_each_day_is_compared_once_when_it_is_over_and_none_is_left_out(house, kept):
    now = datetime.now(UTC).replace(hour=9)
    assert [reconciling.settle(now=now) for _ in range(2)] == [1, 0]
    later = now + timedelta(days=3)
    assert [reconciling.settle(now=later) for _ in range(4)] == [1, 1, 1, 0]

    days = [each.objects["day"] for each in log.entries(Search(tags=frozenset({reconciling.DONE})))]
    assert days == [(now + timedelta(days=count)).date().isoformat() for count in (2, 1, 0, -1)]


def test_a_keeper_that_is_gone_leaves_the_day_for_later(house, tmp_path, monkeypatch):
    monkeypatch.setattr(boxes, "keeper", lambda: Outside(tmp_path / "nobody.sock"))
    with pytest.raises(KeeperGone):
        reconciling.settle(now=datetime.now(UTC))

    monkeypatch.undo()
    assert reconciling.settle(now=datetime.now(UTC)) == 1


def test_without_the_comparison_the_theft_would_stay_unsaid(house, kept, datum, tmp_path, monkeypatch):
    """The guard removed."""
    monkeypatch.setattr(reconciling.Logged, "explains", lambda *_: True)
    steal(kept, tmp_path, why=Why.REVEAL, actor=house.marina.id, contact=datum.contact_id)

    assert reconciled() == set()


def test_every_reason_has_its_rule():
    assert set(reconciling.RULES) == OF_LOOKS | OF_SWEEPS
