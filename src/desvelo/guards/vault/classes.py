"""Whether the policy of a class lets somebody see or compare a datum of it: the gate's question after role and team.

Source: architecture section 4 (reveal); ux.md 6.18.
"""

from datetime import datetime

from desvelo.guards.access import gate
from desvelo.guards.vault import naming
from desvelo.guards.vault.errors import ClassClosed
from desvelo.kernel.authority import Actor, Permission
from desvelo.kernel.detection import policies


def allows(actor: Actor, permission: Permission, *, label: str) -> bool:
    """Tell whether the policy of the class *label* lets the role of *actor* do this at all."""
    policy = policies.of(naming.label_of(label))
    roles = policy.reveal if permission is Permission.DATUM_REVEAL else policy.compare
    return actor.role in roles


def require(actor: Actor, permission: Permission, *, label: str, target: dict[str, str], now: datetime) -> None:
    """Let *actor* pass if the policy of the class does; raise ClassClosed, on record, if not."""
    if not allows(actor, permission, label=label):
        gate.deny(actor, permission, reason="class_closed", target=target, now=now)
        raise ClassClosed
