"""Templates on the desk: a page for whoever keeps them, a picker once the window is closed, nothing personal in one."""

import msgspec
import pytest
from django.db import connection

import house as company
from browser import signed_in
from desvelo.base import clock
from desvelo.kernel.whatsapp import essential_templates
from desvelo.kernel.whatsapp.outbound_templates import Part, Template
from desvelo.service.channel import models
from desvelo.service.channel.models import Message
from desvelo.service.desk import outgoing

CPF = "529.982.247-25"


def keep(name: str, status: str = "APPROVED", *, waba: str = company.WABA_ID, **more) -> models.Template:
    content = Template(
        name=name,
        language="pt_BR",
        category="UTILITY",
        parts=(Part(type="BODY", text="Oi, {{nome}}. É sobre {{assunto}}, da {{empresa}}."),),
        is_named=True,
    )
    return models.Template.objects.create(
        waba_id=waba,
        name=name,
        language="pt_BR",
        category="UTILITY",
        status=status,
        content=msgspec.to_builtins(content),
        told_at=clock.business(),
        **more,
    )


@pytest.fixture
def closed(house, arrive) -> str:
    """Return a conversation whose window has closed."""
    conversation = arrive("bom dia")
    clock.advance(25 * 3600)
    return conversation


def sent() -> list[Message]:
    return list(Message.objects.filter(direction="out"))


def pick(house, conversation: str, template: models.Template, **values):
    fields = {"template": template.public_id, "body.nome": "Beatriz", "body.assunto": "a consulta",
              "body.empresa": "Aurora", **{f"body.{name}": value for name, value in values.items()}}  # fmt: skip
    return signed_in(house.marina).post(f"/atendimento/c/{conversation}/modelos", fields)


def test_a_closed_window_offers_the_approved_templates_with_the_name_filled_in(house, closed):
    keep("retomar_conversa"), keep("recusado", "REJECTED"), keep("alheio", waba="999")
    browser = signed_in(house.marina)

    assert "Enviar um modelo" in browser.get(f"/atendimento/c/{closed}").content.decode()
    shown = browser.get(f"/atendimento/c/{closed}/modelos").content.decode()

    assert "Oi, Beatriz. É sobre [assunto], da " in shown
    assert ("recusado" in shown, "alheio" in shown) == (False, False)


def test_a_template_that_was_filled_in_is_sent_as_it_reads(house, closed):
    answer = pick(house, closed, keep("retomar_conversa"))

    assert (answer.status_code, answer["HX-Retarget"]) == (200, "#picker")
    assert [(each.kind, each.status) for each in sent()] == [("template", "queued")]
    page = signed_in(house.marina).get(f"/atendimento/c/{closed}").content.decode()
    assert "Oi, Beatriz. É sobre a consulta, da Aurora." in page
    assert "que esta versão não mostra" not in page


@pytest.mark.parametrize("value", [CPF, "cartão 5555 5555 5555 4444"])
def test_no_place_of_a_template_receives_personal_data(house, closed, value, audit_tags):
    answer = pick(house, closed, keep("retomar_conversa"), assunto=value)

    assert (answer.status_code, "nunca leva um dado pessoal" in answer.content.decode()) == (422, True)
    assert value not in answer.content.decode()
    assert (sent(), audit_tags()[-1]) == ([], ("conversation:reply", "denied:sensitive_text"))


def test_without_the_guard_it_would_leave(house, closed, monkeypatch):
    monkeypatch.setattr(outgoing, "fit_to_leave", lambda text, *, hide: text)  # noqa: ARG005

    assert pick(house, closed, keep("retomar_conversa"), assunto=CPF).status_code == 200
    assert len(sent()) == 1


@pytest.mark.parametrize(("value", "said"), [("", "está vazio"), ("x" * 1_025, "até 1024"), ("a\tb", "uma linha")])
def test_what_meta_would_refuse_is_said_by_its_place(house, closed, value, said):
    answer = pick(house, closed, keep("retomar_conversa"), assunto=value)

    assert (answer.status_code, said in answer.content.decode(), sent()) == (422, True, [])


@pytest.mark.parametrize(("status", "waba"), [("PAUSED", company.WABA_ID), ("APPROVED", "999")])
def test_a_template_that_may_not_be_sent_here_does_not_exist(house, closed, status, waba):
    assert pick(house, closed, keep("x", status, waba=waba)).status_code == 404
    assert sent() == []


@pytest.mark.parametrize("name", sorted(essential_templates.SENT_BY_THE_DESK))
def test_what_only_the_desk_sends_is_never_offered_nor_taken_from_a_person(house, closed, name):
    reserved = keep(name)

    assert name not in signed_in(house.marina).get(f"/atendimento/c/{closed}/modelos").content.decode()
    assert pick(house, closed, reserved).status_code == 404
    assert sent() == []


def test_without_a_template_the_picker_says_whom_to_ask(house, closed):
    shown = signed_in(house.marina).get(f"/atendimento/c/{closed}/modelos").content.decode()

    assert "Peça um à supervisão" in shown


def test_the_page_says_in_plain_words_what_meta_says_of_each(house):
    keep("aprovado", quality="YELLOW")
    keep("recusado", "REJECTED", reason="PROMOTIONAL")
    keep("mudando", next_category="MARKETING")

    shown = signed_in(house.rui).get("/modelos").content.decode()

    for said in ("Aprovado", "Alguns clientes reclamam", "Recusado pela Meta", "A Meta vê isto como promoção",
                 "A Meta vai passar este modelo para “Promoção”", "Faltam modelos essenciais"):  # fmt: skip
        assert said in shown
    assert all(name in shown for name in essential_templates.NAMES)


def test_with_the_four_essential_ones_nothing_is_missing(house):
    for name in essential_templates.NAMES:
        keep(name)

    assert "Faltam modelos essenciais" not in signed_in(house.rui).get("/modelos").content.decode()


@pytest.mark.parametrize(("fields", "essentials"), [({}, "false"), ({"essentials": "yes"}, "true")])
def test_meta_is_asked_by_the_worker_and_who_wanted_it_is_on_record(house, audit_tags, fields, essentials):
    answer = signed_in(house.rui).post("/modelos/pedir", fields)

    assert (answer.status_code, audit_tags()[-1]) == (302, ("template:ask", "done"))
    with connection.cursor() as cursor:
        cursor.execute("SELECT payload->>'with_essentials' FROM outbox_queue WHERE tag = 'template:ask'")
        assert cursor.fetchall() == [(essentials,)]


def test_an_agent_has_no_way_to_the_page(house):
    browser = signed_in(house.marina)

    assert (browser.get("/modelos").status_code, browser.post("/modelos/pedir").status_code) == (403, 403)
    assert "/modelos" not in browser.get("/atendimento/minhas").content.decode()


def test_what_only_they_can_mend_stands_over_the_page_of_each(house):
    number = models.Number.objects.get()
    for told, cause, code in (("it", "token_refused", 190), ("supervisor", "payment_problem", 131042)):
        at = clock.business()
        models.Alarm.objects.create(number=number, cause=cause, code=code, told=told, first_at=at, last_at=at)

    supervisor, it = (signed_in(who).get("/modelos").content.decode() for who in (house.rui, house.caio))

    assert ("não conseguiu cobrar" in supervisor, "recusou o token" in supervisor) == (True, False)
    assert ("não conseguiu cobrar" in it, "recusou o token" in it) == (False, True)
