import django.db.models.deletion
import django.db.models.functions.text
from django.db import migrations, models

import desvelo.base.ids


class Migration(migrations.Migration):
    """Tokens of identity providers, the accounts and the groups they know here."""

    dependencies = [
        ("access", "0012_recovery"),
    ]

    operations = [
        migrations.CreateModel(
            name="ProvisionedPerson",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=desvelo.base.ids.new_uuid, editable=False, primary_key=True, serialize=False
                    ),
                ),
                (
                    "public_id",
                    models.CharField(
                        default=desvelo.base.ids.new_public_id, editable=False, max_length=22, unique=True
                    ),
                ),
                ("user_name", models.CharField(max_length=254)),
                ("external_id", models.CharField(max_length=255)),
                ("created_at", models.DateTimeField()),
                ("changed_at", models.DateTimeField()),
                ("activated_at", models.DateTimeField(null=True)),
                ("wanted_back_at", models.DateTimeField(null=True)),
                ("mac", models.BinaryField(max_length=32)),
                (
                    "provider",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="provisioned_people",
                        to="access.identityprovider",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="provisioned", to="access.user"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="ProvisionedGroup",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=desvelo.base.ids.new_uuid, editable=False, primary_key=True, serialize=False
                    ),
                ),
                (
                    "public_id",
                    models.CharField(
                        default=desvelo.base.ids.new_public_id, editable=False, max_length=22, unique=True
                    ),
                ),
                ("name", models.CharField(max_length=200)),
                ("external_id", models.CharField(default="", max_length=255)),
                ("role", models.CharField(default="agent", max_length=20)),
                ("created_at", models.DateTimeField()),
                ("changed_at", models.DateTimeField()),
                ("mac", models.BinaryField(max_length=32)),
                (
                    "provider",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="provisioned_groups",
                        to="access.identityprovider",
                    ),
                ),
                (
                    "team",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="access.team"
                    ),
                ),
                ("members", models.ManyToManyField(related_name="groups", to="access.provisionedperson")),
            ],
        ),
        migrations.CreateModel(
            name="ProvisioningToken",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=desvelo.base.ids.new_uuid, editable=False, primary_key=True, serialize=False
                    ),
                ),
                (
                    "public_id",
                    models.CharField(
                        default=desvelo.base.ids.new_public_id, editable=False, max_length=22, unique=True
                    ),
                ),
                ("name", models.CharField(max_length=60)),
                ("digest", models.BinaryField(max_length=32, unique=True)),
                ("created_at", models.DateTimeField()),
                ("expires_at", models.DateTimeField()),
                ("used_at", models.DateTimeField(null=True)),
                ("window_at", models.DateTimeField(null=True)),
                ("window_count", models.PositiveIntegerField(default=0)),
                ("mac", models.BinaryField(max_length=32)),
                (
                    "made_by",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="access.user"),
                ),
                (
                    "provider",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="provisioning_tokens",
                        to="access.identityprovider",
                    ),
                ),
            ],
        ),
        migrations.AddConstraint(
            model_name="provisionedperson",
            constraint=models.UniqueConstraint(fields=("user",), name="provisioned_once"),
        ),
        migrations.AddConstraint(
            model_name="provisionedperson",
            constraint=models.UniqueConstraint(
                condition=models.Q(("external_id", ""), _negated=True),
                fields=("provider", "external_id"),
                name="provisioned_external_id",
            ),
        ),
        migrations.AddConstraint(
            model_name="provisionedperson",
            constraint=models.UniqueConstraint(
                models.F("provider"), django.db.models.functions.text.Lower("user_name"), name="provisioned_user_name"
            ),
        ),
        migrations.AddConstraint(
            model_name="provisionedgroup",
            constraint=models.CheckConstraint(
                condition=models.Q(("role__in", ["agent", "supervisor"])), name="group_role_attends"
            ),
        ),
        migrations.AddConstraint(
            model_name="provisionedgroup",
            constraint=models.UniqueConstraint(
                models.F("provider"), django.db.models.functions.text.Lower("name"), name="group_name_once"
            ),
        ),
    ]
