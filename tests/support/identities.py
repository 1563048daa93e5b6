"""Customers whose number is hidden, shown and changed: their messages, WhatsApp's notices, and who they are here."""

import os
from datetime import UTC, datetime, timedelta
from uuid import UUID

from house import put_delivery, text_message, webhook

OLD_ID, NEW_ID, OTHER_ID = "BR.1111aaaa", "BR.2222bbbb", "BR.3333cccc"
OLD_PHONE, NEW_PHONE = "5511900004417", "5511900008826"
T0 = datetime.now(UTC) - timedelta(hours=5)


def minute(number: int) -> datetime:
    """Return a moment of the story."""
    return T0 + timedelta(minutes=number)


def wrote(text: str, *, at: int, user_id: str | None = None, phone: str | None = None) -> bytes:
    """A message as it comes from somebody with a user id, a number, or both; a hidden number is left out or empty."""
    said = {**text_message(text, phone=phone or "", wamid=f"wamid.{os.urandom(6).hex()}", at=minute(at))}
    said |= {"from_user_id": user_id} if user_id else {}
    contact = {"profile": {"name": "Beatriz"}, "wa_id": phone or "", "user_id": user_id or ""}
    if phone is None:
        del said["from"], contact["wa_id"]
    return webhook({"contacts": [contact], "messages": [said]})


def changed(*, at: int, system: dict[str, str], phone: str | None = OLD_PHONE) -> bytes:
    """WhatsApp's own notice that somebody is known by something else from now on."""
    notice = {"id": f"wamid.{os.urandom(6).hex()}", "timestamp": str(int(minute(at).timestamp())), "type": "system"}
    notice |= {"from": phone} if phone else {}
    return webhook({"messages": [{**notice, "system": {"body": "User changed", **system}}]})


def number_changed(*, at: int) -> bytes:
    """The notice of a new number that is shown."""
    system = {"wa_id": NEW_PHONE, "user_id": NEW_ID, "previous_user_id": OLD_ID}
    return changed(at=at, system={"type": "user_changed_number", **system})


def user_id_changed(*, at: int) -> bytes:
    """The new number is hidden."""
    system = {"type": "user_changed_user_id", "user_id": NEW_ID, "previous_user_id": OLD_ID}
    return changed(at=at, system=system, phone=None)


def comes(*bodies: bytes) -> None:
    """Let each delivery arrive and be taken in, nothing of it set aside."""
    import deliveries
    from desvelo.service.channel import intake

    for body in bodies:
        put_delivery(body)
        assert intake.take_in() == 1
    assert deliveries.aside() == []


def alive() -> list[UUID]:
    """Return the contacts that were not merged, oldest first."""
    from desvelo.guards.vault.models import Contact

    return list(Contact.objects.filter(merged_into=None).order_by("created_at", "id").values_list("id", flat=True))


def owner(kind: str, value: str) -> UUID | None:
    """Return whom an identifier leads to now."""
    from desvelo.guards.vault import people, store

    pair = people.pair_of(kind, value)
    found = store.find([pair]).get(pair)
    return found.contact if found else None
