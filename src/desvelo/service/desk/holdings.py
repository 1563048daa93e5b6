"""What a conversation really holds, counted by class: data that were kept, and files; what of it its team reads.

Counted and never guessed: every datum and every file of it, however many.  Nothing is opened for a count.

Source: ux.md 7.8.
"""

from collections import Counter
from collections.abc import Iterable
from uuid import UUID

from desvelo.guards.vault import matrix
from desvelo.guards.vault import queries as vault
from desvelo.kernel.detection import labels
from desvelo.kernel.detection.openness import Level
from desvelo.kernel.reach import ALL, Reach
from desvelo.service.channel import files
from desvelo.service.channel import searching as channel
from desvelo.service.channel.part import Part
from desvelo.service.desk import reaching
from desvelo.service.desk.models import Conversation

_HEALTH = "HEALTH"


def read(found: Conversation) -> Counter[str]:
    """Return how much of each class stands where the team of a conversation reads."""
    return _counted(found, reaching.of(found))


def read_by(found: Conversation, team: UUID) -> tuple[Counter[str], int]:
    """Return what another team reads of a conversation from before, of what its own team reads; and how many messages.

    Where nothing was ever parted nobody else is known to have read any.
    """
    own = reaching.kept_for(found, team).common(reaching.of(found))
    part = Part(contact=found.contact_id, number=found.number_id, within=own)
    return _counted(found, own), channel.said_count(part)


def whole(found: Conversation) -> Counter[str]:
    """Return how much of each class a conversation holds, whoever reads it."""
    return _counted(found, ALL)


def message_count(found: Conversation) -> int:
    """Return how many messages the team of a conversation reads, notes left out."""
    return channel.said_count(reaching.part(found))


def open_to(team: UUID, held: Iterable[str]) -> list[str]:
    """Return those classes of what is held that a team may see in some way."""
    standing = matrix.standing()
    return [label for label in held if standing.at(team=team, label=label) is not Level.NEVER]


def is_special(label: str) -> bool:
    """Tell whether a class, as it is kept, is that of special categories: health, belief, origin."""
    return label == labels.SPECIAL.code


def is_file(label: str) -> bool:
    """Tell whether a class is one of files."""
    return label in files.CLASSES


def speaks_of_health(found: Conversation) -> bool:
    """Tell whether anything of a special category that a conversation holds is about health; this opens its class."""
    special = [each for each in vault.kept_of(found.contact_id) if is_special(each.label)]
    there = channel.places_of(each.message for each in special)
    here = [each for each in special if there.get(each.message, (None, 0))[0] == found.number_id]
    return any(each.label == _HEALTH for each in vault.in_full(here))


def _counted(found: Conversation, within: Reach) -> Counter[str]:
    held = vault.kept_of(found.contact_id)
    places = channel.places_of(each.message for each in held)
    counted = Counter(each.label for each in held if _stands(places.get(each.message), found.number_id, within))
    part = Part(contact=found.contact_id, number=found.number_id, within=within)
    return counted + files.classes_in(part)


def _stands(place: tuple[UUID, int] | None, number: UUID, within: Reach) -> bool:
    return place is not None and place[0] == number and within.covers(place[1])
