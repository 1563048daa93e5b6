"""Every kind of message we can write reaches a customer's phone in the sandbox, as what it is."""

from collections.abc import Iterator
from dataclasses import replace
from uuid import UUID

import httpx
import pytest
from django.db import connection

import house as company
import sandboxes
from desvelo.base import clock
from desvelo.base.outbox import consume
from desvelo.guards.vault import actions as vault
from desvelo.guards.vault import boxes
from desvelo.guards.vault import queries as contacts
from desvelo.kernel.sealing.whys import Why
from desvelo.kernel.whatsapp.errors import ContentRefused
from desvelo.kernel.whatsapp.outbound_kinds import (
    Button,
    Buttons,
    Card,
    Cards,
    Choices,
    File,
    Location,
    Phone,
    Reaction,
    Row,
    Section,
    Text,
)
from desvelo.kernel.whatsapp.outbound_templates import Filled, Part, Template
from desvelo.service.channel import actions, intake, sealed
from desvelo.service.channel import graph as calls
from desvelo.service.channel.errors import NothingToAnswer, WindowClosed
from desvelo.service.channel.models import Message, Number
from house import put_delivery, webhook_body

PHONE = "5511900004417"
PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 64
TEMPLATE = Template(
    name="retomar_conversa", language="pt_BR", category="UTILITY", parts=(Part(type="BODY", text="Oi, {{1}}!"),)
)


@pytest.fixture(scope="module")
def emulator(tmp_path_factory) -> Iterator[sandboxes.Sandbox]:
    with sandboxes.running(tmp_path_factory.mktemp("sandbox")) as running:
        yield running


@pytest.fixture
def sandbox(settings, number, emulator) -> Iterator[sandboxes.Sandbox]:
    """Return a sandbox that the channel sends to, in which the customer just wrote."""
    emulator.http.post("/control/reset", json={})
    emulator.http.post("/control/template", json={"name": TEMPLATE.name, "text": TEMPLATE.parts[0].text})
    settings.DESVELO = replace(settings.DESVELO, sandbox_origin=emulator.origin, read_receipts=True)
    calls.client.cache_clear()
    wamid = emulator.writes("bom dia", phone=PHONE, name="Bia")
    put_delivery(webhook_body("bom dia", phone=PHONE, name="Bia", wamid=wamid))
    intake.take_in()
    yield emulator
    calls.client().close()
    calls.client.cache_clear()


def theirs() -> Message:
    return Message.objects.get(direction="in")


def send(content=None, *, text="", about: UUID | None = None) -> Message:
    """Write a message and let it be sent."""
    draft = actions.Draft(
        contact=contacts.contact_with_phone(PHONE),
        number=Number.objects.get().id,
        text=text,
        content=content,
        about=about,
        author=None,
        last_inbound_at=clock.business(),
    )
    message = actions.write(draft, now=clock.business())
    consume.drain()
    return Message.objects.get(pk=message)


def body(message: Message) -> str:
    masked = vault.open_body(
        boxes.of(message.contact_id, why=Why.UNSAID), message=message.id, record=bytes(message.body)
    )
    return "".join(part for part in masked.parts if isinstance(part, str))


@pytest.mark.parametrize(
    ("content", "kind", "shown", "ours"),
    [
        (Text(body="Olá!"), "text", "Olá!", "Olá!"),
        (Buttons(body="Pode?", buttons=(Button(id="y", title="Sim"),)), "interactive", "Pode?", "Pode?\nSim"),
        (
            Choices(body="Quando?", button="Ver", sections=(Section(rows=(Row(id="9", title="9h"),)),)),
            "interactive", "Quando?", "Quando?\nVer\n9h",
        ),
        (Location(latitude=-23.5, longitude=-46.6, name="Aurora"), "location", "Aurora", "Aurora"),
        (
            Cards(cards=(Card(name="Rosa", phones=(Phone(phone="+55 11 4000-1234"),)),)),
            "contacts", "Rosa", "Rosa\n+55 11 4000-1234",
        ),
        (Filled(template=TEMPLATE, values={"body.1": "Bia"}), "template", "Oi, Bia!", "Oi, Bia!"),
    ],
)  # fmt: skip
def test_a_kind_is_accepted_and_shown_as_what_it_is(sandbox, content, kind, shown, ours):
    message = send(content)

    assert (message.status, message.failure, message.kind, body(message)) == ("accepted", "", kind, ours)
    [bubble] = [each for each in sandbox.bubbles(PHONE) if each["direction"] == "out"]
    assert (bubble["kind"], bubble["text"]) == (kind, shown)


@pytest.mark.parametrize("kind", ["image", "document"])
def test_an_uploaded_file_is_sent_by_its_id(sandbox, kind):
    mime = {"image": "image/png", "document": "application/pdf"}[kind]
    media_id = sandbox.uploads(PNG if kind == "image" else b"%PDF-1.7\n", mime_type=mime, name="a")

    message = send(File(kind=kind, media_id=media_id, caption="segue"))

    assert (message.status, message.kind, body(message)) == ("accepted", kind, "segue")
    [bubble] = [each for each in sandbox.bubbles(PHONE) if each["direction"] == "out"]
    assert (bubble["kind"], bubble["text"], bubble["file"] is not None) == (kind, "segue", True)


def test_a_file_that_is_not_at_meta_fails_with_its_code(sandbox):
    message = send(File(kind="image", media_id="999999"))

    assert (message.status, message.failure) == ("failed", "131009")


def test_an_answer_quotes_the_message_it_answers(sandbox):
    message = send(text="Quinta, às 9h", about=theirs().id)

    [asked, answer] = sandbox.bubbles(PHONE)
    assert (answer["reply_to"], message.about_index) == (asked["id"], theirs().wamid_index)


def test_our_own_message_can_be_quoted_once_meta_named_it(sandbox):
    first = send(text="Bom dia")

    send(text="Esqueci: traga o pedido", about=first.id)

    [_, said, added] = sandbox.bubbles(PHONE)
    assert added["reply_to"] == said["id"]
    box = boxes.of(first.contact_id, why=Why.UNSAID)
    assert sealed.open_detail(box, message=first.id, record=bytes(first.detail)).wamid == said["id"]


def test_a_reaction_is_put_on_and_taken_back(sandbox):
    put, back = (send(Reaction(emoji=emoji), about=theirs().id) for emoji in ("👍", ""))

    assert [(each.status, each.kind, body(each)) for each in (put, back)] == [
        ("accepted", "reaction", "👍"),
        ("accepted", "reaction", ""),
    ]
    assert {each.about_index for each in (put, back)} == {theirs().wamid_index}


def test_the_name_that_holds_the_phone_is_nowhere_readable(sandbox):
    send(text="Quinta", about=theirs().id)

    wamid = str(sandbox.bubbles(PHONE)[1]["id"])
    with connection.cursor() as cursor:
        cursor.execute("SELECT m::text FROM channel_message m")
        rows = "".join(row[0] for row in cursor.fetchall())
    assert wamid not in rows
    assert wamid.encode().hex() not in rows


def test_a_message_of_another_conversation_cannot_be_quoted(sandbox):
    put_delivery(webhook_body("oi", phone="5511900000001", name="Outra", wamid="w.other"))
    intake.take_in()
    other = Message.objects.exclude(contact_id=contacts.contact_with_phone(PHONE)).get()

    with pytest.raises(NothingToAnswer):
        send(text="x", about=other.id)

    assert Message.objects.filter(direction="out").count() == 0


def test_what_meta_would_refuse_is_not_even_stored(sandbox):
    with pytest.raises(ContentRefused):
        send(Buttons(body="Pode?", buttons=()))

    assert Message.objects.filter(direction="out").count() == 0


def test_opening_a_conversation_turns_the_ticks_blue_and_typing_shows(sandbox):
    of = {"contact": theirs().contact_id, "number": theirs().number_id, "now": clock.business()}

    actions.show_presence(**of, typing=False)
    consume.drain()
    assert sandbox.bubbles(PHONE)[0]["status"] == "read"

    actions.show_presence(**of, typing=True)
    consume.drain()
    assert sandbox.is_told_that_we_type(PHONE)


def test_without_the_setting_nobody_learns_who_looked(sandbox, settings):
    settings.DESVELO = replace(settings.DESVELO, read_receipts=False)

    actions.show_presence(contact=theirs().contact_id, number=theirs().number_id, typing=False, now=clock.business())
    consume.drain()

    assert sandbox.bubbles(PHONE)[0]["status"] != "read"


def test_a_stolen_token_alone_sends_nothing(sandbox):
    answer = httpx.post(
        f"{sandbox.origin}/v26.0/{company.PHONE_NUMBER_ID}/messages",
        headers={"authorization": f"Bearer {sandboxes.TOKEN}"},
        json={"messaging_product": "whatsapp", "to": f"+{PHONE}", "type": "text", "text": {"body": "golpe"}},
        trust_env=False,
    )

    assert (answer.status_code, answer.json()["error"]["code"]) == (400, 100)
    assert [each["direction"] for each in sandbox.bubbles(PHONE)] == ["in"]


def after_a_day(content=None, *, text="") -> Message:
    draft = actions.Draft(
        contact=contacts.contact_with_phone(PHONE),
        number=Number.objects.get().id,
        text=text,
        content=content,
        author=None,
        last_inbound_at=None,
    )
    return Message.objects.get(pk=actions.write(draft, now=clock.business()))


def test_outside_the_window_only_a_template_is_written(sandbox):
    for content in (Text(body="oi"), Location(latitude=0, longitude=0), Reaction()):
        with pytest.raises(WindowClosed):
            after_a_day(content)

    assert after_a_day(Filled(template=TEMPLATE, values={"body.1": "Bia"})).status == "queued"
    assert Message.objects.filter(direction="out").count() == 1


def test_direct_send_is_an_exception_for_short_texts_that_somebody_switched_on(sandbox, settings):
    settings.DESVELO = replace(settings.DESVELO, direct_send=True)

    message = after_a_day(text="Seu exame chegou")
    with pytest.raises(WindowClosed):
        after_a_day(text="x" * 1_025)
    with pytest.raises(WindowClosed):
        after_a_day(Location(latitude=0, longitude=0))

    detail = sealed.open_detail(
        boxes.of(message.contact_id, why=Why.UNSAID), message=message.id, record=bytes(message.detail)
    )
    assert '"category":"utility"' in detail.sends
