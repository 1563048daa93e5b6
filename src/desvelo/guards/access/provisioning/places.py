"""What groups give: the teams they stand for, and supervisor where one of them says so.

Of whoever attends customers the provider's groups say teams and role; of IT, officer and auditor they say nothing.  Who
leaves the last group that gave something is shut out: they have left what they were here for.

Source: security-design D9.6; docs/decisions/0056.
"""

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from uuid import UUID

from desvelo.guards.access import grants, leaving, vouching
from desvelo.guards.access.inviting import IN_A_TEAM
from desvelo.guards.access.models import Team, User
from desvelo.guards.access.provisioning.models import ProvisionedGroup, ProvisionedPerson
from desvelo.guards.audit.entry import Entry
from desvelo.kernel.authority import Role


def settle(people: Iterable[ProvisionedPerson], *, by: Mapping[str, str], now: datetime) -> None:
    """Give each what their groups give now, on record, in the caller's transaction."""
    seen: dict[UUID, bool] = {}
    for each in people:
        _give(each, seen, by=by, now=now)


def let_go(people: Iterable[ProvisionedPerson], *, by: Mapping[str, str], now: datetime) -> None:
    """As ``settle``, of those who left a group that gave something: who has none left is shut out.

    Those whom groups give nothing are never shut out by them.
    """
    seen: dict[UUID, bool] = {}
    for each in people:
        if not _give(each, seen, by=by, now=now) and Role(each.user.role) in IN_A_TEAM:
            leaving.shut(each.user_id, by=by, now=now)


def gives(group: ProvisionedGroup) -> bool:
    """Tell whether somebody who is in *group* has something of it."""
    return group.team_id is not None and is_ours(group)


def vouch(group: ProvisionedGroup) -> None:
    """Vouch for a group as it is, in the transaction that changes it."""
    group.mac = vouching.mac("provisioned_group", *_written(group))
    group.save()


def is_ours(group: ProvisionedGroup) -> bool:
    """Tell whether a group, what it stands for and who is in it are as they were given."""
    return vouching.holds(group.mac, "provisioned_group", *_written(group))


def _give(each: ProvisionedPerson, seen: dict[UUID, bool], *, by: Mapping[str, str], now: datetime) -> bool:
    """Give one person what their groups give; tell whether any gives something.  *seen*: which were looked at."""
    user = User.objects.select_for_update().get(pk=each.user_id)
    groups = list(each.groups.all())
    seen.update({group.pk: gives(group) for group in groups if group.pk not in seen})
    given = [group for group in groups if seen[group.pk]]
    if Role(user.role) not in IN_A_TEAM:
        return bool(given)
    teams = {group.team_id for group in given if group.team_id is not None}
    role = Role.SUPERVISOR if any(group.role == Role.SUPERVISOR for group in given) else Role.AGENT
    if (teams, role) != (set(user.teams.values_list("id", flat=True)), user.role):
        User.objects.filter(pk=user.pk).update(role=role.value)
        user.teams.set(Team.objects.filter(pk__in=teams))
        objects = {"user": str(user.pk), "role": role.value, "count": str(len(teams)), **by}
        grants.settle(user.pk, Entry(tag="user:place", at=now, objects=objects))
    return bool(given)


def _written(group: ProvisionedGroup) -> tuple[str, ...]:
    members = sorted(str(each) for each in group.members.values_list("id", flat=True))
    created = group.created_at.astimezone(UTC).isoformat()
    named = (str(group.id), group.public_id, str(group.provider_id), group.name, group.external_id)
    return *named, str(group.team_id or ""), group.role, created, *members
