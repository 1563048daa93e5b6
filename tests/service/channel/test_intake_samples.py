"""Every published webhook body ends as messages, statuses or what was set aside: nothing of it is lost."""

import os
from pathlib import Path

import pytest

import deliveries
import house as company
from desvelo.base import clock
from desvelo.guards.access import actions as access
from desvelo.guards.access.models import Team
from desvelo.guards.vault import contacts
from desvelo.guards.vault.contacts import Person
from desvelo.kernel.whatsapp import payload, statuses
from desvelo.kernel.whatsapp.items import InboundMessage, StatusUpdate
from desvelo.service.channel import actions, intake, wamids
from desvelo.service.channel.models import Message, Number

_ROOT = Path(__file__).resolve().parents[3]
_SHARED = Path(os.environ.get("DESVELO_SHARED", _ROOT.parent / "shared"))
SAMPLES = sorted((_SHARED / "reference" / "webhook-samples").glob("*.json"))


def test_the_samples_are_present():
    if not SAMPLES and os.environ.get("CI") != "true":
        pytest.skip("the shared webhook samples are not here; set DESVELO_SHARED to their folder")
    assert len(SAMPLES) >= 80


def written(number: Number, update: StatusUpdate) -> Message:
    """Write the message that *update* speaks of, as if Meta had just accepted it."""
    now = clock.business()
    [box] = contacts.boxes_for([Person(phone="5511900009999")], now=now)
    draft = actions.Draft(contact=box.contact, number=number.id, text="oi", author=None, last_inbound_at=now)
    message = Message.objects.get(pk=actions.write(draft, now=now))
    message.status = "accepted"
    message.wamid_index = wamids.index(number=number.phone_number_id, wamid=update.wamid)
    message.save()
    return message


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda path: path.stem)
def test_a_published_body_is_taken_in_whole(db, sample):
    body = sample.read_bytes()
    items = payload.parse(body).items
    access.create_team(name="Agenda")
    for phone_number_id in sorted({item.phone_number_id for item in items} - {None}):
        company.connect_number(first_team=Team.objects.get().id, phone_number_id=phone_number_id)
    numbers = {number.phone_number_id: number for number in Number.objects.all()}
    messages = {item.wamid for item in items if isinstance(item, InboundMessage)}
    updates = [item for item in items if isinstance(item, StatusUpdate)]
    ours = {item.wamid: written(numbers[item.phone_number_id], item) for item in updates}
    others = [item for item in items if not isinstance(item, InboundMessage | StatusUpdate)]

    company.put_delivery(body)
    assert intake.take_in() == 1

    assert Message.objects.filter(direction="in").count() == len(messages)
    for item in updates:
        ours[item.wamid].refresh_from_db()
    assert [ours[item.wamid].status for item in updates] == [
        statuses.advance("accepted", item.status) for item in updates
    ]
    assert sorted(kept.pointer for kept in deliveries.aside()) == sorted(item.pointer for item in others)
    assert [kept.reason for kept in deliveries.aside() if kept.reason.startswith(("failed", "unknown_number"))] == []
    assert deliveries.waiting() == (0, 0)
