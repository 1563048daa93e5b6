"""Killed at a system call that writes, whichever it is, a replacement of keys goes on: nothing lost, nothing twice.

Source: security-design D13.2.
"""

from uuid import UUID

import pytest
from django.db import transaction

import killing
import own_keys
from desvelo.base import clock
from desvelo.guards.vault import boxes, epochs, rotating
from desvelo.guards.vault.boxes import Place
from desvelo.guards.vault.models import Contact
from desvelo.kernel.sealing.whys import Why
from house import NOW

pytestmark = killing.needed


@pytest.fixture
def program(committed, settings, tmp_path, url_of, monkeypatch):
    monkeypatch.setattr(rotating, "BATCH", 5)
    with own_keys.epoch_one(settings, tmp_path):
        environment = killing.environment(tmp_path, app=url_of("desvelo_app"))
        with killing.Program("rotate", environment, tmp_path) as program:
            yield program


def test_killed_at_any_writing_call_it_goes_on(program):
    records: dict[UUID, bytes] = {}
    for _ in range(12):
        with transaction.atomic():
            contact = Contact.objects.create(created_at=NOW).id
            place = Place(table="message", column="body", row=contact)
            records[contact] = boxes.new_box(contact).seal(place, contact.bytes)
    killed = 0

    for point in killing.points(every=5):
        old = epochs.current()
        ended = program.run(kill_at=point, follow=True)
        if not ended.killed:
            break
        killed += 1
        while rotating.step(now=clock.wall()):
            pass
        opened = boxes.load(records, why=Why.UNSAID)
        for contact, record in records.items():
            assert opened[contact].open(Place(table="message", column="body", row=contact), record) == contact.bytes
        assert (boxes.ring().epochs(), [each.number for each in epochs.alive()]) == ([old + 1], [old + 1]), point

    killing.note(f"{killed}")
    assert (killed >= 10, ended.killed, ended.code) == (True, 0, 0)
    assert boxes.ring().epochs() == [old + 1]
