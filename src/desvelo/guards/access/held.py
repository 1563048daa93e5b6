"""What somebody was given, once it was found to be vouched for."""

from dataclasses import dataclass
from uuid import UUID

from desvelo.kernel.authority import Role


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """Role and teams; *version* counts how often they, or a factor, changed.

    *guest_in* are further teams they were let into for a while.
    """

    role: Role
    teams: frozenset[UUID]
    version: int
    guest_in: frozenset[UUID] = frozenset()
