"""Whose an identifier is: the contacts that have it, and the messages it was sealed in.

Looking for an identifier compares it with everybody's, so it asks for what comparing asks: the right, the policy of the
class, a try.  Whoever may not, is told nothing that depends on the value.

Source: security-design D6.1 and D6.3; ux.md 6.4 (searching by full CPF uses a keyed hash and is audited).
"""

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from typing import Final, TypeAlias
from uuid import UUID

from desvelo.guards.audit.entry import Entry
from desvelo.guards.vault import canaries, classes, occurrences, store
from desvelo.guards.vault.occurrences import Found
from desvelo.guards.vault.people import PHONE, Pair
from desvelo.kernel.authority import Actor, Permission
from desvelo.kernel.search.identifiers import LABEL_OF, ORDER

TAG: Final = "contact:find"
Within: TypeAlias = Callable[[Sequence[Found], Callable[[Found], frozenset[UUID]]], Iterable[Found]]
"""What of all that was found stands in a conversation of a team it is open to; the vault knows no conversations."""
_MOST = 2_000


class Opened:
    """What somebody may look for, and through which of some teams: an order number stands readable, in all of them."""

    def __init__(self, actor: Actor, teams: frozenset[UUID]) -> None:
        self._actor, self._teams = actor, teams
        self._known: dict[str, frozenset[UUID]] = {}

    def allowed(self, pairs: Sequence[Pair]) -> list[Pair]:
        """Return which kinds of identifiers may be looked for at all."""
        return [pair for pair in pairs if pair[0] == ORDER or self._of(LABEL_OF[pair[0]])]

    def teams_of(self, found: Found) -> frozenset[UUID]:
        """Return through which teams it may be known that *found* was found."""
        return self._teams if found.kind == ORDER else self._of(found.label)

    def found(self, pairs: Sequence[Pair]) -> list[Found]:
        """Return who is reached by an identifier now, and where it is sealed in a class that may be compared."""
        owners = store.find([pair for pair in pairs if pair[0] == PHONE])
        reached = [
            Found(kind=kind, contact=owner.contact, message=None, label=LABEL_OF[kind])
            for (kind, _), owner in owners.items()
            if owner.left_at is None
        ]
        sealed = [each for each in occurrences.find(pairs, limit=_MOST) if self.teams_of(each)]
        baits = canaries.among(each.contact for each in [*reached, *sealed])
        return [each for each in [*reached, *sealed] if each.contact not in baits]

    def _of(self, label: str) -> frozenset[UUID]:
        if label not in self._known:
            self._known[label] = _open_teams(self._actor, label, among=self._teams)
        return self._known[label]


def _open_teams(actor: Actor, label: str, *, among: frozenset[UUID]) -> frozenset[UUID]:
    permission = Permission.DATUM_COMPARE
    may = actor.has(permission)
    return classes.open_teams(actor, permission, label=label, among=among) if may else frozenset()


def costs_a_try(pairs: Sequence[Pair]) -> bool:
    """Tell whether anything but an order number is looked for."""
    return any(kind != ORDER for kind, _ in pairs)


def entry(actor: Actor, objects: dict[str, str], *, now: datetime) -> Entry:
    """Return the entry about it: kinds and counts, never what was typed."""
    return Entry(tag=TAG, at=now, actor=actor.id, session=actor.session, objects=objects)
