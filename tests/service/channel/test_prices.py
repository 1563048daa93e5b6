"""What statuses tell beside the level: how a message is charged, what went wrong, and by which user id it went."""

from datetime import timedelta

import pytest

import house as company
from desvelo.base import clock
from desvelo.guards.vault import contacts
from desvelo.guards.vault.models import Contact
from desvelo.guards.vault.people import Person
from desvelo.kernel.whatsapp.items import Price
from desvelo.service.channel import actions, intake, prices, statuses, trail, wamids
from desvelo.service.channel.models import Message
from house import put_delivery, text_message, webhook

WAMID, PHONE = "wamid.1", "5511900004417"
UTILITY = {"billable": True, "pricing_model": "PMP", "category": "utility", "type": "regular"}


@pytest.fixture
def message(number) -> Message:
    """Return a message of ours that Meta accepted."""
    now = clock.business()
    [box] = contacts.boxes_for([Person(phone=PHONE)], now=now)
    draft = actions.Draft(contact=box.contact, number=number, text="oi", author=None, last_inbound_at=now)
    row = Message.objects.get(pk=actions.write(draft, now=now))
    row.status, row.wamid_index = "accepted", wamids.index(number=company.PHONE_NUMBER_ID, wamid=WAMID)
    row.save()
    return row


def tell(*told: dict[str, object]) -> None:
    put_delivery(webhook({"statuses": list(told)}))
    assert intake.take_in() == 1


def test_how_a_message_is_charged_is_kept_once_and_the_first_stays(message):
    tell(company.status(WAMID, "sent", pricing=UTILITY))
    tell(
        company.status(WAMID, "delivered", pricing={**UTILITY, "category": "marketing"}), company.status(WAMID, "read")
    )

    assert prices.of(message.id) == Price(category="utility", kind="regular", model="PMP", billable=True)


@pytest.mark.parametrize("level", ["sent", "delivered", "read"])
def test_on_whichever_status_it_comes(message, level):
    tell(company.status(WAMID, "sent"), company.status(WAMID, level, pricing=UTILITY))

    assert prices.of(message.id).category == "utility"


def test_an_old_shape_tells_the_kind_of_the_conversation(message):
    talk = {"id": "c1", "origin": {"type": "referral_conversion"}}
    tell(company.status(WAMID, "sent", conversation=talk))

    assert prices.of(message.id) == Price(category="referral_conversion", origin="referral_conversion")


def test_it_waits_with_a_status_that_comes_before_the_message_has_its_name(message):
    Message.objects.update(wamid_index=None)
    tell(company.status(WAMID, "delivered", pricing=UTILITY))
    assert prices.of(message.id) is None

    message.wamid_index = wamids.index(number=company.PHONE_NUMBER_ID, wamid=WAMID)
    statuses.catch_up(message, number=company.PHONE_NUMBER_ID)

    assert prices.of(message.id).category == "utility"


def test_charges_are_counted_by_category_and_kind(message):
    tell(company.status(WAMID, "sent", pricing=UTILITY))
    now = clock.business()

    hour = timedelta(hours=1)
    assert [(each.category, each.kind, each.count) for each in prices.counts(since=now - hour, until=now + hour)] == [
        ("utility", "regular", 1)
    ]
    assert prices.counts(since=now + hour, until=now + 2 * hour) == []


@pytest.mark.parametrize("pricing", [None, "x", {}, {"category": 7}, {"category": "<b>"}, {"category": ["a"]}])
def test_a_price_that_is_none_is_none(message, pricing):
    tell(company.status(WAMID, "sent", pricing=pricing))

    assert prices.of(message.id) is None
    message.refresh_from_db()
    assert message.status == "sent"


def test_every_error_of_a_status_stands_in_its_course(message):
    tell(company.status(WAMID, "failed", errors=[{"code": 131049, "title": "x"}, {"code": 131026, "title": "y"}]))

    [step] = [each for each in trail.noted(message.id) if each.name == "failed"]
    assert step.code == "131049 131026"
    message.refresh_from_db()
    assert message.failure == "131049"


def test_a_status_teaches_the_user_id_before_the_customer_hides_the_number(message):
    tell(company.status(WAMID, "delivered", recipient_user_id="BR.aaa"))

    hidden = {**text_message("sou eu", phone="", wamid="wamid.in"), "from_user_id": "BR.aaa"}
    put_delivery(webhook({"messages": [hidden]}))
    intake.take_in()

    assert Message.objects.latest("arrival").contact_id == message.contact_id
    assert Contact.objects.count() == 1


def test_a_status_to_a_number_nobody_has_makes_no_contact(number):
    tell(company.status("wamid.of.another.app", "delivered", recipient_user_id="BR.aaa"))

    assert not Contact.objects.exists()
