"""What a datum is called: openly where its class may be known, sealed where the class alone tells something.

"This person has something about a union in the base" is what a stolen dump must not say.  So every special category has
one name in tables, entries, figures and addresses, and the fine one is sealed beside the value.

Source: LGPD arts. 5 II and 11; GDPR art. 9; architecture section 9 (special categories).
"""

from collections.abc import Iterable
from uuid import UUID

from desvelo.guards.vault import boxes, places
from desvelo.guards.vault.boxes import Box
from desvelo.guards.vault.models import Datum
from desvelo.kernel.detection import policies
from desvelo.kernel.detection.catalogue import shipped
from desvelo.kernel.detection.errors import LabelUnknown
from desvelo.kernel.detection.labels import Handling, Label
from desvelo.kernel.sealing import context
from desvelo.kernel.sealing.whys import Why

_LONGEST_RULE = 64


def label_of(code: str) -> Label:
    """Return a label; what was found by a detector that is gone is as delicate as can be."""
    try:
        return shipped().label(code)
    except LabelUnknown:
        return Label(code=code, handling=Handling.SEAL)


def kept_as(code: str) -> str:
    """Return the class that everybody may know of a datum of class *code*."""
    return policies.kept_as(label_of(code))


def give(row: Datum, box: Box, *, label: str, rule: str) -> None:
    """Name *row*, which is not stored yet: what it is and which rule found it, sealed if the class tells too much."""
    row.label, row.rule = kept_as(label), rule[:_LONGEST_RULE]
    if row.label != label:
        row.rule = ""
        row.named = box.seal(places.named(row.id), context.encode(label, rule[:_LONGEST_RULE]))


def in_full(data: Iterable[UUID]) -> dict[UUID, tuple[str, str]]:
    """Return the class and the rule of each of *data* that has them sealed; what it says may be shown, not stored.

    A datum whose contact has no key any more is left out.
    """
    rows = list(Datum.objects.filter(pk__in=list(data), named__isnull=False).only("id", "contact_id", "named"))
    opened = boxes.load({row.contact_id for row in rows}, why=Why.THREAD) if rows else {}
    return {row.id: _read(opened[row.contact_id], row) for row in rows if row.contact_id in opened}


def _read(box: Box, row: Datum) -> tuple[str, str]:
    label, rule = context.decode(box.open(places.named(row.id), bytes(row.named or b"")))
    return str(label), str(rule)
