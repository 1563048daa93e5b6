"""The list of what waits for a second person: what exactly, from whom, until when; one's own cannot be decided."""

import re

import pytest

from browser import just_proved, signed_in
from desvelo.guards.vault import erasing, ruling
from desvelo.guards.vault.erasures import Basis, Scope, What
from desvelo.guards.vault.models import Datum, Erasure
from desvelo.kernel.detection.openness import Level
from house import NOW
from pages import running
from ruled import rule

PAGE = "/supervisao/aprovacoes"
CPF = "529.982.247-25"


@pytest.fixture
def cpf(house, arrive) -> str:
    arrive(f"meu cpf é {CPF} ok")
    rule(house, house.agenda, "CPF", Level.TWO_PEOPLE)
    return Datum.objects.get(label="CPF").public_id


def said(answer) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode()))


def acts(browser, verb: str) -> list[str]:
    return re.findall(rf'action="({PAGE}/[^"]+/{verb})"', browser.get(PAGE).content.decode())


def ask(actor, datum: str):
    return signed_in(actor).post(f"/atendimento/dado/{datum}/pedir", {"reason": "invoice"})


def test_empty_it_says_so(house):
    assert "Nenhuma aprovação esperando." in said(signed_in(house.rui).get(PAGE))


def test_a_look_is_asked_agreed_to_and_shown_once(house, cpf):
    assert "Pedir à supervisão" in said(signed_in(house.marina).get(f"/atendimento/dado/{cpf}"))
    asked = ask(house.marina, cpf)
    assert (asked.status_code, "Pedido feito" in said(asked)) == (200, True)

    rui = signed_in(house.rui)
    page = rui.get(PAGE)
    assert "Ver um CPF de Beatriz N." in said(page)
    assert "Motivo: Emitir nota fiscal." in said(page)
    assert "Marina Lopes pediu" in said(page)
    assert CPF not in page.content.decode()
    assert running(page.content.decode()) == []
    [agrees] = acts(rui, "aprovar")
    assert rui.post(agrees).status_code == 302

    marina = signed_in(house.marina)
    assert "Rui Pinho concordou" in said(marina.get(f"/atendimento/dado/{cpf}"))
    assert "data-revealed" in marina.post(f"/atendimento/dado/{cpf}", {"reason": "invoice"}).content.decode()
    again = marina.post(f"/atendimento/dado/{cpf}", {"reason": "invoice"})
    assert (again.status_code, "data-revealed" in again.content.decode()) == (403, False)


def test_a_reason_in_words_is_not_taken_for_it(house, cpf):
    answer = signed_in(house.marina).post(
        f"/atendimento/dado/{cpf}/pedir", {"reason": "other", "other": f"ele disse {CPF}"}
    )

    assert answer.status_code == 422
    assert acts(signed_in(house.rui), "aprovar") == []


def test_what_was_refused_is_said_to_who_asked(house, cpf):
    ask(house.marina, cpf)
    rui = signed_in(house.rui)
    [refuses] = acts(rui, "recusar")

    assert rui.post(refuses, {"refusal": "other_way"}).status_code == 302
    assert "Recusado" in said(signed_in(house.marina).get(PAGE))
    assert "Pedir à supervisão" in said(signed_in(house.marina).get(f"/atendimento/dado/{cpf}"))


def test_ones_own_request_has_no_button_and_no_address(house, cpf):
    ask(house.rui, cpf)
    rui = signed_in(house.rui)

    assert acts(rui, "aprovar") == []
    assert "Você fez este pedido. Outra pessoa precisa decidir." in said(rui.get(PAGE))
    [takes_back] = acts(rui, "retirar")
    answer = rui.post(takes_back.replace("retirar", "aprovar"))
    assert (answer.status_code, "Outra pessoa decide" in said(answer)) == (403, True)
    assert rui.post(takes_back).status_code == 302


def test_a_line_says_cell_by_cell_what_becomes_looser_and_asks_for_a_factor(house):
    rule(house, house.agenda, "CPF", Level.NEVER)
    just_proved(house.caio).post("/ajustes/politicas/mudar", {f"cell.{house.agenda}.CPF": "reason"})

    before = signed_in(house.helena).get(PAGE)
    assert "CPF Agenda Nunca passa a ser Mostrar com motivo" in said(before)
    assert "confirme antes que é você" in said(before)
    helena = just_proved(house.helena)
    [agrees] = acts(helena, "aprovar")
    assert signed_in(house.helena).post(agrees)["Location"].startswith("/confirmar?")
    assert helena.post(agrees).status_code == 302
    assert ruling.rules(house.caio, now=NOW).at(team=house.agenda, label="CPF") is Level.REASON


def test_what_was_decided_meanwhile_is_said(house, cpf):
    ask(house.marina, cpf)
    rui = signed_in(house.rui)
    [agrees] = acts(rui, "aprovar")
    rui.post(agrees)

    answer = rui.post(agrees)

    assert (answer.status_code, "Nada foi feito" in said(answer)) == (409, True)


def test_an_erasure_that_was_asked_for_waits_here_and_the_word_is_given_here(house, cpf):
    contact = Datum.objects.get(label="CPF").contact_id
    erasing.ask(actor=house.helena, what=What(scope=Scope.CONTACT, contact=contact), basis=Basis.COMPANY, now=NOW)

    assert acts(signed_in(house.helena), "aprovar") == []
    rui = signed_in(house.rui)
    assert "Apagar todos os dados de Beatriz N." in said(rui.get(PAGE))
    [agrees] = acts(rui, "aprovar")
    assert rui.post(agrees).status_code == 302
    assert Erasure.objects.get().state == "approved"


def test_an_erasure_nobody_agreed_to_in_a_week_is_over(house, cpf):
    contact = Datum.objects.get(label="CPF").contact_id
    what = What(scope=Scope.CONTACT, contact=contact)
    erasing.ask(actor=house.helena, what=what, basis=Basis.COMPANY, now=NOW - erasing.WAITS)

    assert acts(signed_in(house.rui), "aprovar") == []
    erasing.ask(actor=house.helena, what=what, basis=Basis.COMPANY, now=NOW)
    assert len(acts(signed_in(house.rui), "aprovar")) == 1


def test_who_is_never_asked_sees_an_empty_list_and_no_way_to_it(house):
    assert "Nenhuma aprovação esperando." in said(signed_in(house.marina).get(PAGE))
    assert PAGE not in signed_in(house.marina).get("/conta/seguranca").content.decode()
    assert PAGE in signed_in(house.rui).get("/conta/seguranca").content.decode()
