"""A file is asked for until its bytes are here, or until its id dies; it is never asked for twice at once."""

from datetime import UTC, datetime, timedelta
from hashlib import sha256

import pytest
from django.db import connection

import deliveries
import graph as graph_api
import house as company
import tables
from arrived_files import MEDIA_ID, PHONE, described, picture
from desvelo.base import clock
from desvelo.base.ids import new_uuid
from desvelo.guards.vault import actions as vault
from desvelo.guards.vault import boxes
from desvelo.kernel.sealing.errors import NotReadable
from desvelo.kernel.sealing.whys import Why
from desvelo.kernel.whatsapp.media import ID_LIVES
from desvelo.service.channel import intake, media, queries, sealed
from desvelo.service.channel.models import Media, Message
from house import put_delivery, webhook

HOUR = timedelta(hours=1)


def test_a_file_is_described_by_the_webhook_and_then_by_meta(number, graph):
    message = picture()
    before = described(message)
    graph.has_file(mime_type="image/png", content=bytes(122_880))

    assert media.look_up() == 1

    state, file = before
    assert (state, file.mime_type, file.size, file.url) == (("waiting", "", 0), "image/jpeg", None, None)
    state, file = described(message)
    assert (state, file.mime_type, file.size, file.sha256) == (
        ("kept", "", 0),
        "image/jpeg",
        122_880,
        sha256(bytes(122_880)).hexdigest(),
    )
    assert media.look_up() == 0


def test_what_the_webhook_left_out_is_taken_from_meta(number, graph):
    message = picture(mime_type=None, sha256="")
    graph.has_file()

    media.look_up()

    _, file = described(message)
    assert (file.mime_type, file.sha256, file.size) == (
        "image/jpeg",
        sha256(graph_api.File().content).hexdigest(),
        2048,
    )


def test_the_question_names_the_number_proves_the_secret_and_shows_the_token_in_one_place(number, graph, settings):
    picture()
    graph.has_file()

    media.look_up()

    [asked] = graph.questions
    assert (asked.method, asked.path) == ("GET", f"/{settings.DESVELO.graph_version}/{MEDIA_ID}")
    assert (sorted(asked.query), asked.query["phone_number_id"]) == (
        ["appsecret_proof", "phone_number_id"],
        [company.PHONE_NUMBER_ID],
    )
    assert [name for name, value in asked.headers.items() if "EAAtest_token" in value] == ["authorization"]
    assert asked.body == b""


@pytest.mark.parametrize(("status", "code"), [(400, 100), (401, 190), (500, 131000), (429, 80007)])
def test_a_file_that_cannot_be_had_now_is_asked_about_again_later(number, graph, later, status, code):
    message = picture()
    graph.refuses(code, status=status)

    for _ in range(3):
        assert (media.look_up(), media.look_up()) == (1, 0)
        later(HOUR)
    failed = described(message)[0]
    graph.has_file()
    assert media.look_up() == 1

    assert len(graph.questions) == 4
    assert (failed, described(message)[0]) == (("waiting", str(code), 3), ("kept", "", 3))


@pytest.mark.asvs("16.5.2")
def test_a_graph_that_is_not_there_costs_an_attempt_and_nothing_else(number, settings):
    from dataclasses import replace

    from desvelo.service.channel import graph as calls

    settings.DESVELO = replace(settings.DESVELO, sandbox_origin=f"http://127.0.0.1:{graph_api.free_port()}")
    calls.client.cache_clear()
    message = picture()

    assert media.look_up() == 1

    calls.client.cache_clear()
    assert described(message)[0] == ("waiting", "http.unreachable", 1)


def test_a_number_whose_apps_secret_is_gone_waits_for_it(number, graph, settings):
    message = picture()
    (settings.DESVELO.keys / "door" / "secrets.json").unlink()

    media.look_up()

    assert (described(message)[0], graph.asked) == (("waiting", "channel.send_again_later", 1), [])


def test_an_id_that_died_is_lost_without_a_question_and_somebody_is_told(number, graph, later, caplog):
    message = picture()
    graph.refuses(100)
    media.look_up()
    later(ID_LIVES)

    assert media.look_up() == 1

    assert described(message)[0] == ("lost", "expired", 2)
    assert (len(graph.asked), queries.media_counts()) == (1, {"lost": 1})
    assert [(record.getMessage(), record.code) for record in caplog.records if record.name == "desvelo.media"] == [
        ("media.lost", "graph:expired")
    ]
    assert media.look_up() == 0


def test_the_last_question_is_asked_before_the_id_dies_and_not_after(number, graph, later):
    message = picture(at=datetime.now(UTC) - ID_LIVES + timedelta(seconds=30))
    graph.refuses(100)

    asked = [media.look_up()]
    for _ in range(6):
        later(timedelta(seconds=4))
        asked.append(media.look_up())

    assert described(message)[0][:2] == ("lost", "100")
    assert 2 <= len(graph.asked) == sum(asked) <= 4


@pytest.mark.parametrize("told_by", ["webhook", "meta"])
def test_a_file_too_large_for_whatsapp_is_lost_at_once(number, graph, told_by):
    if told_by == "webhook":
        sent = company.text_message("", phone=PHONE, wamid="w.1")
        content = {"type": "video", "video": {"id": MEDIA_ID, "mime_type": "video/mp4"}, "errors": [{"code": 131052}]}
        put_delivery(webhook({"messages": [{**sent, "text": None, **content}]}))
        intake.take_in()
        message = Message.objects.get()
    else:
        message = picture()
        graph.refuses(131052)

    media.look_up()

    assert described(message)[0][:2] == ("lost", "131052")
    assert len(graph.asked) == (0 if told_by == "webhook" else 1)


def test_a_file_that_is_being_asked_about_is_nobody_elses(meanwhile, graph):
    message, seen = picture(), []
    graph.has_file()
    meanwhile(lambda: seen.append((Media.objects.count(), media.look_up())))

    assert media.look_up() == 1

    assert (seen, len(graph.questions), described(message)[0][0]) == ([(1, 0)], 1, "kept")


def test_a_customer_erased_meanwhile_leaves_nothing_to_describe(meanwhile, graph):
    message = picture()
    graph.has_file()
    meanwhile(lambda: vault.erase_contact(contact=message.contact_id, reason="asked", now=clock.wall()))

    assert media.look_up() == 1

    assert (len(graph.questions), Media.objects.count(), Message.objects.count()) == (1, 0, 0)


def test_whoever_dies_while_asking_leaves_the_file_due_again(number, graph, later):
    message = picture()
    media._claim(now=clock.business())
    graph.has_file()

    assert media.look_up() == 0
    later(media.LEASE)
    assert media.look_up() == 1

    assert described(message)[0][0] == "kept"


def test_a_customer_erased_before_the_question_is_asked_takes_nobody_elses_file_along(number, graph, monkeypatch):
    picture()
    other = picture("w.2")
    claim = media._claim

    def _claim_and_erase(*, now):
        claimed = claim(now=now)
        if claimed is not None and claimed.message_id != other.pk:
            Media.objects.filter(pk=claimed.pk).delete()
            claimed.contact_id = new_uuid()
        return claimed

    monkeypatch.setattr(media, "_claim", _claim_and_erase)
    graph.has_file()

    assert media.look_up() == 2

    assert (described(other)[0][0], len(graph.questions)) == ("kept", 1)


def test_whoever_watches_is_told_when_a_file_is_known_or_lost_and_only_then(number, graph, later, monkeypatch):
    message, told = picture(), []
    monkeypatch.setattr("desvelo.service.channel.media.queue.publish", told.extend)
    graph.refuses(100)
    media.look_up()
    before = list(told)
    later(HOUR)
    graph.has_file()

    media.look_up()

    assert (before, [(type(each).__name__, each.message_id) for each in told]) == ([], [("MediaDescribed", message.id)])


def test_neither_the_id_nor_the_type_nor_the_size_of_a_file_can_be_read_in_any_table(number, graph):
    message = picture(file_size=987_654_321)

    assert tables.bearing(connection, MEDIA_ID, "image/jpeg", "987654321", "x.example") == {}
    with pytest.raises(NotReadable):
        sealed.open_detail(
            boxes.of(message.contact_id, why=Why.UNSAID), message=message.id, record=Media.objects.get().description
        )


@pytest.mark.parametrize("media_id", ["../debug_token", "9/../../x", "9?access_token=1", ".."])
def test_an_id_that_would_lead_elsewhere_is_never_asked_about(number, graph, media_id):
    picture(id=media_id)

    assert (media.look_up(), graph.asked) == (0, [])
    assert deliveries.received() == [[]]


def test_the_name_a_message_has_at_meta_is_kept_sealed_to_answer_it_later(number):
    wamid = "wamid.HBgNNTUxMTkwMDAwNDQxNw=="
    message = picture(wamid)

    box = boxes.of(message.contact_id, why=Why.UNSAID)
    assert sealed.open_detail(box, message=message.id, record=message.detail).wamid == wamid
    assert tables.bearing(connection, wamid, "NTUxMTkwMDAwNDQxNw") == {}
