"""What did not arrive goes again as what it was: a template, a place, a card, a list, with what it answered."""

import msgspec
import pytest

from browser import signed_in
from desvelo.base import clock
from desvelo.guards.vault import boxes
from desvelo.kernel.sealing.whys import Why
from desvelo.kernel.whatsapp import outbound
from desvelo.kernel.whatsapp.outbound_kinds import Button, Buttons, Card, Cards, Choices, Location, Phone, Row, Section
from desvelo.kernel.whatsapp.outbound_templates import Part, Template
from desvelo.service.channel import sealed
from desvelo.service.channel.models import Message
from desvelo.service.desk import actions, answering, outgoing
from desvelo.service.desk.actions import Reply

CPF = "529.982.247-25"
DAY = 25 * 3600
BUTTONS = Buttons(body="Quinta?", buttons=(Button(id="b1", title="Sim"), Button(id="b2", title="Não")), footer="Aurora")
LIST = Choices(body="Qual?", button="Ver", sections=(Section(rows=(Row(id="r1", title="Manhã", description="8 h"),)),))
PLACE = Location(latitude=-23.5, longitude=-46.6, name="Aurora", address="Rua das Acácias, 731")
CARD = Cards(cards=(Card(name="Recepção", phones=(Phone(phone="+5511912345678"),)),))
TEMPLATE = Template(
    name="retomar", language="pt_BR", category="UTILITY", parts=(Part(type="BODY", text="Oi, {{1}}, sobre a consulta"),)
)


@pytest.fixture
def conversation(house, arrive) -> str:
    return arrive("bom dia")


def fails(message) -> Message:
    """Let Meta say that a message did not arrive, for a reason that ends."""
    Message.objects.filter(pk=message).update(status="failed", failure="190")
    return Message.objects.get(pk=message)


def said(message: Message) -> outbound.Outgoing:
    """Return what a message is beside its words."""
    if message.detail is None:
        return outbound.Outgoing()
    detail = sealed.open_detail(
        boxes.of(message.contact_id, why=Why.UNSAID), message=message.id, record=bytes(message.detail)
    )
    return outbound.load(detail.sends)


def press(house, conversation: str, message: Message):
    return signed_in(house.marina).post(f"/atendimento/c/{conversation}/reenviar/{message.public_id}")


def newest() -> Message:
    return Message.objects.order_by("-arrival")[0]


@pytest.mark.parametrize("content", [BUTTONS, LIST, PLACE, CARD], ids=lambda each: type(each).__name__)
def test_each_kind_goes_again_as_what_it_was(house, conversation, content):
    old = fails(
        answering.send_content(actor=house.marina, conversation=conversation, content=content, now=clock.business())
    )

    assert press(house, conversation, old).status_code == 204

    old.refresh_from_db()
    assert (old.status, newest().status, newest().kind) == ("replaced", "queued", old.kind)
    assert said(newest()) == said(old)
    assert said(newest()).content == content


def test_a_quote_answers_the_same_message(house, conversation):
    about = newest().public_id
    reply = Reply(text="Quinta às 9h", about=about)
    old = fails(actions.send_reply(actor=house.marina, conversation=conversation, reply=reply, now=clock.business()))

    assert press(house, conversation, old).status_code == 204

    assert (newest().about_index, said(newest()).about) == (old.about_index, said(old).about)
    assert newest().about_index is not None


def test_a_quote_of_what_is_gone_is_refused_with_what_to_do(house, conversation):
    reply = Reply(text="Quinta às 9h", about=newest().public_id)
    old = fails(actions.send_reply(actor=house.marina, conversation=conversation, reply=reply, now=clock.business()))
    Message.objects.filter(direction="in").update(wamid_index=None)

    answer = press(house, conversation, old)

    assert (answer.status_code, "sem citar" in answer.content.decode()) == (409, True)
    assert (fails(old.id).status, Message.objects.filter(direction="out").count()) == ("failed", 1)


def filled(house, conversation: str, value: str = "Beatriz", template: Template = TEMPLATE) -> Message:
    return fails(
        answering.send_template(
            actor=house.marina,
            conversation=conversation,
            template=template,
            values={"body.1": value},
            now=clock.business(),
        )
    )


def test_a_template_goes_again_as_a_template_also_when_the_window_is_closed(house, conversation):
    clock.advance(DAY)
    old = filled(house, conversation)
    assert (
        f"/reenviar/{old.public_id}" in signed_in(house.marina).get(f"/atendimento/c/{conversation}").content.decode()
    )

    assert press(house, conversation, old).status_code == 204

    assert (newest().kind, said(newest())) == ("template", said(old))


def test_a_place_of_a_template_where_something_is_found_by_now_holds_it_back(
    house, conversation, monkeypatch, audit_tags
):
    monkeypatch.setattr(outgoing.scanning, "scan", lambda *_: ())
    old = filled(house, conversation, value=CPF)
    monkeypatch.undo()

    answer = press(house, conversation, old)

    assert (answer.status_code, "modelo nunca leva" in answer.content.decode()) == (422, True)
    assert audit_tags()[-1] == ("conversation:reply", "denied:sensitive_text")
    assert Message.objects.filter(direction="out").count() == 1


def test_a_promotion_does_not_go_again_to_who_stopped_them_meanwhile(house, arrive, conversation):
    old = filled(house, conversation, template=msgspec.structs.replace(TEMPLATE, category="MARKETING"))
    arrive("parar")

    answer = press(house, conversation, old)

    assert (answer.status_code, "Este modelo é de promoção." in answer.content.decode()) == (409, True)


@pytest.mark.asvs("2.2.2")
@pytest.mark.parametrize("content", [None, PLACE])
def test_free_text_once_the_window_is_closed_is_refused_and_the_templates_are_offered(house, conversation, content):
    if content is None:
        now = clock.business()
        sent = actions.send_reply(actor=house.marina, conversation=conversation, reply=Reply(text="oi"), now=now)
    else:
        now = clock.business()
        sent = answering.send_content(actor=house.marina, conversation=conversation, content=content, now=now)
    old = fails(sent)
    actions.keep_draft(actor=house.marina, conversation=conversation, text="rascunho", now=clock.business())
    clock.advance(DAY)

    answer = press(house, conversation, old)

    shown = answer.content.decode()
    assert (answer.status_code, answer["HX-Retarget"], answer["HX-Reswap"]) == (
        409, f"#composer-{conversation}", "outerHTML",
    )  # fmt: skip
    assert "esta era uma mensagem livre" in shown
    assert f'hx-get="/atendimento/c/{conversation}/modelos"' in shown
    assert "Seu rascunho fica guardado" in shown
    assert Message.objects.filter(direction="out").count() == 1


def test_the_number_of_a_card_may_leave_and_a_document_in_its_place_may_not(house, conversation):
    answering.send_content(actor=house.marina, conversation=conversation, content=CARD, now=clock.business())
    hidden = Cards(cards=(Card(name="Bia", phones=(Phone(phone=CPF),)),))

    with pytest.raises(outgoing.SensitiveText):
        answering.send_content(actor=house.marina, conversation=conversation, content=hidden, now=clock.business())

    assert Message.objects.filter(direction="out").count() == 1
