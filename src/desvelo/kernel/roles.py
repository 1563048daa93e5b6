"""Roles of a company's own: a preset, less some permissions and with some more, within what the preset is for.

Whoever attends customers, or watches, may have a role of their own.  The two who decide everything together, IT and the
data protection officer, have theirs as they are: a copy of one with less in it would leave the other alone.  Nobody
gets at content by a permission that their preset is not for, and nobody who sees content gets at people, keys or
policies: those are in no list of what may be added.

Source: ux.md section 2; security-design D9.6, D9.7; decision 0057.

>>> wider = Made(preset=Role.AGENT, given=frozenset({Permission.TEMPLATE_MANAGE}))
>>> Permission.TEMPLATE_MANAGE in wider.permissions, needs_two(gained(frozenset(), wider.permissions))
(True, True)
>>> refused(Made(preset=Role.AGENT, given=frozenset({Permission.KEY_MANAGE})))
'given'
>>> refused(Made(preset=Role.IT))
'preset'
"""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Final

from desvelo.kernel.authority import PERMISSIONS_OF, Permission, Role

CLONED: Final = (Role.AGENT, Role.SUPERVISOR, Role.AUDITOR)
"""The presets that may be copied."""
FREE: Final = frozenset({Permission.AUDIT_READ_OWN, Permission.ERASURE_ASK, Permission.TEMPLATE_MANAGE})
"""What one person may give alone: it opens nothing and decides nothing."""
_BY_TWO: Final = frozenset(
    {
        Permission.AUDIT_EXPORT,
        Permission.AUDIT_READ_TEAM,
        Permission.DETECTION_REVIEW,
        Permission.ERASURE_APPROVE,
        Permission.LOOK_APPROVE,
        Permission.NUMBER_MANAGE,
        Permission.TEAM_ADMIT,
    }
)
_ADDED: Final[dict[Role, frozenset[Permission]]] = {
    Role.AGENT: FREE | _BY_TWO,
    Role.SUPERVISOR: FREE | _BY_TWO,
    Role.AUDITOR: FREE | {Permission.AUDIT_EXPORT, Permission.DETECTION_REVIEW},
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """A role as somebody makes it: a preset, what is taken out of it, what is given beside it."""

    preset: Role
    taken: frozenset[Permission] = frozenset()
    given: frozenset[Permission] = frozenset()

    @property
    def permissions(self) -> frozenset[Permission]:
        """Return what whoever holds it may do."""
        return (PERMISSIONS_OF[self.preset] - self.taken) | self.given


def may_be_given(preset: Role) -> frozenset[Permission]:
    """Return what may be added to a copy of *preset*."""
    return _ADDED.get(preset, frozenset()) - PERMISSIONS_OF[preset]


def refused(made: Made) -> str:
    """Return the code of what is wrong with a role somebody wants to make; nothing when nothing is."""
    if made.preset not in CLONED:
        return "preset"
    if not made.taken <= PERMISSIONS_OF[made.preset]:
        return "taken"
    return "" if made.given <= may_be_given(made.preset) else "given"


def gained(before: Collection[Permission], after: Collection[Permission]) -> frozenset[Permission]:
    """Return what somebody may do *after* and could not *before*."""
    return frozenset(after) - frozenset(before)


def needs_two(gain: Collection[Permission]) -> bool:
    """Tell whether gaining this takes a second person: whatever is not given freely does."""
    return not frozenset(gain) <= FREE
