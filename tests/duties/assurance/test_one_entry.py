"""One entry: its sentence, its facts, its proof to look at and to take away, what the customer will read."""

import json
import re
from datetime import timedelta
from html import unescape

import pytest
from django.conf import settings
from django.utils import timezone, translation

from browser import signed_in
from desvelo.duties.assurance import one_entry
from desvelo.duties.assurance.errors import NotSealedYet
from desvelo.guards.audit import actions as audit
from desvelo.guards.audit import queries as ledger
from desvelo.guards.audit.entry import Entry
from desvelo.kernel.ledger import verify_proofs
from house import NOW

INSIDE = {"helena": 200, "marina": 200, "rui": 200, "caio": 200, "lucia": 200, "denise": 404}


def facts(detail) -> dict[str, str]:
    return {fact.label: fact.value for fact in detail.fields}


def at_hour(hour: int):
    """Return that hour of the last Monday before now."""
    local = timezone.localtime(NOW)
    return (local - timedelta(days=local.weekday() + 7)).replace(hour=hour, minute=7)


def test_the_sentence_says_who_saw_what_of_whom(house, shown):
    assert one_entry.detail(house.helena, shown, now=NOW).sentence == "Marina Lopes viu um CPF de Beatriz N."
    assert one_entry.detail(house.lucia, shown, now=NOW).sentence == "Marina Lopes viu um CPF de um cliente."


def test_it_is_said_in_english_to_who_reads_english(house, shown):
    with translation.override("en"):
        detail = one_entry.detail(house.helena, shown, now=NOW)

    assert detail.sentence == "Marina Lopes saw a CPF of Beatriz N."
    assert detail.portal.title == "What Beatriz will read in the privacy portal"


def test_the_facts_are_those_that_exist(house, shown):
    found = facts(one_entry.detail(house.helena, shown, now=NOW))

    assert found["Motivo"] == "Emitir nota fiscal"
    assert found["Resultado"] == "feito"
    assert "Selado em" not in found
    audit.checkpoint(now=NOW)
    assert "Selado em" in facts(one_entry.detail(house.helena, shown, now=NOW))


@pytest.mark.parametrize(("hour", "label"), [(10, ""), (21, "fora do horário")])
def test_what_was_shown_out_of_hours_says_so(house, reveal, hour, label):
    index = reveal(now=at_hour(hour))

    detail = one_entry.detail(house.helena, index, now=NOW)

    assert detail.unusual_label == label
    assert ("Horário" in facts(detail)) is bool(label)


def test_an_entry_younger_than_the_last_seal_waits_and_has_nothing_to_take_away(house, shown):
    detail = one_entry.detail(house.helena, shown, now=NOW)

    assert (detail.proof.state, detail.proof.json_url) == ("waits", "")
    with pytest.raises(NotSealedYet):
        one_entry.proof_as_json(house.helena, shown, now=NOW)
    answer = signed_in(house.helena).get(f"/auditoria/{shown}/prova.json")
    assert answer.status_code == 409
    assert "selo" in unescape(answer.content.decode())


def test_who_waits_for_the_seal_gets_the_proof_alone_until_it_is_there(house, shown):
    browser, told = signed_in(house.helena), {"HX-Request": "true", "X-Desvelo-Background": "1"}

    waiting = browser.get(f"/auditoria/{shown}", headers=told).content.decode()
    audit.checkpoint(now=NOW)
    sealed = browser.get(f"/auditoria/{shown}", headers=told).content.decode()

    assert "<html" not in waiting + sealed
    assert f'hx-get="/auditoria/{shown}" hx-trigger="load delay:1s"' in waiting
    assert "hx-get" not in sealed
    assert "Baixar prova" in sealed


def test_opening_an_entry_that_waits_asks_for_the_seal(house, shown, monkeypatch):
    asked = []
    monkeypatch.setattr(one_entry.audit_actions, "ask_for_seal", lambda: asked.append(1))

    one_entry.detail(house.helena, shown, now=NOW)
    audit.checkpoint(now=NOW)
    one_entry.detail(house.helena, shown, now=NOW)

    assert len(asked) == 1


def test_a_sealed_entry_is_proved_against_the_sealed_root(house, shown):
    signed = audit.checkpoint(now=NOW)

    proof = one_entry.detail(house.helena, shown, now=NOW).proof

    assert (proof.state, proof.size_label) == ("holds", str(signed.size))
    assert proof.root.replace("·", "") == signed.root.hex()[:8]


@pytest.mark.parametrize(("login", "status"), INSIDE.items())
def test_whoever_may_read_an_entry_may_take_its_proof_away_and_a_stranger_can_check_it(house, shown, login, status):
    audit.checkpoint(now=NOW)
    browser = signed_in(house.actors[login])

    as_json, as_text = (browser.get(f"/auditoria/{shown}/prova.{form}") for form in ("json", "tlog-proof"))

    assert (as_json.status_code, as_text.status_code) == (status, status)
    if status == 200:
        read = verify_proofs.verify_proof(as_json.content.decode(), ledger.public_key(), settings.LEDGER_ORIGIN)
        assert (read.problem, read.index) == (None, shown)
        assert json.loads(read.leaf)["tag"] == "datum:reveal"
        assert as_json["Content-Disposition"] == f'attachment; filename="prova-{shown}.json"'
        assert as_text.content.decode().startswith("c2sp.org/tlog-proof@v1\nextra ")


def test_the_proof_taken_away_names_nobody(house, shown):
    audit.checkpoint(now=NOW)

    text = verify_proofs.verify_proof(
        one_entry.proof_as_json(house.helena, shown, now=NOW), ledger.public_key(), settings.LEDGER_ORIGIN
    ).leaf.decode()

    assert not re.search("Marina|Beatriz|529.?982|5511900", text)


def test_the_script_handed_out_is_the_one_of_the_source_and_the_page_gives_the_key(house):
    browser = signed_in(house.marina)

    page, script = browser.get("/auditoria/conferir-fora"), browser.get("/auditoria/verify_ledger.py")

    assert script.content.decode().startswith('"""Check a Desvelo log without trusting Desvelo')
    assert settings.LEDGER_ORIGIN in page.content.decode()
    command = re.search(
        r"python3 verify_ledger\.py prova\.json --name (\S+) --key (\S+)<", unescape(page.content.decode())
    )
    assert command[1] == settings.LEDGER_ORIGIN


def test_a_changed_entry_does_not_match_and_is_drawn_so(house, shown):
    from django.db import connection

    audit.checkpoint(now=NOW)
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE ledger.entry SET leaf = '{}' WHERE id = (SELECT entry_id FROM ledger.leaf WHERE index = %s)",
            [shown],
        )

    page = signed_in(house.helena).get(f"/auditoria/{shown}").content.decode()

    assert one_entry.detail(house.helena, shown, now=NOW).proof.state == "broken"
    assert 'class="tree broken"' in page
    assert "Este registro não leva à raiz selada" in page


def test_hashes_that_are_gone_leave_no_picture_and_no_error(house, shown):
    from django.db import connection

    audit.checkpoint(now=NOW)
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM ledger.node")

    proof = one_entry.detail(house.helena, shown, now=NOW).proof

    assert (proof.state, proof.picture) == ("broken", None)
    assert signed_in(house.helena).get(f"/auditoria/{shown}").status_code == 200


def test_the_customer_will_read_team_class_and_reason_but_no_name_of_ours(house, reveal):
    index = reveal(now=at_hour(10))

    portal = one_entry.detail(house.helena, index, now=NOW).portal

    day = timezone.localtime(at_hour(10))
    assert portal.title == "O que Beatriz vai ler no portal de privacidade"
    assert portal.text.startswith("Em ")
    assert portal.text.endswith(
        f" às {day:%H:%M}, uma pessoa da equipe Agenda viu este dado seu: CPF. Motivo informado: emitir nota fiscal."
    )
    assert "Marina" not in portal.text


def test_who_belongs_to_two_teams_is_said_to_be_of_ours(house, reveal):
    index = reveal("rui")

    assert "uma pessoa da nossa equipe viu" in one_entry.detail(house.helena, index, now=NOW).portal.text


def test_what_does_not_concern_the_customers_data_is_not_in_the_portal(house, conversation):
    taken = next(index for index in range(ledger.size()) if ledger.entry(index).tag == "conversation:take")

    assert one_entry.detail(house.helena, taken, now=NOW).portal is None


def test_an_entry_of_the_system_has_a_sentence_too(house, conversation):
    sentences = [one_entry.detail(house.helena, index, now=NOW).sentence for index in range(ledger.size())]

    assert "Mensagem de Beatriz N. Protegido na chegada: um CPF." in sentences
    assert "Denise Couto tentou abrir uma conversa. Foi barrado." in sentences
    assert [each for each in sentences if ".." in each or "%(" in each] == []


def test_a_kind_of_entry_without_a_sentence_is_put_side_by_side(house):
    audit.record([Entry(tag="loaf:bake", at=NOW, actor=house.marina.id)])
    audit.sequence()

    assert one_entry.detail(house.helena, ledger.size() - 1, now=NOW).sentence == "Marina Lopes · loaf:bake"
