"""What the channel does when the vault tells it something.  All of it runs in the transaction that tells it."""

from collections.abc import Sequence
from typing import cast

from desvelo.base import clock
from desvelo.base.outbox.event import Event
from desvelo.guards.audit import actions as audit
from desvelo.guards.vault import actions as vault
from desvelo.guards.vault import boxes
from desvelo.guards.vault.events import ContactsMerged
from desvelo.kernel.sealing.whys import Why
from desvelo.service.channel import binding, identities, preferences, sealed
from desvelo.service.channel.models import Media, Message

_BATCH = 500


def on_contacts_merged(events: Sequence[Event]) -> None:
    """Bring the messages of a contact that became part of another, and their files, to the contact that stays.

    Files are held meanwhile: one that comes in just now has its key written before or after, never lost in between.
    """
    for event in cast("Sequence[ContactsMerged]", events):
        opened = boxes.load([event.merged_id, event.contact_id], why=Why.ARRIVAL)
        of, into = opened[event.merged_id], opened[event.contact_id]
        messages = list(Message.objects.filter(contact_id=of.contact).only("id", "contact_id", "body", "detail"))
        for message in messages:
            sealed.move_message(message, of=of, into=into)
        Message.objects.bulk_update(messages, ["contact_id", "body", "detail"], batch_size=_BATCH)
        held = Media.objects.select_for_update().filter(contact_id=of.contact).order_by("id")
        files = list(held.only("id", "contact_id", "description", "file_key"))
        for each in files:
            sealed.move_media(each, of=of, into=into)
        Media.objects.bulk_update(files, ["contact_id", "description", "file_key"], batch_size=_BATCH)
        bound = [record for each in messages for record in binding.records(each)]
        bound += [record for each in files for record in binding.records(media=each)]
        audit.record(vault.resealed(bound, into.contact, now=clock.business()))
        preferences.join(of=of.contact, into=into.contact)
        identities.join(of=of, into=into, now=clock.business())
