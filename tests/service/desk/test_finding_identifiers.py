"""Identifiers are found exactly, by those who may compare; nobody else can tell a right guess from a wrong one."""

import pytest

from browser import signed_in
from desvelo.base import clock
from desvelo.guards.vault import comparing
from desvelo.guards.vault.models import Comparison, Datum
from desvelo.kernel import authority
from desvelo.kernel.authority import Permission, Role
from desvelo.service.channel.models import Message
from desvelo.service.desk import actions as desk
from house import NOW
from searches import entries, found, opened, people, read

CPF = "529.982.247-25"
WRONG = "529.982.246-44"
PHONE, OTHER = "5511900004417", "5511900005528"


@pytest.mark.parametrize("typed", [CPF, "52998224725", "529 982 247 25"])
def test_a_cpf_leads_to_the_conversation_where_it_was_said(house, arrive, typed):
    conversation = arrive(f"meu cpf é {CPF}")
    message = Message.objects.get().public_id

    html = people(read(signed_in(house.marina), typed))

    assert opened(html) == [conversation]
    assert f"?view=todas&amp;m={message}" in html
    assert "Beatriz Nogueira" in html
    assert CPF not in html


@pytest.mark.parametrize(
    ("said", "typed"),
    [
        ("meu email é ana.prado@example.com", "Ana.Prado@Example.com"),
        ("liga no (11) 98888-7777", "+55 11 98888-7777"),
        ("liga no (11) 98888-7777", "11988887777"),
        ("o cnpj é 11.222.333/0001-81", "11222333000181"),
    ],
)
def test_so_does_every_other_identifier_however_it_is_written(house, arrive, said, typed):
    conversation = arrive(said)

    assert opened(people(read(signed_in(house.marina), typed))) == [conversation]


@pytest.mark.parametrize("typed", ["+55 11 90000-4417", "11 90000 4417", PHONE])
def test_a_phone_leads_to_who_writes_from_it(house, arrive, typed):
    conversation = arrive("bom dia")

    assert opened(people(read(signed_in(house.marina), typed))) == [conversation]


def test_an_identifier_is_a_try_like_comparing_and_the_tries_end(house, arrive, audit_tags):
    arrive(f"meu cpf é {CPF}")
    browser = signed_in(house.marina)
    datum = Datum.objects.get(label="CPF").public_id
    desk.compare(actor=house.marina, datum=datum, typed=WRONG, now=clock.business())
    for _ in range(comparing.OF_ONE_PERSON - 1):
        assert opened(people(read(browser, CPF))) != []

    html = people(read(browser, CPF))

    assert opened(html) == []
    assert "Chega de tentativas" in html
    assert ("datum:compare", "denied:too_many") in audit_tags()
    assert Comparison.objects.filter(actor_id=house.marina.id).count() == comparing.OF_ONE_PERSON
    assert len(entries("contact:find")) == comparing.OF_ONE_PERSON - 1
    assert entries("contact:find")[0] == {"kinds": "cpf,phone", "hits": "1"}


def answer_to(browser, typed: str) -> tuple[int, list[tuple[str, str]], bytes]:
    answer = read(browser, typed)
    headers = sorted((name, value) for name, value in answer.items() if name != "Set-Cookie")
    return answer.status_code, headers, b"".join(answer.streaming_content)


RIGHT_AND_WRONG = [(CPF, WRONG), (PHONE, OTHER), ("ana@example.com", "ana@example.net"), ("2472", "2473")]


@pytest.mark.parametrize(("right", "wrong"), RIGHT_AND_WRONG)
def test_a_role_that_may_not_compare_gets_the_same_answer_to_a_right_and_a_wrong_guess(
    house, arrive, monkeypatch, right, wrong
):
    arrive(f"meu cpf é {CPF} e o email ana@example.com")
    role = {**authority.PERMISSIONS_OF, Role.AGENT: authority.PERMISSIONS_OF[Role.AGENT] - {Permission.DATUM_COMPARE}}
    monkeypatch.setattr(authority, "PERMISSIONS_OF", role)
    browser = signed_in(house.marina)

    assert answer_to(browser, right) == answer_to(browser, wrong)
    assert entries("contact:find") == []
    assert Comparison.objects.count() == 0
    assert [{**each, "search": ""} for each in entries("search:end")] == [
        {"search": "", "ended": "all", "read": "1", "hits": "0"}
    ] * 2


@pytest.mark.parametrize(("right", "wrong"), RIGHT_AND_WRONG)
def test_so_does_who_may_compare_but_not_in_that_team(house, arrive, right, wrong):
    arrive(f"meu cpf é {CPF} e o email ana@example.com")
    browser = signed_in(house.denise)

    assert answer_to(browser, right) == answer_to(browser, wrong)
    assert {each["hits"] for each in entries("contact:find")} <= {"0"}


@pytest.mark.parametrize(("right", "wrong"), RIGHT_AND_WRONG[:3])
def test_with_the_guard_taken_out_the_two_answers_differ(house, arrive, monkeypatch, right, wrong):
    """The attack: were the right to compare not asked for, a guess would tell."""
    from desvelo.guards.vault import finding

    arrive(f"meu cpf é {CPF} e o email ana@example.com")
    role = {**authority.PERMISSIONS_OF, Role.AGENT: authority.PERMISSIONS_OF[Role.AGENT] - {Permission.DATUM_COMPARE}}
    monkeypatch.setattr(authority, "PERMISSIONS_OF", role)
    monkeypatch.setattr(finding, "_open_teams", lambda _actor, _label, *, among: among)
    browser = signed_in(house.marina)

    assert answer_to(browser, right) != answer_to(browser, wrong)


def test_the_same_person_told_another_team_the_cpf_and_this_one_does_not_find_it(house, arrive):
    """One customer, two numbers of ours: what was said to one team is not found by the other."""
    from desvelo.service.channel import intake
    from house import connect_number, put_delivery, webhook_body

    connect_number(first_team=house.financeiro, phone_number_id="999", app_id="2", app_secret="another")
    arrive("bom dia")
    put_delivery(
        webhook_body(f"cpf {CPF}", phone=PHONE, name="Beatriz", wamid="wamid.two", number="999"), secret_ids=("2",)
    )
    intake.take_in()

    assert opened(people(read(signed_in(house.marina), CPF))) == []
    assert len(opened(people(read(signed_in(house.denise), CPF)))) == 1


def test_after_an_erasure_neither_words_nor_identifiers_find_anything(house, arrive):
    from desvelo.guards.vault import actions as vault
    from desvelo.guards.vault import queries as vault_queries

    arrive(f"quero remarcar, meu cpf é {CPF}")
    browser = signed_in(house.marina)
    assert opened(people(read(browser, CPF))) != []
    assert found(read(browser, "remarcar")) != ""

    vault.erase_contact(contact=vault_queries.contact_with_phone(PHONE), reason="request", now=NOW)

    assert opened(people(read(browser, CPF))) == []
    assert opened(people(read(browser, PHONE))) == []
    assert found(read(browser, "remarcar")) == ""


def test_an_order_number_costs_no_try_and_needs_no_right_to_compare(house, arrive, monkeypatch, settings):
    from dataclasses import replace

    settings.DESVELO = replace(settings.DESVELO, order_numbers=("PED-999999",))
    conversation = arrive("o pedido PED-004512 não chegou")
    role = {**authority.PERMISSIONS_OF, Role.AGENT: authority.PERMISSIONS_OF[Role.AGENT] - {Permission.DATUM_COMPARE}}
    monkeypatch.setattr(authority, "PERMISSIONS_OF", role)

    assert opened(people(read(signed_in(house.marina), "ped 004512"))) == [conversation]
    assert opened(people(read(signed_in(house.denise), "ped 004512"))) == []
    assert Comparison.objects.count() == 0
    assert [each["kinds"] for each in entries("contact:find")] == ["order", "order"]
