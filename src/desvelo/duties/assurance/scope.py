"""Whose entries a person reads, and whose names they read in them.

Who watches reads all of it; a supervisor, what the people of their own teams did; everybody else, what they did
themselves, because whoever is watched sees the trail too (ux.md, principle 4).  Security and auditors never see a
customer's name; a supervisor only those of customers who write to their own teams.

Source: ux.md section 2; docs/decisions/0016.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from desvelo.base.ui import wording
from desvelo.duties.assurance.sentences import Names, account_of
from desvelo.guards.access import gate
from desvelo.guards.access import queries as access
from desvelo.guards.audit import queries as audit
from desvelo.guards.audit.errors import EntryNotFound
from desvelo.guards.audit.queries import LoggedEntry
from desvelo.guards.vault import queries as vault
from desvelo.kernel.authority import Actor, Permission, Role
from desvelo.kernel.sealing.whys import Why
from desvelo.service.desk import queries as desk

_SEES_NO_CUSTOMER = frozenset({Role.AUDITOR, Role.IT})


class Customers(StrEnum):
    """Whose names somebody reads in the entries they may read."""

    ALL = "all"
    OF_TEAMS = "of_teams"
    NONE = "none"


@dataclass(frozen=True, slots=True, kw_only=True)
class Reach:
    """What one person reads of the log: entries of *actors*, or of everybody and of nobody when it is None."""

    reader: Actor
    actors: frozenset[UUID] | None
    customers: Customers

    @property
    def is_whole(self) -> bool:
        """Tell whether it is the whole log."""
        return self.actors is None

    @property
    def is_own(self) -> bool:
        """Tell whether it is the reader's own trail and nothing else."""
        return self.actors == frozenset({self.reader.id})

    def covers(self, entry: LoggedEntry) -> bool:
        """Tell whether the reader may read *entry*."""
        return self.actors is None or entry.actor in self.actors


def of(actor: Actor, *, now: datetime) -> Reach:
    """Return what *actor* reads; raise Forbidden, on record, for who may not even read their own."""
    if actor.has(Permission.AUDIT_READ):
        customers = Customers.NONE if actor.role in _SEES_NO_CUSTOMER else Customers.ALL
        return Reach(reader=actor, actors=None, customers=customers)
    if actor.has(Permission.AUDIT_READ_TEAM):
        members = access.members_of(actor.own_teams) | {actor.id}
        return Reach(reader=actor, actors=members, customers=Customers.OF_TEAMS)
    return own(actor, now=now)


def reads_others(actor: Actor) -> bool:
    """Tell whether *actor* reads entries of anybody but themselves."""
    return actor.has(Permission.AUDIT_READ) or actor.has(Permission.AUDIT_READ_TEAM)


def own(actor: Actor, *, now: datetime) -> Reach:
    """Return the reach of somebody who looks at nothing but their own trail."""
    gate.require(actor, Permission.AUDIT_READ_OWN, now=now)
    customers = Customers.NONE if actor.role in _SEES_NO_CUSTOMER else Customers.ALL
    return Reach(reader=actor, actors=frozenset({actor.id}), customers=customers)


def entry(reach: Reach, index: int, *, now: datetime) -> LoggedEntry:
    """Return one entry; raise EntryNotFound for one that is not there, and, on record, for one out of reach."""
    found = audit.entry(index)
    if not reach.covers(found):
        reason = "not_own" if reach.is_own else "other_team"
        gate.deny(reach.reader, Permission.AUDIT_READ, reason=reason, target={"index": str(index)}, now=now)
        raise EntryNotFound
    return found


def names(reach: Reach, entries: Iterable[LoggedEntry]) -> Names:
    """Return whom the ids in *entries* stand for, as far as the reader may know."""
    listed = list(entries)
    actors = [entry.actor for entry in listed if entry.actor]
    people = access.names([*actors, *filter(None, map(account_of, listed))])
    return Names(people=people, customers=customers(reach, {entry.contact for entry in listed if entry.contact}))


def customers(reach: Reach, among: set[UUID]) -> dict[UUID, str]:
    """Return the short names of those of *among* whom the reader may know and who still have a key.

    One who became part of another contact is called as that one is.
    """
    if reach.customers is Customers.NONE:
        return {}
    by_now = vault.present(among)
    known = set(by_now.values())
    if reach.customers is Customers.OF_TEAMS:
        known = desk.customers_within(reach.reader.teams, among=known)
    profiles = vault.profiles(vault.open_boxes(known, why=Why.LIST, actor=reach.reader.id))
    return {each: wording.short_name(profiles[now].name) for each, now in by_now.items() if now in profiles}
