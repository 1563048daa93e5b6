"""Whose an identifier is: the contacts that have it, and the messages it was sealed in.

Looking for an identifier compares it with everybody's, so it asks for what comparing asks: the right, the policy of the
class, a try.  Whoever may not, is told nothing that depends on the value.

Source: security-design D6.1 and D6.3; ux.md 6.4 (searching by full CPF uses a keyed hash and is audited).
"""

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from typing import Final, TypeAlias

from desvelo.guards.audit.entry import Entry
from desvelo.guards.vault import canaries, classes, occurrences, store
from desvelo.guards.vault.occurrences import Found
from desvelo.guards.vault.people import PHONE, Pair
from desvelo.kernel.authority import Actor, Permission
from desvelo.kernel.search.identifiers import LABEL_OF, ORDER

TAG: Final = "contact:find"
Within: TypeAlias = Callable[[Sequence[Found]], Iterable[Found]]
"""What of all that was found somebody may see; the vault knows no teams."""
_MOST = 2_000


def allowed(actor: Actor, pairs: Sequence[Pair]) -> list[Pair]:
    """Return which kinds of identifiers *actor* may look for; an order number stands readable, so anybody may."""
    return [pair for pair in pairs if pair[0] == ORDER or _may_compare(actor, LABEL_OF[pair[0]])]


def costs_a_try(pairs: Sequence[Pair]) -> bool:
    """Tell whether anything but an order number is looked for."""
    return any(kind != ORDER for kind, _ in pairs)


def found(actor: Actor, pairs: Sequence[Pair]) -> list[Found]:
    """Return who is reached by an identifier now, and where it is sealed in a class that *actor* may compare."""
    owners = store.find([pair for pair in pairs if pair[0] == PHONE])
    reached = [
        Found(kind=kind, contact=owner.contact, message=None, label=LABEL_OF[kind])
        for (kind, _), owner in owners.items()
        if owner.left_at is None
    ]
    sealed = [
        each for each in occurrences.find(pairs, limit=_MOST) if each.kind == ORDER or _may_compare(actor, each.label)
    ]
    baits = canaries.among(each.contact for each in [*reached, *sealed])
    return [each for each in [*reached, *sealed] if each.contact not in baits]


def entry(actor: Actor, objects: dict[str, str], *, now: datetime) -> Entry:
    """Return the entry about it: kinds and counts, never what was typed."""
    return Entry(tag=TAG, at=now, actor=actor.id, session=actor.session, objects=objects)


def _may_compare(actor: Actor, label: str) -> bool:
    permission = Permission.DATUM_COMPARE
    return actor.has(permission) and classes.allows(actor, permission, label=label)
