"""The trail of each message: whoever runs the system sees states, times and codes, and nothing of what was said."""

import html
import re

import pytest
from django.db import connection

import traces
from browser import signed_in
from desvelo.base import clock
from desvelo.duties.assurance import trail
from desvelo.duties.assurance.trail_screen import Wanted
from desvelo.guards.access.errors import Forbidden, NotFound
from desvelo.guards.audit import actions as audit
from desvelo.guards.vault import queries as vault
from desvelo.kernel.authority import Permission
from desvelo.service.channel import actions, intake, steps
from desvelo.service.channel.models import Message
from desvelo.service.channel.steps import Step
from house import NOW, put_delivery, text_message, webhook, webhook_body

PHONE, NAME, CPF = "5511900004417", "Beatriz Nogueira", "529.982.247-25"
WORDS = "girassol quinta de manhã"
WATCHING = ("helena", "caio", "lucia")


def reply(text: str = "resposta com girafa", *, status: str = "queued", failure: str = "") -> Message:
    """Write a message to Beatriz and leave it in *status*."""
    contact = vault.contact_with_phone(PHONE)
    number = Message.objects.first().number_id
    draft = actions.Draft(contact=contact, number=number, text=text, author=None, last_inbound_at=clock.business())
    message = Message.objects.get(pk=actions.write(draft, now=clock.business()))
    Message.objects.filter(pk=message.pk).update(status=status, failure=failure)
    return message


@pytest.fixture
def received(house, arrive) -> Message:
    """Return a message with a CPF in it, taken in and on record."""
    arrive(f"{WORDS}, meu cpf é {CPF}", phone=PHONE, name=NAME)
    audit.sequence()
    return Message.objects.get()


def listed(actor, **wanted) -> list[str]:
    return [row.id for row in trail.messages(actor, Wanted(**wanted), now=NOW).rows]


def lines(actor, message: Message) -> dict[str, trail.trail_course.Line]:
    found = trail.course(actor, message.public_id, now=NOW)
    return {str(line.said.text): line for line in found.lines}


def page(house, path: str, login: str = "caio") -> str:
    answer = signed_in(house.actors[login]).get(path)
    assert answer.status_code == 200
    return html.unescape(answer.content.decode())


@pytest.mark.parametrize("login", ["marina", "rui"])
def test_who_attends_has_no_business_there_and_the_try_is_on_record(house, received, audit_tags, login):
    actor = house.actors[login]

    for ask in (
        lambda: trail.messages(actor, Wanted(), now=NOW),
        lambda: trail.course(actor, received.public_id, now=NOW),
    ):
        with pytest.raises(Forbidden):
            ask()
        assert audit_tags()[-1] == (Permission.MESSAGE_TRACE.value, "denied:not_in_role")


def test_without_the_gate_an_agent_would_read_it(house, received, monkeypatch):
    monkeypatch.setattr(trail.gate, "require", lambda *_, **__: None)

    assert listed(house.marina) == [received.public_id]


@pytest.mark.parametrize("login", WATCHING)
def test_a_received_message_is_followed_to_its_entry(house, received, login):
    found = lines(house.actors[login], received)

    assert list(found) == [
        "Saiu do celular do cliente",
        "Chegou à porta",
        "Assinatura conferida",
        "No disco, cifrada",
        "Retirada da fila",
        "Dados protegidos procurados",
        "Ocultada",
        "Cifrada com a chave do cliente",
        "Avisada às telas abertas",
        "Registrada na auditoria",
    ]
    assert found["Dados protegidos procurados"].note == "1 dado encontrado"
    assert re.fullmatch(r"registro nº \d+", found["Registrada na auditoria"].note)
    assert all(line.after or line.time_label for line in found.values())


def test_that_somebody_opened_the_conversation_is_a_step(house, received):
    signed_in(house.marina).get(f"/atendimento/c/{_conversation(house)}")

    assert "Conversa aberta por alguém" in lines(house.caio, received)


def _conversation(house) -> str:
    from desvelo.service.desk import queries as desk

    return desk.conversation_of(vault.contact_with_phone(PHONE))


def test_what_was_opened_before_it_came_does_not_count(house, received, arrive):
    signed_in(house.marina).get(f"/atendimento/c/{_conversation(house)}")
    arrive("mais uma coisa", phone=PHONE, name=NAME)
    newest = Message.objects.order_by("-arrival").first()

    assert "Conversa aberta por alguém" not in lines(house.caio, newest)


def test_until_it_has_its_number_the_entry_is_said_to_wait(house, arrive):
    arrive("bom dia", phone=PHONE)

    found = lines(house.caio, Message.objects.get())

    assert found["Registrada na auditoria"].note == "espera o número"
    assert "Avisada às telas abertas" not in found


@pytest.mark.parametrize(
    ("name", "code", "words"),
    [
        ("failed", "131026", "A Meta não aceita esta mensagem"),
        ("failed", "190", "Nada mais sai até alguém da administração agir"),
        ("again", "130429", "A Meta pediu para esperar"),
        ("unsure", "131000", "Pode ter chegado"),
        ("unsure", "no_answer", "O pedido saiu e não veio resposta"),
        ("unsure", "interrupted", "terminou no meio"),
        ("failed", "987654", "A Meta não aceita esta mensagem"),
        ("failed", "something_new", ""),
    ],
)
def test_what_went_wrong_shows_its_code_and_what_it_asks_for(house, received, name, code, words):
    message = reply()
    steps.note([Step(message=message.id, name=name, code=code)])

    found = trail.course(house.caio, message.public_id, now=NOW).lines[-1]

    assert found.code == code
    assert found.advice.startswith(words) if words != "terminou no meio" else words in found.advice


def test_one_of_ours_shows_each_step_with_the_time_it_took(house, received):
    message = reply(status="read")
    steps.note([Step(message=message.id, name=name) for name in ("claimed", "accepted")])
    steps.note([Step(message=message.id, name=name, said_at=NOW) for name in ("sent", "delivered", "read")])

    found = lines(house.caio, message)

    assert list(found) == ["Escrita e cifrada", "Retirada da fila", "Aceita pela Meta", "Enviada", "Entregue", "Lida"]
    assert found["Escrita e cifrada"].time_label
    assert all(line.after.endswith("s") for name, line in found.items() if name != "Escrita e cifrada")
    assert found["Lida"].note.endswith("pelo relógio da Meta")


def test_one_written_before_steps_were_kept_is_shown_all_the_same(house, received):
    message = reply()
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM channel_step")

    assert list(lines(house.caio, message)) == ["Escrita e cifrada"]


def test_the_list_is_narrowed_to_what_needs_an_eye(house, received):
    waiting, failed, unsure, sent = (
        reply(status=status, failure=failure)
        for status, failure in (("sending", ""), ("failed", "131026"), ("unsure", "no_answer"), ("sent", ""))
    )

    assert listed(house.caio) == [each.public_id for each in (sent, unsure, failed, waiting, received)]
    assert listed(house.caio, state="waiting") == [waiting.public_id]
    assert listed(house.caio, state="failed") == [failed.public_id]
    assert listed(house.caio, state="unsure") == [unsure.public_id]
    assert listed(house.caio, state="whatever") == listed(house.caio)
    tabs = trail.messages(house.caio, Wanted(state="failed"), now=NOW).tabs
    assert [(tab.label, tab.count, tab.active) for tab in tabs] == [
        ("Mais recentes", None, False),
        ("Esperando", 1, False),
        ("Falharam", 1, True),
        ("Em dúvida", 1, False),
        ("Separadas", 0, False),
    ]


def test_a_long_list_continues_where_the_page_ended(house, received):
    written = [reply(status="failed").public_id for _ in range(trail.PAGE + 5)]

    first = trail.messages(house.caio, Wanted(state="failed"), now=NOW)
    second = listed(house.caio, state="failed", before=first.next_cursor)

    assert [row.id for row in first.rows] + second == written[::-1]
    assert "cursor=" in page(house, "/postura/mensagens?state=failed")


def test_what_was_set_aside_is_listed_by_reason(house):
    put_delivery(b"no json at all")
    put_delivery(webhook_body("de outra empresa", phone=PHONE, name=NAME, wamid="w.9", number="999999999999999"))
    put_delivery(webhook({"messages": ["no message", text_message(WORDS, phone=PHONE, wamid="w.2")]}))
    intake.take_in()

    found = trail.messages(house.caio, Wanted(state="aside", reason="poison"), now=NOW)

    assert [(tab.label, tab.count, tab.active) for tab in found.reasons] == [
        ("Mal formada", 2, True),
        ("Número que não é nosso", 1, False),
    ]
    assert sorted((each.detail, each.place) for each in found.asides) == [
        ("not_an_object", "/entry/0/changes/0/value/messages/0"),
        ("not_json", ""),
    ]
    assert trail.messages(house.caio, Wanted(state="aside", reason="unknown_number"), now=NOW).asides[0].place
    assert WORDS not in page(house, "/postura/mensagens?state=aside&reason=poison")


def test_deliveries_that_wait_are_said_to_wait_and_long_ones_stand_out(house):
    assert trail.messages(house.caio, Wanted(), now=NOW).waiting_label == "Nenhuma entrega espera na porta."

    put_delivery(webhook_body(WORDS, phone=PHONE, name=NAME, wamid="w.1"))
    short = trail.messages(house.caio, Wanted(), now=NOW)
    with connection.cursor() as cursor:
        cursor.execute("UPDATE intake.raw SET received_at = received_at - interval '5 minutes'")
    long = trail.messages(house.caio, Wanted(), now=NOW)

    assert (short.waiting_label.startswith("1 entrega espera"), short.is_waiting_long) == (True, False)
    assert (long.waiting_label.endswith("há 5 min."), long.is_waiting_long) == (True, True)


@pytest.mark.parametrize("login", WATCHING)
def test_no_page_of_it_holds_a_name_a_phone_or_a_word(house, received, arrive, login):
    arrive("outra conversa", phone="5511900004418", name="Kassandra Vell")
    message = reply(status="failed", failure="131026")
    put_delivery(webhook_body("perdida", phone=PHONE, name=NAME, wamid="w.9", number="999999999999999"))
    intake.take_in()
    paths = ["", "?state=failed", "?state=aside", f"/{received.public_id}", f"/{message.public_id}"]

    pages = [(path, page(house, f"/postura/mensagens{path}", login).encode()) for path in paths]

    canaries = {
        "name": (NAME, "Beatriz", "Nogueira", "Kassandra"),
        "phone": (PHONE, PHONE[2:], PHONE[-8:], "900004418"),
        "cpf": (CPF, CPF.replace(".", "").replace("-", ""), "247-25"),
        "words": (WORDS, "girassol", "girafa", "perdida", "outra conversa"),
    }
    assert traces.report(pages, canaries) == []
    assert all(message.public_id.encode() in content for path, content in pages if path != "?state=aside")


def test_a_kind_or_a_code_that_reads_like_nothing_of_ours_is_not_shown(house, received):
    Message.objects.update(kind="Beatriz 900004417")
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO intake.quarantine (delivery_id, pointer, reason, record, received_at) "
            "VALUES ('x', '', 'poison:Beatriz 900004417', 'x', now())"
        )

    shown = page(house, f"/postura/mensagens/{received.public_id}") + page(house, "/postura/mensagens?state=aside")

    assert "Beatriz" not in shown
    assert "outro tipo" in shown


@pytest.mark.parametrize("message", ["absent", "0190163d-8694-739b-aea5-966c26f8ad91", "x" * 500])
def test_a_message_that_is_not_there_is_not_found(house, received, message):
    assert signed_in(house.caio).get(f"/postura/mensagens/{message}").status_code == 404
    with pytest.raises(NotFound):
        trail.course(house.caio, message, now=NOW)


def test_the_way_there_stands_in_the_navigation_of_those_who_may_go(house, received):
    there = [login for login in house.actors if "/postura/mensagens" in _home(house, login)]

    assert sorted(there) == sorted(WATCHING)


def _home(house, login: str) -> str:
    return signed_in(house.actors[login]).get("/auditoria").content.decode()


def test_it_reads_the_same_number_of_times_however_many_messages_there_are(house, received, django_assert_num_queries):
    for _ in range(30):
        reply()

    with django_assert_num_queries(4):
        trail.messages(house.caio, Wanted(), now=NOW)


@pytest.mark.parametrize(
    ("microseconds", "said"),
    [(0, "0,0 ms"), (1_234, "1,2 ms"), (34_567, "34 ms"), (999_999, "999 ms"), (5_259_000, "5,2 s"),
     (59_000_000, "59 s"), (119_000_000, "119 s"), (120_000_000, "2 min"), (7_199_000_000, "119 min"),
     (7_200_000_000, "2 h"), (90_000_000_000, "25 h")],
)  # fmt: skip
def test_how_long_something_took_is_said_as_short_as_it_can_be(db, microseconds, said):
    assert trail.words.lasting(microseconds) == said


def test_in_english_every_word_of_it_is_english(house, received):
    from django.utils import translation

    message = reply()
    steps.note([Step(message=message.id, name="failed", code="131026")])
    with translation.override("en"):
        said = lines(house.caio, message)

    assert list(said) == ["Written and sealed", "Failed"]
    assert said["Failed"].advice == "Meta will not take this message, however often it is sent."
