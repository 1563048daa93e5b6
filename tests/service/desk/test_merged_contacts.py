"""Two contacts that turn out to be one person: everything that hung on either hangs on one, and still opens."""

import re
from uuid import UUID

import pytest
from django.db import OperationalError, connection

import arrived_files
import deliveries
import tables
import threads
from browser import signed_in
from desvelo.guards.audit import actions as audit
from desvelo.guards.audit import queries as ledger
from desvelo.guards.audit.search import Search
from desvelo.guards.vault import actions as vault
from desvelo.guards.vault import boxes, queries
from desvelo.guards.vault.actions import Reason
from desvelo.guards.vault.boxes import Place
from desvelo.guards.vault.contacts import RacingContact
from desvelo.guards.vault.errors import ContactGone
from desvelo.guards.vault.models import Contact, Datum
from desvelo.kernel.sealing.errors import NotReadable
from desvelo.kernel.sealing.whys import Why
from desvelo.service.channel import actions as channel
from desvelo.service.channel import files, identities, intake, sealed
from desvelo.service.channel.models import Media, Message
from desvelo.service.desk import actions as desk
from desvelo.service.desk import answering, drafts, joining
from desvelo.service.desk.errors import IdentityUnconfirmed
from desvelo.service.desk.models import Conversation, Draft
from house import NOW, put_delivery, text_message, webhook
from identities import (
    NEW_ID,
    NEW_PHONE,
    OLD_ID,
    OLD_PHONE,
    OTHER_ID,
    alive,
    comes,
    minute,
    number_changed,
    user_id_changed,
    wrote,
)
from shown import value

CPF = "529.982.247-25"


def test_two_contacts_that_turn_out_to_be_one_are_joined_with_all_that_hangs_on_them(house):
    comes(wrote(f"meu cpf é {CPF}", at=0, user_id=OLD_ID, phone=OLD_PHONE))
    comes(wrote("oi, troquei de aparelho", at=4, user_id=NEW_ID, phone=NEW_PHONE))
    older, newer = alive()
    [first, second] = Conversation.objects.order_by("created_at", "id")
    desk.reveal(
        actor=house.marina,
        datum=Datum.objects.get().public_id,
        reason=Reason(code="other", text="para a nota fiscal"),
        now=NOW,
    )
    comes(wrote("e o cartão 4111 1111 1111 1111", at=5, user_id=NEW_ID))
    for conversation, text in ((first, "rascunho um"), (second, "rascunho dois")):
        desk.keep_draft(actor=house.marina, conversation=conversation.public_id, text=text, now=NOW)

    comes(number_changed(at=3))

    [conversation] = Conversation.objects.all()
    assert (alive(), conversation.pk) == ([older], first.pk)
    assert Contact.objects.get(pk=newer).merged_into_id == older
    assert conversation.unread_count == 4
    assert conversation.last_inbound_at == Message.objects.exclude(kind="system").latest("arrival").sent_at
    assert conversation.waiting_since == Message.objects.earliest("sent_at").sent_at
    assert drafts.text_of(conversation, house.marina) == "rascunho um\nrascunho dois"
    assert Draft.objects.get().contact_id == older
    assert {str(row.contact_id) for row in Datum.objects.all()} == {str(older)}
    asked = {"actor": house.marina, "datum": Datum.objects.get(label="CPF").public_id, "reason": Reason(code="nota")}
    with pytest.raises(IdentityUnconfirmed):
        desk.reveal(**asked, now=NOW)
    answering.confirm_identity(actor=house.marina, conversation=conversation.public_id, way="call", now=NOW)
    assert value(desk.reveal(**asked, now=NOW), actor=house.marina, now=NOW) == CPF


def test_the_merge_is_on_record_and_both_names_lead_to_one(house):
    comes(wrote("oi", at=0, user_id=OLD_ID), wrote("olá", at=4, user_id=NEW_ID))
    older, newer = alive()

    comes(user_id_changed(at=3))

    audit.sequence()
    [entry] = [each for each in ledger.about_contact(older) if each.tag == "contact:merge"]
    assert entry.objects == {"merged": str(newer)}
    assert queries.parts_of(older) == [older, newer]
    of_both = ledger.entries(Search(contact=older, merged=frozenset({newer})))
    assert [each.tag for each in of_both].count("message:receive") == 3
    assert queries.present([older, newer]) == {older: older, newer: older}


def test_a_file_that_waits_is_still_described(house):
    image = {**text_message("", phone="", wamid="wamid.img", at=minute(4)), "type": "image", "from_user_id": NEW_ID}
    image["image"] = {"id": "123", "mime_type": "image/jpeg", "sha256": "x"}
    del image["from"], image["text"]
    comes(wrote("oi", at=0, user_id=OLD_ID), webhook({"messages": [image]}), user_id_changed(at=3))

    media = Media.objects.get()
    assert media.contact_id == alive()[0]
    assert (
        sealed.open_description(
            boxes.of(alive()[0], why=Why.UNSAID), media=media.id, record=bytes(media.description)
        ).id
        == "123"
    )


def test_a_file_that_is_here_opens_for_the_contact_that_stays_and_its_bytes_are_as_they_were(house):
    image = {**text_message("", phone="", wamid="wamid.img", at=minute(4)), "type": "image", "from_user_id": NEW_ID}
    image["image"] = {"id": "123", "mime_type": "image/jpeg", "sha256": "x"}
    del image["from"], image["text"]
    comes(wrote("oi", at=0, user_id=OLD_ID), webhook({"messages": [image]}))
    arrived_files.keep(Message.objects.get(kind="image"), b"the bytes of a picture")
    before = Media.objects.get()

    comes(user_id_changed(at=3))

    media = Media.objects.get()
    assert (media.contact_id, before.contact_id != media.contact_id) == (alive()[0], True)
    assert media.object_name == before.object_name
    assert files.whole(media.id, largest=100) == b"the bytes of a picture"
    Media.objects.update(file_key=before.file_key)
    with pytest.raises(NotReadable):
        files.whole(media.id, largest=100)


def test_two_phones_of_one_contact_are_a_doubt_and_one_is_not(house):
    comes(wrote("oi", at=0, user_id=OLD_ID), wrote("olá", at=4, user_id=NEW_ID))
    older, newer = alive()
    identities.notice([(boxes.of(older, why=Why.UNSAID), "OLD="), (boxes.of(newer, why=Why.UNSAID), "NEW=")], now=NOW)

    comes(user_id_changed(at=3))

    assert list(identities.doubted_at([older])) == [older]
    assert identities.trusted_hash(boxes.of(older, why=Why.UNSAID)) == "OLD="
    answering.confirm_identity(
        actor=house.marina, conversation=Conversation.objects.get().public_id, way="call", now=NOW
    )
    assert identities.trusted_hash(boxes.of(older, why=Why.UNSAID)) == "NEW="


def test_erasing_the_contact_destroys_every_key_and_what_the_ledger_held(house):
    comes(wrote(f"cpf {CPF}", at=0, user_id=OLD_ID), wrote(f"cpf {CPF}", at=4, user_id=NEW_ID))
    older, newer = alive()
    for datum in Datum.objects.all():
        desk.reveal(actor=house.marina, datum=datum.public_id, reason=Reason(code="other", text="para a nota"), now=NOW)
    comes(user_id_changed(at=3))
    assert deliveries.rows("SELECT count(*) FROM vault.contact_key") == [(2,)]
    assert deliveries.rows("SELECT count(*) FROM ledger.payload") == [(2,)]

    vault.erase_contact(contact=older, reason="request", now=NOW)

    assert deliveries.rows("SELECT count(*) FROM vault.contact_key") == [(0,)]
    assert deliveries.rows("SELECT count(*) FROM ledger.payload") == [(0,)]
    assert deliveries.rows("SELECT count(*) FROM vault.identifier") == [(0,)]
    assert [Contact.objects.count(), Message.objects.count(), Datum.objects.count()] == [0, 0, 0]
    for contact in (older, newer):
        with pytest.raises(ContactGone):
            boxes.of(contact, why=Why.UNSAID)


def test_what_an_entry_holds_about_the_contact_that_went_still_opens(house):
    comes(wrote("oi", at=0, user_id=OLD_ID), wrote(f"cpf {CPF}", at=4, user_id=NEW_ID))
    desk.reveal(
        actor=house.marina,
        datum=Datum.objects.get().public_id,
        reason=Reason(code="other", text="para a nota"),
        now=NOW,
    )
    _, newer = alive()
    comes(user_id_changed(at=3))

    [(entry, contact, sealed)] = deliveries.rows("SELECT entry_id, contact_id, sealed FROM ledger.payload")
    assert contact == newer
    assert (
        boxes.of(contact, why=Why.UNSAID).open(Place(table="entry", column="payload", row=entry), bytes(sealed))
        == b"para a nota"
    )


def test_nothing_readable_is_left_by_a_merge(house):
    comes(wrote("oi", at=0, user_id=OLD_ID, phone=OLD_PHONE), wrote("olá", at=4, user_id=NEW_ID, phone=NEW_PHONE))
    comes(number_changed(at=3))

    found = tables.bearing(connection, OLD_PHONE, NEW_PHONE, OLD_ID, NEW_ID)
    assert found == {}


def test_an_answer_to_a_contact_that_just_became_another_is_refused_and_not_lost_from_sight(house):
    comes(wrote("oi", at=0, user_id=OLD_ID), wrote("olá", at=4, user_id=NEW_ID))
    _, newer = alive()
    comes(user_id_changed(at=3))

    with pytest.raises(ContactGone):
        channel.write(
            channel.Draft(contact=newer, number=house.number, text="oi", author=None, last_inbound_at=NOW), now=NOW
        )
    assert not Message.objects.filter(direction="out").exists()


def test_of_two_workers_one_that_merges_and_one_that_writes_neither_leaves_a_message_behind(committed, house):
    comes(wrote("oi", at=0, user_id=OLD_ID), wrote("olá", at=4, user_id=NEW_ID))
    bodies = [user_id_changed(at=3), *(wrote(f"linha {each}", at=5, user_id=NEW_ID) for each in range(6))]
    for body in bodies:
        put_delivery(body)

    def work(_: int) -> int:
        taken = 0
        for _attempt in range(20):
            try:
                taken += intake.take_in(1)
            except (RacingContact, OperationalError):
                continue
        return taken

    results = threads.at_once(work)

    assert sum(results) == len(bodies)
    assert len(alive()) == 1
    assert set(Message.objects.values_list("contact_id", flat=True)) == set(alive())
    assert Message.objects.filter(direction="in").count() == 9


def merged_away(house) -> tuple[Conversation, str]:
    """Return the conversation that stays, and the address of the one that became part of it."""
    comes(wrote("oi", at=0, user_id=OLD_ID), wrote("olá", at=4, user_id=NEW_ID))
    [stays, gone] = Conversation.objects.order_by("created_at", "id")
    comes(user_id_changed(at=3))
    return stays, f"/atendimento/c/{gone.public_id}"


def test_the_address_of_a_conversation_that_became_part_of_another_leads_there(house):
    stays, address = merged_away(house)

    answer = signed_in(house.marina).get(f"{address}?view=todas")

    assert (answer.status_code, answer["location"]) == (308, f"/atendimento/c/{stays.public_id}?view=todas")


def test_to_another_team_neither_of_the_two_exists(house, audit_tags):
    _, address = merged_away(house)
    browser = signed_in(house.denise)

    answer = browser.get(address)

    assert (answer.status_code, "location" in answer) == (404, False)
    assert audit_tags()[-1] == ("conversation:read", "denied:other_team")
    assert said(answer) == said(browser.get("/atendimento/c/absent"))


def test_an_address_that_led_to_one_that_moved_on_is_led_on(house):
    stays, address = merged_away(house)
    last = Conversation.objects.create(
        contact_id=another_contact(), number=stays.number, team=stays.team, last_message_id=stays.last_message_id,
        last_arrival=stays.last_arrival,
    )  # fmt: skip

    joining.join(contact=last.contact_id, merged=stays.contact_id, now=NOW)

    assert signed_in(house.marina).get(address)["location"] == f"/atendimento/c/{last.public_id}"


def said(answer) -> str:
    """Return the words of a page, without what is new in each answer."""
    return re.sub(r"<[^>]+>", "", answer.content.decode())


def another_contact() -> UUID:
    """Return a customer without a conversation."""
    comes(wrote("outra", at=1, user_id=OTHER_ID))
    conversation = Conversation.objects.latest("last_arrival")
    conversation.delete()
    return conversation.contact_id
