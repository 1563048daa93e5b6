"""Whoever asked hears of the answer on every page, and may be asked back before anything is decided."""

import re

import pytest
from django.db import connection

from browser import just_proved, signed_in
from desvelo.base import clock
from desvelo.guards.access import approvals, vouching
from desvelo.guards.access.errors import AlreadyDecided, NotFound
from desvelo.guards.access.models import Approval
from desvelo.guards.vault.models import Datum
from desvelo.kernel.detection.openness import Level
from desvelo.service.desk import notify
from house import NOW
from ruled import rule

PAGE = "/supervisao/aprovacoes"
HERE = "/atendimento/minhas"


@pytest.fixture
def asked(house, arrive) -> str:
    """Marina asked for a word on a CPF of Agenda; return the request."""
    arrive("meu cpf é 529.982.247-25")
    rule(house, house.agenda, "CPF", Level.TWO_PEOPLE)
    datum = Datum.objects.get(label="CPF").public_id
    signed_in(house.marina).post(f"/atendimento/dado/{datum}/pedir", {"reason": "invoice"})
    return Approval.objects.get().public_id


def said(answer) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode()))


def question(actor, approval: str, what: str = "why_now"):
    return signed_in(actor).post(f"{PAGE}/pedido/{approval}/perguntar", {"question": what})


def answer(actor, approval: str, what: str = "cannot_wait"):
    return signed_in(actor).post(f"{PAGE}/pedido/{approval}/responder", {"answer": what})


@pytest.mark.parametrize(
    ("act", "words"),
    [("aprovar", "Concordaram com o que você pediu"), ("recusar", "O que você pediu foi recusado")],
)
def test_whoever_asked_hears_of_the_answer_until_they_looked(house, asked, act, words):
    marina = signed_in(house.marina)
    assert words not in said(marina.get(HERE))

    signed_in(house.rui).post(f"{PAGE}/pedido/{asked}/{act}", {"refusal": "talk_first"})

    assert words in said(marina.get(HERE))
    assert words not in said(signed_in(house.rui).get(HERE))
    assert words not in said(signed_in(house.denise).get(HERE))
    assert marina.get(PAGE).status_code == 200
    assert words not in said(marina.get(HERE))


def test_the_page_hears_at_once_and_leads_there(house, asked, monkeypatch):
    heard = []
    assert approvals._tells == [notify.tell_asker]
    monkeypatch.setattr(approvals, "_tells", [heard.append])
    marina = signed_in(house.marina)
    assert marina.get(f"{PAGE}/respostas").content.strip() == b""
    assert f'href="{PAGE}"' not in marina.get(HERE).content.decode()

    question(house.rui, asked)
    answer(house.marina, asked)
    signed_in(house.rui).post(f"{PAGE}/pedido/{asked}/aprovar", {})

    assert heard == [house.marina.id] * 2
    told = marina.get(f"{PAGE}/respostas")
    assert "Concordaram com o que você pediu. Veja em Aprovações" in said(told)
    assert f'href="{PAGE}"' in told.content.decode()
    column = re.search(r'<header class="nav".*?</header>', marina.get(HERE).content.decode(), re.DOTALL)[0]
    assert re.search(rf'href="{PAGE}".*?nav-count">1<', column, re.DOTALL)
    assert said(signed_in(house.denise).get(f"{PAGE}/respostas")).strip() == ""
    marina.get(PAGE)
    assert marina.get(f"{PAGE}/respostas").content.strip() == b""


def test_nothing_is_told_of_an_answer_that_was_not_given(house, asked, monkeypatch):
    heard = []
    monkeypatch.setattr(approvals, "_tells", [heard.append])

    signed_in(house.marina).post(f"{PAGE}/pedido/{asked}/aprovar", {})
    signed_in(house.rui).post(f"{PAGE}/pedido/{asked}/recusar", {"refusal": "because"})

    assert heard == []


def test_what_was_decided_long_ago_is_no_news(house, asked):
    signed_in(house.rui).post(f"{PAGE}/pedido/{asked}/aprovar")

    assert approvals.news(house.marina, now=clock.wall()) != []
    assert approvals.news(house.marina, now=clock.wall() + approvals.NEWS_FOR) == []


def test_asked_back_answered_in_place_and_then_decided(house, asked, audit_tags):
    assert question(house.rui, asked).status_code == 302
    marina = signed_in(house.marina)
    assert "Alguém pergunta antes de decidir: Por que agora?" in said(marina.get(HERE))
    assert "Ainda sem resposta" in said(signed_in(house.rui).get(PAGE))
    assert f"{PAGE}/pedido/{asked}/responder" in marina.get(PAGE).content.decode()

    assert answer(house.marina, asked).status_code == 302

    assert "Não pode esperar" in said(signed_in(house.rui).get(PAGE))
    assert "Alguém pergunta" not in said(marina.get(HERE))
    assert signed_in(house.rui).post(f"{PAGE}/pedido/{asked}/aprovar").status_code == 302
    assert Approval.objects.get().state == "agreed"
    tags = audit_tags()
    assert ("approval:question", "done") in tags
    assert ("approval:answer", "done") in tags


def test_only_who_may_decide_asks_back_and_only_who_asked_answers(house, asked):
    for who in (house.marina, house.denise, house.helena):
        with pytest.raises(NotFound):
            approvals.question(actor=who, approval=asked, what="talk", now=clock.wall())
    with pytest.raises(NotFound):
        approvals.answer(actor=house.marina, approval=asked, what="can_wait", now=clock.wall())  # nobody asked
    question(house.rui, asked)
    for who in (house.rui, house.denise, house.helena):
        with pytest.raises(NotFound):
            approvals.answer(actor=who, approval=asked, what="can_wait", now=clock.wall())
    assert Approval.objects.get().answer == ""


@pytest.mark.parametrize("what", ["", "o cpf dela é qual?", "x" * 30])
def test_nothing_is_said_but_codes(house, asked, what):
    assert question(house.rui, asked, what).status_code == 404
    question(house.rui, asked)
    assert answer(house.marina, asked, what).status_code == 404


def test_after_the_decision_nothing_is_asked_or_answered(house, asked):
    question(house.rui, asked)
    signed_in(house.rui).post(f"{PAGE}/pedido/{asked}/aprovar")

    with pytest.raises(AlreadyDecided):
        approvals.answer(actor=house.marina, approval=asked, what="can_wait", now=clock.wall())
    assert question(house.rui, asked).status_code == 409


FORGED = (
    "UPDATE access_approval SET answer = 'cannot_wait'",
    "UPDATE access_approval SET question = 'talk'",
    "UPDATE access_approval SET question = '', answer = ''",
)


@pytest.mark.parametrize("forged", FORGED)
def test_an_answer_that_the_database_gave_is_nobodys(house, asked, forged):
    question(house.rui, asked)
    with connection.cursor() as cursor:
        cursor.execute(forged)

    assert approvals.waiting(house.rui, now=clock.wall()) == []
    assert (approvals.sweep(now=NOW), vouching.found()) == (1, {"approval": 1})


def test_without_vouching_it_would_be_read_as_theirs(house, asked, monkeypatch):
    """The attack: the guard removed."""
    question(house.rui, asked)
    with connection.cursor() as cursor:
        cursor.execute(FORGED[0])
    monkeypatch.setattr(approvals, "_is_ours", lambda _: True)

    assert "Não pode esperar" in said(just_proved(house.rui).get(PAGE))
