"""Who may do what: declared once, decided by one pure function.

A role is a preset of permissions.  Content permissions reach only the actor's own teams; permissions about the
system (the audit log, the trail of a message) have no team and never give content.  One's own account is nobody else's,
so it asks for no role.  Whatever is not granted is refused.

Source: ux.md section 2; security-design section 9.

>>> from dataclasses import replace
>>> agent = Actor(id=UUID(int=1), name="Marina", role=Role.AGENT, teams=frozenset({UUID(int=7)}))
>>> decide(agent, Permission.CONVERSATION_READ, team=UUID(int=7)).allowed
True
>>> decide(agent, Permission.CONVERSATION_READ, team=UUID(int=8)).reason
'other_team'
>>> decide(agent, Permission.AUDIT_READ).reason
'not_in_role'

Somebody who was let into a team for a while reads there, and sees data for a reason; nothing else of it is theirs.

>>> guest = replace(agent, teams=agent.teams | {UUID(int=8)}, guest_in=frozenset({UUID(int=8)}))
>>> decide(guest, Permission.CONVERSATION_READ, team=UUID(int=8)).allowed
True
>>> decide(guest, Permission.CONVERSATION_ASSIGN, team=UUID(int=8)).reason
'guest'
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from uuid import UUID


class Role(StrEnum):
    """A preset of permissions; the words people see are in the catalogue."""

    AGENT = "agent"
    AUDITOR = "auditor"
    DPO = "dpo"
    IT = "it"
    SUPERVISOR = "supervisor"


class Permission(StrEnum):
    """Each thing that can be allowed, as ``resource:verb``."""

    ACCOUNT_MANAGE = "account:manage"
    ALARM_SEE = "alarm:see"
    AUDIT_EXPORT = "audit:export"
    AUDIT_READ = "audit:read"
    AUDIT_READ_OWN = "audit:read_own"
    AUDIT_READ_TEAM = "audit:read_team"
    CONVERSATION_ASSIGN = "conversation:assign"
    CONVERSATION_READ = "conversation:read"
    CONVERSATION_REPLY = "conversation:reply"
    DATUM_COMPARE = "datum:compare"
    DATUM_HIDE = "datum:hide"
    DATUM_REVEAL = "datum:reveal"
    DETECTION_REVIEW = "detection:review"
    ERASURE_APPROVE = "erasure:approve"
    ERASURE_ASK = "erasure:ask"
    ERASURE_HOLD = "erasure:hold"
    GLASS_REVIEW = "glass:review"
    KEY_MANAGE = "key:manage"
    LOOK_APPROVE = "look:approve"
    MESSAGE_TRACE = "message:trace"
    NUMBER_MANAGE = "number:manage"
    POLICY_MANAGE = "policy:manage"
    PROVIDER_MANAGE = "provider:manage"
    TEAM_ADMIT = "team:admit"
    TEAM_ENTER = "team:enter"
    TEMPLATE_MANAGE = "template:manage"
    USER_MANAGE = "user:manage"


EVERYBODYS = frozenset({Permission.ACCOUNT_MANAGE})

_ATTENDING = frozenset(
    {
        Permission.AUDIT_READ_OWN,
        Permission.CONVERSATION_ASSIGN,
        Permission.CONVERSATION_READ,
        Permission.CONVERSATION_REPLY,
        Permission.DATUM_COMPARE,
        Permission.DATUM_HIDE,
        Permission.DATUM_REVEAL,
        Permission.TEAM_ENTER,
    }
)

_WATCHING = frozenset(
    {Permission.AUDIT_EXPORT, Permission.AUDIT_READ, Permission.AUDIT_READ_OWN, Permission.MESSAGE_TRACE}
)

PERMISSIONS_OF: dict[Role, frozenset[Permission]] = {
    Role.AGENT: _ATTENDING,
    Role.AUDITOR: _WATCHING,
    Role.DPO: _WATCHING
    | {
        Permission.ALARM_SEE,
        Permission.DATUM_COMPARE,
        Permission.DETECTION_REVIEW,
        Permission.ERASURE_APPROVE,
        Permission.ERASURE_ASK,
        Permission.ERASURE_HOLD,
        Permission.GLASS_REVIEW,
        Permission.POLICY_MANAGE,
    },
    Role.IT: _WATCHING
    | {
        Permission.ALARM_SEE,
        Permission.DETECTION_REVIEW,
        Permission.KEY_MANAGE,
        Permission.NUMBER_MANAGE,
        Permission.POLICY_MANAGE,
        Permission.PROVIDER_MANAGE,
        Permission.TEMPLATE_MANAGE,
        Permission.USER_MANAGE,
    },
    Role.SUPERVISOR: _ATTENDING
    | {
        Permission.AUDIT_EXPORT,
        Permission.AUDIT_READ_TEAM,
        Permission.ERASURE_APPROVE,
        Permission.ERASURE_ASK,
        Permission.LOOK_APPROVE,
        Permission.TEAM_ADMIT,
        Permission.TEMPLATE_MANAGE,
    },
}

WITHIN_A_TEAM = frozenset(
    {
        Permission.CONVERSATION_ASSIGN,
        Permission.CONVERSATION_READ,
        Permission.CONVERSATION_REPLY,
        Permission.DATUM_COMPARE,
        Permission.DATUM_HIDE,
        Permission.DATUM_REVEAL,
        Permission.LOOK_APPROVE,
        Permission.TEAM_ADMIT,
    }
)

AS_A_GUEST = frozenset({Permission.CONVERSATION_READ, Permission.DATUM_COMPARE, Permission.DATUM_REVEAL})
"""What somebody may do in a team they were let into for a while: look, and neither answer, move nor decide."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Actor:
    """The person on whose behalf something is asked, through which session, and when they last proved a factor.

    *teams* are all that content reaches them through; *guest_in* are those of them they were let into for a while.
    *permissions* and *role_name* are those of a role of the company's own; None: the role is a preset as it comes.
    """

    id: UUID
    name: str
    role: Role
    teams: frozenset[UUID] = frozenset()
    session: str = ""
    proved_at: datetime | None = None
    guest_in: frozenset[UUID] = frozenset()
    permissions: frozenset[Permission] | None = None
    role_name: str = ""

    @property
    def own_teams(self) -> frozenset[UUID]:
        """Return the teams they belong to."""
        return self.teams - self.guest_in

    def has(self, permission: Permission) -> bool:
        """Tell whether the role carries *permission* at all, in whatever team."""
        held = PERMISSIONS_OF[self.role] if self.permissions is None else self.permissions
        return permission in EVERYBODYS or permission in held

    def has_proved(self, *, within: timedelta, now: datetime) -> bool:
        """Tell whether a factor was shown that recently."""
        return self.proved_at is not None and now - self.proved_at <= within


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """Allowed, or refused with the code of the reason."""

    allowed: bool
    reason: str = ""


def decide(actor: Actor, permission: Permission, *, team: UUID | None = None) -> Decision:
    """Decide whether *actor* holds *permission*, in *team* when the permission is about content."""
    if not actor.has(permission):
        return Decision(allowed=False, reason="not_in_role")
    if permission not in WITHIN_A_TEAM:
        return Decision(allowed=True)
    if team is None:
        return Decision(allowed=False, reason="no_team")
    if team not in actor.teams:
        return Decision(allowed=False, reason="other_team")
    if team in actor.guest_in and permission not in AS_A_GUEST:
        return Decision(allowed=False, reason="guest")
    return Decision(allowed=True)
