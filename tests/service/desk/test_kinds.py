"""Every kind of message is drawn as what it is, with its data hidden, and beside what it speaks of, in any order."""

import os
import random
import re
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from django.utils import translation

import pages
import tables
from browser import signed_in
from desvelo.guards.vault import queries as vault
from desvelo.service.channel import intake
from desvelo.service.channel.models import Media, Message
from desvelo.service.desk import kinds
from desvelo.service.desk import queries as desk
from desvelo.service.desk.models import Conversation
from house import put_delivery, text_message, webhook

PHONE, OTHER_PHONE = "5511900004417", "5511900004418"
CPF = "529.982.247-25"


def sent(kind: str, content: object, *, wamid: str = "", phone: str = PHONE, **more: object) -> dict[str, object]:
    wamid = wamid or f"wamid.{os.urandom(6).hex()}"
    return {**text_message("", phone=phone, wamid=wamid), "text": None, "type": kind, kind: content, **more}


def said(text: str, wamid: str, *, phone: str = PHONE, **more: object) -> dict[str, object]:
    return {**text_message(text, phone=phone, wamid=wamid), **more}


def comes(*messages: dict[str, object]) -> None:
    """Let each message arrive in a delivery of its own."""
    for each in messages:
        contact = {"profile": {"name": "Beatriz Nogueira"}, "wa_id": each["from"]}
        put_delivery(webhook({"contacts": [contact], "messages": [each]}))
        assert intake.take_in() == 1


@pytest.fixture
def page(house):
    """Return the page of the customer's conversation, as one line."""

    def _page(phone: str = PHONE) -> str:
        conversation = desk.conversation_of(vault.contact_with_phone(phone))
        return one_line(signed_in(house.marina).get(f"/atendimento/c/{conversation}").content.decode())

    return _page


@pytest.fixture
def items(page):
    """Return what the page's messages say, one string each, tags left out."""

    def _items(phone: str = PHONE) -> list[str]:
        shown = page(phone).split('id="items"')[1].split('class="pill-slot"')[0]
        parts = re.findall(r"<article.*?</article>|<p class=\"note.*?</p>", shown)
        return [" ".join(re.sub(r"<[^>]+>", " ", part).split()) for part in parts]

    return _items


def one_line(html: str) -> str:
    return " ".join(html.split())


FILE = {"id": "9", "mime_type": "application/pdf", "file_size": 122_880}
DRAWN = {
    "image": (sent("image", {**FILE, "mime_type": "image/jpeg"}), ["Imagem protegida", "JPEG · 120,0"]),
    "voice": (
        sent("audio", {"id": "9", "mime_type": "audio/ogg", "voice": True}),
        ["Mensagem de voz protegida", "OGG"],
    ),
    "document": (
        sent("document", {**FILE, "filename": "laudo.pdf", "caption": f"meu cpf {CPF}"}),
        ["Documento protegido", "laudo.pdf", "PDF · 120,0", "CPF", "25"],
    ),
    "location": (
        sent("location", {"latitude": -23.5505, "longitude": -46.6333, "name": "Casa"}),
        ["Localização", "Casa", "Coordenadas"],
    ),
    "contacts": (
        sent("contacts", [{"name": {"formatted_name": "Rui"}, "phones": [{"phone": "+1 415 555-0829"}]}]),
        ["Cartão de contato", "Nome", "Telefone", "0829"],
    ),
    "order": (
        sent("order", {"product_items": [{"quantity": 2, "item_price": 30, "currency": "BRL"}], "text": "para hoje"}),
        ["Pedido do catálogo", "2 itens · 60,00 BRL", "para hoje"],
    ),
    "poll": (
        sent("unsupported", {"type": "poll_creation"}, errors=[{"code": 131051}]),
        ["Mensagem de um tipo que o WhatsApp não repassa", "enquete"],
    ),
    "system": (
        sent("system", {"type": "user_changed_number", "body": "changed from 5511900004417", "wa_id": PHONE}),
        ["Este cliente trocou de número."],
    ),
    "future": (
        sent("hologram", {"said": "olá do futuro"}),
        ["Mensagem de um tipo que esta versão não mostra", "hologram", "olá do futuro"],
    ),
    "group": (said("oi a todos", "w.g", group_id="G1"), ["Enviada em um grupo", "oi a todos"]),
    "many": (said("corrente", "w.f", context={"frequently_forwarded": True}), ["Encaminhada muitas vezes"]),
}


@pytest.mark.parametrize("kind", DRAWN)
def test_a_kind_is_drawn_as_what_it_is(items, kind):
    message, words = DRAWN[kind]
    comes(message)

    [shown, *_] = items()

    assert [word for word in words if word not in shown] == []


def test_what_a_card_a_place_and_a_caption_hold_is_on_no_page_and_in_no_table(house, page):
    comes(DRAWN["document"][0], DRAWN["location"][0], DRAWN["contacts"][0])

    shown = page() + signed_in(house.marina).get("/atendimento/todas").content.decode()

    secrets = (CPF, "-23.5505", "-46.6333", "+1 415 555-0829", "14155550829")
    assert [value for value in secrets if value in shown] == []
    assert tables.bearing(connection, *secrets, "laudo.pdf", "para hoje", "application/pdf") == {}


def test_without_the_place_taken_for_what_it_is_coordinates_would_be_read(page, monkeypatch):
    monkeypatch.setattr("desvelo.service.channel.protecting._whole", lambda _: ())
    comes(DRAWN["location"][0])

    assert "-23.5505, -46.6333" in page()


@pytest.mark.parametrize("kind", sorted(kinds.KINDS))
def test_every_kind_has_a_name_in_both_languages(kind):
    with translation.override("pt-br"):
        portuguese = str(kinds.KINDS[kind].name)
    with translation.override("en"):
        assert str(kinds.KINDS[kind].name) != portuguese


PREVIEWS = {
    "image": "Imagem protegida",
    "document": "Documento protegido · meu cpf",
    "location": "Localização · Casa",
    "order": "Pedido do catálogo · para hoje",
    "system": "Este cliente trocou de número.",
}


@pytest.mark.parametrize("kind", PREVIEWS)
def test_the_list_says_what_the_last_message_is(house, kind):
    comes(DRAWN[kind][0])

    listed = one_line(signed_in(house.marina).get("/atendimento/todas").content.decode())

    preview = listed.split('class="row-preview">')[1].split('class="badges"')[0]
    assert PREVIEWS[kind] in re.sub(r"<[^>]+>", "", preview)


def reaction(emoji: str | None, *, to: str = "w.1", at: int = 0, **more: object) -> dict[str, object]:
    content = {"message_id": to, **({} if emoji is None else {"emoji": emoji})}
    seconds = int(datetime.now(UTC).timestamp()) + at - 60
    return sent("reaction", content, timestamp=str(seconds), **more)


FIRST = said("pode ser quinta?", "w.1", timestamp=str(int(datetime.now(UTC).timestamp()) - 600))
ACTS = {
    "reaction": (reaction("👍"), ["pode ser quinta?", "O cliente reagiu com 👍"]),
    "revoke": (sent("revoke", {"original_message_id": "w.1"}), ["pode ser quinta?", "Apagada depois pelo cliente"]),
}


@pytest.mark.parametrize("act", ACTS)
@pytest.mark.parametrize("order", [1, -1], ids=["after", "before"])
def test_what_was_done_to_a_message_stands_on_it_whichever_came_first(items, act, order):
    done, words = ACTS[act]
    comes(*[FIRST, done][::order])

    [shown] = items()

    assert [word for word in words if word not in shown] == []


@pytest.mark.parametrize("order", [1, -1], ids=["after", "before"])
def test_an_edit_is_shown_with_what_it_edits_and_the_edited_says_so(items, order):
    edit = sent("edit", {"original_message_id": "w.1", "message": {"type": "text", "text": {"body": "ou sexta?"}}})
    comes(*[FIRST, edit][::order])

    first, second = items()

    assert ("pode ser quinta?" in first, "Editada depois pelo cliente" in first) == (True, True)
    assert [word for word in ("Editou uma mensagem", "pode ser quinta?", "ou sexta?") if word not in second] == []


@pytest.mark.parametrize("order", [1, -1], ids=["in_order", "reversed"])
def test_of_several_reactions_the_last_one_by_whatsapps_time_stands_alone(items, order):
    comes(FIRST, *[reaction("👍", at=1), reaction("😮", at=2)][::order])

    [shown] = items()

    assert ("😮" in shown, "👍" in shown) == (True, False)


@pytest.mark.parametrize("order", [1, -1], ids=["in_order", "reversed"])
def test_a_reaction_taken_back_is_gone(items, order):
    comes(FIRST, *[reaction("👍", at=1), reaction(None, at=2)][::order])

    assert "👍" not in " ".join(items())


def test_an_act_on_a_message_we_never_had_is_a_line(items):
    taken_back = sent("revoke", {"original_message_id": "w.unknown"})
    comes(reaction("👍", to="w.unknown"), reaction(None, to="w.unknown", at=1), taken_back)

    assert items() == ["Reagiu com 👍 a uma mensagem", "Retirou uma reação", "Apagou uma mensagem"]


def test_nobody_acts_on_the_message_of_another_customer(items):
    comes(FIRST, reaction("👎", phone=OTHER_PHONE), sent("revoke", {"original_message_id": "w.1"}, phone=OTHER_PHONE))

    assert items() == ["Beatriz Nogueira: pode ser quinta? " + hour()]
    assert items(OTHER_PHONE) == ["Reagiu com 👎 a uma mensagem", "Apagou uma mensagem"]


def hour() -> str:
    from django.utils import timezone

    return timezone.localtime(Message.objects.order_by("arrival").first().sent_at).strftime("%H:%M")


def test_nobody_reads_the_message_of_another_customer_by_quoting_it(items):
    comes(said("segredo da Bia", "w.1"), said("e isto?", "w.2", phone=OTHER_PHONE, context={"id": "w.1"}))

    [shown] = items(OTHER_PHONE)

    assert ("segredo" in shown, "Uma mensagem que não está aqui" in shown) == (False, True)


@pytest.mark.parametrize("order", [1, -1], ids=["after", "before"])
def test_a_reply_quotes_what_it_answers_masked(page, items, order):
    comes(*[said(f"meu cpf é {CPF}", "w.1"), said("era esse", "w.2", context={"id": "w.1"})][::order])

    reply = next(each for each in items() if "era esse" in each)

    assert "Em resposta a" in reply
    assert "Beatriz Nogueira meu cpf é" in reply
    assert (CPF in page(), f"m-{Message.objects.get(arrival=first_arrival(order)).public_id}" in page()) == (
        False,
        True,
    )


def first_arrival(order: int) -> int:
    arrivals = sorted(Message.objects.values_list("arrival", flat=True))
    return arrivals[0] if order == 1 else arrivals[1]


def test_a_reaction_neither_opens_the_window_nor_makes_anybody_wait_and_is_news_all_the_same(house):
    comes(FIRST)
    Conversation.objects.update(waiting_since=None, unread_count=0, last_inbound_at=datetime(2026, 1, 1, tzinfo=UTC))

    comes(reaction("👍"))

    found = Conversation.objects.get()
    assert (found.last_inbound_at, found.waiting_since, found.unread_count) == (
        datetime(2026, 1, 1, tzinfo=UTC),
        None,
        1,
    )


def test_a_customer_whose_first_sign_is_a_reaction_has_a_conversation_without_a_window(items):
    comes(reaction("👍"))

    found = Conversation.objects.get()
    assert (found.last_inbound_at, found.waiting_since) == (None, None)
    assert items() == ["Reagiu com 👍 a uma mensagem"]


@pytest.mark.parametrize(
    ("failure", "words"),
    [
        ("expired", "Este arquivo não está mais no WhatsApp."),
        ("131052", "O WhatsApp não conseguiu entregar este arquivo."),
    ],
)
def test_a_file_that_is_lost_says_so_and_what_to_do(items, failure, words):
    comes(DRAWN["image"][0])
    Media.objects.update(state="lost", failure=failure)

    assert words in items()[0]


@pytest.mark.parametrize("name", ["<img src=x onerror=alert(1)>.pdf", "\u202efdp.exe", "../../etc/passwd", '"><b>.pdf'])
def test_the_name_of_a_file_is_text_and_nothing_else(page, name):
    comes(sent("document", {**FILE, "filename": name}))

    shown = page()

    assert pages.running(shown) == []
    assert "\u202e" not in shown


def test_a_page_with_many_reactions_asks_the_database_no_more_often(house, django_assert_max_num_queries):
    comes(FIRST, *[reaction("👍", at=at) for at in range(20)])
    conversation = desk.conversation_of(vault.contact_with_phone(PHONE))
    now = datetime.now(UTC) + timedelta(minutes=1)

    with django_assert_max_num_queries(14):
        desk.conversation(house.marina, conversation, now=now)


def story(base: int) -> list[dict[str, object]]:
    """Return what a customer did, one thing each second."""
    new = {"type": "text", "text": {"body": "digo, sexta às 10h"}}
    acts = [
        said("bom dia", "w.1"),
        said("pode ser sexta?", "w.2"),
        sent("edit", {"original_message_id": "w.2", "message": new}, wamid="w.3"),
        said("sim, essa", "w.4", context={"id": "w.2"}),
        sent("image", FILE, wamid="w.5"),
        sent("reaction", {"message_id": "w.5", "emoji": "👍"}, wamid="w.6"),
        sent("reaction", {"message_id": "w.5", "emoji": "🙏"}, wamid="w.7"),
        said("apague isto", "w.8"),
        sent("revoke", {"original_message_id": "w.8"}, wamid="w.9"),
        sent("reaction", {"message_id": "w.1", "emoji": "😮"}, wamid="w.10"),
        sent("reaction", {"message_id": "w.1"}, wamid="w.11"),
    ]
    return [{**act, "timestamp": str(base + at)} for at, act in enumerate(acts)]


@pytest.mark.parametrize("seed", range(12))
def test_doubled_and_out_of_order_a_story_reads_as_it_was_told(items, seed):
    chance, told = random.Random(seed), story(int(datetime.now(UTC).timestamp()) - 60)
    comes(*chance.sample([*told, *chance.choices(told, k=6)], k=len(told) + 6))

    shown = items()

    assert [re.sub(r" [0-9]{2}:[0-9]{2}$", "", each.removeprefix("Beatriz Nogueira: ")) for each in shown] == [
        "bom dia",
        "Editada depois pelo cliente pode ser sexta?",
        "Editou uma mensagem Em resposta a Beatriz Nogueira pode ser sexta? digo, sexta às 10h",
        "Em resposta a Beatriz Nogueira pode ser sexta? sim, essa",
        "Imagem protegida PDF · 120,0 KB O cliente reagiu com 🙏",
        "Apagada depois pelo cliente apague isto",
    ]
