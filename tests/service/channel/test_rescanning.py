"""When detection changed, history is searched again: in steps, once, and a crash costs time alone."""

from datetime import timedelta

import pytest
from django.db import connection

import deliveries
import tables
from desvelo.base import clock
from desvelo.guards.vault import queries as vault
from desvelo.guards.vault.models import Datum
from desvelo.kernel.detection import scanning, version
from desvelo.service.channel import actions, covering, intake, rescanning
from desvelo.service.channel.models import Message, Number, Rescan
from house import put_delivery, webhook_body

PHONE = "5511900004417"
CPF, OTHER_CPF = "529.982.247-25", "111.444.777-35"


@pytest.fixture
def blind(number, monkeypatch):
    """Return what lets messages arrive as an earlier detection, which knew nothing, would have left them."""

    def arrives(*texts: str) -> None:
        with monkeypatch.context() as patched:
            patched.setattr(scanning, "scan", lambda *_args, **_more: ())
            for at, text in enumerate(texts):
                wamid = f"w.{Message.objects.count()}.{at}"
                put_delivery(webhook_body(text, phone=PHONE, name="Bia", wamid=wamid))
                assert intake.take_in() == 1

    return arrives


def write(text: str) -> None:
    now = clock.business()
    contact, number = vault.contact_with_phone(PHONE), Number.objects.get().id
    draft = actions.Draft(contact=contact, number=number, text=text, author=None, last_inbound_at=now)
    Message.objects.filter(pk=actions.write(draft, now=now)).update(status="sent")


def to_the_end(limit: int = 2) -> int:
    steps = 0
    while rescanning.search_again(now=clock.business(), limit=limit):
        steps += 1
    return steps


@pytest.mark.asvs("14.2.6")
def test_what_was_missed_is_hidden_newest_first_and_the_counts_say_so(blind):
    blind(f"meu cpf é {CPF}", "bom dia", f"o dela é cpf {OTHER_CPF}, zap 11 98888-7777")

    assert rescanning.search_again(now=clock.business(), limit=1) == 1
    assert deliveries.received() == [[f"meu cpf é {CPF}"], ["bom dia"], ["o dela é cpf ", "[CPF]", ", zap ", "[PHONE]"]]
    assert (rescanning.progress().percent, rescanning.progress().scanned) == (33, 1)
    to_the_end()

    assert deliveries.received()[0] == ["meu cpf é ", "[CPF]"]
    found = rescanning.progress()
    assert (found.version, found.percent, found.total, found.scanned) == (version.current(), 100, 3, 3)
    assert (found.covered, found.failed, found.found) == (2, 0, {"CPF": 2, "PHONE": 1})


def test_the_row_holds_no_earlier_version_and_the_value_is_in_the_datum_alone(blind):
    blind(f"meu cpf é {CPF}")
    before = bytes(Message.objects.get().body)
    assert tables.bearing(connection, before.hex()) == {before.hex(): ["public.channel_message"]}

    to_the_end()

    assert bytes(Message.objects.get().body) != before
    assert tables.bearing(connection, before.hex()) == {}
    assert [(each.label, each.rule, each.sealed is not None) for each in Datum.objects.all()] == [
        ("CPF", "br.cpf/check_digits", True)
    ]


def test_what_is_discarded_is_kept_nowhere(blind):
    blind("cartão 5555 5555 5555 4444 cvv 733")

    to_the_end()

    assert {each.label: each.sealed for each in Datum.objects.all()} == {"CARD_NUMBER": None, "CARD_CVV": None}


def test_a_crash_after_covering_and_before_the_step_is_noted_finds_nothing_twice(blind, monkeypatch):
    blind(f"meu cpf é {CPF}", f"e cpf {OTHER_CPF}")
    real = rescanning._search

    def dies(*args: object, **more: object) -> int:
        real(*args, **more)
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(rescanning, "_search", dies)
        with pytest.raises(KeyboardInterrupt):
            rescanning.search_again(now=clock.business())
    assert rescanning.search_again(now=clock.business()) == 0  # the lease of the dead worker still runs

    assert rescanning.search_again(now=clock.business() + rescanning.LEASE * 2) == 2
    assert Datum.objects.count() == 2
    assert rescanning.progress().found == {"CPF": 2}
    assert rescanning.progress().finished_at is not None


def test_two_workers_do_not_search_the_same_step(blind):
    blind("bom dia")
    assert rescanning._take(now=clock.business()) is not None

    assert rescanning.search_again(now=clock.business()) == 0


def test_the_same_version_searches_once_and_the_next_one_begins_anew(blind, monkeypatch):
    blind(f"meu cpf é {CPF}")
    to_the_end()
    assert rescanning.search_again(now=clock.business()) == 0

    monkeypatch.setattr(version, "current", lambda: "f" * 16)

    assert rescanning.search_again(now=clock.business()) == 1
    assert Rescan.objects.count() == 2
    assert Datum.objects.count() == 1


def test_one_message_that_cannot_be_searched_is_counted_and_stays(blind, monkeypatch):
    blind(f"meu cpf é {CPF}", "quebra aqui")
    real = scanning.scan

    def breaks(text: str, *args: object, **more: object) -> object:
        if text.startswith("quebra"):
            raise ZeroDivisionError
        return real(text, *args, **more)

    monkeypatch.setattr(scanning, "scan", breaks)
    to_the_end()

    assert (rescanning.progress().failed, rescanning.progress().covered) == (1, 1)
    assert deliveries.received() == [["meu cpf é ", "[CPF]"], ["quebra aqui"]]


def test_what_we_asked_before_says_what_the_answer_is(blind):
    blind("oi")
    write("Pode me dizer os três números atrás do cartão?")
    blind("733")

    to_the_end()

    assert deliveries.received()[-1] == ["[CARD_CVV]"]


def test_what_may_still_leave_and_our_own_fixed_texts_are_left_alone(blind):
    blind("oi")
    write(f"seu cpf é {CPF}")
    Message.objects.filter(direction="out").update(status="queued")

    to_the_end()

    row = Message.objects.get(direction="out")
    assert covering.may_leave(row)
    assert Datum.objects.count() == 0
    Message.objects.filter(pk=row.pk).update(status="sent", automatic=True)
    Rescan.objects.all().delete()
    to_the_end()
    assert Datum.objects.count() == 0
    Message.objects.filter(pk=row.pk).update(automatic=False)
    Rescan.objects.all().delete()
    to_the_end()
    assert Datum.objects.count() == 1


def test_it_is_on_record_and_the_open_screens_hear_of_it(blind, audit_tags):
    blind(f"meu cpf é {CPF}")
    told = []
    with connection.execute_wrapper(lambda run, sql, params, *rest: (told.append(sql), run(sql, params, *rest))[1]):
        to_the_end()

    assert ("message:cover", "done") in audit_tags()
    assert [sql for sql in told if "pg_notify" in sql] != []


def test_the_lease_is_shorter_than_the_patience_of_whoever_watches():
    assert timedelta(seconds=30) <= rescanning.LEASE <= timedelta(minutes=5)
