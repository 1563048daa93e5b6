"""The part of what a contact and a number of ours said to each other that a team reads; questions begin with it."""

from dataclasses import dataclass
from uuid import UUID

from django.db.models import Q, QuerySet

from desvelo.kernel.reach import Reach
from desvelo.service.channel.models import Message


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """The messages between a contact and a number, those alone that stand at places *within* reach."""

    contact: UUID
    number: UUID
    within: Reach

    def rows(self) -> QuerySet[Message]:
        """Return these messages."""
        rows = Message.objects.filter(contact_id=self.contact, number_id=self.number)
        if self.within.is_all:
            return rows
        read = Q(pk__in=[])
        for first, until in self.within.spans:
            read |= Q(arrival__gte=first) if until is None else Q(arrival__gte=first, arrival__lt=until)
        return rows.filter(read)
