"""An identifier leads to the messages it was sealed in, for as long as they hold it, and to no others."""

from datetime import timedelta

import pytest
from django.conf import settings
from django.db import connection

from deliveries import rows
from desvelo.guards.vault import actions as vault
from desvelo.guards.vault import erasing, occurrences, renewing
from desvelo.guards.vault import queries as vault_queries
from desvelo.guards.vault.erasures import Scope, What
from desvelo.guards.vault.models import Datum
from desvelo.service.channel.models import Message
from desvelo.service.desk import actions as desk
from desvelo.service.desk.models import Conversation
from house import NOW

CPF, PHONE = "529.982.247-25", "5511900004417"
ORDER = "PED-004512"


@pytest.fixture
def with_orders(settings):
    from dataclasses import replace

    settings.DESVELO = replace(settings.DESVELO, order_numbers=("PED-999999",))


def stored() -> list[tuple[str, bool]]:
    return rows("SELECT kind, datum_id IS NOT NULL FROM vault.occurrence ORDER BY kind, datum_id")


def found(typed: str) -> int:
    return len(occurrences.find(occurrences.wanted(typed), limit=100))


def test_each_identifier_of_a_message_is_found_by_its_kind(house, arrive):
    arrive(f"cpf {CPF}, email ana@example.com, ligue (11) 98888-7777, cnpj 11.222.333/0001-81")

    assert stored() == [("cnpj", True), ("cpf", True), ("email", True), ("phone", True)]
    assert [found(each) for each in ("52998224725", "ANA@example.com", "+5511988887777", "11222333000181")] == [1] * 4


def test_nothing_else_is_indexed(house, arrive):
    arrive("meu nome é Beatriz Nogueira, moro em Recife, tenho diabetes, sou católica, a senha é Xk39!mmq2")
    arrive("meu cartão 5555 5555 5555 4444 cvv 123")

    assert Datum.objects.count() > 0
    assert stored() == []


def test_the_index_is_full_length_and_says_nothing_without_the_key(house, arrive):
    import hashlib

    arrive(f"cpf {CPF}")

    ((index,),) = rows("SELECT index FROM vault.occurrence")
    assert len(index) == 32
    assert bytes(index) not in {hashlib.sha256(each.encode()).digest() for each in (CPF, "52998224725")}


def test_order_numbers_are_found_only_where_the_company_says_their_form(house, arrive, with_orders):
    conversation = arrive(f"o pedido {ORDER} não chegou")
    desk.send_reply(actor=house.marina, conversation=conversation, reply=desk.Reply(text="Já vi o ped 004512"), now=NOW)

    assert stored() == [("order", False), ("order", False)]
    assert found("ped004512") == 2


def test_without_a_form_an_order_number_is_a_word_like_others(house, arrive):
    assert settings.DESVELO.order_numbers == ()
    arrive(f"o pedido {ORDER} não chegou")

    assert stored() == []
    assert found(ORDER) == 0


def test_what_is_hidden_by_hand_is_found_as_what_it_is_and_its_order_number_no_longer(house, arrive, with_orders):
    from desvelo.guards.audit.entry import Entry
    from desvelo.service.channel import hiding
    from desvelo.service.channel.hiding import Selection

    arrive(f"pedido {ORDER} de ana%example.com")
    message = Message.objects.get()

    def hide(said: str, label: str, *, at: int) -> None:
        hiding.hide(
            message=message.id,
            selection=Selection(start=at, end=at + len(said), words=said),
            label=label,
            entry=Entry(tag="", at=NOW),
            now=NOW,
        )

    assert stored() == [("order", False)]
    hide(ORDER, "OTHER", at=7)

    assert stored() == []


def test_a_cpf_hidden_by_hand_is_found_from_then_on(house, arrive, monkeypatch):
    from desvelo.guards.audit.entry import Entry
    from desvelo.kernel.detection import scanning
    from desvelo.service.channel import hiding
    from desvelo.service.channel.hiding import Selection

    with monkeypatch.context() as blind:
        blind.setattr(scanning, "scan", lambda *_args, **_more: ())
        arrive(CPF)
    assert found(CPF) == 0
    hiding.hide(
        message=Message.objects.get().id,
        selection=Selection(start=0, end=len(CPF), words=CPF),
        label="CPF",
        entry=Entry(tag="", at=NOW),
        now=NOW,
    )

    assert found(CPF) == 1


def test_what_a_later_search_of_history_finds_is_found_too(house, arrive, monkeypatch):
    from desvelo.kernel.detection import scanning
    from desvelo.service.channel import rescanning

    with monkeypatch.context() as blind:
        blind.setattr(scanning, "scan", lambda *_args, **_more: ())
        arrive(CPF)
    assert found(CPF) == 0

    rescanning.search_again(now=NOW)

    assert found(CPF) == 1


def erase(what: What) -> None:
    erasing.expire(what, now=NOW)


def test_it_goes_with_its_datum(house, arrive, with_orders):
    arrive(f"cpf {CPF}, pedido {ORDER}")
    datum = Datum.objects.get(label="CPF")

    erase(What(scope=Scope.DATUM, contact=datum.contact_id, object=datum.id))

    assert found(CPF) == 0
    assert stored() == [("order", False)]


def test_it_goes_with_its_conversation(house, arrive, with_orders):
    arrive(f"cpf {CPF}, pedido {ORDER}")
    row = Conversation.objects.get()

    erase(What(scope=Scope.CONVERSATION, contact=row.contact_id, object=row.id))

    assert stored() == []


def test_it_goes_with_its_contact_and_the_others_stay(house, arrive, with_orders):
    arrive(f"cpf {CPF}, pedido {ORDER}")
    arrive(f"cpf {CPF}", phone="5511900005528", name="Outro")
    contact = vault_queries.contact_with_phone(PHONE)

    vault.erase_contact(contact=contact, reason="request", now=NOW)

    assert stored() == [("cpf", True)]
    assert rows("SELECT count(*) FROM vault.occurrence WHERE contact_id = %s", contact) == [(0,)]


def test_a_contact_with_a_new_key_is_found_as_before(house, arrive):
    arrive(f"cpf {CPF}")
    contact = vault_queries.contact_with_phone(PHONE)

    renewing.renew(contact, now=NOW)

    assert found(CPF) == 1


def test_what_was_said_to_one_contact_leads_to_the_one_it_became_part_of(house, arrive):
    from desvelo.guards.vault import merging

    arrive(f"cpf {CPF}")
    arrive("oi", phone="5511900005528", name="Beatriz")
    older, younger = (vault_queries.contact_with_phone(each) for each in (PHONE, "5511900005528"))
    arrive("outro email: bia@example.com", phone="5511900005528")

    stays = merging.merge([older, younger], now=NOW + timedelta(minutes=1))

    assert {row[0] for row in rows("SELECT contact_id FROM vault.occurrence")} == {stays}
    assert found("bia@example.com") == 1


def test_the_same_value_twice_in_a_message_outlives_the_erasure_of_one(house, arrive):
    arrive(f"cpf {CPF}, repito: {CPF}")
    first, second = Datum.objects.filter(label="CPF")

    erase(What(scope=Scope.DATUM, contact=first.contact_id, object=first.id))

    assert found(CPF) == 1
    assert Datum.objects.get(label="CPF").id == second.id


def test_the_database_refuses_an_occurrence_of_a_datum_that_is_not_there(house, arrive):
    from django.db import IntegrityError, transaction

    arrive(f"cpf {CPF}")
    everything = "SET CONSTRAINTS ALL IMMEDIATE; UPDATE vault.occurrence SET datum_id = gen_random_uuid()"
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(everything)
