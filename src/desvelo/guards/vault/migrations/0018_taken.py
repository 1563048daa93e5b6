import django.db.models.deletion
from django.db import migrations, models

import desvelo.base.ids


class Migration(migrations.Migration):
    """Looks that were taken, those whom the limits stopped, emergencies."""

    dependencies = [
        ("access", "0009_approval"),
        ("vault", "0017_matrix"),
    ]

    operations = [
        migrations.CreateModel(
            name="Glass",
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
                ("label", models.CharField(max_length=32)),
                ("at", models.DateTimeField()),
                ("explained_at", models.DateTimeField(null=True)),
                ("explained_in", models.UUIDField(null=True)),
                ("reviewed_at", models.DateTimeField(null=True)),
                (
                    "actor",
                    models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="+", to="access.user"),
                ),
                ("contact", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to="vault.contact")),
                (
                    "reviewed_by",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="access.user"
                    ),
                ),
                (
                    "team",
                    models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="+", to="access.team"),
                ),
            ],
            options={
                "indexes": [
                    models.Index(condition=models.Q(("reviewed_at", None)), fields=["at"], name="glass_unreviewed")
                ],
            },
        ),
        migrations.CreateModel(
            name="Stopped",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "public_id",
                    models.CharField(
                        default=desvelo.base.ids.new_public_id, editable=False, max_length=22, unique=True
                    ),
                ),
                ("why", models.CharField(max_length=10)),
                ("at", models.DateTimeField()),
                ("seen_at", models.DateTimeField(null=True)),
                (
                    "actor",
                    models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="+", to="access.user"),
                ),
                (
                    "seen_by",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="access.user"
                    ),
                ),
                (
                    "team",
                    models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="+", to="access.team"),
                ),
            ],
            options={
                "indexes": [models.Index(condition=models.Q(("seen_at", None)), fields=["at"], name="stopped_unseen")],
            },
        ),
        migrations.CreateModel(
            name="Taken",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("at", models.DateTimeField()),
                ("is_counted", models.BooleanField()),
                (
                    "actor",
                    models.ForeignKey(
                        db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name="+", to="access.user"
                    ),
                ),
                ("contact", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to="vault.contact")),
                (
                    "team",
                    models.ForeignKey(
                        db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name="+", to="access.team"
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["actor", "at"], name="taken_actor"),
                    models.Index(fields=["team", "at"], name="taken_team"),
                ],
            },
        ),
    ]
