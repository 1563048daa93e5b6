"""Where the seals are kept, what failed and what was found, for who reads the whole log."""

from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
from django.conf import settings

from browser import signed_in
from desvelo.guards.access.errors import Forbidden
from desvelo.guards.audit import actions, anchor, anchor_states, anchoring, signing, sweeps
from desvelo.guards.audit.entry import Entry
from desvelo.guards.audit.states import Discrepancy
from desvelo.kernel.ledger import note

NOW = datetime.now(UTC)


@pytest.fixture
def log(house) -> None:
    actions.record([Entry(tag="loaf:bake", at=NOW)])
    actions.sequence()
    actions.checkpoint(now=NOW)
    anchoring.publish_due(now=NOW)


def page(who) -> str:
    return signed_in(who).get("/auditoria/guarda").content.decode()


def test_each_place_is_named_with_how_far_it_is(log, house):
    shown = page(house.lucia)

    assert "<b>Arquivo fora do banco</b><span>Guardado lá" in shown
    assert "<b>E-mail diário</b><span>Desligado: não configurado" in shown
    assert "<b>Testemunha</b><span>Desligado: não configurado" in shown
    assert "Ainda não comparado" in shown


def test_a_place_that_fails_is_said_here_and_on_the_first_page(log, house):
    anchor_states.settle([("witness", True)])
    anchor_states.failed("witness", reason="proof_refused", due_at=NOW)

    assert "<b>Testemunha</b><span>Com falha</span><code>proof_refused</code>" in page(house.lucia)
    assert "Testemunha: sem resposta." in signed_in(house.helena).get("/auditoria").content.decode()
    assert "Testemunha" not in signed_in(house.marina).get("/auditoria").content.decode()


def test_what_is_not_as_the_log_says_is_named_here_and_counted_there(log, house):
    record = uuid4()
    found = Discrepancy(kind="body", record=record, what="changed", contact=None, found_at=NOW)
    assert [sweeps.report([found]), sweeps.report([found])] == [1, 0]

    assert f"Texto de uma mensagem: alterado sem registro <code>{record}</code>" in page(house.lucia)
    first = signed_in(house.helena).get("/auditoria").content.decode()
    assert "1 registro selado não está como a auditoria diz." in first


def test_an_acknowledged_gap_stays_visible(log, house):
    lost = note.sign(
        note.checkpoint_body(settings.LEDGER_ORIGIN, 900, bytes(32)), settings.LEDGER_ORIGIN, signing._private()
    )
    anchor.append(lost)
    actions.acknowledge(by=house.caio.id, also_by=house.helena.id, now=NOW + timedelta(seconds=1))

    shown = page(house.lucia)

    assert "Lacunas reconhecidas" in shown
    assert "Conhecido fora: file:900." in shown
    first = signed_in(house.helena).get("/auditoria").content.decode()
    assert "Reconheceu uma lacuna" in first


def test_who_reads_only_their_own_is_refused(log, house):
    from desvelo.duties.assurance import keeping

    for who in (house.marina, house.rui):
        with pytest.raises(Forbidden):
            keeping.keeping(who, now=NOW)
