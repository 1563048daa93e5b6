"""A message of ours reaches Meta once, or a person is told that nobody knows; no machine sends again on a guess."""

import hmac
import threading
from dataclasses import replace
from functools import partial

import pytest
from django.db import connection

import deliveries
import graph as graph_api
import house as company
from desvelo.base import clock
from desvelo.base.outbox import consume
from desvelo.guards.vault import actions as vault
from desvelo.guards.vault import queries as contacts
from desvelo.kernel.detection.masked import MaskedText
from desvelo.kernel.sealing.whys import Why
from desvelo.service.channel import actions, app_secrets, intake, wamids
from desvelo.service.channel import graph as api
from desvelo.service.channel.models import Message, Number
from house import put_delivery, status, webhook, webhook_body

PHONE = "5511900004417"
WAMID = "wamid.HBgNNTUxMTkwMDAwNDQxNw=="
WORDS = "Bom dia! Sua consulta está marcada."


@pytest.fixture
def written(number) -> Message:
    """Return a message we wrote to a customer, waiting to be sent."""
    return write()


def write(text: str = WORDS) -> Message:
    put_delivery(webhook_body("oi", phone=PHONE, name="Bia", wamid="w.1"))
    intake.take_in()
    now = clock.business()
    contact = contacts.contact_with_phone(PHONE)
    draft = actions.Draft(contact=contact, number=Number.objects.get().id, text=text, author=None, last_inbound_at=now)
    return Message.objects.get(pk=actions.write(draft, now=now))


def work(*, minutes: int = 0) -> int:
    """Work off the queue after *minutes* went by; return how many events were finished."""
    with connection.cursor() as cursor:
        cursor.execute("UPDATE outbox_queue SET due_at = due_at - make_interval(mins => %s)", [minutes])
        cursor.execute("UPDATE channel_bucket SET at = at - make_interval(mins => %s)", [minutes])
    return consume.drain()


def state(message: Message) -> tuple[str, str]:
    message.refresh_from_db()
    return message.status, message.failure


def queued() -> list[tuple[str, str | None]]:
    return deliveries.rows("SELECT tag, last_error FROM outbox_queue WHERE tag = 'message:write'")


def index(wamid: str) -> str:
    return wamids.index(number=company.PHONE_NUMBER_ID, wamid=wamid)


def test_what_meta_accepts_is_sent_once_and_known_by_its_name(graph, written):
    graph.accepts(WAMID)

    work()
    work(minutes=60)

    assert state(written) == ("accepted", "")
    assert written.wamid_index == index(WAMID)
    assert (len(graph.asked), queued()) == (1, [])


def test_the_request_says_all_that_meta_asks_and_shows_the_token_in_one_place(graph, written, settings):
    graph.accepts(WAMID)

    work()

    [asked] = graph.asked
    proof = hmac.new(company.APP_SECRET.encode(), b"EAAtest_token", "sha256").hexdigest()
    assert asked.path == f"/{settings.DESVELO.graph_version}/{company.PHONE_NUMBER_ID}/messages"
    assert asked.query == {"appsecret_proof": [proof]}
    assert asked.content == {
        "messaging_product": "whatsapp",
        "recipient_type": "individual",
        "to": "+5511900004417",
        "type": "text",
        "text": {"body": WORDS, "preview_url": False},
        "biz_opaque_callback_data": written.public_id,
    }
    assert [name for name, value in asked.headers.items() if "EAAtest_token" in value] == ["authorization"]
    assert asked.headers["authorization"] == "Bearer EAAtest_token"
    assert b"EAAtest_token" not in asked.body


def test_what_meta_refuses_is_failed_with_its_code_and_not_tried_again(graph, written):
    graph.refuses(131026)

    work()
    work(minutes=60)

    assert state(written) == ("failed", "131026")
    assert (len(graph.asked), queued()) == (1, [])


@pytest.mark.parametrize("code", [130429, 131056, 80007])
def test_when_meta_asks_to_wait_the_message_stays_queued_and_goes_later(graph, written, code):
    graph.refuses(code)

    work()
    assert state(written) == ("queued", "")
    assert queued() == [("message:write", "channel.send_again_later")]
    assert (work(), len(graph.asked)) == (0, 1)

    graph.accepts(WAMID)
    work(minutes=1)

    assert state(written) == ("accepted", "")
    assert (len(graph.asked), queued()) == (2, [])


@pytest.mark.parametrize("answer", [(500, {}), (503, {"error": {"code": 2}}), (200, {}), (200, {"messages": [{}]})])
def test_an_answer_that_leaves_it_open_is_for_a_person_to_settle(graph, written, answer):
    graph.answers = [answer]

    work()
    work(minutes=60)

    assert state(written)[0] == "unsure"
    assert (len(graph.asked), queued()) == (1, [])


def test_a_server_that_hangs_up_after_reading_may_have_sent_it_so_nobody_sends_it_again(graph, written):
    graph.hangs_up = True

    work()
    work(minutes=60)

    assert state(written) == ("unsure", "no_answer")
    assert (len(graph.asked), queued()) == (1, [])


def test_a_server_that_never_answers_may_have_sent_it_so_nobody_sends_it_again(graph, written, monkeypatch):
    monkeypatch.setattr(api, "Purpose", partial(api.Purpose, timeout_seconds=0.3))
    over = threading.Event()
    graph.accepts(WAMID)
    graph.before_answer = lambda: over.wait(5)

    work()
    over.set()
    work(minutes=60)

    assert state(written) == ("unsure", "no_answer")
    assert (len(graph.asked), queued()) == (1, [])


def test_without_the_mark_a_crash_in_the_middle_would_send_it_twice(graph, written):
    graph.accepts(WAMID)
    work()

    Message.objects.filter(pk=written.id).update(status="queued")
    write_again(written)
    work()

    assert len(graph.asked) == 2


def write_again(message: Message) -> None:
    """Let the queue bring the event back, as it does for a worker that died with the lease."""
    from desvelo.base.outbox import queue

    queue.publish([actions._written_event(message)])


def test_a_mark_that_a_crash_left_is_for_a_person_to_settle(graph, written):
    graph.accepts(WAMID)
    Message.objects.filter(pk=written.id).update(status="sending")

    work()
    work(minutes=60)

    assert state(written) == ("unsure", "interrupted")
    assert (graph.asked, queued()) == ([], [])


def test_the_mark_is_there_while_meta_is_asked_and_a_second_worker_keeps_its_hands_off(committed, graph, request):
    written = request.getfixturevalue("written")
    seen = []

    def look() -> None:
        seen.append(deliveries.rows("SELECT status FROM channel_message WHERE id = %s", written.id))
        connection.close()

    graph.accepts(WAMID)
    graph.before_answer = look

    work()

    assert (seen, state(written), len(graph.asked)) == ([[("sending",)]], ("accepted", ""), 1)


def test_a_server_that_is_not_there_loses_nothing(settings, written):
    port = graph_api.free_port()
    settings.DESVELO = replace(settings.DESVELO, sandbox_origin=f"http://127.0.0.1:{port}")
    api.client.cache_clear()

    work()
    assert state(written) == ("queued", "")
    assert queued() == [("message:write", "channel.send_again_later")]

    with graph_api.serving(graph_api.Graph(port=port)) as running:
        running.accepts(WAMID)
        work(minutes=1)
        api.client().close()
    api.client.cache_clear()

    assert state(written) == ("accepted", "")
    assert len(running.asked) == 1


def test_a_message_to_somebody_who_was_erased_is_not_sent(graph, written):
    vault.erase_contact(contact=written.contact_id, reason="asked", now=clock.business())

    work()

    assert (graph.asked, queued()) == ([], [])
    assert not Message.objects.filter(pk=written.id).exists()


def test_somebody_erased_while_meta_is_asked_leaves_nothing_behind(committed, graph, request):
    written = request.getfixturevalue("written")

    def erase() -> None:
        vault.erase_contact(contact=written.contact_id, reason="asked", now=clock.business())
        connection.close()

    graph.accepts(WAMID)
    graph.before_answer = erase

    work()

    assert (len(graph.asked), queued(), Message.objects.count()) == (1, [], 0)


def test_without_the_secret_of_its_app_a_message_waits_for_it_unsent(graph, written, settings):
    graph.accepts(WAMID)
    known = app_secrets.Door(settings.DESVELO.keys).refresh().file
    app_secrets.write(settings.DESVELO.keys, app_secrets.DoorFile())

    work()
    assert (state(written), graph.asked) == (("queued", ""), [])

    app_secrets.write(settings.DESVELO.keys, known)
    work(minutes=1)
    assert (state(written), len(graph.asked)) == (("accepted", ""), 1)


def test_a_status_that_came_before_the_answer_is_not_undone_by_it(committed, graph, request):
    written = request.getfixturevalue("written")

    def delivered() -> None:
        told = status(WAMID, "delivered", biz_opaque_callback_data=written.public_id)
        put_delivery(webhook({"statuses": [told]}))
        intake.take_in()
        connection.close()

    graph.accepts(WAMID)
    graph.before_answer = delivered

    work()

    assert state(written) == ("delivered", "")
    assert written.wamid_index == index(WAMID)


def test_a_chip_never_leaves_even_if_one_got_into_what_we_wrote(graph, written):
    from desvelo.guards.vault import boxes
    from desvelo.kernel.detection.masked import Chip

    chip = Chip("a" * 22, "CPF", "•• 25", discarded=False)
    body = vault.seal_body(
        boxes.of(written.contact_id, why=Why.UNSAID),
        message=written.id,
        body=MaskedText(parts=("antes ", chip, "depois")),
    )
    Message.objects.filter(pk=written.id).update(body=body)
    graph.accepts(WAMID)

    work()

    assert graph.asked[0].content["text"] == {"body": "antes depois", "preview_url": False}
