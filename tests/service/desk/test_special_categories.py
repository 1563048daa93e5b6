"""A stolen copy of the base says that something sensitive is there, and not what: nowhere is it named readably."""

import pytest
from django.db import connection

import tables
from browser import signed_in
from desvelo.base import clock, tally
from desvelo.base.outbox import consume
from desvelo.guards.audit import actions as audit
from desvelo.guards.vault import boxes, naming
from desvelo.guards.vault.models import Datum
from desvelo.kernel.detection import policies
from desvelo.kernel.detection.catalogue import shipped
from desvelo.kernel.detection.labels import SPECIAL, Tier
from desvelo.kernel.sealing.whys import Why
from desvelo.service.channel import rescanning
from desvelo.service.channel.hiding import Selection
from desvelo.service.channel.models import Message, Rescan
from desvelo.service.desk import disputing, hiding
from desvelo.service.desk.models import Dispute

TEXT = "no Jabuticaba Clube sabem que tenho diabetes e sou filiada ao sindicato"
FINE = sorted(label.code for label in shipped().labels if policies.tier_of(label) is Tier.SPECIAL)
TELLING = [code for code in FINE if code != SPECIAL.code]
RULES = [f"special.{code.lower()}" for code in TELLING]


@pytest.fixture
def day(house, arrive) -> str:
    """A customer tells, an agent hides more, disputes, looks, writes it herself, and history is searched again."""
    conversation = arrive(TEXT)
    browser = signed_in(house.marina)
    browser.post(f"/atendimento/c/{conversation}/assumir")
    found = next(row for row in Datum.objects.all() if naming.in_full([row.id])[row.id][0] == "HEALTH")
    browser.post(f"/atendimento/dado/{found.public_id}", {"reason": "invoice"})
    words = "Jabuticaba Clube"
    selection = Selection(start=TEXT.index(words), end=TEXT.index(words) + len(words), words=words)
    message = Message.objects.get(direction="in").public_id
    now = clock.business()
    hiding.hide(
        actor=house.marina, conversation=conversation, message=message, selection=selection, label="SEX_LIFE", now=now
    )
    disputing.dispute(actor=house.marina, datum=found.public_id, now=now)
    browser.post(f"/atendimento/c/{conversation}/responder", {"text": "então a senhora tem diabetes e é católica?"})
    Rescan.objects.all().delete()
    while rescanning.search_again(now=now):
        pass
    consume.drain()
    audit.sequence()
    return conversation


def test_no_table_names_which_special_category_anything_is_of(day):
    assert {row.label for row in Datum.objects.all()} == {SPECIAL.code}
    assert tables.bearing(connection, *TELLING, *RULES) == {}


def test_the_name_kept_beside_the_value_would_give_it_away(day):
    """The attack: one column with the fine class, and whoever steals a dump lists who belongs to a union."""
    Datum.objects.filter(pk=Datum.objects.first().pk).update(label="UNION")

    assert tables.bearing(connection, "UNION") == {"UNION": ["public.vault_datum"]}


def test_the_figures_count_one_class(day):
    assert tally.totals("reveal") == {SPECIAL.code: 1}


def test_the_thread_shows_what_it_is_to_who_may_read_the_conversation(house, day):
    page = signed_in(house.marina).get(f"/atendimento/c/{day}").content.decode()

    assert "Informação de saúde" in page
    assert "Filiação sindical" in page


def test_why_it_is_hidden_names_class_and_rule_after_opening(house, day):
    datum = next(row for row in Datum.objects.all() if naming.in_full([row.id])[row.id][0] == "HEALTH")

    said = disputing.why(house.marina, datum.public_id, now=clock.business())

    assert (said.label, said.rule.partition("/")[0]) == ("HEALTH", "special.health")
    assert "special.health" in {line.rule.partition("/")[0] for line in disputing.by_rule()}
    assert Dispute.objects.get().rule == ""


def test_without_the_key_of_the_contact_nobody_knows_what_it_was(day):
    row = Datum.objects.first()
    assert row.id in naming.in_full([row.id])
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM vault.contact_key")

    assert naming.in_full([row.id]) == {}
    assert boxes.load([row.contact_id], why=Why.UNSAID) == {}
