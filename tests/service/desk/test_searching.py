"""Searching words: in the masked text of one's own teams, all of it on record."""

from datetime import timedelta
from uuid import UUID

import pytest
from django.db import connection
from django.utils import translation

from browser import signed_in
from desvelo.guards.access import queries as access
from desvelo.guards.audit import queries as ledger
from desvelo.service.channel.models import Message
from desvelo.service.desk import actions as desk
from desvelo.service.desk import reaching, reading, searching
from desvelo.service.desk.models import Conversation, Search
from desvelo.service.desk.searching import Asked
from house import NOW
from searches import entries, found, lines, opened, read

CPF = "529.982.247-25"
WRONG = "529.982.246-44"
PHONE, OTHER = "5511900004417", "5511900005528"


def everything_stored() -> bytes:
    import tables

    return b"".join(rows for _name, rows in tables.contents(connection))


def test_a_word_is_found_whatever_its_case_and_accents_the_newest_first(house, arrive):
    arrive("Preciso REMARCAR a consulta de amanhã")
    arrive("bom dia")
    arrive("consegui remarcar, amanha vou", phone=OTHER, name="Caio Reis")
    browser = signed_in(house.marina)

    html = found(read(browser, "amanhã remarcar"))

    oldest, _between, newest = Message.objects.order_by("arrival").values_list("public_id", flat=True)
    assert opened(html) == [newest, oldest]
    assert "<mark>REMARCAR</mark>" in html
    assert "<mark>amanhã</mark>" in html


def test_what_is_masked_is_not_found_by_its_digits_and_is_shown_as_a_chip(house, arrive):
    arrive(f"meu cpf é {CPF} e o exame é quinta")
    browser = signed_in(house.marina)

    assert found(read(browser, "529.982")) == ""
    assert found(read(browser, "247")) == ""
    html = found(read(browser, "exame"))
    assert 'class="chip still"' in html
    assert CPF not in html


@pytest.mark.asvs("8.4.1")
def test_nobody_finds_what_another_team_was_told(house, arrive):
    conversation = arrive("quero remarcar a consulta")
    agenda, financeiro = signed_in(house.marina), signed_in(house.denise)

    assert opened(found(read(agenda, "remarcar"))) != []
    assert found(read(financeiro, "remarcar")) == ""

    desk.move_to_team(actor=house.rui, conversation=conversation, team=house.financeiro, now=NOW)

    assert found(read(agenda, "remarcar")) == ""
    assert opened(found(read(financeiro, "remarcar"))) != []


@pytest.mark.asvs("8.4.1")
def test_without_the_teams_in_the_query_another_teams_words_would_be_found(house, arrive, monkeypatch):
    """The attack: the same search with the guard taken out reads everybody's messages."""
    from django.db.models import Exists

    arrive("quero remarcar a consulta")
    monkeypatch.setattr(reaching, "readable", lambda _teams: Exists(Conversation.objects.all()))
    begun = searching.begin(actor=house.denise, asked=Asked(typed="remarcar"), now=NOW)

    steps = list(reading.through(begun, may_go_on=lambda: True))

    assert sum(len(step.hits) for step in steps) == 1


def test_a_supervisor_may_keep_to_one_team_and_nobody_to_a_team_of_others(house, arrive):
    arrive("quero remarcar a consulta")
    teams = {each.name: each.public_id for each in access.teams_of(house.rui)}
    browser = signed_in(house.rui)

    assert opened(found(read(browser, "remarcar", team=teams["Agenda"]))) != []
    assert found(read(browser, "remarcar", team=teams["Financeiro"])) == ""
    assert read(signed_in(house.marina), "remarcar", team=teams["Financeiro"]).status_code == 404


def test_a_period_leaves_out_what_is_older(house, arrive):
    arrive("remarcar velha")
    Message.objects.update(sent_at=NOW - timedelta(days=40))
    arrive("remarcar nova")
    browser = signed_in(house.marina)

    assert len(opened(found(read(browser, "remarcar", days="30")))) == 1
    assert len(opened(found(read(browser, "remarcar", days="90")))) == 2
    assert len(opened(found(read(browser, "remarcar", days="")))) == 2
    assert read(browser, "remarcar", days="31").status_code == 422


def test_what_was_typed_is_nowhere_and_who_searched_where_and_how_much_is_on_record(house, arrive):
    arrive("quero remarcar")
    arrive("bom dia")

    list(lines(read(signed_in(house.marina), "palavraquesoeudigo")))

    assert b"palavraquesoeudigo" not in everything_stored().lower()
    (began,), (ended,) = entries("search:begin"), entries("search:end")
    row = Search.objects.get()
    assert began == {
        "search": str(row.id),
        "since": (row.began_at - timedelta(days=30)).date().isoformat(),
        "teams": str(house.agenda),
    }
    assert ended == {"search": str(row.id), "ended": "all", "read": "2", "hits": "0"}
    assert row.ended_at is not None


def test_nothing_is_read_before_the_entry_has_its_index(house, arrive, monkeypatch):
    from desvelo.guards.audit.errors import NotSequenced

    arrive("quero remarcar")

    def fails(_entry: UUID) -> int:
        raise NotSequenced

    monkeypatch.setattr(searching.audit, "index_of", fails)

    assert read(signed_in(house.marina), "remarcar").status_code == 503


@pytest.mark.parametrize("login", ["helena", "caio", "lucia"])
def test_whoever_reads_no_conversation_searches_none(house, arrive, login, audit_tags):
    arrive("quero remarcar")

    assert read(signed_in(house.actors[login]), "remarcar").status_code == 403
    assert audit_tags()[-1] == ("conversation:read", "denied:not_in_role")
    assert Search.objects.count() == 0


@pytest.mark.parametrize("typed", ["", "  ", "a", "a b c d e f g h i", '""'])
def test_what_is_nothing_to_search_is_refused_and_counts_nothing(house, typed):
    assert read(signed_in(house.marina), typed).status_code == 422
    assert Search.objects.count() == 0


def test_hostile_text_is_drawn_as_text(house, arrive):
    arrive("<img src=x onerror=alert(1)> remarcar", name="<script>x</script>")

    html = found(read(signed_in(house.marina), "remarcar"))

    assert "<img" not in html
    assert "<script" not in html
    assert "&lt;img src=x onerror=alert(1)&gt;" in html


def test_both_languages(house, arrive):
    from desvelo.guards.access.models import User

    arrive("remarcar")
    browser = signed_in(house.marina)
    assert "mensagem lida" in lines(read(browser, "nunca"))[-1]["state"]

    User.objects.filter(pk=house.marina.id).update(language="en")
    assert "message read" in lines(read(browser, "nunca"))[-1]["state"]
    translation.activate("pt-br")


def test_a_result_opens_the_conversation_at_its_message_however_old(house, arrive):
    for place in range(70):
        conversation = arrive(f"mensagem {place}")
    oldest = Message.objects.order_by("arrival").first().public_id
    browser = signed_in(house.marina)

    assert f'id="m-{oldest}"' not in browser.get(f"/atendimento/c/{conversation}").content.decode()
    assert f'id="m-{oldest}"' in browser.get(f"/atendimento/c/{conversation}?m={oldest}").content.decode()
    assert browser.get(f"/atendimento/c/{conversation}?m=absent").status_code == 200


def test_the_log_tells_what_was_searched_in_words(house, arrive):
    arrive("remarcar")
    list(lines(read(signed_in(house.marina), CPF)))
    from desvelo.guards.audit import actions as audit

    audit.sequence()
    page = signed_in(house.helena).get("/auditoria").content.decode()

    assert ledger.size() > 0
    for said in ("Buscou", "Terminou uma busca", "Procurou"):
        assert said in page


def test_our_own_answers_are_found_and_a_reaction_is_not(house, arrive):
    conversation = arrive("oi")
    desk.send_reply(actor=house.marina, conversation=conversation, reply=desk.Reply(text="Vamos remarcar"), now=NOW)
    Message.objects.create(
        arrival=10_000,
        number_id=house.number,
        contact_id=Message.objects.first().contact_id,
        direction="in",
        kind="reaction",
        body=b"",
        sent_at=NOW,
        received_at=NOW,
    )

    html = found(read(signed_in(house.marina), "remarcar"))

    assert opened(html) == [Message.objects.get(direction="out").public_id]
    assert "Você:" in html
    assert entries("search:end")[-1]["read"] == "2"
