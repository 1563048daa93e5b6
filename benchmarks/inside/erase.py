"""Erase the customer who wrote last, as the end of its time does, and put that on the list beside the database."""

from desvelo.base import clock
from desvelo.guards.vault import erased_file, erasing
from desvelo.guards.vault.erasures import Scope, What
from desvelo.service.channel.models import Message


def main() -> str:
    """Return who was erased."""
    now, contact = clock.wall(), Message.objects.latest("arrival").contact_id
    erasing.expire(What(scope=Scope.CONTACT, contact=contact, object=None), now=now)
    erased_file.note(now=now)
    return str(contact)
