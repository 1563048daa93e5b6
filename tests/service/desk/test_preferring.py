"""A customer who wants no promotions gets none, from that moment on; they are told once, and when and how is kept."""

import re

import msgspec
import pytest
from django.db import connection
from django.utils import translation

import deliveries
import house as company
from browser import signed_in
from desvelo.base import clock
from desvelo.base.outbox import consume
from desvelo.duties.assurance import narrative
from desvelo.guards.audit import actions as audit
from desvelo.guards.audit import queries as ledger
from desvelo.guards.vault import actions as vault
from desvelo.guards.vault import boxes
from desvelo.kernel.sealing.whys import Why
from desvelo.kernel.whatsapp.outbound_templates import Filled, Part, Template
from desvelo.service.channel import actions as channel
from desvelo.service.channel import delivery, intake, models, preferences
from desvelo.service.channel.errors import MarketingRefused
from desvelo.service.channel.models import Message, Preference
from desvelo.service.desk.models import Conversation
from house import put_delivery, text_message, webhook
from identities import NEW_ID, NEW_PHONE, OLD_ID, OLD_PHONE, comes, number_changed, wrote

PHONE = "5511900004417"
OFFER = Template(name="oferta", language="pt_BR", category="MARKETING", parts=(Part(type="BODY", text="Só hoje: 20%"),))


@pytest.fixture
def conversation(house, arrive) -> str:
    return arrive("bom dia")


def template(category: str = "MARKETING", *, name: str = "oferta") -> models.Template:
    content = msgspec.structs.replace(OFFER, name=name, category=category)
    return models.Template.objects.create(
        waba_id=company.WABA_ID, name=name, language="pt_BR", category=category, status="APPROVED",
        content=msgspec.to_builtins(content), told_at=clock.business(),
    )  # fmt: skip


def send(house, conversation: str, chosen: models.Template):
    return signed_in(house.marina).post(f"/atendimento/c/{conversation}/modelos", {"template": chosen.public_id})


def wishes(value: str, *, at: int = 0) -> None:
    """Let WhatsApp tell what the customer chose in its settings."""
    wish = {"wa_id": PHONE, "detail": "x", "category": "marketing_messages", "value": value}
    stamp = int(clock.business().timestamp()) + at
    put_delivery(webhook({"user_preferences": [{**wish, "timestamp": stamp}]}, field="user_preferences"))
    assert intake.take_in() == 1
    assert deliveries.aside() == []


def work() -> None:
    """Let the worker answer customers, and send nothing."""
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM outbox_queue WHERE tag = 'message:write'")
    consume.drain()


def answers() -> list[str]:
    rows = Message.objects.filter(direction="out", automatic=True).order_by("arrival")
    bodies = [
        vault.open_body(boxes.of(row.contact_id, why=Why.UNSAID), message=row.id, record=bytes(row.body))
        for row in rows
    ]
    return ["".join(part for part in body.parts if isinstance(part, str)) for body in bodies]


def offers() -> int:
    return Message.objects.filter(direction="out", kind="template").count()


@pytest.mark.asvs("2.2.2")
def test_the_word_stops_promotions_at_once_and_the_customer_is_told_once(house, arrive, conversation, audit_tags):
    arrive("Párar!")
    work()
    work()

    [kept] = Preference.objects.all()
    assert (kept.wants_marketing, kept.way, kept.message) == (False, "word", Message.objects.order_by("-arrival")[1])
    assert kept.stated_at == kept.message.sent_at
    assert ("preference:state", "done") in audit_tags()
    [said] = answers()
    assert said.startswith("Pronto. Você não recebe mais promoções da ")
    refused = send(house, conversation, template())
    assert (refused.status_code, "Este modelo é de promoção." in refused.content.decode()) == (409, True)
    assert (offers(), audit_tags()[-1]) == (0, ("conversation:reply", "denied:marketing_refused"))


def test_without_the_guard_the_promotion_would_leave(house, arrive, conversation, monkeypatch):
    arrive("parar")
    monkeypatch.setattr(preferences, "refuses", lambda _contact: False)

    assert send(house, conversation, template()).status_code == 200
    assert offers() == 1


def test_saying_it_again_is_kept_and_not_answered_again(arrive, conversation):
    for word in ("PARAR", "sair", "STOP"):
        arrive(word)
        work()

    assert (Preference.objects.count(), len(answers())) == (3, 1)


def test_the_word_back_is_one_only_for_who_had_stopped(house, arrive, conversation):
    arrive("voltar")
    work()
    assert (Preference.objects.count(), answers()) == (0, [])

    arrive("parar"), arrive("VOLTAR")
    work()

    assert [each.split(".")[0] for each in answers()] == ["Pronto", "Combinado, você volta a receber promoções"]
    assert send(house, conversation, template()).status_code == 200


def test_of_two_wishes_in_one_second_and_one_delivery_the_last_counts(house, conversation):
    at = clock.business()
    words = ["parar", "voltar"] * 8 + ["parar"]
    said = [text_message(each, phone=PHONE, wamid=f"w.{index}", at=at) for index, each in enumerate(words)]
    put_delivery(webhook({"messages": said}))
    intake.take_in()
    work()

    assert (Preference.objects.count(), len(answers())) == (17, 17)
    assert send(house, conversation, template()).status_code == 409


@pytest.mark.parametrize("kind", ["button", "interactive", "text"])
def test_a_tap_on_a_button_of_that_name_counts_like_the_word(house, conversation, kind):
    said = text_message("Parar promoções", phone=PHONE, wamid="w.tap")
    if kind == "button":
        said |= {"type": "button", "button": {"text": "Parar promoções", "payload": "x"}}
        del said["text"]
    if kind == "interactive":
        reply = {"type": "button_reply", "button_reply": {"id": "x", "title": "Parar promoções"}}
        said |= {"type": "interactive", "interactive": reply}
        del said["text"]
    put_delivery(webhook({"messages": [said]}))
    intake.take_in()

    assert [each.wants_marketing for each in Preference.objects.all()] == [False]


def test_what_is_said_in_a_group_is_said_to_others(house, conversation):
    put_delivery(webhook({"messages": [{**text_message("parar", phone=PHONE, wamid="w.g"), "group_id": "g1"}]}))
    intake.take_in()

    assert Preference.objects.count() == 0


def test_the_settings_of_whatsapp_count_and_are_not_answered(house, conversation):
    wishes("stop")
    work()
    assert (send(house, conversation, template()).status_code, answers()) == (409, [])

    wishes("resume", at=1)
    assert send(house, conversation, template(name="outra")).status_code == 200


def test_a_value_of_tomorrow_is_no_consent(house, conversation):
    wishes("stop")
    wishes("maybe", at=1)

    assert send(house, conversation, template()).status_code == 409


def test_what_came_late_does_not_undo_what_was_said_later(house, conversation):
    wishes("stop")
    wishes("resume", at=-60)

    assert send(house, conversation, template()).status_code == 409


def test_other_templates_and_answers_go_on(house, arrive, conversation):
    arrive("parar")

    assert send(house, conversation, template("UTILITY")).status_code == 200


def test_a_template_that_meta_moved_to_promotions_is_one(house, arrive, conversation):
    arrive("parar")
    moved = template("UTILITY")
    models.Template.objects.filter(pk=moved.pk).update(category="MARKETING")

    assert send(house, conversation, moved).status_code == 409


def test_the_picker_marks_the_promotion_and_gives_no_way_to_send_it(house, arrive, conversation):
    arrive("parar")
    template(), template("UTILITY", name="aviso")

    shown = signed_in(house.marina).get(f"/atendimento/c/{conversation}/modelos").content.decode()

    assert "Beatriz recusou promoções. Este modelo é de promoção." in shown
    assert re.findall(r"<b>(\w+)</b>", shown) == ["aviso", "oferta"]
    assert shown.count("<form") == 1


def test_the_side_column_says_so_and_when_and_how(house, arrive, conversation):
    browser = signed_in(house.marina)
    assert "Não quer propaganda" not in browser.get(f"/atendimento/c/{conversation}").content.decode()

    arrive("parar")

    page = browser.get(f"/atendimento/c/{conversation}").content.decode()
    assert "Não quer propaganda" in page
    assert "com uma palavra na conversa" in page


def test_a_promotion_that_waited_in_the_queue_when_they_said_so_does_not_leave(house, arrive, conversation):
    assert send(house, conversation, template()).status_code == 200
    arrive("parar")

    delivery.deliver(channel._written_event(Message.objects.get(kind="template")))

    sent = Message.objects.get(kind="template")
    assert (sent.status, sent.failure) == ("failed", "stopped_marketing")
    assert "não quer promoções" in signed_in(house.marina).get(f"/atendimento/c/{conversation}").content.decode()


@pytest.mark.asvs("2.2.2")
def test_the_channel_itself_refuses_whoever_asks(house, arrive, conversation):
    arrive("parar")
    found = Conversation.objects.get()
    draft = channel.Draft(
        contact=found.contact_id, number=found.number_id, author=None, last_inbound_at=None,
        content=Filled(template=OFFER, values={}),
    )  # fmt: skip

    with pytest.raises(MarketingRefused):
        channel.write(draft, now=clock.business())


def test_what_either_said_counts_for_the_one_they_became(house):
    comes(wrote("oi", at=0, user_id=OLD_ID, phone=OLD_PHONE), wrote("parar", at=4, user_id=NEW_ID, phone=NEW_PHONE))

    comes(number_changed(at=5))

    assert preferences.refuses(Conversation.objects.get().contact_id)


def test_the_log_says_in_words_that_they_said_so(house, arrive, conversation):
    arrive("parar")
    audit.sequence()
    contact = Conversation.objects.get().contact_id
    [entry] = [each for each in ledger.about_contact(contact) if each.tag == "preference:state"]

    assert entry.objects["wants_marketing"] == "false"
    with translation.override("pt-br"):
        assert narrative._done(entry) == "%(customer)s disse que não quer promoções."
