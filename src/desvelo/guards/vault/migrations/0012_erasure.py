import django.db.models.deletion
from django.db import migrations, models

import desvelo.base.ids
import desvelo.guards.vault.erasures


class Migration(migrations.Migration):
    """What is to be erased and what was, what must be kept meanwhile, and where backups lie."""

    dependencies = [
        ("access", "0007_invitation"),
        ("vault", "0011_renewal"),
    ]

    operations = [
        migrations.CreateModel(
            name="Backup",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=desvelo.base.ids.new_uuid, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("kind", models.CharField(choices=[("content", "Content"), ("vault", "Vault")], max_length=8)),
                ("folder", models.CharField(max_length=400)),
                ("made_at", models.DateTimeField()),
                ("expires_at", models.DateTimeField()),
                ("removed_at", models.DateTimeField(null=True)),
            ],
        ),
        migrations.CreateModel(
            name="Erasure",
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
                ("scope", models.CharField(max_length=12)),
                ("basis", models.CharField(max_length=10)),
                ("state", models.CharField(default=desvelo.guards.vault.erasures.State["ASKED"], max_length=10)),
                ("contact_id", models.UUIDField(db_index=True)),
                ("object_id", models.UUIDField(null=True)),
                ("asked_at", models.DateTimeField()),
                ("approved_at", models.DateTimeField(null=True)),
                ("due_at", models.DateTimeField(null=True)),
                ("done_at", models.DateTimeField(null=True)),
                ("entry_id", models.UUIDField(null=True)),
                ("keys", models.JSONField(default=list)),
                ("noted_at", models.DateTimeField(null=True)),
                ("final_at", models.DateTimeField(null=True)),
                (
                    "approved_by",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="access.user"
                    ),
                ),
                (
                    "asked_by",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="access.user"
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(condition=models.Q(("state", "approved")), fields=["due_at"], name="erasure_due")
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("state__in", ("asked", "approved"))),
                        fields=("scope", "contact_id", "object_id"),
                        name="erasure_waits_once",
                        nulls_distinct=False,
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Hold",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=desvelo.base.ids.new_uuid, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("contact_id", models.UUIDField()),
                ("reason", models.CharField(max_length=40)),
                ("placed_at", models.DateTimeField()),
                ("lifted_at", models.DateTimeField(null=True)),
                (
                    "lifted_by",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="access.user"
                    ),
                ),
                (
                    "placed_by",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="access.user"),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("lifted_at", None)), fields=("contact_id",), name="hold_once_at_a_time"
                    )
                ],
            },
        ),
    ]
