"""Searching: words in the masked text of one's own teams, identifiers by those who may compare, all of it on record."""

import json
import re
from datetime import timedelta
from uuid import UUID

import pytest
from django.db import connection
from django.utils import translation

from browser import signed_in
from desvelo.guards.access import queries as access
from desvelo.guards.audit import queries as ledger
from desvelo.guards.vault import comparing
from desvelo.guards.vault.models import Comparison, Datum
from desvelo.kernel import authority
from desvelo.kernel.authority import Permission, Role
from desvelo.service.channel.models import Message
from desvelo.service.desk import actions as desk
from desvelo.service.desk import reading, searching
from desvelo.service.desk.models import Conversation, Search
from desvelo.service.desk.reading import Ended
from desvelo.service.desk.searching import Asked
from house import NOW

CPF = "529.982.247-25"
WRONG = "529.982.246-44"
PHONE, OTHER = "5511900004417", "5511900005528"


def read(browser, words: str, **fields: str):
    return browser.post("/atendimento/buscar/ler", {"words": words, "days": "30", **fields})


def lines(answer) -> list[dict[str, str]]:
    return [json.loads(line) for line in b"".join(answer.streaming_content).decode().splitlines()]


def found(answer) -> str:
    return "".join(line.get("found", "") for line in lines(answer))


def opened(html: str) -> list[str]:
    return re.findall(r'id="open-(\w+)"', html)


def entries(tag: str) -> list[dict[str, str]]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT leaf FROM ledger.entry WHERE tag = %s ORDER BY at, id", [tag])
        return [json.loads(bytes(row[0]))["objects"] for row in cursor.fetchall()]


def everything_stored() -> bytes:
    import tables

    return b"".join(rows for _name, rows in tables.contents(connection))


def test_a_word_is_found_whatever_its_case_and_accents_the_newest_first(house, arrive):
    arrive("Preciso REMARCAR a consulta de amanhã")
    arrive("bom dia")
    arrive("consegui remarcar, amanha vou", phone=OTHER, name="Caio Reis")
    browser = signed_in(house.marina)

    html = found(read(browser, "amanhã remarcar"))

    newest, oldest = Message.objects.get(arrival=3).public_id, Message.objects.get(arrival=1).public_id
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


def test_nobody_finds_what_another_team_was_told(house, arrive):
    conversation = arrive("quero remarcar a consulta")
    agenda, financeiro = signed_in(house.marina), signed_in(house.denise)

    assert opened(found(read(agenda, "remarcar"))) != []
    assert found(read(financeiro, "remarcar")) == ""

    desk.move_to_team(actor=house.rui, conversation=conversation, team=house.financeiro, now=NOW)

    assert found(read(agenda, "remarcar")) == ""
    assert opened(found(read(financeiro, "remarcar"))) != []


def test_without_the_teams_in_the_query_another_teams_words_would_be_found(house, arrive, monkeypatch):
    """The attack: the same search with the guard taken out reads everybody's messages."""
    from django.db.models import Exists

    arrive("quero remarcar a consulta")
    monkeypatch.setattr(searching, "readable", lambda _teams: Exists(Conversation.objects.all()))
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


# ---- identifiers


def people(answer) -> str:
    return lines(answer)[0].get("people", "")


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
    desk.compare(actor=house.marina, datum=datum, typed=WRONG, now=NOW)
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
    monkeypatch.setattr(finding, "_may_compare", lambda _actor, _label: True)
    browser = signed_in(house.marina)

    assert answer_to(browser, right) != answer_to(browser, wrong)


def test_the_same_person_told_another_team_the_cpf_and_this_one_does_not_find_it(house, arrive):
    """One customer, two numbers of ours: what was said to one team is not found by the other."""
    from house import connect_number, put_delivery, webhook_body

    from desvelo.service.channel import intake

    connect_number(first_team=house.financeiro, phone_number_id="999", app_id="2", app_secret="another")
    arrive("bom dia")
    put_delivery(
        webhook_body(f"cpf {CPF}", phone=PHONE, name="Beatriz", wamid="wamid.two", number="999"), secret_ids=("2",)
    )
    intake.take_in()

    assert opened(people(read(signed_in(house.marina), CPF))) == []
    assert len(opened(people(read(signed_in(house.denise), CPF)))) == 1


# ---- ends


def steps_of(actor, typed: str = "remarcar", **more):
    begun = searching.begin(actor=actor, asked=Asked(typed=typed, **more), now=NOW)
    return reading.through(begun, may_go_on=lambda: True)


@pytest.fixture
def many(house, arrive, monkeypatch) -> int:
    for place in range(9):
        arrive(f"remarcar {place}")
    monkeypatch.setattr(reading, "FIRST", 2)
    monkeypatch.setattr(reading, "STEP", 3)
    return 9


def test_it_ends_when_all_is_read(house, many):
    steps = list(steps_of(house.marina))

    assert [step.read for step in steps] == [2, 5, 8, 9]
    assert [step.ended for step in steps] == [None, None, None, Ended.ALL]
    assert sum(len(step.hits) for step in steps) == 9


def test_it_reads_no_more_than_its_limit_and_another_goes_on_from_there(house, many, monkeypatch):
    monkeypatch.setattr(reading, "MOST_READ", 6)

    first = list(steps_of(house.marina))
    rest = list(steps_of(house.marina, before=first[-1].cursor))

    assert (first[-1].read, first[-1].ended) == (6, Ended.LIMIT)
    assert (rest[-1].read, rest[-1].ended) == (3, Ended.ALL)
    places = [hit.message.arrival for step in (*first, *rest) for hit in step.hits]
    assert places == sorted(places, reverse=True)
    assert len(set(places)) == 9


def test_it_shows_no_more_results_than_its_limit(house, many, monkeypatch):
    monkeypatch.setattr(reading, "MOST_HITS", 4)

    steps = list(steps_of(house.marina))

    assert (steps[-1].read, steps[-1].ended) == (4, Ended.HITS)
    assert sum(len(step.hits) for step in steps) == 4


def test_it_ends_when_its_time_is_over(house, many, monkeypatch):
    monkeypatch.setattr(reading, "SECONDS", 0.0)

    steps = list(steps_of(house.marina))

    assert [step.ended for step in steps] == [Ended.TIME]
    assert entries("search:end")[-1]["ended"] == "time"


def test_a_slow_database_is_stopped_in_time(house, many, monkeypatch):
    from django.db.models import Exists

    slow = Conversation.objects.extra(where=["pg_sleep(5) IS NULL"])
    monkeypatch.setattr(searching, "readable", lambda _teams: Exists(slow))
    monkeypatch.setattr(reading, "SECONDS", 0.1)

    assert [step.ended for step in steps_of(house.marina)] == [Ended.TIME]


def test_it_stops_when_it_is_told_to(house, many):
    steps = steps_of(house.marina)
    next(steps)

    assert signed_in(house.marina).post("/atendimento/buscar/parar").status_code == 204

    assert [step.ended for step in steps] == [Ended.STOPPED]
    assert entries("search:end")[-1] | {"search": ""} == {"search": "", "ended": "stopped", "read": "5", "hits": "5"}


def test_nobody_stops_anothers_search(house, many):
    steps = steps_of(house.marina)
    next(steps)
    searching.stop(actor=house.rui, now=NOW)

    assert [step.ended for step in steps][-1] is Ended.ALL


def test_a_new_search_stops_the_one_before(house, many):
    old = steps_of(house.marina)
    next(old)

    assert [step.ended for step in steps_of(house.marina)][-1] is Ended.ALL
    assert [step.ended for step in old] == [Ended.STOPPED]


def test_whoever_goes_away_is_on_record_with_what_was_read_and_makes_room(house, many):
    steps = steps_of(house.marina)
    next(steps)
    steps.close()

    assert entries("search:end")[-1] | {"search": ""} == {"search": "", "ended": "left", "read": "2", "hits": "2"}
    assert reading._slots._value == reading.AT_ONCE


def test_the_answer_that_nobody_reads_on_closes_the_search(house, many):
    answer = read(signed_in(house.marina), "remarcar")
    stream = iter(answer.streaming_content)
    next(stream)
    next(stream)

    for close in answer._resource_closers:  # what a server does, without the end of the database's connection
        close()

    assert entries("search:end")[-1]["ended"] == "left"
    assert reading._slots._value == reading.AT_ONCE


def test_it_ends_when_access_ends_meanwhile(house, many, monkeypatch):
    monkeypatch.setattr(reading, "_LOOK_EVERY", 0.0)
    begun = searching.begin(actor=house.marina, asked=Asked(typed="remarcar"), now=NOW)
    steps = reading.through(begun, may_go_on=lambda: False)

    assert [step.ended for step in steps] == [Ended.NOT_ALLOWED]


def test_a_lock_a_sign_out_or_another_team_ends_what_still_runs(house, many, monkeypatch):
    from desvelo.guards.access.models import Session, User

    monkeypatch.setattr(reading, "_LOOK_EVERY", 0.0)
    changes = [
        lambda: Session.objects.update(locked_at=NOW),
        lambda: User.objects.get(pk=house.marina.id).teams.clear(),
        lambda: Session.objects.all().delete(),
    ]
    for change in changes:
        browser = signed_in(house.marina)
        stream = iter(read(browser, "remarcar").streaming_content)
        next(stream)

        change()

        list(stream)
        assert entries("search:end")[-1]["ended"] == "not_allowed"
        User.objects.get(pk=house.marina.id).teams.set([house.agenda])


def test_only_so_many_run_at_once(house, many, monkeypatch):
    monkeypatch.setattr(reading, "_WAIT_FOR_A_SLOT", 0.01)
    running = [steps_of(house.marina), steps_of(house.rui)]
    for each in running:
        next(each)

    assert [step.ended for step in steps_of(house.denise)] == [Ended.BUSY]
    for each in running:
        each.close()
    assert [step.ended for step in steps_of(house.denise)] == [Ended.ALL]


def test_so_many_in_an_hour_and_no_more(house, arrive, monkeypatch):
    arrive("remarcar")
    monkeypatch.setattr(searching, "PER_HOUR", 2)
    browser = signed_in(house.marina)
    for _ in range(2):
        assert read(browser, "remarcar").status_code == 200

    refused = read(browser, "remarcar")

    assert refused.status_code == 429
    assert "Chega de buscas por agora" in refused.content.decode()
    assert Search.objects.count() == 2
    assert read(signed_in(house.rui), "remarcar").status_code == 200


@pytest.mark.parametrize("typed", ["", "  ", "a", "a b c d e f g h i", '""'])
def test_what_is_nothing_to_search_is_refused_and_counts_nothing(house, typed):
    assert read(signed_in(house.marina), typed).status_code == 422
    assert Search.objects.count() == 0


def test_a_record_that_does_not_open_is_counted_and_the_others_are_found(house, arrive):
    arrive("remarcar um")
    arrive("remarcar dois")
    first, second = Message.objects.order_by("arrival")
    Message.objects.filter(pk=first.pk).update(body=second.body)

    steps = list(steps_of(house.marina))

    assert (steps[-1].closed, steps[-1].read, len(steps[-1].hits)) == (1, 2, 1)


def test_what_breaks_in_the_middle_is_said_and_not_shown(house, many, monkeypatch, caplog):
    def breaks(*_args, **_more):
        raise RuntimeError("remarcar")

    monkeypatch.setattr(reading.channel, "older", breaks)

    last = lines(read(signed_in(house.marina), "remarcar"))[-1]

    assert "falhou do nosso lado" in last["state"]
    assert "remarcar" not in caplog.text
    assert entries("search:end")[-1]["ended"] == "failed"


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
    desk.send_reply(
        actor=house.marina, conversation=conversation, reply=desk.Reply(text="Vamos remarcar"), now=NOW
    )
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
