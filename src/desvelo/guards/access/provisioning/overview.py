"""What IT sees of a provider's provisioning: its tokens, its groups, how many people, and whom it wants back."""

from dataclasses import dataclass
from datetime import datetime

from desvelo.guards.access import gate
from desvelo.guards.access.federation import providers
from desvelo.guards.access.provisioning import groups, tokens
from desvelo.guards.access.provisioning.groups import GroupLine
from desvelo.guards.access.provisioning.models import ProvisionedPerson
from desvelo.guards.access.provisioning.tokens import TokenLine
from desvelo.kernel.authority import Actor, Permission


@dataclass(frozen=True, slots=True, kw_only=True)
class Overview:
    """One provider; *wanted* are public ids and names of people it wants to be let in again."""

    id: str
    name: str
    tokens: tuple[TokenLine, ...]
    groups: tuple[GroupLine, ...]
    people_count: int
    wanted: tuple[tuple[str, str], ...]


def of(actor: Actor, provider: str, *, now: datetime) -> Overview:
    """Return what there is of a provider.  Raises Forbidden, NotFound."""
    gate.require(actor, Permission.PROVIDER_MANAGE, now=now)
    row = providers.ours(provider)
    people = ProvisionedPerson.objects.filter(provider=row)
    wanted = people.filter(wanted_back_at__isnull=False, user__is_active=False).order_by("user__name")
    return Overview(
        id=row.public_id,
        name=row.name,
        tokens=tuple(tokens.lines(actor, row, now=now)),
        groups=tuple(groups.lines(actor, row, now=now)),
        people_count=people.count(),
        wanted=tuple(wanted.values_list("user__public_id", "user__name")),
    )
