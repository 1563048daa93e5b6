"""The popover that compares: a question, yes or no, enough for now; never what was typed, never the value."""

import html
import re

import pytest

import traces
from browser import signed_in
from desvelo.guards.audit import actions as audit
from desvelo.guards.audit.errors import NotSequenced
from desvelo.guards.vault.models import Datum

CPF, OTHER = "529.982.247-25", "111.444.777-35"
BOTH = {"cpf": (CPF, "52998224725"), "typed": (OTHER, "11144477735")}


@pytest.fixture
def address(house, arrive) -> str:
    arrive(f"meu cpf é {CPF}, cartão 5555 5555 5555 4444 cvv 123")
    return f"/atendimento/dado/{Datum.objects.get(label='CPF').public_id}/conferir"


def said(answer) -> str:
    """Return the words of a fragment."""
    return re.sub(r"\s+", " ", html.unescape(re.sub(r"<[^>]+>", " ", answer.content.decode())))


def test_the_question_says_what_happens_and_how_many_tries_there_are(house, address):
    words = said(signed_in(house.marina).get(address))

    assert "Confira este CPF sem mostrar" in words
    assert "Digite o que o cliente informou" in words
    assert "3 tentativas nos próximos 10 minutos" in words


@pytest.mark.asvs("14.2.6")
@pytest.mark.parametrize(("typed", "answered"), [(CPF, "Confere"), (OTHER, "Não confere")])
def test_the_answer_is_yes_or_no_and_holds_neither_value(house, address, typed, answered):
    answer = signed_in(house.marina).post(address, {"typed": typed})

    assert answer.status_code == 200
    assert re.search(r"<b[^>]*>.*?(Confere|Não confere)</b>", answer.content.decode(), re.DOTALL)[1] == answered
    assert list(traces.search(answer.content, BOTH)) == []


def test_a_wrong_digit_at_the_front_and_one_at_the_end_read_the_same(house, address):
    browser = signed_in(house.marina)

    answers = [said(browser.post(address, {"typed": typed})) for typed in ("629.982.247-25", "529.982.247-26")]

    assert [re.sub(r"Restam? \d tentativas?", "…", each) for each in answers] == [
        re.sub(r"Restam? \d tentativas?", "…", answers[0])
    ] * 2


def test_the_fourth_try_reads_what_to_do_instead(house, address):
    browser = signed_in(house.marina)
    for _ in range(3):
        browser.post(address, {"typed": OTHER})

    answer = browser.post(address, {"typed": CPF})

    assert answer.status_code == 429
    assert "Chega de tentativas por agora. Peça por formulário seguro." in said(answer)
    assert re.search(r"Você pode conferir de novo às \d\d:\d\d\.", said(answer))


def test_after_the_third_there_is_an_answer_and_no_field_left(house, address):
    browser = signed_in(house.marina)
    for _ in range(2):
        browser.post(address, {"typed": OTHER})

    third = browser.post(address, {"typed": CPF})

    assert ("Confere" in said(third), "Chega de tentativas por agora." in said(third)) == (True, True)
    assert '<input type="text"' not in third.content.decode() + browser.get(address).content.decode()


def test_an_empty_try_asks_again_and_costs_nothing(house, address):
    answer = signed_in(house.marina).post(address, {"typed": " - "})

    assert (answer.status_code, 'aria-invalid="true"' in answer.content.decode()) == (422, True)
    assert "3 tentativas" in said(answer)


def test_of_what_was_discarded_the_page_says_that_nothing_was_kept(house, address):
    gone = f"/atendimento/dado/{Datum.objects.get(label='CARD_CVV').public_id}/conferir"
    browser = signed_in(house.marina)

    asked, compared = browser.get(gone), browser.post(gone, {"typed": "123"})

    assert (asked.status_code, compared.status_code) == (200, 410)
    assert "data-refused" in asked.content.decode()
    assert "<input" not in compared.content.decode()


def test_when_it_cannot_be_put_on_record_the_answer_says_so_and_neither_yes_nor_no(house, address, monkeypatch):
    def broken(*_: object) -> None:
        raise NotSequenced

    monkeypatch.setattr(audit, "index_of", broken)

    answer = signed_in(house.marina).post(address, {"typed": CPF})

    assert answer.status_code == 503
    assert "onfere" not in said(answer)


def test_the_question_before_a_reveal_offers_to_compare_instead(house, address):
    page = signed_in(house.marina).get(address.removesuffix("/conferir")).content.decode()

    assert f'data-ask="{address}"' in page
    assert "Conferir sem mostrar" in page
