"""The figures for whoever watches the machines: exact, readable by a parser of others, and free of anybody's data."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import OperationalError, connection
from prometheus_client.openmetrics.parser import text_string_to_metric_families

import traces
from browser import Browser, signed_in
from desvelo.base import clock, heartbeat, tally
from desvelo.base.outbox import consume
from desvelo.config import metrics, watch
from desvelo.config.watch import Standing
from desvelo.guards.audit import actions as audit
from desvelo.guards.vault.actions import Reason
from desvelo.guards.vault.models import Datum
from desvelo.service.channel import intake
from desvelo.service.channel.models import Message
from desvelo.service.desk import actions as desk
from house import NOW, put_delivery, webhook_body

TOKEN = "t" * 31 + "0"
PHONE, NAME, CPF = "5511900004417", "Beatriz Nogueira", "529.982.247-25"
SECRET = "a senha do portal é Girassol#88vento"
Figures = dict[tuple[str, str], float]


@pytest.fixture
def token(settings) -> str:
    settings.DESVELO = replace(settings.DESVELO, metrics_token=TOKEN)
    return TOKEN


def page(**headers: str) -> str:
    answer = Browser().get("/metrics", headers={"authorization": f"Bearer {TOKEN}", **headers})
    assert answer.status_code == 200
    assert answer["Content-Type"] == "application/openmetrics-text; version=1.0.0; charset=utf-8"
    assert answer["Cache-Control"] == "no-store"
    return answer.content.decode()


@pytest.fixture
def figures(db, token) -> Callable[..., Figures]:
    def _figures(**headers: str) -> Figures:
        families = text_string_to_metric_families(page(**headers))
        return {(each.name, "".join(each.labels.values())): each.value for one in families for each in one.samples}

    return _figures


def said(figures: Figures, name: str) -> dict[str, float]:
    return {label: value for (each, label), value in figures.items() if each == f"desvelo_{name}"}


@pytest.mark.asvs("13.4.5")
def test_without_a_token_file_the_address_does_not_exist(db):
    answers = [Browser().get(path, headers={"authorization": "Bearer "}) for path in ("/metrics", "/nowhere")]

    assert [answer.status_code for answer in answers] == [404, 404]


@pytest.mark.asvs("13.4.5")
@pytest.mark.parametrize(
    "given", ["", "Bearer", "Bearer wrong", f"Basic {TOKEN}", TOKEN, f"Bearer {TOKEN}x", "Bearer é"]
)
def test_who_does_not_hold_the_token_gets_nothing(db, token, given):
    answer = Browser().get("/metrics", headers={"authorization": given})

    assert (answer.status_code, answer.content) == (401, b"")


def test_being_signed_in_is_no_token(house, token):
    assert signed_in(house.caio).get("/metrics").status_code == 401


def test_without_the_check_anybody_would_read_them(db, token, monkeypatch):
    monkeypatch.setattr(metrics, "_holds", lambda *_: True)

    assert Browser().get("/metrics").status_code == 200


def test_a_new_installation_has_its_zeros(figures):
    found = figures()

    assert found["desvelo_database_up", ""] == 1
    assert found["desvelo_deliveries_waiting", ""] == 0
    assert found["desvelo_deliveries_oldest_seconds", ""] == 0
    assert said(found, "messages_total") == {"in": 0, "out": 0}
    assert said(found, "messages_unsettled") == {"failed": 0, "unsure": 0, "waiting": 0}
    assert found["desvelo_database_size_bytes", ""] > 1_000_000
    assert found["desvelo_intake_keys", ""] >= 1
    assert 0 <= found["desvelo_intake_key_age_seconds", ""] < 86_400


def test_what_happened_is_counted(house, arrive, figures):
    arrive(f"cpf {CPF}", phone=PHONE, name=NAME)
    conversation = arrive(SECRET, phone=PHONE)
    desk.send_reply(actor=house.marina, conversation=conversation, reply=desk.Reply(text="já vejo"), now=NOW)
    datum = Datum.objects.get(label="CPF").public_id
    for _ in range(2):
        desk.reveal(actor=house.marina, datum=datum, reason=Reason(code="invoice"), now=NOW)
    tally.fold()

    found = figures()

    assert said(found, "messages_total") == {"in": 2, "out": 1}
    assert said(found, "reveals_total") == {"CPF": 2}
    assert said(found, "message_steps_total") == {"written": 1}
    assert said(found, "messages_unsettled") == {"failed": 0, "unsure": 0, "waiting": 1}
    assert said(found, "outbox_waiting") == {"message:receive": 1, "message:write": 1}


def test_what_waits_and_what_was_given_up_is_told_with_its_age(house, arrive, figures):
    arrive(SECRET, phone=PHONE)
    put_delivery(webhook_body("na porta", phone=PHONE, name=NAME, wamid="w.1"))
    with connection.cursor() as cursor:
        cursor.execute("UPDATE intake.raw SET received_at = clock_timestamp() - interval '90 seconds'")
        cursor.execute("UPDATE outbox_queue SET queued_at = clock_timestamp() - interval '5 minutes'")
        cursor.execute("INSERT INTO outbox_queue (tag, payload, due_at) VALUES ('message:write', '{}', 'infinity')")

    found = figures()

    assert found["desvelo_deliveries_waiting", ""] == 1
    assert 90 <= found["desvelo_deliveries_oldest_seconds", ""] < 150
    assert said(found, "outbox_waiting") == {"message:receive": 1, "message:write": 0}
    assert said(found, "outbox_given_up") == {"message:receive": 0, "message:write": 1}
    assert 300 <= found["desvelo_outbox_oldest_seconds", "message:receive"] < 360
    assert found["desvelo_outbox_oldest_seconds", "message:write"] == 0


def test_what_was_set_aside_is_counted_by_the_kind_of_reason(house, figures):
    put_delivery(b"no json")
    put_delivery(webhook_body("x", phone=PHONE, name=NAME, wamid="w.9", number="999999999999999"))
    intake.take_in()

    assert said(figures(), "set_aside") == {"poison": 1, "unknown_number": 1}


def test_the_ledger_tells_its_size_what_waits_and_its_checkpoint(house, arrive, figures):
    audit.sequence()
    audit.checkpoint(now=clock.wall() - timedelta(seconds=50))
    size = audit.store.size()
    arrive("bom dia", phone=PHONE)

    found = figures()

    assert found["desvelo_ledger_entries", ""] == size
    assert found["desvelo_ledger_pending", ""] == 2  # what came, and that its customer is kept
    assert found["desvelo_ledger_checkpoint_entries", ""] == size
    assert 50 <= found["desvelo_ledger_checkpoint_age_seconds", ""] < 110


def test_how_the_processes_stand_is_told_when_a_supervisor_of_ours_started_them(figures, monkeypatch):
    heartbeat.beat("worker")
    assert said(figures(), "process_up") == {}

    standing = (Standing(name="edge", is_up=True, restart_count=0), Standing(name="web", is_up=False, restart_count=3))
    monkeypatch.setattr(watch, "standing", lambda _data: standing)
    found = figures()

    assert said(found, "process_up") == {"edge": 1, "web": 0}
    assert said(found, "process_restarts_total") == {"edge": 0, "web": 3}
    assert 0 <= found["desvelo_process_silent_seconds", "worker"] < 60


def test_what_the_edge_counted_comes_with_the_request(figures):
    found = figures(**{"x-desvelo-edge": '{"open_streams":3,"webhooks":{"acknowledged":9,"signature_missing":1}}'})

    assert found["desvelo_streams_open", ""] == 3
    assert said(found, "webhooks_total") == {"acknowledged": 9, "signature_missing": 1}


@pytest.mark.parametrize("told", ["", "{}", "no json", '{"open_streams":"x","webhooks":{}}', "[" * 1000])
def test_a_request_that_came_without_an_edge_says_nothing_about_one(figures, told):
    assert said(figures(**{"x-desvelo-edge": told}), "streams_open") == {}


def test_when_the_database_is_silent_the_rest_is_still_told(token, monkeypatch):
    def silent(**_: object) -> None:
        raise OperationalError

    monkeypatch.setattr(metrics, "measures", silent)
    monkeypatch.setattr(watch, "standing", lambda _data: (Standing(name="web", is_up=True, restart_count=0),))
    families = {one.name: one for one in text_string_to_metric_families(page())}

    assert families["desvelo_database_up"].samples[0].value == 0
    assert families["desvelo_process_up"].samples[0].value == 1
    assert "desvelo_messages" not in families


def test_nobodys_name_phone_or_words_are_anywhere_in_it(house, arrive, figures):
    conversation = arrive(f"girassol, meu cpf é {CPF}", phone=PHONE, name=NAME)
    desk.send_reply(actor=house.marina, conversation=conversation, reply=desk.Reply(text="girafa"), now=NOW)
    Message.objects.update(kind=NAME, failure=NAME, status="failed")
    put_delivery(webhook_body("perdida", phone=PHONE, name=NAME, wamid="w.9", number="999999999999999"))
    intake.take_in()
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO intake.quarantine (delivery_id, pointer, reason, record, received_at) "
            "VALUES ('x', %s, %s, 'x', now()), ('y', '', %s, 'x', now())",
            [NAME, f"poison:{NAME}", PHONE],
        )
    consume.drain()

    assert figures()["desvelo_set_aside", "other"] == 1
    canaries = {
        "customer": (NAME, "Beatriz", PHONE, PHONE[-8:], CPF, "girassol", "girafa", "perdida"),
        "people": ("Marina", "Lopes", "marina@aurora.example", "Clínica"),
    }
    assert traces.report([("metrics", page().encode())], canaries) == []


def test_it_asks_the_database_the_same_number_of_times_whatever_there_is(
    house, arrive, figures, django_assert_num_queries
):
    for number in range(5):
        arrive(f"mensagem {number}", phone=f"551190000441{number}")

    with django_assert_num_queries(21):
        figures()
