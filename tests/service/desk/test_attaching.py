"""Somebody sends a file: judged by its bytes, drawn anew if it is a picture, sealed, uploaded once, sent by its id."""

import io
from dataclasses import replace

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from PIL import Image

import graph as graph_api
import tables
from browser import Browser, half_signed_in, locked, signed_in
from desvelo.base import clock, spool
from desvelo.base.outbox import consume
from desvelo.guards.vault import boxes
from desvelo.kernel.sealing.whys import Why
from desvelo.sandbox import attachments
from desvelo.service.channel import files, objects
from desvelo.service.channel.models import Media, Message, StoredObject

GPS = b"Rua das Acacias 731"
PDF = attachments.pdf("boleto")


def photo(form: str = "JPEG") -> bytes:
    written, exif = io.BytesIO(), Image.Exif()
    exif[0x010E] = GPS.decode()
    Image.new("RGB", (40, 30), (10, 120, 60)).save(written, form, exif=exif)
    return written.getvalue()


@pytest.fixture
def graph(settings):
    """Return a Graph API that takes a file under the id 77 and then the message."""
    from desvelo.service.channel import graph as calls

    clients = (calls.client, calls.upload_client)
    with graph_api.serving(graph_api.Graph()) as running:
        settings.DESVELO = replace(settings.DESVELO, sandbox_origin=running.origin)
        for client in clients:
            client.cache_clear()
        running.answers = [(200, {"id": "77"}), (200, {"messages": [{"id": "wamid.1"}]})]
        yield running
        for client in clients:
            client().close()
            client.cache_clear()


@pytest.fixture
def send(house, arrive):
    """Return how Marina answers with a file; the answer of the desk comes back."""
    conversation, browser = arrive("bom dia"), signed_in(house.marina)

    def _send(content: bytes, name: str = "foto.jpg", text: str = "", **more: str):
        file = SimpleUploadedFile(name, content, content_type="image/jpeg")
        return browser.post(f"/atendimento/c/{conversation}/responder", {"text": text, "file": file, **more})

    return _send


def sent() -> Message:
    return Message.objects.get(direction="out", automatic=False)


def kept(message: Message) -> bytes:
    return files.whole(Media.objects.get(message=message).id, largest=10**8)


def delivered() -> None:
    while consume.drain():
        pass


@pytest.mark.asvs("14.2.8")
def test_a_photo_leaves_as_new_pixels_by_the_id_it_got(send, graph, committed):
    assert send(photo(), text="segue a foto").status_code == 204

    delivered()

    upload, message = graph.asked
    assert upload.path.endswith("/106540352242922/media")
    assert upload.headers["content-type"].startswith("multipart/form-data; boundary=")
    assert (b'name="messaging_product"\r\n\r\nwhatsapp' in upload.body, b"image/jpeg" in upload.body) == (True, True)
    assert (GPS in photo(), GPS in upload.body, b"foto.jpg" in upload.body) == (True, False, False)
    assert message.content["type"] == "image"
    assert message.content["image"] == {"id": "77", "caption": "segue a foto"}
    assert (sent().kind, sent().status) == ("image", "accepted")
    assert GPS not in kept(sent())


def test_a_document_keeps_its_bytes_and_its_name(send, graph, committed):
    send(PDF, name="boleto março.pdf")

    delivered()

    assert graph.asked[1].content["document"] == {"id": "77", "filename": "boleto março.pdf"}
    assert PDF in graph.asked[0].body
    assert kept(sent()) == PDF


def test_what_detection_finds_in_a_name_never_leaves(send, graph, committed):
    send(PDF, name="laudo 529.982.247-25.pdf")

    delivered()

    assert "529.982.247-25" not in graph.asked[1].content["document"]["filename"]
    assert tables.bearing(connection, "529.982.247-25", "52998224725") == {}


def test_a_sensitive_caption_is_held_back_and_no_file_is_kept(send, audit_tags):
    answer = send(photo(), text="o cartão é 5555 5555 5555 4444")

    assert (answer.status_code, b"guard-title" in answer.content) == (422, True)
    assert (Media.objects.count(), StoredObject.objects.count()) == (0, 0)
    assert audit_tags()[-1] == ("conversation:reply", "denied:sensitive_text")


@pytest.mark.asvs("5.2.2")
@pytest.mark.parametrize(
    ("content", "name", "says"),
    [
        (b"MZ\x90\x00\x03", "foto.jpg", "não leva este tipo"),
        (b"<html><script>", "a.txt", "não leva este tipo"),
        (b"#!/bin/sh\nrm", "a.txt", "não leva este tipo"),
        (b"PK\x03\x04[Content_Types].xml word/ vbaProject.bin", "a.docx", "não leva este tipo"),
        (b"PK\x03\x04 other.exe", "a.zip", "não leva este tipo"),
        (b"\xff\xd8\xff broken", "a.jpg", "ler esta imagem"),
        (b"%PDF-" + bytes(100 * 1024 * 1024), "a.pdf", "até 100,0\xa0MB"),
        (b"OggS" + bytes(16 * 1024 * 1024), "a.ogg", "até 16,0\xa0MB"),
        (b"\xff\xd8\xff" + bytes(16 * 1024 * 1024), "a.jpg", "até 16,0\xa0MB"),
        (b"", "a.pdf", "vazio"),
    ],
)
def test_what_cannot_be_sent_is_refused_before_it_is_kept_with_what_would_go(send, content, name, says):
    answer = send(content, name=name)

    assert (answer.status_code, says in answer.content.decode()) == (422, True)
    assert (Message.objects.filter(direction="out").count(), StoredObject.objects.count()) == (0, 0)


def test_a_sound_with_words_beside_it_is_refused(send):
    answer = send(b"OggS" + bytes(100), text="escute")

    assert (answer.status_code, "não leva texto" in answer.content.decode()) == (422, True)


@pytest.mark.asvs("5.2.2")
def test_a_name_that_lies_changes_nothing(send, graph, committed):
    send(PDF, name="ferias.jpg")

    delivered()

    assert graph.asked[1].content["type"] == "document"


@pytest.mark.parametrize("trouble", [(500, {"error": {"code": 131000}}), (429, {}), (503, {})])
def test_an_upload_that_fails_is_tried_again_and_nothing_is_sent_meanwhile(send, graph, committed, trouble):
    from desvelo.service.channel import delivery
    from desvelo.service.channel.errors import SendAgainLater
    from desvelo.service.channel.events import MessageWritten

    send(photo())
    message = sent()
    event = MessageWritten(
        message_id=message.id,
        contact_id=message.contact_id,
        number_id=message.number_id,
        arrival=message.arrival,
        automatic=False,
        written_at=message.sent_at,
    )
    graph.answers = [trouble]
    with pytest.raises(SendAgainLater):
        delivery.deliver(event)
    waiting = (sent().status, len(graph.asked))
    graph.answers = [(200, {"id": "78"}), (200, {"messages": [{"id": "wamid.1"}]})]

    delivery.deliver(event)

    assert waiting == ("queued", 1)
    assert (sent().status, graph.asked[-1].content["image"]["id"]) == ("accepted", "78")


def test_a_file_that_meta_refuses_for_good_fails_and_says_so(send, graph, committed):
    graph.answers = [(400, {"error": {"code": 131053, "message": "Media upload error"}})]
    send(photo())

    delivered()

    assert (sent().status, sent().failure, len(graph.asked)) == ("failed", "131053", 1)


def test_a_file_that_is_at_meta_is_not_brought_again(send, graph, committed):
    from desvelo.service.channel import uploading

    send(photo())
    delivered()
    row, box = Media.objects.get(message=sent()), boxes.of(sent().contact_id, why=Why.UNSAID)

    assert uploading.uploaded(row, sent().number, box, now=clock.business()) == "77"
    assert len(graph.asked) == 2


def test_a_message_that_did_not_arrive_goes_again_with_its_file(house, send, graph, committed):
    from desvelo.service.desk import actions
    from desvelo.service.desk.models import Conversation

    graph.answers = [(200, {"id": "77"}), (400, {"error": {"code": 131042}})]
    send(PDF, name="boleto.pdf", text="segue")
    delivered()
    first = sent()
    graph.answers = [(200, {"id": "79"}), (200, {"messages": [{"id": "wamid.2"}]})]

    actions.send_again(
        actor=house.marina,
        conversation=Conversation.objects.get().public_id,
        message=first.public_id,
        now=clock.business(),
    )
    delivered()

    again = Message.objects.exclude(pk=first.pk).get(direction="out")
    assert (first.failure, again.status) == ("131042", "accepted")
    assert graph.asked[-1].content["document"] == {"id": "79", "filename": "boleto.pdf", "caption": "segue"}
    assert kept(again) == PDF


def test_a_file_whose_message_was_never_written_is_swept(send, monkeypatch, settings):
    from datetime import timedelta

    from desvelo.service.desk import actions

    def breaks(*_args, **_more):
        raise RuntimeError

    monkeypatch.setattr(actions.channel, "write", breaks)
    with pytest.raises(RuntimeError):
        send(photo())

    assert StoredObject.objects.count() == 1
    assert objects.sweep(now=clock.business() + timedelta(hours=2)) == 1


def test_the_way_in_never_writes_a_readable_byte_to_disk(house, arrive, monkeypatch, tmp_path):
    conversation, browser, place = arrive("bom dia"), signed_in(house.marina), tmp_path / "spooled"
    monkeypatch.setattr(spool.tempfile, "TemporaryFile", lambda **_: place.open("w+b", buffering=0))
    file = SimpleUploadedFile("a.txt", b"papagaio 5819 " * 9000)

    assert browser.post(f"/atendimento/c/{conversation}/responder", {"text": "", "file": file}).status_code == 204

    written = place.read_bytes()
    assert (len(written) > 9000 * 14, b"papagaio" in written) == (True, False)


@pytest.mark.asvs("5.2.1")
def test_whoever_is_not_signed_in_gets_nothing_kept(house, arrive, monkeypatch):
    """The form is read before anybody asks who sent it: a stranger must not fill the disk."""
    from desvelo.config import uploads

    begun = []
    monkeypatch.setattr(uploads, "Spool", begun.append)
    conversation = arrive("bom dia")

    for browser in (Browser(), half_signed_in(house.marina), locked(house.marina)):
        file = SimpleUploadedFile("a.pdf", PDF)
        browser.post(f"/atendimento/c/{conversation}/responder", {"text": "", "file": file})

    assert begun == []


def test_the_thread_shows_what_we_sent_and_offers_a_look(house, send, graph, committed):
    send(PDF, name="boleto.pdf")
    delivered()
    from desvelo.service.desk.models import Conversation

    page = signed_in(house.marina).get(f"/atendimento/c/{Conversation.objects.get().public_id}").content.decode()

    assert ("boleto.pdf" in page, f"/atendimento/arquivo/{sent().public_id}" in page) == (True, True)
