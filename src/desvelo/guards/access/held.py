"""What somebody was given, once it was found to be vouched for."""

from dataclasses import dataclass
from uuid import UUID

from desvelo.kernel.authority import PERMISSIONS_OF, Permission, Role


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """Role and teams; *version* counts how often they, or a factor, changed.

    *guest_in* are further teams they were let into for a while.  *permissions* and *role_name* are those of a role of
    the company's own, whose preset *role* is; None for a preset as it comes.
    """

    role: Role
    teams: frozenset[UUID]
    version: int
    guest_in: frozenset[UUID] = frozenset()
    permissions: frozenset[Permission] | None = None
    role_name: str = ""

    @property
    def may(self) -> frozenset[Permission]:
        """Return what they may do."""
        return PERMISSIONS_OF[self.role] if self.permissions is None else self.permissions
