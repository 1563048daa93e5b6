"""What identity providers may ask of our accounts, which accounts and groups are theirs: as it is stored.

Each row is vouched for: whoever can only write the database can make no token, hang no account on a provider and put
nobody into a group.

Source: RFC 7643; security-design D9.6.
"""

from django.db import models
from django.db.models.functions import Lower

from desvelo.base.ids import new_public_id, new_uuid
from desvelo.guards.access.models import IdentityProvider, Team, User
from desvelo.kernel.authority import Role


class ProvisioningToken(models.Model):
    """What an identity provider shows when it asks something of our accounts (SCIM).  Only its SHA-256 is stored.

    *window_at* and *window_count* say how much it asked for lately; *mac* vouches that it was made here.
    """

    id = models.UUIDField(primary_key=True, default=new_uuid, editable=False)
    public_id = models.CharField(max_length=22, unique=True, default=new_public_id, editable=False)
    provider = models.ForeignKey(IdentityProvider, on_delete=models.CASCADE, related_name="provisioning_tokens")
    name = models.CharField(max_length=60)
    digest = models.BinaryField(max_length=32, unique=True)
    made_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)
    window_at = models.DateTimeField(null=True)
    window_count = models.PositiveIntegerField(default=0)
    mac = models.BinaryField(max_length=32)

    def __str__(self) -> str:
        return str(self.public_id)


class ProvisionedPerson(models.Model):
    """An account as a provider knows it; *external_id* is who they are there, empty while it did not say.

    *activated_at* is when it could first be entered, *wanted_back_at* when the provider wanted that again.
    """

    id = models.UUIDField(primary_key=True, default=new_uuid, editable=False)
    public_id = models.CharField(max_length=22, unique=True, default=new_public_id, editable=False)
    provider = models.ForeignKey(IdentityProvider, on_delete=models.PROTECT, related_name="provisioned_people")
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="provisioned")
    user_name = models.CharField(max_length=254)
    external_id = models.CharField(max_length=255)
    created_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    activated_at = models.DateTimeField(null=True)
    wanted_back_at = models.DateTimeField(null=True)
    mac = models.BinaryField(max_length=32)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["user"], name="provisioned_once"),
            models.UniqueConstraint(
                fields=["provider", "external_id"],
                condition=~models.Q(external_id=""),
                name="provisioned_external_id",
            ),
            models.UniqueConstraint("provider", Lower("user_name"), name="provisioned_user_name"),
        ]

    def __str__(self) -> str:
        return str(self.public_id)


class ProvisionedGroup(models.Model):
    """A group of a provider; it gives *team* and *role* to its members once IT says so, and nothing before."""

    id = models.UUIDField(primary_key=True, default=new_uuid, editable=False)
    public_id = models.CharField(max_length=22, unique=True, default=new_public_id, editable=False)
    provider = models.ForeignKey(IdentityProvider, on_delete=models.CASCADE, related_name="provisioned_groups")
    name = models.CharField(max_length=200)
    external_id = models.CharField(max_length=255, default="")
    members = models.ManyToManyField(ProvisionedPerson, related_name="groups")
    team = models.ForeignKey(Team, on_delete=models.PROTECT, null=True, related_name="+")
    role = models.CharField(max_length=20, default=Role.AGENT.value)
    created_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    mac = models.BinaryField(max_length=32)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="group_role_attends", condition=models.Q(role__in=[Role.AGENT.value, Role.SUPERVISOR.value])
            ),
            models.UniqueConstraint("provider", Lower("name"), name="group_name_once"),
        ]

    def __str__(self) -> str:
        return str(self.public_id)
