"""Whoever answers alarms reads that the key process is gone, and who asked for too many keys or without an entry.

Source: security-design D4.6, D7.9.
"""

from dataclasses import replace
from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.utils import translation

from browser import Browser, signed_in
from desvelo.base import clock, heartbeat
from desvelo.base.config.keeping import Keeping
from desvelo.base.keeper.errors import QuotaSpent
from desvelo.base.keeper.keeper import Asker
from desvelo.duties.assurance import measures
from desvelo.guards.audit import actions as audit
from desvelo.guards.audit.entry import Entry
from desvelo.guards.vault import boxes, key_alarms, overuse, reconciling
from desvelo.guards.vault.models import Contact
from desvelo.kernel.sealing.whys import Why
from desvelo.service.desk import alarming
from house import NOW
from key_processes import key_process

GONE = "O processo de chaves não responde"


@pytest.fixture
def apart(house, settings):
    """An installation whose keys are with a process of their own."""
    with key_process() as running:
        settings.DESVELO = replace(settings.DESVELO, keeping=Keeping(socket=running.socket))
        yield running


def silent_for(process: str, seconds: float) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE process_heartbeat SET at = %s WHERE process = %s",
            [clock.wall() - timedelta(seconds=seconds), process],
        )


def test_readiness_names_the_key_process(apart):
    heartbeat.beat("worker")
    assert Browser().get("/readyz").json() == {"database": True, "worker": True, "keys": True}

    apart.kill()
    answer = Browser().get("/readyz")
    assert (answer.status_code, answer.json()["keys"]) == (503, False)


def test_without_a_process_of_its_own_there_is_nothing_to_name(house):
    heartbeat.beat("worker")

    assert Browser().get("/readyz").json() == {"database": True, "worker": True}


@pytest.mark.parametrize("login", ["helena", "caio"])
def test_the_banner_comes_when_it_is_gone_and_goes_when_it_answers(house, apart, login):
    page = signed_in(house.actors[login])
    heartbeat.beat("worker")
    key_alarms.watch()
    assert GONE not in page.get("/conta/seguranca").content.decode()

    silent_for("keys", 21)
    apart.kill()
    key_alarms.watch()
    assert GONE in page.get("/conta/seguranca").content.decode()

    apart.start()
    key_alarms.watch()
    assert GONE not in page.get("/conta/seguranca").content.decode()


def test_a_worker_that_is_silent_itself_says_nothing_of_the_key_process(house, apart):
    heartbeat.beat("worker")
    silent_for("worker", 21)

    assert not key_alarms.is_gone(house.helena)


def test_who_does_not_answer_alarms_reads_nothing_of_it(house, apart):
    heartbeat.beat("worker")
    assert key_alarms.is_gone(house.helena)

    assert not key_alarms.is_gone(house.marina)
    assert key_alarms.recent(house.marina, now=clock.wall()) == []


def refuse(house, *, by=None) -> None:
    overuse.note(Asker(why=Why.THREAD, actor=by or house.marina.id), at=clock.wall())
    audit.sequence()


@pytest.mark.usefixtures("committed")
def test_a_refusal_stands_above_the_screens_of_those_who_answer_for_a_day(house):
    refuse(house)
    [said] = alarming.banners(house.helena, now=clock.wall())

    assert house.marina.name in said.text
    assert alarming.banners(house.helena, now=clock.wall() + timedelta(hours=25)) == ()


@pytest.mark.usefixtures("committed")
def test_a_refusal_is_counted_once_an_hour_for_each_person_by_reason(house, settings):
    settings.DESVELO = replace(settings.DESVELO, keeping=Keeping(quota=100))
    contacts = [Contact.objects.create(created_at=NOW).id for _ in range(101)]
    for each in contacts:
        boxes.new_box(each)
    for _ in range(3):
        with pytest.raises(QuotaSpent):
            boxes.load(contacts, why=Why.LIST, actor=house.marina.id)

    [found] = [each for each in measures.measures(now=clock.wall()) if each.name == "key_refusals"]
    assert (found.values, found.grows) == ({"list": 1.0}, True)


def test_keys_without_an_entry_stand_there_for_a_week_with_their_count_and_name(house):
    said = {"user": str(house.marina.id), "why": "reveal", "count": "31"}
    audit.record([Entry(tag=reconciling.UNLOGGED, at=clock.wall(), objects=said)])
    audit.sequence()

    for language, words in (("en", "31 keys in the name of"), ("pt-br", "31 chaves em nome de")):
        with translation.override(language):
            [banner] = alarming.banners(house.helena, now=clock.wall() + timedelta(days=6))
        assert f"{words} {house.marina.name}" in banner.text
    assert alarming.banners(house.helena, now=clock.wall() + timedelta(days=8)) == ()


@pytest.mark.usefixtures("committed")
def test_somebody_who_is_nobody_here_is_called_nobody(house):
    refuse(house, by=uuid4())

    with translation.override("en"):
        [said] = alarming.banners(house.helena, now=clock.wall())
    assert "In the name of nobody" in said.text
