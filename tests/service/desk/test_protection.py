"""Why something is hidden, the report that it should not be, its review, and the page where sentences are tried."""

import html
import re

import pytest
from django.db import connection

import tables
from browser import signed_in
from desvelo.base import clock
from desvelo.guards.access.errors import NotFound
from desvelo.guards.vault import actions as vault
from desvelo.guards.vault.models import Datum
from desvelo.kernel.detection.finding import Certainty
from desvelo.kernel.detection.measured import MEASURED
from desvelo.service.channel import rescanning
from desvelo.service.channel.models import Rescan
from desvelo.service.desk import disputing, protecting, reasons
from desvelo.service.desk.models import Dispute

PHONE = "11 98888-7777"
TRIED = "aqui é a Jabuticaba, cpf 529.982.247-25"


def said(answer) -> str:
    return re.sub(r"\s+", " ", html.unescape(re.sub(r"<[^>]+>", " ", answer.content.decode())))


@pytest.fixture
def datum(house, arrive) -> str:
    arrive(f"zap {PHONE}, cartão 5555 5555 5555 4444")
    return Datum.objects.get(label="PHONE").public_id


def dispute(house, datum: str) -> Dispute:
    disputing.dispute(actor=house.marina, datum=datum, now=clock.business())
    return Dispute.objects.get()


# -- why --


def test_it_says_what_speaks_for_it_how_sure_that_is_and_by_which_rule(house, datum):
    words = said(signed_in(house.marina).get(f"/atendimento/dado/{datum}/motivo"))

    assert "Por que este telefone está oculto?" in words
    assert "As palavras em volta, ou a pergunta que responde, dizem isso." in words
    assert "média" in words
    assert "br.phone/declared" in words


def test_the_question_before_a_reveal_leads_there(house, datum):
    answer = signed_in(house.marina).get(f"/atendimento/dado/{datum}")

    assert f'data-ask="/atendimento/dado/{datum}/motivo"' in answer.content.decode()


def test_a_discarded_one_says_so_and_offers_nothing_to_show(house, datum):
    card = Datum.objects.get(label="CARD_NUMBER").public_id

    answer = signed_in(house.marina).get(f"/atendimento/dado/{card}/motivo")

    assert "nunca armazenado" in said(answer).lower() or "nunca guardad" in said(answer).lower()
    assert "data-ask" not in answer.content.decode()


def test_each_chip_of_a_thread_leads_to_why(house, datum, arrive):
    conversation = arrive("ok")

    page = signed_in(house.marina).get(f"/atendimento/c/{conversation}").content.decode()

    for label, address in (("PHONE", ""), ("CARD_NUMBER", "/motivo")):
        assert f'data-url="/atendimento/dado/{Datum.objects.get(label=label).public_id}{address}"' in page


@pytest.mark.parametrize("level", list(Certainty))
def test_every_certainty_has_words(db, level):
    assert reasons.evidence("x/y", level)
    assert reasons.certainty("x/y", int(level))
    assert reasons.evidence("", int(level)) == reasons.evidence("x/y", level)


# -- the report and its review --


def test_a_report_is_one_row_without_content_and_on_record(house, datum, audit_tags):
    dispute(house, datum)
    row = dispute(house, datum)

    assert (row.label, row.rule, row.certainty, row.verdict) == ("PHONE", "br.phone/declared", 2, "open")
    assert audit_tags().count(("datum:dispute", "done")) == 1
    assert tables.bearing(connection, PHONE) == {}


def test_the_popover_takes_it_and_says_so(house, datum):
    answer = signed_in(house.marina).post(f"/atendimento/dado/{datum}/motivo")

    assert "Avisado como engano. Espera uma revisão." in said(answer)
    assert "Foi ocultado por engano" not in said(answer)


def test_another_team_reports_nothing(house, datum):
    with pytest.raises(NotFound):
        disputing.dispute(actor=house.denise, datum=datum, now=clock.business())
    assert Dispute.objects.count() == 0


@pytest.mark.parametrize(
    ("verdict", "words"), [("right", "está oculto com razão"), ("wrong", "A regra vai ser corrigida")]
)
def test_the_encarregada_judges_it_and_the_agent_reads_how(house, datum, verdict, words, audit_tags):
    row = dispute(house, datum)
    assert "Marina Lopes" in said(signed_in(house.helena).get("/protecao"))

    signed_in(house.helena).post(f"/protecao/relatos/{row.id}", {"verdict": verdict})

    assert ("detection:judge", "done") in audit_tags()
    assert disputing.open_disputes(now=clock.business()) == ()
    rule = disputing.by_rule()[0]
    assert (rule.open, rule.wrong, rule.right) == (0, int(verdict == "wrong"), int(verdict == "right"))
    assert words in said(signed_in(house.marina).get(f"/atendimento/dado/{datum}/motivo"))


@pytest.mark.parametrize("verdict", ["", "open", "x"])
def test_a_verdict_that_is_none_changes_nothing(house, datum, verdict):
    row = dispute(house, datum)

    answer = signed_in(house.helena).post(f"/protecao/relatos/{row.id}", {"verdict": verdict})

    assert answer.status_code == 404
    assert Dispute.objects.get().verdict == "open"


def test_who_reviews_reads_nothing_of_the_customer(house, datum):
    dispute(house, datum)

    page = signed_in(house.helena).get("/protecao").content.decode()

    assert [value for value in (PHONE, "7777", "Beatriz", datum) if value in page] == []


def test_erasing_the_customer_takes_the_report_along(house, datum):
    row = dispute(house, datum)

    vault.erase_contact(contact=row.datum.contact_id, reason="asked", now=clock.business())

    assert Dispute.objects.count() == 0


# -- the page --


def test_the_page_prints_what_was_measured_and_never_that_nothing_is_missed(house):
    words = said(signed_in(house.helena).get("/protecao"))

    share = f"{round(1000 * MEASURED.missed) / 10}%".replace(".", ",")
    assert f"A detecção deixa passar: {share} na última medição" in words
    assert f"De {MEASURED.data} dados" in words
    assert MEASURED.missed > 0


def test_what_was_left_readable_says_why(house):
    words = said(signed_in(house.helena).post("/protecao", {"text": "o pedido 52998224725 não chegou"}))

    assert "52998224725 «pedido» diz que é outra coisa." in words


def test_a_sentence_is_searched_and_stored_nowhere(house):
    before = dict(tables.contents(connection))

    answer = signed_in(house.helena).post("/protecao", {"text": TRIED})

    words = said(answer)
    assert "br.cpf/check_digits" in words
    assert "Os dígitos verificadores conferem" in words
    assert tables.bearing(connection, "529.982.247-25", "Jabuticaba") == {}
    assert before.keys() == dict(tables.contents(connection)).keys()


def test_the_question_before_it_counts(house):
    tried = protecting.try_sentence(house.helena, "733", question="Qual o cvv?", now=clock.business())

    assert [each.label for each in tried.found] == ["CARD_CVV"]
    assert protecting.try_sentence(house.helena, "733", now=clock.business()).found == ()


def test_a_sentence_without_anything_says_that_it_would_be_read(house):
    words = said(signed_in(house.helena).post("/protecao", {"text": "bom dia"}))

    assert "Nada foi encontrado. A mensagem de um cliente assim seria lida como está." in words


def test_hostile_words_are_words(house):
    answer = signed_in(house.helena).post("/protecao", {"text": "<script>x</script>", "question": '"><i>zz'})

    assert answer.status_code == 200
    assert b"<script>x" not in answer.content
    assert b'"><i>zz' not in answer.content


def test_the_search_of_history_shows_how_far_it_is(house, datum):
    rescanning.search_again(now=clock.business())
    Rescan.objects.update(finished_at=None, total_count=4, scanned_count=1, covered_count=1, found={"CPF": 2})

    answer = signed_in(house.helena).get("/protecao")

    assert 'value="25"' in answer.content.decode()
    assert "1 mensagem procurada · mais foi ocultado em 1" in said(answer)
    assert "CPF: 2" in said(answer)
