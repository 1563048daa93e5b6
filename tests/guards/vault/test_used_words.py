"""A second person's word that was used is used up, also when the database has it back as it was: the log remembers.

Source: security-design D9.7; decision 0053.
"""

import pytest

from browser import just_proved
from desvelo.base import clock
from desvelo.duties.assurance import exports
from desvelo.guards.access import approvals
from desvelo.guards.access.models import Approval
from desvelo.guards.vault import permitting
from desvelo.guards.vault.actions import Reason
from desvelo.guards.vault.errors import SecondPersonNeeded
from desvelo.guards.vault.models import Datum
from desvelo.kernel.detection.openness import Level
from desvelo.service.desk import actions as desk
from house import NOW
from ruled import rule

WHOLE = {"form": "log", "reason": "authority"}


def put_back(before: Approval) -> None:
    """Do what somebody can who writes the database: let the row be as it was while it could be used."""
    used = Approval.objects.get(pk=before.pk)
    assert used.used_at is not None
    Approval.objects.filter(pk=before.pk).update(used_at=None, mac=bytes(before.mac))


@pytest.fixture
def cpf(house, arrive) -> str:
    arrive("meu cpf é 529.982.247-25")
    rule(house, house.agenda, "CPF", Level.TWO_PEOPLE)
    return Datum.objects.get(label="CPF").public_id


def look(house, cpf: str) -> str:
    return desk.reveal(actor=house.marina, datum=cpf, reason=Reason(code="invoice"), now=NOW).ticket


@pytest.fixture
def word_is_back(house, cpf) -> None:
    asked = desk.ask_word(actor=house.marina, datum=cpf, reason="invoice", now=NOW)
    approvals.agree(actor=house.rui, approval=asked, now=clock.wall())
    before = Approval.objects.get()
    look(house, cpf)
    put_back(before)


@pytest.mark.asvs("2.3.5")
def test_a_word_for_a_look_is_good_for_one(house, cpf, word_is_back, audit_tags):
    with pytest.raises(SecondPersonNeeded):
        look(house, cpf)

    assert audit_tags()[-1] == ("datum:reveal", "denied:second_person_rule")


def test_without_asking_the_log_it_would_be_good_again(house, cpf, word_is_back, monkeypatch):
    """The attack: the guard removed."""
    monkeypatch.setattr(permitting, "_was_used", lambda *_: False)

    assert look(house, cpf)


def test_another_word_for_the_same_look_is_good(house, cpf, word_is_back):
    with pytest.raises(SecondPersonNeeded):
        look(house, cpf)
    asked = desk.ask_word(actor=house.marina, datum=cpf, reason="invoice", now=NOW)
    approvals.agree(actor=house.rui, approval=asked, now=clock.wall())

    assert look(house, cpf)


@pytest.fixture
def export_is_back(house) -> None:
    lucia, caio = just_proved(house.lucia), just_proved(house.caio)
    lucia.post("/auditoria/exportar", WHOLE)
    caio.post(f"/supervisao/aprovacoes/pedido/{Approval.objects.get().public_id}/aprovar", {})
    before = Approval.objects.get()
    assert lucia.post("/auditoria/exportar", WHOLE).streaming
    put_back(before)


def test_a_word_for_an_export_is_good_for_one(house, export_is_back):
    answer = just_proved(house.lucia).post("/auditoria/exportar", WHOLE)

    assert (answer.status_code, answer.streaming) == (409, False)


def test_without_asking_the_log_the_whole_would_leave_again(house, export_is_back, monkeypatch):
    """The attack: the guard removed."""
    monkeypatch.setattr(exports, "_was_used", lambda _: False)

    assert just_proved(house.lucia).post("/auditoria/exportar", WHOLE).streaming
