"""A datum is shown only for a reason, only inside the team, and only after it is on record."""

import pytest

from desvelo.guards.access.errors import NotFound
from desvelo.guards.audit import queries as audit
from desvelo.guards.vault.actions import Reason
from desvelo.guards.vault.errors import NothingKept, ReasonMissing
from desvelo.guards.vault.models import Datum
from desvelo.service.desk import actions as desk
from house import NOW

CPF_MESSAGE = "meu cpf é 529.982.247-25 ok"


def test_a_reveal_returns_the_value_and_its_index_in_the_ledger(house, arrive):
    arrive(CPF_MESSAGE)
    datum = Datum.objects.get(label="CPF")

    shown = desk.reveal(actor=house.marina, datum=datum.public_id, reason=Reason(code="invoice"), now=NOW)

    assert shown.value.expose() == "529.982.247-25"
    entry = audit.entry(shown.entry_index)
    assert (entry.tag, entry.actor, entry.objects["reason"]) == ("datum:reveal", house.marina.id, "invoice")
    assert audit.prove(shown.entry_index).holds


@pytest.mark.parametrize("reason", [Reason(code=""), Reason(code="other"), Reason(code="other", text="  curto  ")])
def test_a_reveal_without_a_reason_is_refused_and_leaves_no_reveal(house, arrive, audit_tags, reason):
    arrive(CPF_MESSAGE)
    datum = Datum.objects.get(label="CPF")

    with pytest.raises(ReasonMissing):
        desk.reveal(actor=house.marina, datum=datum.public_id, reason=reason, now=NOW)

    assert ("datum:reveal", "done") not in audit_tags()


def test_another_teams_datum_does_not_exist_and_the_try_is_on_record(house, arrive, audit_tags):
    arrive(CPF_MESSAGE)
    datum = Datum.objects.get(label="CPF")

    with pytest.raises(NotFound):
        desk.reveal(actor=house.denise, datum=datum.public_id, reason=Reason(code="invoice"), now=NOW)

    assert audit_tags()[-1] == ("datum:reveal", "denied:other_team")


def test_a_discarded_cvv_has_nothing_to_show_to_anybody(house, arrive):
    arrive("cartão 5555 5555 5555 4444 val 08/29 cvv 123")
    cvv = Datum.objects.get(label="CARD_CVV")

    assert cvv.sealed is None
    with pytest.raises(NothingKept):
        desk.reveal(actor=house.marina, datum=cvv.public_id, reason=Reason(code="invoice"), now=NOW)
