"""A file is seen for a reason, by the session that asked, for seconds, drawn anew; every look is on record first."""

import io
import re
from datetime import timedelta

import pytest
from django.db import connection
from PIL import Image

import tables
from arrived_files import keep, picture
from browser import signed_in
from desvelo.base import clock
from desvelo.guards.access.errors import NotFound
from desvelo.guards.audit.errors import NotSequenced
from desvelo.guards.vault import looking as vault
from desvelo.guards.vault.actions import Reason
from desvelo.guards.vault.models import Look
from desvelo.sandbox import attachments
from desvelo.service.channel.models import StoredObject
from desvelo.service.desk import looking

REASON = {"reason": "identity"}
IN_A_PAGE = {"Sec-Fetch-Dest": "image"}
GPS = b"GPS -23.55, -46.63"
VOICE = b"OggS" + bytes(200)


def photo() -> bytes:
    written, exif = io.BytesIO(), Image.Exif()
    exif[0x010E] = GPS.decode()
    Image.new("RGB", (40, 30), (10, 120, 60)).save(written, "JPEG", exif=exif)
    return written.getvalue()


@pytest.fixture
def sent(house):
    """Return how to let a file arrive and be here; the message's public id comes back."""

    def _sent(content: bytes, *, kind: str = "image", wamid: str = "w.1") -> str:
        message = picture(wamid, kind=kind)
        keep(message, content)
        return message.public_id

    return _sent


def ask(browser, message: str, **fields: str):
    return browser.post(f"/atendimento/arquivo/{message}", fields or REASON)


def sources(answer) -> list[str]:
    return re.findall(r'src="(/atendimento/olhar/[^"]+)"', answer.content.decode())


def see(browser, address: str, dest: str = "image"):
    return browser.get(address, headers={"Sec-Fetch-Dest": dest})


def test_a_photo_is_shown_for_a_reason_without_its_metadata(house, sent, audit_tags):
    browser, message = signed_in(house.marina), sent(photo())
    assert GPS in photo()

    form = browser.get(f"/atendimento/arquivo/{message}").content.decode()
    answer = ask(browser, message)
    [address] = sources(answer)
    seen = see(browser, address)

    assert ("esta imagem" in form, 'data-seconds="30"' in answer.content.decode()) == (True, True)
    assert Image.open(io.BytesIO(seen.content)).format == "WEBP"
    assert (GPS in seen.content, b"Exif" in seen.content) == (False, False)
    assert audit_tags()[-1] == ("datum:reveal", "done")


@pytest.mark.asvs("5.4.1")
def test_the_bytes_leave_with_headers_that_let_a_browser_do_nothing_else_with_them(house, sent):
    browser, message = signed_in(house.marina), sent(photo())
    [address] = sources(ask(browser, message))

    headers = see(browser, address).headers

    assert headers["Content-Type"] == "image/webp"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Cache-Control"] == "no-store"
    assert headers["Content-Disposition"].startswith("attachment")
    assert headers["Content-Security-Policy"] == "sandbox; default-src 'none'; frame-ancestors 'none'"


@pytest.mark.asvs("5.4.1")
@pytest.mark.parametrize("dest", ["document", "iframe", "empty", "object", ""])
def test_a_picture_opened_as_a_page_or_fetched_by_a_script_is_not_there(house, sent, dest):
    browser, message = signed_in(house.marina), sent(photo())
    [address] = sources(ask(browser, message))

    assert (see(browser, address, dest).status_code, see(browser, address).status_code) == (404, 200)


def test_without_a_reason_nothing_is_permitted_and_nothing_is_on_record_as_seen(house, sent, audit_tags):
    browser, message = signed_in(house.marina), sent(photo())

    answers = [ask(browser, message, reason="x"), ask(browser, message, reason="other", other="curto")]

    assert [each.status_code for each in answers] == [422, 422]
    assert (Look.objects.count(), ("datum:reveal", "done") in audit_tags()) == (0, False)


def test_the_entry_says_who_what_and_why_and_comes_before_a_byte_is_opened(house, sent, monkeypatch):
    from desvelo.guards.audit import queries as audit
    from desvelo.guards.audit import store as audit_store
    from desvelo.service.channel import files

    message, order = sent(photo()), []
    really = vault.audit.index_of
    monkeypatch.setattr(vault.audit, "index_of", lambda entry: order.append("entry") or really(entry))
    for way in ("read", "record"):
        opened = getattr(files.objects, way)
        monkeypatch.setattr(files.objects, way, lambda *a, o=opened, **k: order.append("opened") or o(*a, **k))

    looking.look(actor=house.marina, message=message, reason=Reason(code="identity"), now=clock.business())

    assert order[:2] == ["entry", "opened"]
    last = audit.entry(audit_store.size() - 1)
    assert (last.tag, last.objects["label"], last.objects["reason"]) == ("datum:reveal", "FILE_IMAGE", "identity")


def test_when_the_entry_gets_no_index_nothing_is_opened_or_permitted(house, sent, monkeypatch):
    from desvelo.service.channel import files

    message, opened = sent(photo()), []

    def refuses(_entry):
        raise NotSequenced

    monkeypatch.setattr(vault.audit, "index_of", refuses)
    for way in ("read", "record"):
        monkeypatch.setattr(files.objects, way, lambda *a, **_: opened.append(a))

    with pytest.raises(NotSequenced):
        looking.look(actor=house.marina, message=message, reason=Reason(code="identity"), now=clock.business())

    assert (Look.objects.count(), opened) == (0, [])


def test_after_its_time_a_look_is_over(house, sent):
    message, now = sent(photo()), clock.business()
    shown = looking.look(actor=house.marina, message=message, reason=Reason(code="identity"), now=now)
    look = Look.objects.get().public_id

    looking.view(actor=house.marina, look=look, page=0, now=now + timedelta(seconds=shown.seconds - 1))
    with pytest.raises(NotFound):
        looking.view(actor=house.marina, look=look, page=0, now=now + timedelta(seconds=shown.seconds))


@pytest.mark.parametrize("other", ["rui", "denise", "another_session"])
def test_a_look_serves_nobody_but_the_session_that_asked(house, sent, other, audit_tags):
    [address] = sources(ask(signed_in(house.marina), sent(photo())))
    stranger = signed_in(house.marina if other == "another_session" else house.actors[other])

    assert see(stranger, address).status_code == 404
    assert audit_tags()[-1] == ("datum:reveal", "denied:no_look")


def test_the_address_would_serve_anybody_if_the_session_were_not_asked(house, sent, monkeypatch):
    """The attack, with the guard taken out."""
    [address] = sources(ask(signed_in(house.marina), sent(photo())))
    monkeypatch.setattr(
        looking.vault,
        "permitted",
        lambda *, look, **_: vault.Permitted(
            public_id=look,
            file=Look.objects.get(public_id=look).file_id,
            contact=Look.objects.get().contact_id,
            until=clock.business(),
        ),
    )

    assert see(signed_in(house.rui), address).status_code == 200


def test_another_teams_file_does_not_exist_and_the_try_is_on_record(house, sent, audit_tags):
    message = sent(photo())

    assert ask(signed_in(house.denise), message).status_code == 404
    assert audit_tags()[-1] == ("datum:reveal", "denied:other_team")


def test_a_document_is_shown_page_by_page(house, sent):
    browser, message = signed_in(house.marina), sent(attachments.pdf("laudo"), kind="document")

    [address] = sources(ask(browser, message))

    assert see(browser, address).headers["Content-Type"] == "image/webp"
    assert see(browser, address.removesuffix("/0") + "/1").status_code == 422


def test_a_voice_message_is_played_for_a_minute(house, sent):
    browser, message = signed_in(house.marina), sent(VOICE, kind="audio")

    answer = ask(browser, message)
    [address] = sources(answer)
    heard = see(browser, address, "audio")

    assert ("<audio" in answer.content.decode(), 'data-seconds="60"' in answer.content.decode()) == (True, True)
    assert (b"".join(heard.streaming_content), heard.headers["Content-Type"]) == (VOICE, "audio/ogg")


@pytest.mark.asvs("5.2.2")
@pytest.mark.parametrize(
    ("content", "kind"),
    [(b"MZ\x90\x00", "document"), (b"<html><script>", "document"), (b"<svg/>", "image"), (bytes(64), "image"),
     (b"PK\x03\x04[Content_Types].xml word/", "document")],
)  # fmt: skip
def test_what_cannot_be_drawn_safely_is_refused_with_the_reason_and_who_may_lift_it(house, sent, content, kind):
    browser, message = signed_in(house.marina), sent(content, kind=kind)

    answer = ask(browser, message)

    assert (answer.status_code, sources(answer)) == (409, [])
    assert "equipe de segurança" in answer.content.decode()
    assert content not in answer.content


def test_a_video_is_refused_before_anybody_gives_a_reason(house, sent, audit_tags):
    browser, message = signed_in(house.marina), sent(b"\x00\x00\x00\x18ftypmp42", kind="video")

    asked = browser.get(f"/atendimento/arquivo/{message}")

    assert ("data-refused" in asked.content.decode(), ("datum:reveal", "done") in audit_tags()) == (True, False)


def test_a_page_of_html_that_calls_itself_a_picture_is_never_served(house, sent):
    browser, message = signed_in(house.marina), sent(b"<html>" + photo())

    ask(browser, message)
    look = Look.objects.get().public_id

    assert b"<html>" not in see(browser, f"/atendimento/olhar/{look}/0").content.replace(b"<html lang", b"")


def test_a_file_whose_object_is_gone_says_so(house, sent, settings):
    from desvelo.base.objects import store

    browser, message = signed_in(house.marina), sent(photo())
    store.of(settings.DESVELO).remove(StoredObject.objects.get().name)

    answer = ask(browser, message)

    assert (answer.status_code, "não pode ser lido" in answer.content.decode()) == (409, True)


def test_the_thread_offers_the_look_only_when_the_file_is_here(house, sent):
    browser = signed_in(house.marina)
    message = sent(photo())
    waiting = picture("w.2")
    from desvelo.guards.vault import queries as vault_queries
    from desvelo.service.desk import queries as desk

    conversation = desk.conversation_of(vault_queries.contact_with_phone("5511900004417"))
    page = browser.get(f"/atendimento/c/{conversation}").content.decode()

    assert (f"/atendimento/arquivo/{message}" in page, f"/atendimento/arquivo/{waiting.public_id}" in page) == (
        True,
        False,
    )


def test_no_table_holds_a_byte_of_it(house, sent):
    browser = signed_in(house.marina)
    see(browser, sources(ask(browser, sent(photo())))[0])

    assert tables.bearing(connection, GPS.decode()) == {}
